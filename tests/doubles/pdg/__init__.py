# -*- coding: utf-8 -*-
"""A test double of `pdg`: NOT Houdini's, and no stand-in for it.

Holds what a generated scheduler meets when it is imported, registered and driven by a test,
with the names and the observable behaviour of SideFX's help (custom schedulers, scheduler
callbacks, `pdg.Scheduler`, `pdg.TypeRegistry`) and of public scheduler sources. Runs on Python
2.7 and 3. What it lacks raises AttributeError.
"""

from __future__ import absolute_import

from pdg.enums import (
    acceptResult,
    registeredType,
    scheduleResult,
    tickResult,
    workItemDataSource,
    workItemState,
)
from pdg.node import Node, WorkItem
from pdg.port import Port
from pdg.registry import PySchedulerType, SchedulerType, TypeRegistry
from pdg.cpp import Scheduler
from pdg.scheduler import PyScheduler


class CookError(Exception):
    """Raised by a callback to end a cook with a message."""


__all__ = [
    "CookError",
    "Node",
    "Port",
    "PyScheduler",
    "PySchedulerType",
    "Scheduler",
    "SchedulerType",
    "TypeRegistry",
    "WorkItem",
    "acceptResult",
    "registeredType",
    "scheduleResult",
    "tickResult",
    "workItemDataSource",
    "workItemState",
]
