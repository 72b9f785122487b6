"""Takes every end of a job for a good one."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class AllIsWell(Processes):
    def report(self, item_id: int, code: int, seconds: float) -> None:
        self.onWorkItemSucceeded(item_id, -1, seconds)


def registerTypes(type_registry: Any) -> None:
    register(type_registry, AllIsWell)
