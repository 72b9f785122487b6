# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Where a work item is: in its cook, among the others, in time and in loops."""

from pdg._enums import workItemCacheState, workItemReadyResult, workItemState
from pdg._item_record import ItemRecord
from pdg._workitem import WorkItem

class ItemState(ItemRecord):
    """The part of `pdg.WorkItem` that has to do with cooking and order."""

    @property
    def state(self) -> workItemState:
        """Where the item is in its cook."""

    @property
    def isCooked(self) -> bool:
        """Whether the item has cooked, well or not."""

    @property
    def isSuccessful(self) -> bool:
        """Whether the item has cooked or was found in the cache."""

    @property
    def isUnsuccessful(self) -> bool:
        """Whether the item failed or was cancelled."""

    @property
    def cookDuration(self) -> float:
        """The seconds that the last cook of the item took."""

    @property
    def outputCacheState(self) -> workItemCacheState:
        """Whether cached files stand for the item; the stand-in keeps no cache of results."""

    @property
    def dependencies(self) -> list[WorkItem]:
        """The items that this one waits for, in a new list."""

    @property
    def dependents(self) -> list[WorkItem]:
        """The items that wait for this one, in a new list."""

    @property
    def failedDependencies(self) -> list[WorkItem]:
        """The dependencies that failed or were cancelled."""

    @property
    def dependencyState(self) -> workItemReadyResult:
        """Whether the dependencies let the item cook."""

    def hasDependency(self, work_item: WorkItem) -> bool:
        """Tell whether the item waits for `work_item`."""

    @property
    def frame(self) -> float:
        """The frame, 0 where none was set."""

    @property
    def hasFrame(self) -> bool:
        """Whether a frame was set."""

    @property
    def frameStep(self) -> float:
        """The distance to the next frame."""

    def setFrame(self, frame: float, step: float = ...) -> None:
        """Set the frame and the distance to the next."""

    def setLoopInfo(self, iteration: int, number: int = ..., size: int = ...) -> None:
        """Enter a loop inside of those the item is in: its iteration, number and length."""

    @property
    def loopDepth(self) -> int:
        """The number of loops around the item."""

    def loopIteration(self, depth: int = ...) -> int:
        """Return the iteration of the loop at `depth`, the innermost by default; -1: no loop."""

    def loopNumber(self, depth: int = ...) -> int:
        """Return the number of the loop at `depth`; -1: no loop."""

    def loopSize(self, depth: int = ...) -> int:
        """Return the iterations the loop at `depth` has; -1: no loop."""
