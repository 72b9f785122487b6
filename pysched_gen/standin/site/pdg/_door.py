"""The one door through which anything changes an item under way.

Callbacks, the callback server, message queues and threads of a scheduler all end here. A report
is applied at once, under the lock of the graph. One for an item that has ended, that is not part
of the cook under way, or that still waits for others, changes nothing and is recorded as "late".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from pdg._batch import BatchWorkItem
from pdg._endings import ENDED
from pdg._enums import workItemState
from pdg._events import deliver

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._cook import Cook
    from pdg._workitem import WorkItem

__all__ = ["Door"]


class Door:
    """Lets reports about the items of one context in, from any thread.

    `index` is the position of an item in its batch `item`, -1 for the item as a whole
    (documented: custom_scheduler, "Job status notification").
    """

    def __init__(self, context: GraphContext) -> None:
        """Report into `context`."""
        self._context = context
        self._lock = context.graph._lock

    def _apply(
        self, report: str, item: WorkItem, index: int, apply: Callable[[Cook, WorkItem], object]
    ) -> None:
        with self._lock:
            target, cook = self._find(item, index), self._context._cook
            if target is None or cook is None or not self._is_under_way(target):
                self._late(report, item, index)
                return
            apply(cook, target)
        deliver(self._context)

    @staticmethod
    def _find(item: WorkItem, index: int) -> WorkItem | None:
        """Return the item, or that one of its batch; None where the batch has no such item."""
        if index < 0:
            return item
        return item._item_at(index) if isinstance(item, BatchWorkItem) else None

    def _is_under_way(self, target: WorkItem | None) -> bool:
        """Tell whether a job of `target` can exist and not have ended."""
        cook = self._context._cook
        if target is None or cook is None or ENDED[target._state]:
            return False
        if target._state in (workItemState.Scheduled, workItemState.Cooking):
            return True
        if target._state is not workItemState.Waiting:
            return False
        # While onSchedule runs an item still waits, and in a static cook the farm decides.
        return target._pending == 0 or cook.static or target.batchParent is not None

    def _late(self, report: str, item: WorkItem, index: int) -> None:
        cook = self._context._cook
        if cook is not None and index < 0 and item.id in cook.progress.closed:
            # The job of a batch reports each item, then the whole that has ended with them.
            cook.progress.closed.discard(item.id)
            return
        target = self._find(item, index) or item
        self._context._record_item("late", target, report=report, state=target._state.name)
