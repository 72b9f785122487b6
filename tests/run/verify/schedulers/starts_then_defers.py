"""Starts the job of an item and then says that it did not."""

from __future__ import annotations

from typing import Any

import pdg
from processes import Processes, register


class StartsThenDefers(Processes):
    seen: set[int] = set()

    def onSchedule(self, work_item: Any) -> Any:
        result = Processes.onSchedule(self, work_item)
        if work_item.id not in self.seen:
            self.seen.add(work_item.id)
            return pdg.scheduleResult.Deferred
        return result


def registerTypes(type_registry: Any) -> None:
    register(type_registry, StartsThenDefers)
