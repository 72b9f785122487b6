"""The state machine of one cook: which items wait, which are ready, how each ended.

Rules, and where they come from:

- An item is ready when all its dependencies cooked successfully (documented: wait.html).
- An item with a failed dependency cannot cook (documented: `workItemReadyResult.WorkItemFailed`)
  and ends as CookedFail (the end state is not documented; chosen because the cook must end).
  While "Block on Failed Work Items" is on it keeps waiting, so that a retry can go on.
- An item whose dependency was cancelled goes back to Uncooked, "not active in the current cook".
- Items that do nothing, such as partitions without a command, are cooked once their dependencies
  are, without a scheduler (documented: HDK, "Work items are processed").
- A batch is one job: it is ready as `activationMode` says (documented), each of its items ends by
  itself, and the batch ends with the report for the whole of it or with its last item; it
  failed if one of them did (not documented; chosen so that no failure is hidden).

Everything here runs under the lock of the graph.

When a batch may start (`pdg.batchActivation`) is documented: with All when the dependencies of all
its items are cooked, with First those of the first, with Any those of any, with Fixed those of the
first `activationCount` items (there they are called dependencies; counted are items whose
dependencies are all cooked).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Iterable

from pdg._batch import BatchWorkItem, sub_items
from pdg._engine.output_cache import mark_stale
from pdg._enums import EventType, batchActivation, workItemCookType, workItemState
from pdg._events import Event
from pdg._work_item import ACTIVE, DONE, ENDED

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._scheduler import Scheduler
    from pdg._work_item import WorkItem

__all__ = ["ItemStates"]


class ItemStates:
    """States of the items of one cook, written here and nowhere else.

    `offer` is called with each item that its scheduler may get now, `settle` when there is
    something for the loop to look at; `perform` takes a ready item that no scheduler gets, and
    says whether it did. `in_flight` counts the items of schedulers.
    """

    __slots__ = (
        "_context",
        "_offer",
        "_open",
        "_perform",
        "_settle",
        "blocking",
        "closed",
        "failed",
        "in_flight",
        "remaining",
        "stale",
    )

    def __init__(
        self,
        context: GraphContext,
        offer: Callable[[WorkItem], None],
        settle: Callable[[], None],
        perform: Callable[[WorkItem], bool] = lambda _item: False,
    ) -> None:
        """Start without items, and with nothing in flight."""
        self._context = context
        self._offer = offer
        self._perform = perform
        self._settle = settle
        # What of each batch has not ended.
        self._open: dict[int, int] = {}
        self.in_flight: dict[object, int] = {}
        # Schedulers whose failed items keep the cook from ending.
        self.blocking: frozenset[Scheduler] = frozenset()
        # Batches that ended with their last item: the report for the whole is yet to come.
        self.closed: set[int] = set()
        self.failed = 0
        self.remaining = 0
        # Items that cook although their files exist: those before them wrote new ones.
        self.stale: set[int] = set()

    def begin(self, items: Iterable[WorkItem]) -> None:
        """Make `items` wait, then make those ready that wait for nothing."""
        items = list(items)
        for item in items:
            self._set(item, workItemState.Waiting)
            for sub in sub_items(item):
                self._set(sub, workItemState.Waiting)
        self.remaining += len(items)
        for item in items:
            self._count_dependencies(item)
        # Whatever ends at once makes others ready, so all must have been counted before.
        for item in [item for item in items if item._pending == 0]:
            if item._state is workItemState.Waiting:
                self._make_ready(item)

    def _make_ready(self, item: WorkItem) -> None:
        if self._perform(item):
            return
        if _runs_by_itself(item):
            self.end(item, workItemState.CookedSuccess)
        elif self._context._cache.has(item):
            self.end(item, workItemState.CookedCache)
        else:
            self._offer(item)

    def start(self, item: WorkItem) -> None:
        """Mark `item` as cooking."""
        item._started = self._context._clock()
        self._set(item, workItemState.Cooking)
        batch = item._batchParent
        if batch is not None and not ACTIVE[batch._state] and not ENDED[batch._state]:
            self._set(batch, workItemState.Scheduled)

    def schedule(self, item: WorkItem) -> None:
        """Mark `item` as being with its scheduler."""
        self._set(item, workItemState.Scheduled)

    def defer(self, item: WorkItem) -> None:
        """Mark `item` as waiting for the next attempt, unless its job has begun meanwhile."""
        if item._state is workItemState.Scheduled:
            self._set(item, workItemState.Waiting)

    def end(self, item: WorkItem, state: workItemState, reason: str = "") -> None:
        """End `item`, and with it whatever cannot go on or may go on now.

        Chains are walked without recursion: they may be as long as the graph.
        """
        endings: list[tuple[WorkItem, workItemState, str]] = [(item, state, reason)]
        ready: list[WorkItem] = []
        while endings or ready:
            if endings:
                self._end_one(*endings.pop(), endings=endings, ready=ready)
                continue
            freed = ready.pop()
            if freed._state is not workItemState.Waiting:
                continue
            if self._perform(freed):
                continue
            if _runs_by_itself(freed):
                endings.append((freed, workItemState.CookedSuccess, ""))
            elif self._context._cache.has(freed):
                endings.append((freed, workItemState.CookedCache, ""))
            else:
                self._offer(freed)
        self._settle()

    def _end_one(
        self,
        item: WorkItem,
        state: workItemState,
        reason: str,
        *,
        endings: list[tuple[WorkItem, workItemState, str]],
        ready: list[WorkItem],
    ) -> None:
        if ENDED[item._state] or item._state is workItemState.Uncooked:
            return
        subs = sub_items(item)
        if subs:
            self._open[item.id] = 0  # it does not end by its items any more
        for sub in subs:
            if not ENDED[sub._state]:
                self._end_one(sub, state, reason, endings=endings, ready=ready)
        if subs and state is workItemState.CookedSuccess:
            state = _worst(subs)
        self._set(item, state, reason)
        if state is workItemState.CookedFail and self._blocks(item):
            self.failed += 1
        self._tell_dependents(item, state, endings, ready)
        batch = item._batchParent
        if batch is None:
            self.remaining -= 1
        else:
            self._sub_item_ended(batch, endings)

    def _tell_dependents(
        self,
        item: WorkItem,
        state: workItemState,
        endings: list[tuple[WorkItem, workItemState, str]],
        ready: list[WorkItem],
    ) -> None:
        if DONE[state]:
            mark_stale(self.stale, item, state)
            freed = [self._dependency_cooked(dependent) for dependent in item._dependents]
            ready.extend(one for one in reversed(freed) if one is not None)
            return
        if state is workItemState.CookedFail and self._blocks(item):
            return
        failed = state is workItemState.CookedFail
        after = workItemState.CookedFail if failed else workItemState.Uncooked
        endings.extend(
            (dependent, after, item.name + " did not cook")
            for dependent in item._dependents
            if dependent._state is workItemState.Waiting
        )

    def _sub_item_ended(
        self, batch: BatchWorkItem, endings: list[tuple[WorkItem, workItemState, str]]
    ) -> None:
        left = self._open[batch.id] = self._open[batch.id] - 1
        if batch._pending:
            if not _may_still_start(batch):
                endings.append((batch, workItemState.CookedFail, "its items cannot start"))
        elif left == 0 and not ENDED[batch._state]:
            self.closed.add(batch.id)
            endings.append((batch, _worst(sub_items(batch)), ""))

    def stop(self, items: Iterable[WorkItem]) -> None:
        """End what is under way as cancelled, and what was never scheduled as uncooked.

        "Cooked, but cancelled before it finished" is what the documentation says of
        CookedCancel, and of Uncooked "not yet active in the current cook".
        """
        for item in items:
            for one in [*sub_items(item), item]:
                if ACTIVE[one._state]:
                    self._set(one, workItemState.CookedCancel)
                elif one._state is workItemState.Waiting:
                    self._set(one, workItemState.Uncooked)
                else:
                    continue
                if one is item:
                    self.remaining -= 1
        self._settle()

    def _blocks(self, item: WorkItem) -> bool:
        """Tell whether a failure of `item` keeps the cook from ending: it can be retried."""
        return item._batchParent is None and item._scheduler in self.blocking

    def retry(self, item: WorkItem) -> None:
        """Cook `item`, which failed or was cancelled in this cook, once more."""
        if item._state is workItemState.CookedFail and self._blocks(item):
            self.failed -= 1
        self.begin([item])
        self._settle()

    def _set(self, item: WorkItem, state: workItemState, reason: str = "") -> None:
        old = item._state
        if old is state:
            return
        item._state = state
        change = ACTIVE[state] - ACTIVE[old]
        if change and item._batchParent is None:
            self.in_flight[item._scheduler] = self.in_flight.get(item._scheduler, 0) + change
        context = self._context
        if context._recorder.listening:
            context._record_state(item, old, state, reason)
        if context._handlers:
            item._emit(
                Event(
                    EventType.WorkItemStateChange,
                    context,
                    item.node,
                    item.id,
                    lastState=old,
                    currentState=state,
                )
            )

    def _count_dependencies(self, item: WorkItem) -> None:
        item._pending = sum(1 for other in item._dependencies if not DONE[other._state])
        if isinstance(item, BatchWorkItem):
            subs = item._batchItems
            for sub in subs:
                sub._pending = sum(1 for other in sub._dependencies if not DONE[other._state])
            self._open[item.id] = len(subs)
            item._pending += _gates(item)

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
        if _opens(batch, item):
            batch._pending -= 1
            if not batch._pending and batch._state is workItemState.Waiting:
                return batch
        return None


def _runs_by_itself(item: WorkItem) -> bool:
    """Tell whether `item` is cooked without a scheduler: it has no command.

    In-process items go to the scheduler only where it accepted them by `setAcceptInProcess`.
    """
    if item._cookType is workItemCookType.Generate:
        return True
    if item._cookType is workItemCookType.InProcess:
        return not getattr(item._scheduler, "_acceptsInProcess", False)
    return not item.hasCommand and not any(sub.hasCommand for sub in sub_items(item))


def _worst(items: list[WorkItem]) -> workItemState:
    """Return how a batch of `items`, which have all ended, ended."""
    for state in (workItemState.CookedFail, workItemState.CookedCancel):
        if any(item._state is state for item in items):
            return state
    return workItemState.CookedSuccess


def _gates(batch: BatchWorkItem) -> int:
    """Return how many of its items, which all know what they wait for, `batch` waits for."""
    items = batch._batchItems
    if batch.activationMode is batchActivation.Any:
        return 0 if any(item._pending == 0 for item in items) else 1
    return sum(1 for item in items[: _count(batch)] if item._pending)


def _opens(batch: BatchWorkItem, item: WorkItem) -> bool:
    """Tell whether `batch` waits for one thing less now that its `item` is ready."""
    if batch.activationMode is not batchActivation.Any:
        return item._batchIndex < _count(batch)
    return all(other._pending or other is item for other in batch._batchItems)


def _may_still_start(batch: BatchWorkItem) -> bool:
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
