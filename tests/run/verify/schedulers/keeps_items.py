"""Keeps each item it was given."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class KeepsItems(Processes):
    def onSchedule(self, work_item: Any) -> Any:
        self.__dict__.setdefault("table", {})[work_item.id] = {"item": work_item}
        return Processes.onSchedule(self, work_item)


def registerTypes(type_registry: Any) -> None:
    register(type_registry, KeepsItems)
