"""Does not end the jobs of cancelled items."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class Deaf(Processes):
    def onCancelWorkItems(self, work_items: Any, node: Any) -> None:
        """Let them run."""


def registerTypes(type_registry: Any) -> None:
    register(type_registry, Deaf)
