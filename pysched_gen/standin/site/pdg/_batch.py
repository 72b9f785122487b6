"""`pdg.BatchWorkItem`: one job that cooks several work items.

Sources: the help pages of `pdg.BatchWorkItem` and `pdg.batchActivation`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._enums import batchActivation, workItemType
from pdg._work_item import CLASSES, WorkItem

if TYPE_CHECKING:
    from pdg._file import File
    from pdg._graph import Graph
    from pdg._node import Node

__all__ = ["BatchWorkItem", "sub_items"]


class BatchWorkItem(WorkItem):
    """A batch; each of its items ends by itself, reported by its place in the batch."""

    __slots__ = (
        "_activationCount",
        "_activationMode",
        "_activeIndex",
        "_batchItems",
        "_batchStart",
        "_isDynamic",
        "_offset",
    )

    isBatch = True

    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None = None,
        command: str = "",
        *,
        type: workItemType = workItemType.Batch,
        static: bool = True,
    ) -> None:
        """Make a batch without items."""
        WorkItem.__init__(self, graph, node, id, index, name, command, type=type, static=static)
        self._batchItems: list[WorkItem] = []
        self._activationMode = batchActivation.All
        self._activationCount = 0
        self._activeIndex = -1
        self._batchStart = 0
        self._isDynamic = False
        self._offset = 0

    @property
    def batchItems(self) -> list[WorkItem]:
        """The items of the batch, in a new list."""
        return list(self._batchItems)

    @property
    def batchName(self) -> str:
        """The name of the batch."""
        return self.name

    @property
    def batchSize(self) -> int:
        """The number of items."""
        return len(self._batchItems)

    @property
    def batchStart(self) -> int:
        """The first item that has to cook, where earlier ones are cached."""
        return self._batchStart

    @property
    def offset(self) -> int:
        """The index of the first item among all items of the node."""
        return self._offset

    @property
    def isDynamicBatch(self) -> bool:
        """Whether items may be added while the batch cooks."""
        return self._isDynamic

    @property
    def activationMode(self) -> batchActivation:
        """Which items must have their dependencies cooked before the batch begins."""
        return self._activationMode

    @activationMode.setter
    def activationMode(self, mode: batchActivation) -> None:
        self._activationMode = mode

    @property
    def activationCount(self) -> int:
        """With `batchActivation.Fixed`, how many items from the first."""
        return self._activationCount

    @activationCount.setter
    def activationCount(self, count: int) -> None:
        self._activationCount = int(count)

    @property
    def activeBatchItem(self) -> WorkItem | None:
        """The item that `setActiveBatchIndex` named, or None."""
        return self._item_at(self._activeIndex)

    def setActiveBatchIndex(self, index: int) -> WorkItem | None:
        """Evaluate parameters for the item at `index`; return it, or None for a wrong index."""
        self._activeIndex = index
        return self.activeBatchItem

    def appendSubItem(self) -> WorkItem:
        """Add an item at the end.

        Raises:
            RuntimeError: the batch is not dynamic (help: "only valid if the batch is dynamic").
        """
        if not self._isDynamic:
            raise RuntimeError(f"{self.name} is no dynamic batch: its items are fixed")
        added: WorkItem = self.context._reports.add_sub_item(self)
        return added

    @property
    def outputFiles(self) -> list[File]:
        """The outputs of the batch and then of its items, for those that depend on the batch."""
        return [
            *(self._outputs or ()),
            *(file for item in self._batchItems for file in item.outputFiles),
        ]

    def _append(self, item: WorkItem) -> None:
        """Take `item`, which belongs to no batch yet, as the last of the batch."""
        item._batchParent = self
        item._batchIndex = len(self._batchItems)
        self._batchItems.append(item)

    def _item_at(self, index: int) -> WorkItem | None:
        return self._batchItems[index] if 0 <= index < len(self._batchItems) else None


def sub_items(item: WorkItem) -> list[WorkItem]:
    """Return the items of a batch, which is not to be changed; none for another item."""
    return item._batchItems if isinstance(item, BatchWorkItem) else []


CLASSES[int(workItemType.Batch)] = BatchWorkItem
