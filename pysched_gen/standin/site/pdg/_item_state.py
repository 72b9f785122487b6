"""Where a work item is: in its cook, among the others, in time and in loops.

Sources: the help page of `pdg.WorkItem` and the HDK's PDG_WorkItem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._enums import workItemCacheState, workItemReadyResult, workItemState
from pdg._item_record import ItemRecord

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["ItemState"]

_DONE = (workItemState.CookedSuccess, workItemState.CookedCache)
_BROKEN = (workItemState.CookedFail, workItemState.CookedCancel)


class ItemState(ItemRecord):
    """The part of `pdg.WorkItem` that has to do with cooking and order."""

    __slots__ = ()

    @property
    def state(self) -> workItemState:
        """Where the item is in its cook."""
        return self._state

    @property
    def isCooked(self) -> bool:
        """Whether the item has cooked, well or not."""
        return self._state in _DONE or self._state in _BROKEN

    @property
    def isSuccessful(self) -> bool:
        """Whether the item has cooked or was found in the cache."""
        return self._state in _DONE

    @property
    def isUnsuccessful(self) -> bool:
        """Whether the item failed or was cancelled."""
        return self._state in _BROKEN

    @property
    def cookDuration(self) -> float:
        """The seconds that the last cook of the item took."""
        return self._cookDuration

    @property
    def outputCacheState(self) -> workItemCacheState:
        """Whether cached files stand for the item; the stand-in keeps no cache of results."""
        return workItemCacheState.Undefined

    @property
    def dependencies(self) -> list[WorkItem]:
        """The items that this one waits for, in a new list."""
        return list(self._dependencies)

    @property
    def dependents(self) -> list[WorkItem]:
        """The items that wait for this one, in a new list."""
        return list(self._dependents)

    @property
    def failedDependencies(self) -> list[WorkItem]:
        """The dependencies that failed or were cancelled."""
        return [item for item in self._dependencies if item._state in _BROKEN]

    @property
    def dependencyState(self) -> workItemReadyResult:
        """Whether the dependencies let the item cook."""
        if self.failedDependencies:
            return workItemReadyResult.WorkItemFailed
        if all(item._state in _DONE for item in self._dependencies):
            return workItemReadyResult.WorkItemReady
        return workItemReadyResult.WorkItemBlocked

    def hasDependency(self, work_item: WorkItem) -> bool:
        """Tell whether the item waits for `work_item`."""
        return any(item is work_item for item in self._dependencies)

    @property
    def frame(self) -> float:
        """The frame, 0 where none was set."""
        return 0.0 if self._frame is None else self._frame

    @property
    def hasFrame(self) -> bool:
        """Whether a frame was set."""
        return self._frame is not None

    @property
    def frameStep(self) -> float:
        """The distance to the next frame."""
        return self._frameStep

    def setFrame(self, frame: float, step: float = 1.0) -> None:
        """Set the frame and the distance to the next."""
        self._frame = float(frame)
        self._frameStep = float(step)

    def setLoopInfo(self, iteration: int, number: int = 0, size: int = 0) -> None:
        """Enter a loop inside of those the item is in: its iteration, number and length."""
        self._loop = (*self._loop, (iteration, number, size))

    @property
    def loopDepth(self) -> int:
        """The number of loops around the item."""
        return len(self._loop)

    def loopIteration(self, depth: int = -1) -> int:
        """Return the iteration of the loop at `depth`, the innermost by default; -1: no loop."""
        return self._loop_value(depth, 0)

    def loopNumber(self, depth: int = -1) -> int:
        """Return the number of the loop at `depth`; -1: no loop."""
        return self._loop_value(depth, 1)

    def loopSize(self, depth: int = -1) -> int:
        """Return the iterations the loop at `depth` has; -1: no loop."""
        return self._loop_value(depth, 2)

    def _loop_value(self, depth: int, field: int) -> int:
        if not -len(self._loop) <= depth < len(self._loop):
            return -1
        return self._loop[depth][field]
