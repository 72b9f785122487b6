"""Uses in onTick what the first onSchedule makes."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class TicksTooEarly(Processes):
    def onSchedule(self, work_item: Any) -> Any:
        self.submitted = True
        return Processes.onSchedule(self, work_item)

    def onTick(self) -> Any:
        return Processes.onTick(self) if self.submitted else None


def registerTypes(type_registry: Any) -> None:
    register(type_registry, TicksTooEarly)
