"""Registers without looking whether it is registered."""

from __future__ import annotations

from typing import Any

from processes import Processes


class RegistersOnce(Processes):
    """As it stands."""


def registerTypes(type_registry: Any) -> None:
    type_registry.registerScheduler(RegistersOnce)
