"""Says that an item is cooked when it is only noted."""

from __future__ import annotations

from typing import Any

import pdg
from processes import Processes, register


class DoneWhenQueued(Processes):
    def onSchedule(self, work_item: Any) -> Any:
        return pdg.scheduleResult.CookSucceeded


def registerTypes(type_registry: Any) -> None:
    register(type_registry, DoneWhenQueued)
