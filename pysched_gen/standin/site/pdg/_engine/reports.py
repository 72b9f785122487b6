"""The one door through which anything changes an item under way.

Callbacks, the callback server, message queues and threads of a scheduler all end here. A report
is applied at once, under the lock of the graph. One for an item that has ended, that is not part
of the cook under way, or that still waits for others, changes nothing and is recorded as "late".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Sequence

from pdg._batch import BatchWorkItem
from pdg._enums import attribType, workItemLogType, workItemReadyResult, workItemState
from pdg._errors import CookError
from pdg._events import deliver
from pdg._graph import make_sub_item
from pdg._work_item import BROKEN, DONE, ENDED

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._engine.cook import Cook
    from pdg._file import File
    from pdg._work_item import WorkItem

__all__ = ["Reports"]


class Reports:
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
        if cook is not None and index < 0 and item.id in cook.states.closed:
            # The job of a batch reports each item, then the whole that has ended with them.
            cook.states.closed.discard(item.id)
            return
        target = self._find(item, index) or item
        self._context._record_item("late", target, report=report, state=target._state.name)

    def add_outputs(
        self,
        item: WorkItem,
        index: int,
        files: Sequence[File],
        active_only: bool = False,
    ) -> None:
        """Add output files.

        Those of an item that has ended are added too unless `active_only` (documented:
        onWorkItemFileResult), as long as the cook goes on. A file that is there already, with
        the same tag and hash, is not added again: calls may be repeated when a connection
        breaks. (With Houdini a farm that retries a job gets its outputs twice; this is where it
        differs, and the repetition is recorded as "late".)
        """
        with self._lock:
            target = self._find(item, index)
            ended = target is not None and ENDED[target._state]
            wanted = self._is_under_way(target) or (ended and not active_only)
            if target is None or self._context._cook is None or not wanted:
                self._late("output", item, index)
                return
            known = set(target._outputs or ())
            fresh = [file for file in dict.fromkeys(files) if file not in known]
            if len(fresh) < len(files) or ended:
                self._late("output", item, index)
            target._add_outputs(fresh)
            self._context._record_outputs(target, fresh)

    def set_attrib(
        self, item: WorkItem, index: int, name: str, value: object, position: int, kind: attribType
    ) -> None:
        """Set one value of an attribute of the given kind."""

        def apply(cook: Cook, target: WorkItem) -> None:
            del cook
            target._write(name, kind, value, position)
            self._context._record_item("attrib", target, attrib=name)

        self._apply("set_attrib", item, index, apply)

    def set_attrib_array(
        self, item: WorkItem, index: int, name: str, values: Sequence[object], kind: attribType
    ) -> None:
        """Set all values of an attribute."""

        def apply(cook: Cook, target: WorkItem) -> None:
            del cook
            target._write(name, kind, list(values))
            self._context._record_item("attrib", target, attrib=name)

        self._apply("set_attrib_array", item, index, apply)

    def custom_state(self, item: WorkItem, index: int, text: str) -> None:
        """Show `text` as the state of the item."""
        self._apply("custom_state", item, index, lambda _, target: target.setCustomState(text))

    def cook_percent(self, item: WorkItem, index: int, fraction: float) -> None:
        """Show `fraction`, from 0 to 1, as the progress of the item."""
        self._apply("cook_percent", item, index, lambda _, target: target.setCookPercent(fraction))

    def append_log(
        self,
        item: WorkItem,
        index: int,
        text: str,
        kind: workItemLogType = workItemLogType.Raw,
    ) -> None:
        """Append `text` to the log of the item, whether it has ended or not."""
        with self._lock:
            target = self._find(item, index)
            if target is None:
                self._late("append_log", item, index)
                return
            target.addLog(kind, text)
        self._context._record_item("log", target, text=text, level=kind.name)

    def warning(self, item: WorkItem, index: int, text: str) -> None:
        """Log `text` as a warning of the item."""
        self.append_log(item, index, text, workItemLogType.Warning)
        self._context._record("warning", item=item.name, message=text)

    def invalidate_cache(self, item: WorkItem, index: int = -1) -> None:
        """Do not take the items that depend on this one from cache in this cook."""

        def apply(cook: Cook, target: WorkItem) -> None:
            cook.states.stale.update(dependent.id for dependent in target._dependents)

        self._apply("invalidate_cache", item, index, apply)

    def start_cook(self, item: WorkItem, index: int = -1, clear_outputs: bool = False) -> None:
        """Mark as cooking; with `clear_outputs` forget what an earlier attempt reported."""

        def apply(cook: Cook, target: WorkItem) -> None:
            if clear_outputs:
                target.clearOutputFiles()
            cook.states.start(target)

        self._apply("start_cook", item, index, apply)

    def succeeded(self, item: WorkItem, index: int = -1, duration: float = 0.0) -> None:
        """End as cooked, after `duration` seconds.

        Expected outputs that were not reported and exist on disk become outputs first, where the
        scheduler has "Check Expected Outputs on Disk" on (its help text).
        """

        def apply(cook: Cook, target: WorkItem) -> None:
            self._set_duration(target, duration)
            self._context._cache.add_expected(target)
            cook.states.end(target, workItemState.CookedSuccess)

        self._apply("succeeded", item, index, apply)

    def failed(self, item: WorkItem, index: int = -1) -> None:
        """End as failed."""
        self._end("failed", item, index, workItemState.CookedFail)

    def canceled(self, item: WorkItem, index: int = -1) -> None:
        """End as cancelled."""
        self._end("canceled", item, index, workItemState.CookedCancel)

    def _end(self, report: str, item: WorkItem, index: int, state: workItemState) -> None:
        def apply(cook: Cook, target: WorkItem) -> None:
            self._set_duration(target, 0.0)
            cook.states.end(target, state)

        self._apply(report, item, index, apply)

    def _set_duration(self, target: WorkItem, reported: float) -> None:
        """Keep the seconds as reported, or since the start of the cook without them."""
        if reported < 0:
            self._context._record(
                "warning", item=target.name, message=f"cook time of {reported} s reported"
            )
        if reported > 0 or not target._started:
            target._cookDuration = max(0.0, float(reported))
        else:
            target._cookDuration = self._context._clock() - target._started

    def is_ready(self, item: WorkItem, index: int = -1) -> int:
        """Return 0 while the item has to wait, 1 once it may cook, 2 when it never will.

        These are the answers of `check_ready_batch`; `pdg.workItemReadyResult` names them.
        """
        with self._lock:
            target = self._find(item, index)
            if target is None or BROKEN[target._state]:
                return 2
            # One whose dependency was cancelled is uncooked again while its batch goes on.
            if self._context._cook is not None and target._state is workItemState.Uncooked:
                return 2
            return 1 if all(DONE[other._state] for other in target._dependencies) else 0

    def ready_result(self, item: WorkItem, index: int = -1) -> workItemReadyResult:
        """Return `is_ready` as `Scheduler.isWorkItemReady` gives it from Houdini 18.5 on."""
        return (
            workItemReadyResult.WorkItemBlocked,
            workItemReadyResult.WorkItemReady,
            workItemReadyResult.WorkItemFailed,
        )[self.is_ready(item, index)]

    def add_sub_item(self, item: WorkItem) -> WorkItem:
        """Append an item to the batch `item` and return it; it waits for nothing.

        Raises CookError where `item` is no batch, or one that has ended in this cook.
        """
        with self._lock:
            cook = self._context._cook
            if not isinstance(item, BatchWorkItem) or (cook and not self._is_under_way(item)):
                self._late("add_sub_item", item, -1)
                raise CookError(
                    "{} takes no more items: it is no batch under way".format(item.name)
                )
            sub = make_sub_item(item)
            if cook is not None:
                cook.states.join_batch(item, sub)
            return sub
