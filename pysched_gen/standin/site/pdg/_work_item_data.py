"""Views of a work item: `WorkItem.data` and `WorkItem.stats`.

`pdg.WorkItemData` has the attributes by the names they had in Houdini 17.5; later releases keep it
for old code, and only ints, floats and strings can be reached. `pdg.WorkItemStats` has the times of
the last cook.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Iterable

from pdg._enums import attribErrorLevel, attribOverwrite, attribType, workItemStatType

if TYPE_CHECKING:
    from pdg._work_item import WorkItem

__all__ = ["WorkItemData", "WorkItemStats"]


class WorkItemData:
    """A view of the attributes of one work item."""

    __slots__ = ("_item",)

    typeName = "genericdata"

    def __init__(self, work_item: WorkItem) -> None:
        """Look at `work_item`."""
        self._item = work_item

    @property
    def workItem(self) -> WorkItem:
        """The work item."""
        return self._item

    def data(self, name: str, index: int = 0) -> Any:
        """Return a value of any kind, or None."""
        return self._item._value(name, attribType.Undefined, index)

    def dataArray(self, name: str) -> list[Any]:
        """Return all values of any kind."""
        return self._item._array(name, attribType.Undefined)

    def stringData(self, name: str, index: int = 0) -> Any:
        """Return a text, or None.

        "command" is the command line where no attribute has that name: the help page of 17.5
        calls it a string attribute, and its example of onSchedule reads it here.
        """
        found = self._item._value(name, attribType.String, index)
        if found is None and name == "command" and index == 0 and not self._names_command():
            return self._item.command
        return found

    def intData(self, name: str, index: int = 0) -> Any:
        """Return an int, or None."""
        return self._item._value(name, attribType.Int, index)

    def floatData(self, name: str, index: int = 0) -> Any:
        """Return a float, or None."""
        return self._item._value(name, attribType.Float, index)

    getString = stringData
    getInt = intData
    getFloat = floatData

    def stringDataArray(self, name: str) -> list[str]:
        """Return texts."""
        return self._item._array(name, attribType.String)

    def intDataArray(self, name: str) -> list[int]:
        """Return ints."""
        return self._item._array(name, attribType.Int)

    def floatDataArray(self, name: str) -> list[float]:
        """Return floats."""
        return self._item._array(name, attribType.Float)

    def setString(self, name: str, value: str, index: int = 0) -> None:
        """Set a text."""
        self._set(attribType.String, name, value, index)

    def setInt(self, name: str, value: int, index: int = 0) -> None:
        """Set an int."""
        self._set(attribType.Int, name, value, index)

    def setFloat(self, name: str, value: float, index: int = 0) -> None:
        """Set a float."""
        self._set(attribType.Float, name, value, index)

    def setStringArray(self, name: str, values: Iterable[str]) -> None:
        """Set texts."""
        self._set(attribType.String, name, list(values))

    def setIntArray(self, name: str, values: Iterable[int]) -> None:
        """Set ints."""
        self._set(attribType.Int, name, list(values))

    def setFloatArray(self, name: str, values: Iterable[float]) -> None:
        """Set floats."""
        self._set(attribType.Float, name, list(values))

    @property
    def allDataMap(self) -> dict[str, list[Any]]:
        """All values by name."""
        return self._map(attribType.Undefined)

    @property
    def stringDataMap(self) -> dict[str, list[Any]]:
        """All texts by name."""
        return self._map(attribType.String)

    @property
    def intDataMap(self) -> dict[str, list[Any]]:
        """All ints by name."""
        return self._map(attribType.Int)

    @property
    def floatDataMap(self) -> dict[str, list[Any]]:
        """All floats by name."""
        return self._map(attribType.Float)

    def removeData(self, name: str) -> bool:
        """Remove the values `name`; return whether there were any."""
        return self._item._erase(name)

    def clearStringData(self) -> None:
        """Remove all texts."""
        self._clear(attribType.String)

    def clearIntData(self) -> None:
        """Remove all ints."""
        self._clear(attribType.Int)

    def clearFloatData(self) -> None:
        """Remove all floats."""
        self._clear(attribType.Float)

    def _names_command(self) -> bool:
        return not self._item._is_free("command")

    def _set(self, kind: attribType, name: str, value: Any, index: int = 0) -> None:
        self._item._set(kind, name, value, index, attribOverwrite.Match, attribErrorLevel.Error)

    def _names(self, kind: attribType) -> list[str]:
        known = (self._item._attributes or {}).values()
        return [one.name for one in known if kind in (attribType.Undefined, one.type)]

    def _map(self, kind: attribType) -> dict[str, list[Any]]:
        found = self._names(kind)
        return {name: self._item._array(name, attribType.Undefined) for name in found}

    def _clear(self, kind: attribType) -> None:
        for name in self._names(kind):
            self._item._erase(name)


class WorkItemStats:
    """What `WorkItem.stats` gives. Times are those of the clock of the session."""

    __slots__ = ("_item",)

    serviceClient = ""

    def __init__(self, work_item: WorkItem) -> None:
        """Look at `work_item`."""
        self._item = work_item

    def stat(self, stat_type: workItemStatType) -> float:
        """Return one number; 0.0 for what is not measured."""
        if stat_type == workItemStatType.CookStartTime:
            return self._item._started
        if stat_type == workItemStatType.CookEndTime and self._item.isCooked:
            return self._item._started + self._item._cookDuration
        if stat_type == workItemStatType.FileSize:
            return float(sum(_size(file.local_path) for file in self._item.outputFiles))
        return 0.0


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
