"""One cook of a graph: start the schedulers, tick them until all items have ended, stop them.

Order of calls (documented for onStartCook, onSchedule, onTick and onStopCook; the rest seen by
authors of schedulers): onStartCook, onSetupCook (Houdini 20.5 on), onTick before the first
onSchedule, onStopCook, once more onTick. A cancelled cook calls onStopCook(True) at once, to
stop the jobs, and again when it is over: that it is called more than once is observed.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Callable

from pdg._engine.item_states import ItemStates
from pdg._engine.own_work import OwnWork
from pdg._engine.scheduler_queue import SchedulerQueue
from pdg._enums import EventType, workItemState
from pdg._events import Event, deliver
from pdg._job_setup import transfer_file
from pdg._release import since
from pdg._work_item import ACTIVE

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._node import Node
    from pdg._scheduler import Scheduler
    from pdg._work_item import WorkItem

__all__ = ["Cook"]


# Without a tick in sight the loop still looks around now and then.
_IDLE = 1.0


# With a tick period of 0 and nothing to schedule, threads that report get this long.
_BREATH = 0.001
_FARM_RETRIES = 3.0  # seconds in which a farm may run an item again that was reported as failed


class Cook:
    """A cook of `items`, each with its `_scheduler`, of the nodes `cook_set`.

    All schedulers of the cook are started, also those that no item needs in the end.
    """

    def __init__(
        self,
        context: GraphContext,
        cook_set: list[Node],
        items: list[WorkItem],
        schedulers: list[Scheduler],
        *,
        static: bool = False,
    ) -> None:
        """Prepare; nothing is called before `run`."""
        self.context = context
        self.cook_set = cook_set
        self.items = items
        self.static = static
        self.lock = context.graph._lock
        self.queues = {scheduler: SchedulerQueue(self, scheduler) for scheduler in schedulers}
        self.own_work = OwnWork(self)
        self.states = ItemStates(context, self._offer, self._settle, self.own_work.take)
        self.canceled = False
        self.paused = False
        self._blocked_by, self._blocked_at = 0, 0.0
        self._started: list[Scheduler] = []
        self._requests: list[Callable[[], None]] = []

    @property
    def schedules(self) -> bool:
        """Whether items may still be offered."""
        return not (self.canceled or self.paused or self.static)

    def cancel(self) -> None:
        """End the cook: what is under way is stopped through the schedulers."""
        with self.lock:
            self.canceled = True
            self.context._wake.notify_all()

    def pause(self) -> None:
        """Schedule nothing more; the cook ends when what is under way has ended."""
        with self.lock:
            self.paused = True
            self.context._wake.notify_all()

    def request(self, action: Callable[[], None]) -> None:
        """Have the loop call `action` soon, on the thread that calls the callbacks."""
        with self.lock:
            self._requests.append(action)
            self.context._wake.notify_all()

    def run(self) -> bool:
        """Cook; return whether it ran to its end, not cancelled and not aborted."""
        context = self.context
        context._record("cook", phase="start", static=self.static, items=len(self.items))
        self._emit(EventType.CookStart)
        started = False
        try:
            started = self._start_schedulers()
            if started:
                self._begin()
                self._loop()
        finally:
            self.own_work.close()
            self._stop_schedulers(aborted=not started)
        good = started and not self.canceled
        phase = "end" if good else "canceled" if started else "aborted"
        context._record("cook", phase=phase, items=len(self.items))
        self._emit(EventType.CookComplete, "" if good else phase)
        deliver(context)
        return good

    def _start_schedulers(self) -> bool:
        for name, arguments in (
            ("onStartCook", (self.static, list(self.cook_set))),
            ("onSetupCook", ()),
        ):
            if name == "onSetupCook" and not since(20, 5):
                continue
            for scheduler in self.queues:
                if scheduler not in self._started:
                    self._started.append(scheduler)
                if not self._start(scheduler, name, arguments):
                    return False
        return not self.canceled

    def _start(self, scheduler: Scheduler, name: str, arguments: tuple[Any, ...]) -> bool:
        """Call one callback that begins a cook; False and exceptions abort it (documented)."""
        outcome = scheduler._call(name, *arguments)
        if outcome.error is not None:
            return False
        if name != "onStartCook":
            return True
        if outcome.value is None:
            self.context._warn_none(scheduler, name, "True")
        elif not outcome.value:
            # Observed: PDG drops the scheduler's own error text in this case.
            self.context._error(
                "{}: onStartCook returned {!r}, so the cook is aborted; Houdini shows no text of "
                "the scheduler then".format(scheduler.name, outcome.value),
                source="onStartCook",
            )
            return False
        return True

    def _begin(self) -> None:
        for node in self.cook_set:
            for path in node._file_dependencies:
                # When PDG does it is not documented: here before any item is scheduled.
                transfer_file(node.scheduler, path, node.name)
        with self.lock:
            # A scheduler may set its parameters in onStartCook.
            waits = (one for one in self.queues if one.isWaitForFailures)
            self.states.blocking = frozenset(waits)
            self.states.begin(self.items)
        deliver(self.context)
        if self.static:
            for scheduler in self.queues:
                self._warn_of_default(scheduler)
                scheduler._call("onScheduleStatic", *scheduler.dependencyGraph(False))

    def _warn_of_default(self, scheduler: Scheduler) -> None:
        """Warn that a static cook is left to a callback which the class does not have."""
        callback = scheduler._callback("onScheduleStatic")
        if getattr(callback, "__qualname__", "") == "PyScheduler.onScheduleStatic":
            self.context._record(
                "warning",
                scheduler=scheduler.name,
                message=scheduler.name
                + ": it has no onScheduleStatic, so a static cook schedules nothing",
            )

    def _loop(self) -> None:
        while not self._is_over():
            now = self.context._clock()
            for queue in self.queues.values():
                if queue.next_tick <= now and not self.canceled:
                    queue.tick()
            self._wait()
            self._serve_requests()
            deliver(self.context)
        if self.canceled:
            self._cancel_items()
        with self.lock:
            self.states.stop(self.items)
        deliver(self.context)

    def _is_over(self) -> bool:
        with self.lock:
            if self.canceled:
                return True
            in_flight = any(self.states.in_flight.values())
            if self.states.remaining == 0 or (self.paused and not in_flight):
                return not self._blocked() or self._is_given_up()
            if not in_flight and not any(len(queue.ready) for queue in self.queues.values()):
                return self._stalled()
            return False

    def _blocked(self) -> bool:
        """Tell whether "Block on Failed Work Items" keeps the cook from ending (its help)."""
        return self.states.failed > 0

    def _is_given_up(self) -> bool:
        """Tell whether failed items block the cook, and there is nobody who could retry them."""
        if self.context._is_attended or self._requests:
            return False
        if self.states.failed != self._blocked_by:
            self._blocked_by, self._blocked_at = self.states.failed, self.context._clock()
        if self.context._clock() - self._blocked_at < _FARM_RETRIES:
            return False
        self.context._error(
            "items that failed block the cook until somebody retries them, which nobody does here: "
            '"Block on Failed Work Items" is on; --set pdg_waitforfailures=0',
            source="pdg_waitforfailures",
        )
        return True

    def _stalled(self) -> bool:
        """Tell whether the items left can never cook: they wait for each other."""
        if self._blocked():
            return self._is_given_up()
        if self.static or self._requests:
            return False
        waiting = [item for item in self.items if item._state is workItemState.Waiting]
        self.context._error(
            "{} items can never cook, they wait for each other or for items outside of the cook; "
            "one is {}".format(len(waiting), waiting[0].name),
            source="dependencies",
        )
        return True

    def _wait(self) -> None:
        """Sleep until the next tick, or until a report ends the cook."""
        with self.lock:
            over = self.states.remaining == 0 and not self._blocked()
            if over or self.canceled or self._requests:
                return
            queues = self.queues.values()
            due = min((queue.next_tick for queue in queues), default=_IDLE + self.context._clock())
            seconds = due - self.context._clock()
            if not any(len(queue.ready) for queue in queues):
                seconds = max(seconds, _BREATH)
            if seconds > 0:
                self.context._wake.wait(seconds)

    def _serve_requests(self) -> None:
        with self.lock:
            requests, self._requests = self._requests, []
        for request in requests:
            request()

    def _settle(self) -> None:
        """Wake the loop when the last item has ended."""
        if self.states.remaining == 0:
            self.context._wake.notify_all()

    def _offer(self, item: WorkItem) -> None:
        if item._scheduler is not None:
            self.queues[item._scheduler].ready.add(item)
            if self.context._recorder.listening:
                self.context._record_item("ready", item)

    def _cancel_items(self) -> None:
        """Have the schedulers stop their jobs; they may report what becomes of the items."""
        for scheduler in self.queues:
            self._call_stop(scheduler, cancel=True)

    def cancel_items(self, items: list[WorkItem]) -> None:
        """Cancel some items: `onCancelWorkItems` is called once per node and scheduler.

        What it does not report as ended is marked as cancelled afterwards; items that no
        scheduler has yet are cancelled without it (not documented; chosen because a cancelled
        item must not stay).
        """
        groups: dict[tuple[Any, Any], list[WorkItem]] = {}
        with self.lock:
            for item in items:
                whole = item._batchParent or item
                if ACTIVE[whole._state]:
                    groups.setdefault((whole._scheduler, whole.node), []).append(item)
        for (scheduler, node), group in groups.items():
            if since(21, 0):
                scheduler._call("onCancelWorkItems", group, node)
        with self.lock:
            for item in items:
                self.states.end(item, workItemState.CookedCancel)
        deliver(self.context)

    def _stop_schedulers(self, *, aborted: bool) -> None:
        """Call onStopCook of all that were started, and the tick that follows it."""
        cancel = self.canceled or aborted
        for scheduler in self._started:
            self._call_stop(scheduler, cancel=cancel)
        if aborted:
            return
        for queue in self.queues.values():
            queue.ask()

    def _call_stop(self, scheduler: Scheduler, *, cancel: bool) -> None:
        """Call onStopCook; in 17.5 with `cancel` where it takes that.

        The help page of 17.5 has no argument, schedulers written for it have one.
        """
        passed = since(18, 0) or _takes_argument(scheduler._callback("onStopCook"))
        outcome = scheduler._call("onStopCook", *((cancel,) if passed else ()))
        if outcome.error is None and outcome.value is None:
            self.context._warn_none(scheduler, "onStopCook", "True")

    def _emit(self, kind: EventType, message: str = "") -> None:
        if self.context._handlers:
            self.context._emit(Event(kind, self.context, message=message))
            for node in self.cook_set:
                node._emit(Event(kind, self.context, node, message=message))


def _takes_argument(callback: Callable[..., Any] | None) -> bool:
    """Tell whether a bound callback can be called with one argument."""
    if callback is None:
        return False
    try:
        inspect.signature(callback).bind(True)
    except (TypeError, ValueError):
        return False
    return True
