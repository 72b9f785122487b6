"""Says in onStart that it cannot start."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class RefusesToStart(Processes):
    def onStart(self) -> bool:
        return False


def registerTypes(type_registry: Any) -> None:
    register(type_registry, RefusesToStart)
