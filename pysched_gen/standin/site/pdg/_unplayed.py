"""Types that Houdini has beside schedulers: a package with some loads, and none is ever made.

The stand-in plays schedulers only. Classes of processors, partitioners and the like can be derived
and registered; making one raises NotImplementedError with the name of its base.
"""

from __future__ import annotations

from pdg._missing_names import MissingClass

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
    """Base of processors: `onGenerate`, `onCookTask` and their like are never called."""


class PyPartitioner(PyNode):
    """Base of partitioners: `onPartition` is never called."""


class PyMapper(PyNode):
    """Base of mappers: `onMap` and its like are never called."""


class PyDependency(_Template):
    """Base of dependencies of nodes."""


class PyWorkItemData(_Template):
    """Base of custom work item data."""
