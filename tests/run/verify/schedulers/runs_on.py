"""Does not end jobs when the cook is cancelled."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class RunsOn(Processes):
    def onStopCook(self, cancel: bool) -> bool:
        return True


def registerTypes(type_registry: Any) -> None:
    register(type_registry, RunsOn)
