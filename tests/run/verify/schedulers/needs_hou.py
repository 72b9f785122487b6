"""Imports hou where the module is imported."""

from __future__ import annotations

from typing import Any

import hou
from processes import Processes, register


class NeedsHou(Processes):
    version = hou.applicationVersion()


def registerTypes(type_registry: Any) -> None:
    register(type_registry, NeedsHou)
