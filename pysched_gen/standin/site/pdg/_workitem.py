"""`pdg.WorkItem`."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from pdg._enums import attribType as Kind
from pdg._enums import workItemState, workItemType
from pdg._item_data import WorkItemData
from pdg._item_job import ItemJob
from pdg._item_stats import WorkItemStats
from pdg._json_text import from_json, read_file, to_json, write_file
from pdg._serialize import item_to_dict, items_to_dict, patch

if TYPE_CHECKING:
    from types import TracebackType

    from pdg._graph import Graph, Node
    from pdg._scheduler import Scheduler

__all__ = ["ActiveItemBlock", "WorkItem", "WorkItemData", "WorkItemStats"]


class _Active(threading.local):
    item: WorkItem | None = None


_active = _Active()


def active_item() -> WorkItem | None:
    """Return the item that this thread evaluates parameters for, None where there is none."""
    return _active.item


class ActiveItemBlock:
    """What `makeActive()` returns: parameters are evaluated for the item until the block ends.

    Without `with` the item stays the active one, as `makeActive()` has been used since 17.5.
    """

    __slots__ = ("_before",)

    def __init__(self, work_item: WorkItem) -> None:
        """Make `work_item` the active one of this thread."""
        self._before = _active.item
        _active.item = work_item

    def __enter__(self) -> ActiveItemBlock:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Make the item active that was so before."""
        _active.item = self._before


class WorkItem(ItemJob):
    """A task of a node: what it is, reads, runs and writes.

    `_state`, `_pending`, `_dependents`, `_dependencies`, `_scheduler`, `_started` and
    `_cookDuration` are written by the engine only. Sub-items of batches are reported by the
    batch and their place in it, other items with place -1.
    """

    __slots__ = ()

    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None = None,
        command: str = "",
        *,
        type: workItemType = workItemType.Regular,
        static: bool = True,
    ) -> None:
        """Make an uncooked item of `node`, which does not know of it yet."""
        ItemJob.__init__(self, graph, node, id, index, name, type=type, static=static)
        self._inputs = None
        self._outputs = None
        self._expected = None
        self._command = command
        self._platformCommands = None
        self._shell = False
        self._logs = None
        self._hasWarnings = False
        self._customState = ""
        self._cookPercent = None

    @property
    def data(self) -> WorkItemData:
        """The attributes, by the names they had in Houdini 17.5: `data.setString(...)`."""
        return WorkItemData(self)

    def stringAttribute(self, name: str, index: int = 0) -> Any:
        """Older name of `stringAttribValue`."""
        return self._value(name, Kind.String, index)

    def numericAttribute(self, name: str, index: int = 0) -> Any:
        """Return a value of an int or float attribute, or None."""
        found = self._find(name, Kind.Undefined)
        return found.value(index) if found is not None and found.isNumeric else None

    @property
    def stats(self) -> WorkItemStats:
        """Times of the last cook."""
        return WorkItemStats(self)

    @property
    def logURI(self) -> str:
        """Where the log of the item is, as its scheduler says; "" without a scheduler."""
        return self._ask("getLogURI")

    @property
    def statusURI(self) -> str:
        """Where the status of the job is, as its scheduler says; "" without a scheduler."""
        return self._ask("getStatusURI")

    def workingDir(self, local: bool = True) -> str:
        """Return the working directory of the item's scheduler."""
        return "" if self._scheduler is None else self._scheduler.workingDir(local)

    def tempDir(self, local: bool = True) -> str:
        """Return the temporary directory of the item's scheduler."""
        return "" if self._scheduler is None else self._scheduler.tempDir(local)

    def scriptDir(self, local: bool = True) -> str:
        """Return the directory of the job's scripts."""
        return "" if self._scheduler is None else self._scheduler.scriptDir(local)

    def makeActive(self) -> ActiveItemBlock:
        """Evaluate parameters for this item from now on, or inside `with item.makeActive():`."""
        return ActiveItemBlock(self)

    def cancel(self) -> None:
        """Cancel the item where it is waiting, scheduled or cooking."""
        self.context._cancel_items([self])

    def dirty(self, remove_outputs: bool = False) -> None:
        """Let the item, and those that depend on it, cook again."""
        self.context._dirty([self], remove_outputs=remove_outputs)

    def invalidateCache(self) -> None:
        """Let the items that depend on this one cook again, cached or not."""
        self.context._reports.invalidate_cache(self, -1)

    def startSubItem(self, index: int) -> None:
        """Report that the item of the batch at `index` began."""
        self.context._reports.start_cook(self, index)

    def cookSubItem(
        self, index: int, state: workItemState = workItemState.CookedSuccess, duration: float = 0.0
    ) -> None:
        """Report how the item of the batch at `index` ended."""
        if state in (workItemState.CookedSuccess, workItemState.CookedCache):
            self.context._reports.succeeded(self, index, duration)
        elif state == workItemState.CookedCancel:
            self.context._reports.canceled(self, index)
        else:
            self.context._reports.failed(self, index)

    def checkSubItem(self, index: int) -> int:
        """Return 0 while the item of the batch at `index` must wait, 1: ready, 2: cannot cook."""
        return int(self.context._reports.is_ready(self, index))

    def saveDict(self) -> dict[str, Any]:
        """Return the item as the plain values that its JSON is made of."""
        return item_to_dict(self)

    def savePythonDict(self) -> dict[str, Any]:
        """Return the item as plain values."""
        return self.saveDict()

    def saveJSONString(self) -> str:
        """Return the item as JSON."""
        return to_json(self.saveDict())

    def saveJSONFile(self, path: str, compress: bool = False) -> bool:
        """Write the item as JSON to `path`; compressed if asked, or if the path ends in .gz."""
        return write_file(self.saveDict(), path, compress=compress)

    def saveArrayDict(self) -> dict[str, Any]:
        """Return the items of the partition, or the item itself, as a list of plain values."""
        return items_to_dict(self.partitionItems or [self])

    def saveArrayJSONString(self) -> str:
        """Return the items of the partition, or the item itself, as JSON."""
        return to_json(self.saveArrayDict())

    def saveArrayJSONFile(self, path: str) -> bool:
        """Write the items of the partition, or the item itself, as JSON to `path`."""
        return write_file(self.saveArrayDict(), path)

    @staticmethod
    def loadJSONString(text: str) -> WorkItem:
        """Return the work item of some JSON; it belongs to no graph.

        Raises:
            ValueError: it is not the JSON of a work item.
        """
        from pdg._detached import item_from_dict

        return item_from_dict(from_json(text))

    @staticmethod
    def loadJSONFile(path: str) -> WorkItem:
        """Return the work item of a JSON file, plain or compressed; it belongs to no graph.

        Raises:
            ValueError: the file holds something else.
            OSError: it cannot be read.
        """
        from pdg._detached import item_from_dict

        return item_from_dict(read_file(path))

    def serializeData(self) -> str:
        """Older name of `saveJSONString`."""
        return self.saveJSONString()

    def serializeDataToFile(self, path: str, compress: bool = False) -> bool:
        """Older name of `saveJSONFile`."""
        return self.saveJSONFile(path, compress)

    def createJSONPatch(self, include_internal: bool = False) -> str:
        """Return attributes and outputs as JSON, for a job that sends them back."""
        return patch(self, include_internal=include_internal)

    def _ask(self, method: str) -> str:
        scheduler: Scheduler | None = self._scheduler
        return "" if scheduler is None else str(scheduler._call(method, self).value or "")
