"""Types that Houdini has beside schedulers: a package with some loads, and none is ever made.

The stand-in plays schedulers, and of processors what makes work items. Classes of partitioners and
the like can be derived and registered; making one raises NotImplementedError with the name of its
base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._enums import result
from pdg._missing_names import MissingClass

if TYPE_CHECKING:
    from pdg._node import Node
    from pdg._work_item import WorkItem
    from pdg._work_item_holder import WorkItemHolder

__all__ = [
    "PyDependency",
    "PyMapper",
    "PyNode",
    "PyPartitioner",
    "PyProcessor",
    "PyWorkItemData",
]


class _Template(MissingClass):
    """What all types have."""

    @classmethod
    def templateName(cls) -> str:
        """Return the name of the class, which a type overrides."""
        return cls.__name__.lower()

    @classmethod
    def templateBody(cls) -> str:
        """Return no parameters, which a type overrides."""
        return '{"name": "%s", "parameters": []}' % cls.templateName()


class PyNode(_Template):
    """Base of node types written in Python."""


class PyProcessor(PyNode):
    """Base of processors: `onGenerate` is called once, before the first cook of its node.

    Its other callbacks are never called. Source: help page "Processor Node Callbacks".
    """

    def __init__(self, node: Node) -> None:
        """Make the Python side of `node`."""
        self._node = node

    def onGenerate(
        self, item_holder: WorkItemHolder, upstream_items: list[WorkItem], generation_type: object
    ) -> result:
        """Make work items with `item_holder`; a subclass does."""
        del item_holder, upstream_items, generation_type
        return result.Success


class PyPartitioner(PyNode):
    """Base of partitioners: `onPartition` is never called."""


class PyMapper(PyNode):
    """Base of mappers: `onMap` and its like are never called."""


class PyDependency(_Template):
    """Base of dependencies of nodes."""


class PyWorkItemData(_Template):
    """Base of custom work item data."""
