"""Enums and files of work item JSON. `pdgjson` is what jobs import.

Values are those that the JSON carries; names are those of Houdini's `pdgjson.py`.
"""

from __future__ import annotations

import os
from enum import IntEnum
from typing import Any

import pdgpaths

__all__ = [
    "File",
    "attribFlag",
    "attribType",
    "batchActivation",
    "workItemCookType",
    "workItemExecutionType",
    "workItemState",
    "workItemType",
]


class attribType(IntEnum):
    """Kind of an attribute."""

    Undefined = -1
    Int = 0
    Float = 1
    String = 2
    File = 3
    PyObject = 4
    Geometry = 5
    Dict = 6


class attribFlag(IntEnum):
    """Flags of an attribute, to be or-ed."""

    NoFlags = 0
    NoCopy = 1
    EnvExport = 2
    ReadOnly = 4
    Internal = 8
    Operator = 16


class batchActivation(IntEnum):
    """When a batch begins."""

    First = 0
    Any = 1
    All = 2
    Fixed = 3


class workItemState(IntEnum):
    """State of a work item when its data was written."""

    Undefined = 0
    Dirty = 1
    Uncooked = 2
    Waiting = 3
    Scheduled = 4
    Cooking = 5
    CookedSuccess = 6
    CookedCache = 7
    CookedFail = 8
    CookedCancel = 9


class workItemType(IntEnum):
    """Kind of a work item."""

    Regular = 0
    Batch = 1
    Partition = 2


class workItemExecutionType(IntEnum):
    """Whether the job is work of a usual length, a server, or the end of one."""

    Regular = 0
    LongRunning = 1
    Cleanup = 2


class workItemCookType(IntEnum):
    """Where the work item cooks."""

    Generate = 0
    InProcess = 1
    OutOfProcess = 2
    Service = 3
    Automatic = 4


class File:
    """A file: path as PDG has it, tag, hash; `local_path` is where this machine finds it."""

    def __init__(
        self,
        path: str,
        tag: str = "",
        hash: int = 0,
        own: bool = False,
        type: int = 0,
        size: int = 0,
    ) -> None:
        """Keep what is given."""
        self.path = path
        self.tag = tag
        self.hash = hash
        self.owned = own
        self.type = type
        self.size = size

    @classmethod
    def from_json(cls, fields: Any) -> File:
        """Make the file that `fields` stand for: a path, or an object with the key data."""
        if isinstance(fields, str):
            return cls(fields)
        return cls(
            fields["data"],
            fields.get("tag", ""),
            fields.get("hash", 0),
            bool(fields.get("own", False)),
            fields.get("type", 0),
            fields.get("size", 0),
        )

    def as_json(self) -> dict[str, Any]:
        """Give what stands for the file."""
        return {
            "data": self.path,
            "tag": self.tag,
            "hash": self.hash,
            "size": self.size,
            "own": self.owned,
            "type": self.type,
        }

    @property
    def local_path(self) -> str:
        """The path with tokens, variables and path maps resolved."""
        return pdgpaths.localizePath(self.path)

    @property
    def isExpected(self) -> bool:
        """Whether the file was only announced when the data was written."""
        return self.type in (1, 3)

    def __fspath__(self) -> str:
        """Be usable as a path."""
        return os.fspath(self.local_path)

    def __eq__(self, other: object) -> bool:
        """Compare path, tag and hash."""
        if not isinstance(other, File):
            return NotImplemented
        return (self.path, self.tag, self.hash) == (other.path, other.tag, other.hash)

    def __hash__(self) -> int:
        return hash((self.path, self.tag, self.hash))

    def __repr__(self) -> str:
        return "<pdgjson.File path={!r} tag={!r}>".format(self.path, self.tag)
