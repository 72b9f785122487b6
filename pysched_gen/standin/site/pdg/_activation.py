"""When a batch may start: `pdg.batchActivation`.

Documented: with All when the dependencies of all its items are cooked, with First those of the
first, with Any those of any, with Fixed those of the first `activationCount` items (there they
are called dependencies; counted are items whose dependencies are all cooked).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._enums import batchActivation, workItemState

if TYPE_CHECKING:
    from pdg._batch import BatchWorkItem
    from pdg._workitem import WorkItem

__all__ = ["gates", "may_still_start", "opens"]


def gates(batch: BatchWorkItem) -> int:
    """Return how many of its items, which all know what they wait for, `batch` waits for."""
    items = batch._batchItems
    if batch.activationMode is batchActivation.Any:
        return 0 if any(item._pending == 0 for item in items) else 1
    return sum(1 for item in items[: _count(batch)] if item._pending)


def opens(batch: BatchWorkItem, item: WorkItem) -> bool:
    """Tell whether `batch` waits for one thing less now that its `item` is ready."""
    if batch.activationMode is not batchActivation.Any:
        return item._batchIndex < _count(batch)
    return all(other._pending or other is item for other in batch._batchItems)


def may_still_start(batch: BatchWorkItem) -> bool:
    """Tell whether what `batch` waits for can still get ready, failed items being unable to."""
    ends = [item._state is workItemState.CookedFail for item in batch._batchItems]
    if batch.activationMode is batchActivation.Any:
        return not all(ends)
    return not any(ends[: _count(batch)])


def _count(batch: BatchWorkItem) -> int:
    """Return how many of its items, from the first, `batch` waits for."""
    if batch.activationMode is batchActivation.First:
        return 1
    if batch.activationMode is batchActivation.Fixed:
        return batch.activationCount
    return len(batch._batchItems)
