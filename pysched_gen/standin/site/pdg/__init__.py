"""The stand-in for Houdini's `pdg`: its public names, each from the module that implements it.

Nothing here is Houdini's. What is documented or was observed behaves as there; a name that exists
there and is not implemented raises NotImplementedError when it is used. The release it behaves as
is that of the variable PDG_STANDIN_HOUDINI.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from pdg import _enums, types
from pdg._attribute import (
    AttributeDictionary,
    AttributeFile,
    AttributeFloat,
    AttributeGeometry,
    AttributeInt,
    AttributePyObject,
    AttributeString,
)
from pdg._attribute_owner import (
    AttributeOwner,
    AttributeUtils,
    IgnoreAttributeWarningsBlock,
    LockAttributesBlock,
)
from pdg._batch import BatchWorkItem
from pdg._context import CookOptions, GraphContext
from pdg._enums import *  # noqa: F403 - the list is there
from pdg._errors import AttribError, CookError, ExpressionError, ServiceError
from pdg._events import Event, EventEmitter, EventHandler, PyEventHandler
from pdg._file import File
from pdg._graph import Graph
from pdg._missing_names import complete
from pdg._node import Node
from pdg._paths import PathMap, PathMapEditBlock, PathMapEntry
from pdg._port import Port
from pdg._registry import BaseType, BaseTypeRegistry, PySchedulerType, SchedulerType, TypeRegistry
from pdg._release import remove_absent
from pdg._scheduler import Scheduler, SchedulerBase
from pdg._unplayed import PyDependency, PyMapper, PyPartitioner, PyProcessor, PyWorkItemData
from pdg._work_item import ActiveItemBlock, WorkItem
from pdg._work_item_data import WorkItemData, WorkItemStats
from pdg._work_item_holder import WorkItemHolder, WorkItemOptions
from pdg.scheduler import PyScheduler

__all__ = [
    "ActiveItemBlock",
    "AttribError",
    "AttributeDictionary",
    "AttributeFile",
    "AttributeFloat",
    "AttributeGeometry",
    "AttributeInt",
    "AttributeOwner",
    "AttributePyObject",
    "AttributeString",
    "AttributeUtils",
    "BaseType",
    "BaseTypeRegistry",
    "BatchWorkItem",
    "CookError",
    "CookOptions",
    "Event",
    "EventEmitter",
    "EventHandler",
    "ExpressionError",
    "File",
    "Graph",
    "GraphContext",
    "IgnoreAttributeWarningsBlock",
    "LockAttributesBlock",
    "Node",
    "PathMap",
    "PathMapEditBlock",
    "PathMapEntry",
    "Port",
    "PyDependency",
    "PyEventHandler",
    "PyMapper",
    "PyPartitioner",
    "PyProcessor",
    "PyScheduler",
    "PySchedulerType",
    "PyWorkItemData",
    "Scheduler",
    "SchedulerBase",
    "SchedulerType",
    "ServiceError",
    "TypeRegistry",
    "WorkItem",
    "WorkItemData",
    "WorkItemHolder",
    "WorkItemOptions",
    "WorkItemStats",
    "types",
]
__all__ += _enums.__all__

# Imported when they are first asked for: a session that needs no server does not pay for one.
_SUBMODULES = (
    "dependency",
    "job",
    "mapper",
    "node",
    "partitioner",
    "processor",
    "scheduler",
    "staticcook",
    "types",
    "utils",
    "workitem",
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a submodule; raises AttributeError for what `pdg` does not have."""
        if name in _SUBMODULES:
            return importlib.import_module("pdg." + name)
        raise AttributeError("module 'pdg' has no attribute {!r}".format(name))


complete(globals())
remove_absent(globals())
