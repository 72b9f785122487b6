"""What the items of a cook wait for: their dependencies, and for a batch what lets it start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._activation import gates, opens
from pdg._batch import BatchWorkItem
from pdg._endings import DONE
from pdg._enums import workItemState
from pdg._state_writer import StateWriter

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._workitem import WorkItem

__all__ = ["Waiting"]


class Waiting(StateWriter):
    """Counts what each item still waits for, and what of each batch has not ended."""

    __slots__ = ("_open",)

    def __init__(self, context: GraphContext) -> None:
        """Start without items."""
        StateWriter.__init__(self, context)
        self._open: dict[int, int] = {}

    def _count_dependencies(self, item: WorkItem) -> None:
        item._pending = sum(1 for other in item._dependencies if not DONE[other._state])
        if isinstance(item, BatchWorkItem):
            subs = item._batchItems
            for sub in subs:
                sub._pending = sum(1 for other in sub._dependencies if not DONE[other._state])
            self._open[item.id] = len(subs)
            item._pending += gates(item)

    def join_batch(self, batch: BatchWorkItem, sub: WorkItem) -> None:
        """Take an item that was added to `batch` while that is under way."""
        self._open[batch.id] = self._open.get(batch.id, 0) + 1
        sub._scheduler = batch._scheduler
        self._set(sub, workItemState.Waiting)

    def _dependency_cooked(self, item: WorkItem) -> WorkItem | None:
        """Count one dependency less; return the item that became ready by it."""
        item._pending -= 1
        if item._pending or item._state is not workItemState.Waiting:
            return None
        batch = item._batchParent
        if batch is None:
            return item
        if opens(batch, item):
            batch._pending -= 1
            if not batch._pending and batch._state is workItemState.Waiting:
                return batch
        return None
