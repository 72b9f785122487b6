"""The schedulers that ship with Houdini, of which the stand-in has the local one."""

from __future__ import annotations

from typing import Any

from . import local


def registerTypes(type_registry: Any) -> None:
    """Register the local scheduler as "localscheduler"."""
    type_registry.registerScheduler(local.LocalScheduler, label="Local Scheduler")
