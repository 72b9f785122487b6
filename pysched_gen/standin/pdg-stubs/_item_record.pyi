# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""What a work item is: its place in the graph, its state, its kind, its frame and loop."""

from pdg._attributes import AttributeOwner
from pdg._enums import workItemCookType, workItemExecutionType, workItemType
from pdg._events import EventEmitter
from pdg._batch import BatchWorkItem
from pdg._context import GraphContext
from pdg._graph import Graph, Node
from pdg._workitem import WorkItem

class ItemRecord(EventEmitter, AttributeOwner):
    """The facts of a work item. `_pending` to `_cookDuration` belong to the engine."""

    isBatch: bool
    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None,
        *,
        type: workItemType,
        static: bool
    ) -> None:
        """Make an uncooked item of `node`.

        A missing name is `<node>_<id>`, as in Houdini 18.5 and later; of older releases it is not
        known, but reports go by name there, so it must be unique.
        """

    @property
    def id(self) -> int:
        """The number that tells the item from all others of the session."""

    @property
    def name(self) -> str:
        """The name, which no other item of the graph has."""

    @property
    def index(self) -> int:
        """The place among the items of its node, for sorting; need not be unique."""

    @property
    def label(self) -> str:
        """The text shown for the item: the name where no label was set."""

    @property
    def hasLabel(self) -> bool:
        """Whether a label was set."""

    def setLabel(self, label: str) -> None:
        """Set the text shown for the item."""

    @property
    def node(self) -> Node:
        """The node that made the item."""

    @property
    def graph(self) -> Graph:
        """The graph of the node."""

    @property
    def context(self) -> GraphContext:
        """The context of the graph."""

    @property
    def parent(self) -> WorkItem | None:
        """The item that this one was generated from, None where there is none."""

    @property
    def priority(self) -> int:
        """The priority: of two ready items the one with more is scheduled first."""

    @priority.setter
    def priority(self, value: int) -> None: ...
    @property
    def type(self) -> workItemType:
        """Regular, Batch or a partition."""

    @property
    def cookType(self) -> workItemCookType:
        """Where the item cooks."""

    @property
    def executionType(self) -> workItemExecutionType:
        """Whether the item is work of a usual length, a server, or the end of one."""

    @property
    def isStatic(self) -> bool:
        """Whether the item was there before the cook began."""

    @property
    def isInProcess(self) -> bool:
        """Whether the item cooks inside the session."""

    @property
    def isOutOfProcess(self) -> bool:
        """Whether the item cooks in a job."""

    @property
    def isNoGenerate(self) -> bool:
        """Whether nothing is generated from the item."""

    @property
    def isPostCook(self) -> bool:
        """Whether the node's post-cook callback runs for the item."""

    def setIsPostCook(self, value: bool) -> None:
        """Let the node's post-cook callback run for the item, or not."""

    @property
    def isPartition(self) -> bool:
        """Whether the item stands for a partition of others."""

    @property
    def partitionItems(self) -> list[WorkItem]:
        """The items of the partition, in a new list."""

    @property
    def isFrozen(self) -> bool:
        """Whether the item is kept from cooking: never here."""

    @property
    def batchParent(self) -> BatchWorkItem | None:
        """The batch that the item belongs to, None where it belongs to none."""

    @property
    def batchIndex(self) -> int:
        """The place in the batch, -1 for an item of none."""

    def memoryUsage(self, inclusive: bool = ...) -> int:
        """Return the bytes of the item itself."""
