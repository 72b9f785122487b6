"""Sets its working directory in onSetupCook, which comes after onStartCook."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class SetsUpLater(Processes):
    def onStartCook(self, static: bool, cook_set: Any) -> bool:
        return True

    def onSetupCook(self) -> None:
        super().onStartCook(False, [])


def registerTypes(type_registry: Any) -> None:
    register(type_registry, SetsUpLater)
