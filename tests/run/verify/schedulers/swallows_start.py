"""Turns an error of onStartCook into False."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class SwallowsStart(Processes):
    def onStartCook(self, static: bool, cook_set: Any) -> bool:
        try:
            return Processes.onStartCook(self, static, cook_set)
        except OSError:
            return False


def registerTypes(type_registry: Any) -> None:
    register(type_registry, SwallowsStart)
