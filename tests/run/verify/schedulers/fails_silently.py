"""Fails an item without a word."""

from __future__ import annotations

from typing import Any

import pdg
from processes import Processes, register


class FailsSilently(Processes):
    def onSchedule(self, work_item: Any) -> Any:
        try:
            return Processes.onSchedule(self, work_item)
        except Exception:
            return pdg.scheduleResult.CookFailed


def registerTypes(type_registry: Any) -> None:
    register(type_registry, FailsSilently)
