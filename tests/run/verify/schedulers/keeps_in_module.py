"""Keeps the last item in a variable of the module."""

from __future__ import annotations

from typing import Any

from processes import Processes, register

LATEST: list[Any] = []


class KeepsInModule(Processes):
    def onSchedule(self, work_item: Any) -> Any:
        LATEST[:] = [work_item]
        return Processes.onSchedule(self, work_item)


def registerTypes(type_registry: Any) -> None:
    register(type_registry, KeepsInModule)
