# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.BatchWorkItem`: one job that cooks several work items."""

from typing import Any
from pdg._enums import batchActivation, workItemType
from pdg._workitem import WorkItem
from pdg._file import File
from pdg._graph import Graph, Node

class BatchWorkItem(WorkItem):
    """A batch; each of its items ends by itself, reported by its place in the batch."""

    isBatch: bool
    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None = ...,
        command: str = ...,
        *,
        type: workItemType = ...,
        static: bool = ...
    ) -> None:
        """Make a batch without items."""

    @property
    def batchItems(self) -> list[WorkItem]:
        """The items of the batch, in a new list."""

    @property
    def batchName(self) -> str:
        """The name of the batch."""

    @property
    def batchSize(self) -> int:
        """The number of items."""

    @property
    def batchStart(self) -> int:
        """The first item that has to cook, where earlier ones are cached."""

    @property
    def offset(self) -> int:
        """The index of the first item among all items of the node."""

    @property
    def isDynamicBatch(self) -> bool:
        """Whether items may be added while the batch cooks."""

    @property
    def activationMode(self) -> batchActivation:
        """Which items must have their dependencies cooked before the batch begins."""

    @activationMode.setter
    def activationMode(self, mode: batchActivation) -> None: ...
    @property
    def activationCount(self) -> int:
        """With `batchActivation.Fixed`, how many items from the first."""

    @activationCount.setter
    def activationCount(self, count: int) -> None: ...
    @property
    def activeBatchItem(self) -> WorkItem | None:
        """The item that `setActiveBatchIndex` named, or None."""

    def setActiveBatchIndex(self, index: int) -> WorkItem | None:
        """Evaluate parameters for the item at `index`; return it, or None for a wrong index."""

    def appendSubItem(self) -> WorkItem:
        """Add an item at the end.

        Raises:
            RuntimeError: the batch is not dynamic (help: "only valid if the batch is dynamic").
        """

    @property
    def outputFiles(self) -> list[File]:
        """The outputs of the batch and then of its items, for those that depend on the batch."""
    Serialization: Any
    loopBegin: Any
    loopLock: Any
    prepareDirty: Any
    transferFiles: Any
