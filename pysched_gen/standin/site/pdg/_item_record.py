"""What a work item is: its place in the graph, its state, its kind, its frame and loop.

Sources: the help page of `pdg.WorkItem`, the HDK's PDG_WorkItem, the JSON of work items.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from pdg._attributes import AttributeOwner
from pdg._enums import (
    workItemCookType,
    workItemExecutionType,
    workItemState,
    workItemType,
)
from pdg._events import EventEmitter

if TYPE_CHECKING:
    from pdg._batch import BatchWorkItem
    from pdg._context import GraphContext
    from pdg._graph import Graph, Node
    from pdg._scheduler import Scheduler
    from pdg._workitem import WorkItem

__all__ = ["ItemRecord"]

_PARTITIONS = (
    workItemType.Partition,
    workItemType.StaticPartition,
    workItemType.DynamicPartition,
)


class ItemRecord(EventEmitter, AttributeOwner):
    """The facts of a work item. `_pending` to `_cookDuration` belong to the engine."""

    __slots__ = (
        "__weakref__",
        "_batchIndex",
        "_batchParent",
        "_cookDuration",
        "_cookType",
        "_dependencies",
        "_dependents",
        "_executionType",
        "_frame",
        "_frameStep",
        "_graph",
        "_id",
        "_index",
        "_isNoGenerate",
        "_isPostCook",
        "_isStatic",
        "_label",
        "_loop",
        "_name",
        "_node",
        "_parent",
        "_partitionItems",
        "_pending",
        "_priority",
        "_scheduler",
        "_started",
        "_state",
        "_type",
    )

    isBatch = False

    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None,
        *,
        type: workItemType,
        static: bool,
    ) -> None:
        """Make an uncooked item of `node`.

        A missing name is `<node>_<id>`, as in Houdini 18.5 and later; of older releases it is not
        known, but reports go by name there, so it must be unique.
        """
        AttributeOwner.__init__(self)
        self._graph = graph
        self._node = node
        self._id = id
        self._index = index
        self._name = name or "{}_{}".format(node.name, id)
        self._type = type
        self._isStatic = static
        self._label = ""
        self._state: workItemState = workItemState.Uncooked
        self._pending = 0
        self._dependents: list[WorkItem] = []
        self._dependencies: list[WorkItem] = []
        self._scheduler: Scheduler | None = None
        self._started = 0.0
        self._cookDuration = 0.0
        self._priority = 0
        self._frame: float | None = None
        self._frameStep = 1.0
        self._batchParent: BatchWorkItem | None = None
        self._batchIndex = -1
        self._parent: WorkItem | None = None
        self._partitionItems: list[WorkItem] = []
        self._cookType: workItemCookType = workItemCookType.OutOfProcess
        self._executionType: workItemExecutionType = workItemExecutionType.Regular
        self._isNoGenerate = False
        self._isPostCook = False
        self._loop: tuple[tuple[int, int, int], ...] = ()

    @property
    def id(self) -> int:
        """The number that tells the item from all others of the session."""
        return self._id

    @property
    def name(self) -> str:
        """The name, which no other item of the graph has."""
        return self._name

    @property
    def index(self) -> int:
        """The place among the items of its node, for sorting; need not be unique."""
        return self._index

    @property
    def label(self) -> str:
        """The text shown for the item: the name where no label was set."""
        return self._label or self._name

    @property
    def hasLabel(self) -> bool:
        """Whether a label was set."""
        return bool(self._label)

    def setLabel(self, label: str) -> None:
        """Set the text shown for the item."""
        self._label = label

    @property
    def node(self) -> Node:
        """The node that made the item."""
        return self._node

    @property
    def graph(self) -> Graph:
        """The graph of the node."""
        return self._graph

    @property
    def context(self) -> GraphContext:
        """The context of the graph."""
        return self._node.context

    @property
    def parent(self) -> WorkItem | None:
        """The item that this one was generated from, None where there is none."""
        return self._parent

    @property
    def priority(self) -> int:
        """The priority: of two ready items the one with more is scheduled first."""
        return self._priority

    @priority.setter
    def priority(self, value: int) -> None:
        self._priority = int(value)

    @property
    def type(self) -> workItemType:
        """Regular, Batch or a partition."""
        return self._type

    @property
    def cookType(self) -> workItemCookType:
        """Where the item cooks."""
        return self._cookType

    @property
    def executionType(self) -> workItemExecutionType:
        """Whether the item is work of a usual length, a server, or the end of one."""
        return self._executionType

    @property
    def isStatic(self) -> bool:
        """Whether the item was there before the cook began."""
        return self._isStatic

    @property
    def isInProcess(self) -> bool:
        """Whether the item cooks inside the session."""
        return self._cookType == workItemCookType.InProcess

    @property
    def isOutOfProcess(self) -> bool:
        """Whether the item cooks in a job."""
        return self._cookType == workItemCookType.OutOfProcess

    @property
    def isNoGenerate(self) -> bool:
        """Whether nothing is generated from the item."""
        return self._isNoGenerate

    @property
    def isPostCook(self) -> bool:
        """Whether the node's post-cook callback runs for the item."""
        return self._isPostCook

    def setIsPostCook(self, value: bool) -> None:
        """Let the node's post-cook callback run for the item, or not."""
        self._isPostCook = bool(value)

    @property
    def isPartition(self) -> bool:
        """Whether the item stands for a partition of others."""
        return self._type in _PARTITIONS

    @property
    def partitionItems(self) -> list[WorkItem]:
        """The items of the partition, in a new list."""
        return list(self._partitionItems)

    @property
    def isFrozen(self) -> bool:
        """Whether the item is kept from cooking: never here."""
        return False

    @property
    def batchParent(self) -> BatchWorkItem | None:
        """The batch that the item belongs to, None where it belongs to none."""
        return self._batchParent

    @property
    def batchIndex(self) -> int:
        """The place in the batch, -1 for an item of none."""
        return self._batchIndex

    def memoryUsage(self, inclusive: bool = False) -> int:  # noqa: ARG002 - PDG's
        """Return the bytes of the item itself."""
        return sys.getsizeof(self)

    def _is_open(self) -> bool:
        return getattr(self._graph, "_attributes_open", True) is True

    def _attribute_lock(self) -> Any:
        return getattr(self._graph, "_lock", None)

    def __repr__(self) -> str:
        return f"<pdg.{type(self).__name__} {self._name} ({self._state.name})>"
