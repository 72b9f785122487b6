"""Collects items and starts their jobs in onTick, those of a cook that was cancelled as well."""

from __future__ import annotations

from typing import Any

from processes import Processes, register

_AT_ONCE = 4


class SubmitsAfterCancel(Processes):
    def __init__(self, scheduler: Any, name: str) -> None:
        Processes.__init__(self, scheduler, name)
        self.collected: list[tuple[Any, str, dict[str, str]]] = []

    def onStartCook(self, static: bool, cook_set: Any) -> bool:
        self.collected = []
        return Processes.onStartCook(self, static, cook_set)

    def onSchedule(self, work_item: Any) -> Any:
        running, self.jobs = self.jobs, {}  # it takes as many as there are
        try:
            return Processes.onSchedule(self, work_item)
        finally:
            self.jobs = running

    def start(self, item_id: Any, command: str) -> None:
        self.collected.append((item_id, command, self.environment))

    def onTick(self) -> Any:
        while self.collected and len(self.jobs) < _AT_ONCE:
            item_id, command, self.environment = self.collected.pop(0)
            Processes.start(self, item_id, command)
        return Processes.onTick(self)


def registerTypes(type_registry: Any) -> None:
    register(type_registry, SubmitsAfterCancel)
