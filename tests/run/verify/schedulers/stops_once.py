"""Cannot be stopped twice."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class StopsOnce(Processes):
    def onStart(self) -> bool:
        self.cooking = {"since": 0}
        return True

    def onStopCook(self, cancel: bool) -> bool:
        del self.cooking["since"]
        return Processes.onStopCook(self, cancel)


def registerTypes(type_registry: Any) -> None:
    register(type_registry, StopsOnce)
