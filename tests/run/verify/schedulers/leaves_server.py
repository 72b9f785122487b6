"""Never stops the callback server."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class LeavesServer(Processes):
    def onStop(self) -> bool:
        return True


def registerTypes(type_registry: Any) -> None:
    register(type_registry, LeavesServer)
