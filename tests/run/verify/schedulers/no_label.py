"""Registers with a label of spaces."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class NoLabel(Processes):
    """As it stands."""


def registerTypes(type_registry: Any) -> None:
    register(type_registry, NoLabel, label=" ")
