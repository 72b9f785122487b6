"""`pdg.Graph`: nodes, their work items and what waits for what."""

from __future__ import annotations

import fnmatch
import threading
from typing import TYPE_CHECKING, Any, Iterable

from pdg._attribute_owner import AttributeOwner
from pdg._batch import BatchWorkItem, sub_items
from pdg._enums import workItemState, workItemType
from pdg._node import Node
from pdg._work_item import WorkItem

if TYPE_CHECKING:
    from pdg._context import GraphContext

__all__ = ["Graph", "make_item", "make_sub_item"]


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

    def _delete_node(self, name: str) -> None:
        """Forget a node and its items; raises KeyError where there is none of that name."""
        with self._lock:
            node = self._nodes.pop(name)
            for other in self._nodes.values():
                other._inputs = [one for one in other._inputs if one is not node]
            for item in node.workItems:
                del self._by_id[item.id], self._by_name[item.name]
                for dependency in item._dependencies:
                    dependency._dependents.remove(item)
                for dependent in item._dependents:
                    dependent._dependencies.remove(item)

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
    ) -> tuple[dict[WorkItem, list[WorkItem]], dict[WorkItem, list[WorkItem]], list[WorkItem]]:
        """Return (dependencies, dependents, ready), as static cooks get them.

        The first two give for each item the items it waits for, and those that wait for it; the
        third lists the items that wait for nothing (documented by the example that prints it as
        DOT). With `expand_partitions` partitions are left out and what waits for them waits for
        their items (not documented; chosen because no scheduler runs a partition).
        """
        items = [one for item in self._all_items() for one in (item, *sub_items(item))]
        kept = [one for one in items if not (expand_partitions and one.isPartition)]
        dependencies: dict[WorkItem, list[WorkItem]] = {}
        dependents: dict[WorkItem, list[WorkItem]] = {one: [] for one in kept}
        for item in kept:
            dependencies[item] = _needed(item) if expand_partitions else item.dependencies
            for other in dependencies[item]:
                dependents[other].append(item)
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


def _needed(item: WorkItem) -> list[WorkItem]:
    """Return what `item` waits for, partitions replaced by what they wait for."""
    needed: dict[WorkItem, None] = {}
    todo = list(reversed(item._dependencies))
    while todo:
        other = todo.pop()
        if other.isPartition:
            todo.extend(reversed(other._dependencies))
        else:
            needed[other] = None
    return list(needed)
