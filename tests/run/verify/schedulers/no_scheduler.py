"""Registers a class that is no scheduler."""

from __future__ import annotations

from typing import Any


class NoScheduler:
    """Nothing of PDG."""

    @classmethod
    def templateName(cls) -> str:
        return "noscheduler"


def registerTypes(type_registry: Any) -> None:
    type_registry.registerScheduler(NoScheduler)
