"""`pdg.Graph` and `pdg.Node`: nodes, their work items and what waits for what."""

from __future__ import annotations

import fnmatch
import threading
from typing import TYPE_CHECKING, Any, Iterable, Mapping

from pdg._attributes import AttributeOwner
from pdg._batch import BatchWorkItem
from pdg._enums import dataType, nodeType, workItemState, workItemType
from pdg._events import EventEmitter
from pdg._port import Declaration
from pdg._port_owner import PortOwner
from pdg._workitem import WorkItem

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._scheduler import Scheduler

__all__ = ["Graph", "Node"]


class Node(PortOwner, EventEmitter):
    """A TOP node: it holds work items, overrides parameters and may name a scheduler.

    The stand-in has no processors: its nodes generate nothing, they get their items from a graph
    file or from `WorkItemHolder`. `Node.workItems` and `workItemById` are as documented.
    """

    nodeType = nodeType.Processor
    templateName = "standin"
    isDynamic = False
    isDynamicGenerator = False

    def __init__(self, context: GraphContext, name: str) -> None:
        """Make a node without items, behind no other."""
        self._context = context
        self.name = name
        self._items: list[WorkItem] = []
        self._inputs: list[Node] = []
        self._scheduler: Scheduler | None = None
        self.hasErrors = False
        self._declare_ports([])
        self._open_ports({})

    @property
    def context(self) -> GraphContext:
        """The context of the node."""
        return self._context

    @property
    def workItems(self) -> list[WorkItem]:
        """The items of the node, those of batches included, in a new list."""
        return [one for item in self._items for one in (item, *sub_items(item))]

    @property
    def partitions(self) -> list[WorkItem]:
        """The items of the node that are partitions."""
        return [item for item in self._items if item.isPartition]

    @property
    def scheduler(self) -> Scheduler | None:
        """The scheduler of the node: its own, else the default of the context."""
        return self._scheduler or self._context.defaultScheduler

    @property
    def isCooked(self) -> bool:
        """Whether every item has cooked successfully."""
        return all(item.isSuccessful for item in self._items)

    def topNode(self) -> None:
        """Return None: there is no `hou.TopNode` without Houdini."""

    def setScheduler(self, scheduler: Scheduler | str | None) -> None:
        """Cook the items with this scheduler, with the default one for None.

        Raises KeyError where a name is given and there is no scheduler of that name.
        """
        if isinstance(scheduler, str):
            found = self._context.schedulerForName(scheduler)
            if found is None:
                raise KeyError("there is no scheduler {!r} in this graph".format(scheduler))
            scheduler = found
        self._scheduler = scheduler

    def setParameters(self, values: Mapping[str, object]) -> None:
        """Give the node parameters, such as those that override its scheduler's."""
        self._declare_ports(Declaration(name, _kind(v), _values(v)) for name, v in values.items())
        self._open_ports({})

    def cook(self, block: bool = True) -> bool:
        """Cook the node and what it needs: see `GraphContext.cook`."""
        return self._context._cook_nodes([self], block=block)

    def dirty(self, remove_outputs: bool = False) -> None:
        """Let the items, and those that depend on them, cook again."""
        self._context._dirty(self._items, remove_outputs=remove_outputs)

    def cancel(self) -> None:
        """Cancel the items that are not cooked yet."""
        self._context._cancel_items(self._items)

    def cookError(self, message: str) -> None:
        """Show `message` as an error of the node."""
        self.hasErrors = True
        self._context._error(message, source=self.name)

    def cookWarning(self, message: str) -> None:
        """Show `message` as a warning of the node."""
        self._context._record("warning", node=self.name, message=message)

    @property
    def outputFiles(self) -> list[Any]:
        """The output files of all items."""
        return [file for item in self._items for file in item.outputFiles]

    @property
    def resultData(self) -> list[Any]:
        """Older name of `outputFiles`."""
        return [file for item in self._items for file in item.resultData]

    def __repr__(self) -> str:
        return "<pdg.Node {!r}>".format(self.name)


class Graph(AttributeOwner):
    """All nodes and items of a context. `_lock` guards them and everything the engine writes."""

    __slots__ = (
        "__weakref__",
        "_attributes_open",
        "_by_id",
        "_by_name",
        "_context",
        "_last_id",
        "_lock",
        "_nodes",
    )

    def __init__(self, context: GraphContext) -> None:
        """Make an empty graph."""
        AttributeOwner.__init__(self)
        self._context = context
        self._lock = threading.RLock()
        # Only onSchedule may write attributes while a cook goes on.
        self._attributes_open = True
        self._nodes: dict[str, Node] = {}
        self._by_id: dict[int, WorkItem] = {}
        self._by_name: dict[str, WorkItem] = {}
        self._last_id = 0

    @property
    def context(self) -> GraphContext:
        """The context of the graph."""
        return self._context

    # -- nodes ---------------------------------------------------------------------------------

    def node(self, name: str) -> Node | None:
        """Return the node of that name, None where there is none."""
        return self._nodes.get(name)

    def nodes(self, pattern: str = "") -> list[Node]:
        """Return the nodes, in the order they were added, or those whose names match."""
        return [
            node
            for node in self._nodes.values()
            if not pattern or fnmatch.fnmatchcase(node.name, pattern)
        ]

    @property
    def nodeCount(self) -> int:
        """The number of nodes."""
        return len(self._nodes)

    def _add_node(self, name: str) -> Node:
        if name in self._nodes:
            raise ValueError("there is a node {!r} in this graph already".format(name))
        node = self._nodes[name] = Node(self._context, name)
        return node

    # -- items ---------------------------------------------------------------------------------

    def workItemById(self, id: int) -> WorkItem | None:
        """Return the item with this id, None where there is none."""
        return self._by_id.get(id)

    def workItemByName(self, name: str) -> WorkItem | None:
        """Return the item of that name, None where there is none."""
        return self._by_name.get(name)

    def workItemsByIds(self, ids: Iterable[int]) -> list[WorkItem]:
        """Return the items with these ids; ids without an item are left out."""
        return [self._by_id[one] for one in ids if one in self._by_id]

    def workItem(self, key: int | str) -> WorkItem | None:
        """Return the item with this id or name, None where there is none."""
        return self._by_name.get(key) if isinstance(key, str) else self._by_id.get(key)

    def _next_id(self) -> int:
        """Return an id that no item of this graph has or had."""
        with self._lock:
            self._last_id += 1
            return self._last_id

    def _insert(self, item: WorkItem) -> None:
        """Take a new item of one of the nodes into the graph.

        Raises ValueError where there is an item of that name or id already.
        """
        with self._lock:
            if item.name in self._by_name or item.id in self._by_id:
                raise ValueError(
                    "there is a work item {!r} in this graph already".format(item.name)
                )
            self._by_id[item.id] = item
            self._by_name[item.name] = item
            self._last_id = max(self._last_id, item.id)
            if item.batchParent is None:
                item.node._items.append(item)

    def _depend(self, item: WorkItem, other: WorkItem) -> None:
        """Let `item` wait for `other`."""
        with self._lock:
            if other not in item._dependencies:
                item._dependencies.append(other)
                other._dependents.append(item)

    def _all_items(self) -> list[WorkItem]:
        """Return every item but those inside of batches, in the order of the nodes."""
        return [item for node in self._nodes.values() for item in node._items]

    def dependencyGraph(
        self, expand_partitions: bool = False
    ) -> tuple[dict[WorkItem, set[WorkItem]], dict[WorkItem, set[WorkItem]], list[WorkItem]]:
        """Return (dependencies, dependents, ready), as static cooks get them.

        The first two give for each item the items it waits for, and those that wait for it; the
        third lists the items that wait for nothing (documented by the example that prints it as
        DOT). With `expand_partitions` partitions are left out and what waits for them waits for
        their items (not documented; chosen because no scheduler runs a partition).
        """
        items = [one for item in self._all_items() for one in (item, *sub_items(item))]
        kept = [one for one in items if not (expand_partitions and one.isPartition)]
        dependencies: dict[WorkItem, set[WorkItem]] = {one: set() for one in kept}
        dependents: dict[WorkItem, set[WorkItem]] = {one: set() for one in kept}
        for item in kept:
            for other in _needed(item) if expand_partitions else item._dependencies:
                dependencies[item].add(other)
                dependents[other].add(item)
        return dependencies, dependents, [one for one in kept if not dependencies[one]]

    def dirty(self, remove_outputs: bool = False) -> None:
        """Let every item cook again; with `remove_outputs` its files are deleted."""
        self._context._dirty(self._all_items(), remove_outputs=remove_outputs)

    def _state_counts(self) -> dict[workItemState, int]:
        counts = dict.fromkeys(workItemState, 0)
        for item in self._by_id.values():
            counts[item._state] += 1
        return counts

    def _is_open(self) -> bool:
        return True

    def _attribute_lock(self) -> Any:
        return self._lock


def make_item(
    graph: Graph,
    node: Node,
    index: int,
    name: str | None = None,
    command: str = "",
    kind: workItemType = workItemType.Regular,
) -> WorkItem:
    """Make an item of `node`, a batch where `kind` says so, and take it into the graph."""
    make = BatchWorkItem if kind is workItemType.Batch else WorkItem
    item = make(graph, node, graph._next_id(), index, name, command, type=kind, static=True)
    graph._insert(item)
    return item


def make_sub_item(
    batch: BatchWorkItem, index: int | None = None, name: str | None = None, command: str = ""
) -> WorkItem:
    """Make an item of `batch`, its last, and take it into the graph."""
    graph = batch.graph
    place = len(batch._batchItems)
    wanted = batch.index + place if index is None else index
    item = WorkItem(graph, batch.node, graph._next_id(), wanted, name, command, static=True)
    batch._append(item)
    graph._insert(item)
    return item


def sub_items(item: WorkItem) -> list[WorkItem]:
    """Return the items of a batch, which is not to be changed; none for another item."""
    return item._batchItems if isinstance(item, BatchWorkItem) else []


def _needed(item: WorkItem) -> set[WorkItem]:
    """Return what `item` waits for, partitions replaced by what they wait for."""
    needed: set[WorkItem] = set()
    todo = list(item._dependencies)
    while todo:
        other = todo.pop()
        if other.isPartition:
            todo.extend(other._dependencies)
        else:
            needed.add(other)
    return needed


def _kind(value: object) -> dataType:
    first = value[0] if isinstance(value, (list, tuple)) and value else value
    if isinstance(first, float):
        return dataType.Float
    return dataType.Integer if isinstance(first, int) else dataType.String


def _values(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value]
