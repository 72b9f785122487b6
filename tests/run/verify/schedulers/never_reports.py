"""Starts jobs and forgets them."""

from __future__ import annotations

from typing import Any

import pdg
from processes import Processes, register


class NeverReports(Processes):
    def onTick(self) -> Any:
        return pdg.tickResult.SchedulerReady


def registerTypes(type_registry: Any) -> None:
    register(type_registry, NeverReports)
