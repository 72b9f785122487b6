# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.WorkItemData`: attributes by the names they had in Houdini 17.5, `work_item.data`."""

from typing import Any, Iterable
from pdg._workitem import WorkItem

class WorkItemData:
    """A view of the attributes of one work item."""

    typeName: str
    def __init__(self, work_item: WorkItem) -> None:
        """Look at `work_item`."""

    @property
    def workItem(self) -> WorkItem:
        """The work item."""

    def data(self, name: str, index: int = ...) -> Any:
        """Return a value of any kind, or None."""

    def dataArray(self, name: str) -> list[Any]:
        """Return all values of any kind."""

    def stringData(self, name: str, index: int = ...) -> Any:
        """Return a text, or None."""

    def intData(self, name: str, index: int = ...) -> Any:
        """Return an int, or None."""

    def floatData(self, name: str, index: int = ...) -> Any:
        """Return a float, or None."""
    getString = stringData
    getInt = intData
    getFloat = floatData
    def stringDataArray(self, name: str) -> list[str]:
        """Return texts."""

    def intDataArray(self, name: str) -> list[int]:
        """Return ints."""

    def floatDataArray(self, name: str) -> list[float]:
        """Return floats."""

    def setString(self, name: str, value: str, index: int = ...) -> None:
        """Set a text."""

    def setInt(self, name: str, value: int, index: int = ...) -> None:
        """Set an int."""

    def setFloat(self, name: str, value: float, index: int = ...) -> None:
        """Set a float."""

    def setStringArray(self, name: str, values: Iterable[str]) -> None:
        """Set texts."""

    def setIntArray(self, name: str, values: Iterable[int]) -> None:
        """Set ints."""

    def setFloatArray(self, name: str, values: Iterable[float]) -> None:
        """Set floats."""

    @property
    def allDataMap(self) -> dict[str, list[Any]]:
        """All values by name."""

    @property
    def stringDataMap(self) -> dict[str, list[Any]]:
        """All texts by name."""

    @property
    def intDataMap(self) -> dict[str, list[Any]]:
        """All ints by name."""

    @property
    def floatDataMap(self) -> dict[str, list[Any]]:
        """All floats by name."""

    def removeData(self, name: str) -> bool:
        """Remove the values `name`; return whether there were any."""

    def clearStringData(self) -> None:
        """Remove all texts."""

    def clearIntData(self) -> None:
        """Remove all ints."""

    def clearFloatData(self) -> None:
        """Remove all floats."""
    deserializeString: Any
    type: Any
