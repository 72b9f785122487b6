# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.Graph` and `pdg.Node`: nodes, their work items and what waits for what."""

from typing import Any, Iterable
from pdg._attributes import AttributeOwner
from pdg._node import Node as Node
from pdg._workitem import WorkItem
from pdg._context import GraphContext

class Graph(AttributeOwner):
    """All nodes and items of a context. `_lock` guards them and everything the engine writes."""

    def __init__(self, context: GraphContext) -> None:
        """Make an empty graph."""

    @property
    def context(self) -> GraphContext:
        """The context of the graph."""

    def node(self, name: str) -> Node | None:
        """Return the node of that name, None where there is none."""

    def nodes(self, pattern: str = ...) -> list[Node]:
        """Return the nodes, in the order they were added, or those whose names match."""

    @property
    def nodeCount(self) -> int:
        """The number of nodes."""

    def workItemById(self, id: int) -> WorkItem | None:
        """Return the item with this id, None where there is none."""

    def workItemByName(self, name: str) -> WorkItem | None:
        """Return the item of that name, None where there is none."""

    def workItemsByIds(self, ids: Iterable[int]) -> list[WorkItem]:
        """Return the items with these ids; ids without an item are left out."""

    def workItem(self, key: int | str) -> WorkItem | None:
        """Return the item with this id or name, None where there is none."""

    def dependencyGraph(
        self, expand_partitions: bool = ...
    ) -> tuple[dict[WorkItem, list[WorkItem]], dict[WorkItem, list[WorkItem]], list[WorkItem]]:
        """Return (dependencies, dependents, ready), as static cooks get them.

        The first two give for each item the items it waits for, and those that wait for it; the
        third lists the items that wait for nothing (documented by the example that prints it as
        DOT). With `expand_partitions` partitions are left out and what waits for them waits for
        their items (not documented; chosen because no scheduler runs a partition).
        """

    def dirty(self, remove_outputs: bool = ...) -> None:
        """Let every item cook again; with `remove_outputs` its files are deleted."""
    bindGlobalAttribute: Any
    boundAttributeWorkItem: Any
    dependencyForKey: Any
    graphDescription: Any
    nodePort: Any
    prepareDirty: Any
    serialize: Any

def _needed(item: WorkItem) -> list[WorkItem]:
    """Return what `item` waits for, partitions replaced by what they wait for."""
