"""One scheduler's part of a cook: its ready items, its ticks, and what its callbacks answer.

Documented: `onTick` runs every `pdg_tickperiod` seconds (0.5 by default) and says whether
`onSchedule` may be called, which then happens at most `pdg_maxitems` times (30 by default);
`pdg_maxtasks` limits how many items the scheduler has at a time where `pdg_usemaxtasks` is on.
"""

from __future__ import annotations

import contextlib
import heapq
from collections import deque
from typing import TYPE_CHECKING, Any, Iterator

from pdg._enums import acceptResult, scheduleResult, tickResult, workItemState
from pdg._events import deliver
from pdg._release import since
from pdg._work_item import ENDED

if TYPE_CHECKING:
    from pdg._engine.cook import Cook
    from pdg._scheduler import Scheduler
    from pdg._work_item import WorkItem

__all__ = ["SchedulerQueue"]

# Not documented; chosen so that a scheduler whose onTick always raises ends its cook.
MAX_FAILED_TICKS = 5
_ENDS = {
    scheduleResult.CookSucceeded: workItemState.CookedSuccess,
    scheduleResult.CookFailed: workItemState.CookedFail,
    scheduleResult.Failed: workItemState.CookedFail,
    scheduleResult.CookCanceled: workItemState.CookedCancel,
}


class ReadyQueue:
    """A queue per priority: items of one priority come out in the order they became ready.

    That a higher `WorkItem.priority` goes first is documented; the order among equals is not,
    and is chosen so that two runs schedule alike. Adding and taking an item costs the same
    however many are queued.
    """

    __slots__ = ("_count", "_order", "_queues")

    def __init__(self) -> None:
        """Start empty."""
        self._queues: dict[int, deque[WorkItem]] = {}
        self._order: list[int] = []
        self._count = 0

    def __len__(self) -> int:
        """Return the number of items."""
        return self._count

    def add(self, item: WorkItem, *, first: bool = False) -> None:
        """Add `item` behind those of its priority, or before them when it is `first`."""
        priority = int(item.priority)
        queue = self._queues.get(priority)
        if queue is None:
            queue = self._queues[priority] = deque()
            heapq.heappush(self._order, -priority)
        if first:
            queue.appendleft(item)
        else:
            queue.append(item)
        self._count += 1

    def take(self) -> WorkItem | None:
        """Remove and return the next item, None when there is none."""
        while self._order:
            queue = self._queues[-self._order[0]]
            if queue:
                self._count -= 1
                return queue.popleft()
            del self._queues[-heapq.heappop(self._order)]
        return None

    def clear(self) -> None:
        """Forget all items."""
        self._queues.clear()
        self._order.clear()
        self._count = 0


class SchedulerQueue:
    """The items of one scheduler in one cook."""

    __slots__ = ("_accepted", "_failed_ticks", "cook", "next_tick", "ready", "scheduler")

    def __init__(self, cook: Cook, scheduler: Scheduler) -> None:
        """Start without items; the first tick is due at once."""
        self.cook = cook
        self.scheduler = scheduler
        self.ready = ReadyQueue()
        self.next_tick = 0.0
        self._failed_ticks = 0
        self._accepted: set[int] = set()

    def tick(self) -> None:
        """Call `onTick`, then `onSchedule` for as many ready items as may be offered now."""
        context = self.cook.context
        started = context._clock()
        result = self.ask()
        if result is tickResult.SchedulerCancelCook:
            context._record(
                "error", message=self.scheduler.name + ": onTick cancels the cook", source="onTick"
            )
            self.cook.cancel()
        elif result is tickResult.SchedulerReady:
            self._offer_items()
        self.next_tick = started + max(0.0, self._number("pdg_tickperiod", 0.5))

    def ask(self) -> tickResult:
        """Call `onTick` and return what its answer means.

        None counts as SchedulerReady (observed: a scheduler in use answers so). An exception, or
        an answer of another kind, counts as SchedulerBusy and is an error; the cook is cancelled
        after a few in a row.
        """
        if not since(18, 0):  # onTick came with it
            return tickResult.SchedulerReady
        context = self.cook.context
        outcome = self.scheduler._call("onTick")
        result = outcome.value
        if outcome.error is None and result is None:
            context._warn_none(self.scheduler, "onTick", "SchedulerReady")
            result = tickResult.SchedulerReady
        if outcome.error is None and type(result) is tickResult:
            self._failed_ticks = 0
        else:
            if outcome.error is None:
                context._wrong_result(self.scheduler, "onTick", result, "pdg.tickResult")
            self._failed_ticks += 1
            result = tickResult.SchedulerBusy
            if self._failed_ticks >= MAX_FAILED_TICKS:
                result = tickResult.SchedulerCancelCook
        if context._recorder.listening:
            context._record("tick", scheduler=self.scheduler.name, result=result.name)
        return result

    def _offer_items(self) -> None:
        """Offer ready items; those deferred are first in line at the next tick."""
        put_back: list[WorkItem] = []
        for item in self._takeable():
            result = self._offer(item)
            if result in (scheduleResult.Deferred, scheduleResult.FullDeferred):
                put_back.append(item)
            if result is scheduleResult.FullDeferred:
                break
        with self.cook.lock:
            for item in reversed(put_back):
                self.cook.states.defer(item)
                self.ready.add(item, first=True)

    def _takeable(self) -> Iterator[WorkItem]:
        """Yield items while this tick and the limit of tasks allow one more."""
        limit = self._limit()
        for _ in range(max(0, int(self._number("pdg_maxitems", 30)))):
            with self.cook.lock:
                full = self.cook.states.in_flight.get(self.scheduler, 0) >= limit
                item = None if full or not self.cook.schedules else self._take()
            if item is None:
                return
            yield item

    def _take(self) -> WorkItem | None:
        """Remove and return the next item that has not ended while it was queued."""
        item = self.ready.take()
        while item is not None and (ENDED[item._state] or item._state is workItemState.Uncooked):
            item = self.ready.take()
        return item

    def _limit(self) -> float:
        if not self._number("pdg_usemaxtasks", 0):
            return float("inf")
        return max(0.0, self._number("pdg_maxtasks", 0))

    def _offer(self, item: WorkItem) -> scheduleResult:
        """Call `onSchedule` for one item and apply what it answers."""
        context = self.cook.context
        if not self._accepts(item):
            with self.cook.lock:
                self._apply(item, scheduleResult.Failed)
            return scheduleResult.Failed
        with self._attributes_open():
            outcome = self.scheduler._call("onSchedule", item)
        result = outcome.value
        if not outcome.called:
            context._error(self.scheduler.name + ": it has no onSchedule", source="onSchedule")
            result = scheduleResult.Failed
        elif outcome.error is not None:
            result = scheduleResult.Failed
        elif result is None:
            # Observed: schedulers in use return None for an item that was queued.
            context._warn_none(self.scheduler, "onSchedule", "Succeeded")
            result = scheduleResult.Succeeded
        elif type(result) is not scheduleResult:
            context._wrong_result(self.scheduler, "onSchedule", result, "pdg.scheduleResult")
            result = scheduleResult.Failed
        with self.cook.lock:
            self._apply(item, result)
        if context._queued:
            deliver(context)
        return result

    def _accepts(self, item: WorkItem) -> bool:
        """Ask `onAcceptWorkItem` once for each item, where the class has it (20.5 on).

        `acceptResult` is documented, what becomes of a rejected item is not: here it fails, with
        an error that says so, since no other scheduler is asked. None counts as Default.
        """
        if item.id in self._accepted or not since(20, 5):
            return True
        context, scheduler = self.cook.context, self.scheduler
        outcome = scheduler._call("onAcceptWorkItem", item)
        if outcome.error is not None:
            return False
        if outcome.called and outcome.value is not None:
            if type(outcome.value) is not acceptResult:
                context._wrong_result(
                    scheduler, "onAcceptWorkItem", outcome.value, "pdg.acceptResult"
                )
                return False
            if outcome.value is acceptResult.Reject:
                context._error(
                    f"{scheduler.name}: onAcceptWorkItem rejects {item.name}",
                    source="onAcceptWorkItem",
                )
                return False
        self._accepted.add(item.id)
        return True

    def _apply(self, item: WorkItem, result: scheduleResult) -> None:
        """Apply an answer of `onSchedule`; reports made meanwhile go first."""
        states = self.cook.states
        end = _ENDS.get(result)
        if end is None:
            if result is scheduleResult.Succeeded and item._state is workItemState.Waiting:
                states.schedule(item)
        elif ENDED[item._state]:
            self.cook.context._record_item(
                "late", item, report="onSchedule: " + result.name, state=item._state.name
            )
        else:
            if end is workItemState.CookedSuccess:
                self.cook.context._cache.add_expected(item)
            states.end(item, end)

    @contextlib.contextmanager
    def _attributes_open(self) -> Iterator[None]:
        """Allow attributes to be written: `onSchedule` is the callback that may (documented)."""
        graph = self.cook.context.graph
        graph._attributes_open = True
        try:
            yield
        finally:
            graph._attributes_open = False

    def _number(self, parameter: str, default: float) -> float:
        return read_number(self.scheduler, parameter, default)


def read_number(scheduler: Any, parameter: str, default: float) -> float:
    """Return the value of a parameter, `default` where the scheduler has none of that name."""
    port = scheduler.parameter(parameter)
    return default if port is None else float(port.evaluateFloat())
