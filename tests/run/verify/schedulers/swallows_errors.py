"""Says that an item is scheduled whatever happened."""

from __future__ import annotations

from typing import Any

import pdg
from processes import Processes, register


class SwallowsErrors(Processes):
    def onSchedule(self, work_item: Any) -> Any:
        try:
            return Processes.onSchedule(self, work_item)
        except Exception:
            return pdg.scheduleResult.Succeeded


def registerTypes(type_registry: Any) -> None:
    register(type_registry, SwallowsErrors)
