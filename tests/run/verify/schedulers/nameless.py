"""Registers under a name that no node can have."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class Nameless(Processes):
    """As it stands."""


def registerTypes(type_registry: Any) -> None:
    register(type_registry, Nameless, name="name less")
