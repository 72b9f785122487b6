# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.WorkItem`."""

import threading
from typing import Any
from pdg._enums import workItemState, workItemType
from pdg._item_data import WorkItemData as WorkItemData
from pdg._item_job import ItemJob
from pdg._item_stats import WorkItemStats as WorkItemStats
from types import TracebackType
from pdg._graph import Graph, Node

class _Active(threading.local):
    item: WorkItem | None

class ActiveItemBlock:
    """What `makeActive()` returns: parameters are evaluated for the item until the block ends.

    Without `with` the item stays the active one, as `makeActive()` has been used since 17.5.
    """

    def __init__(self, work_item: WorkItem) -> None:
        """Make `work_item` the active one of this thread."""

    def __enter__(self) -> ActiveItemBlock:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Make the item active that was so before."""

class WorkItem(ItemJob):
    """A task of a node: what it is, reads, runs and writes.

    `_state`, `_pending`, `_dependents`, `_dependencies`, `_scheduler`, `_started` and
    `_cookDuration` are written by the engine only. Sub-items of batches are reported by the
    batch and their place in it, other items with place -1.
    """

    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None = ...,
        command: str = ...,
        *,
        type: workItemType = ...,
        static: bool = ...
    ) -> None:
        """Make an uncooked item of `node`, which does not know of it yet."""

    @property
    def data(self) -> WorkItemData:
        """The attributes, by the names they had in Houdini 17.5: `data.setString(...)`."""

    def stringAttribute(self, name: str, index: int = ...) -> Any:
        """Older name of `stringAttribValue`."""

    def numericAttribute(self, name: str, index: int = ...) -> Any:
        """Return a value of an int or float attribute, or None."""

    @property
    def stats(self) -> WorkItemStats:
        """Times of the last cook."""

    @property
    def logURI(self) -> str:
        """Where the log of the item is, as its scheduler says; "" without a scheduler."""

    @property
    def statusURI(self) -> str:
        """Where the status of the job is, as its scheduler says; "" without a scheduler."""

    def workingDir(self, local: bool = ...) -> str:
        """Return the working directory of the item's scheduler."""

    def tempDir(self, local: bool = ...) -> str:
        """Return the temporary directory of the item's scheduler."""

    def scriptDir(self, local: bool = ...) -> str:
        """Return the directory of the job's scripts."""

    def makeActive(self) -> ActiveItemBlock:
        """Evaluate parameters for this item from now on, or inside `with item.makeActive():`."""

    def cancel(self) -> None:
        """Cancel the item where it is waiting, scheduled or cooking."""

    def dirty(self, remove_outputs: bool = ...) -> None:
        """Let the item, and those that depend on it, cook again."""

    def invalidateCache(self) -> None:
        """Let the items that depend on this one cook again, cached or not."""

    def startSubItem(self, index: int) -> None:
        """Report that the item of the batch at `index` began."""

    def cookSubItem(self, index: int, state: workItemState = ..., duration: float = ...) -> None:
        """Report how the item of the batch at `index` ended."""

    def checkSubItem(self, index: int) -> int:
        """Return 0 while the item of the batch at `index` must wait, 1: ready, 2: cannot cook."""

    def saveDict(self) -> dict[str, Any]:
        """Return the item as the plain values that its JSON is made of."""

    def savePythonDict(self) -> dict[str, Any]:
        """Return the item as plain values."""

    def saveJSONString(self) -> str:
        """Return the item as JSON."""

    def saveJSONFile(self, path: str, compress: bool = ...) -> bool:
        """Write the item as JSON to `path`; compressed if asked, or if the path ends in .gz."""

    def saveArrayDict(self) -> dict[str, Any]:
        """Return the items of the partition, or the item itself, as a list of plain values."""

    def saveArrayJSONString(self) -> str:
        """Return the items of the partition, or the item itself, as JSON."""

    def saveArrayJSONFile(self, path: str) -> bool:
        """Write the items of the partition, or the item itself, as JSON to `path`."""

    @staticmethod
    def loadJSONString(text: str) -> WorkItem:
        """Return the work item of some JSON; it belongs to no graph.

        Raises:
            ValueError: it is not the JSON of a work item.
        """

    @staticmethod
    def loadJSONFile(path: str) -> WorkItem:
        """Return the work item of a JSON file, plain or compressed; it belongs to no graph.

        Raises:
            ValueError: the file holds something else.
            OSError: it cannot be read.
        """

    def serializeData(self) -> str:
        """Older name of `saveJSONString`."""

    def serializeDataToFile(self, path: str, compress: bool = ...) -> bool:
        """Older name of `saveJSONFile`."""

    def createJSONPatch(self, include_internal: bool = ...) -> str:
        """Return attributes and outputs as JSON, for a job that sends them back."""
    Serialization: Any
    loopBegin: Any
    loopLock: Any
    prepareDirty: Any
    transferFiles: Any
