"""`Reports`: what may be reported of an item under way, its state above all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._batch import BatchWorkItem
from pdg._endings import BROKEN, DONE
from pdg._enums import workItemReadyResult, workItemState
from pdg._errors import CookError
from pdg._graph import make_sub_item
from pdg._results import Results

if TYPE_CHECKING:
    from pdg._cook import Cook
    from pdg._workitem import WorkItem

__all__ = ["Reports"]


class Reports(Results):
    """Applies reported states, and answers and extends batches; `index` is as for `Door`."""

    def start_cook(self, item: WorkItem, index: int = -1, clear_outputs: bool = False) -> None:
        """Mark as cooking; with `clear_outputs` forget what an earlier attempt reported."""

        def apply(cook: Cook, target: WorkItem) -> None:
            if clear_outputs:
                target.clearOutputFiles()
            cook.progress.start(target)

        self._apply("start_cook", item, index, apply)

    def succeeded(self, item: WorkItem, index: int = -1, duration: float = 0.0) -> None:
        """End as cooked, after `duration` seconds.

        Expected outputs that were not reported and exist on disk become outputs first, where the
        scheduler has "Check Expected Outputs on Disk" on (its help text).
        """

        def apply(cook: Cook, target: WorkItem) -> None:
            self._set_duration(target, duration)
            self._context._add_expected_outputs(target)
            cook.progress.end(target, workItemState.CookedSuccess)

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
            cook.progress.end(target, state)

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
                cook.progress.join_batch(item, sub)
            return sub
