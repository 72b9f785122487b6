# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.Graph` and `pdg.Node`: nodes, their work items and what waits for what."""

from typing import Any, Iterable, Mapping
from pdg._attributes import AttributeOwner
from pdg._enums import dataType, nodeType
from pdg._events import EventEmitter
from pdg._port_owner import PortOwner
from pdg._workitem import WorkItem
from pdg._context import GraphContext
from pdg._scheduler import Scheduler

class Node(PortOwner, EventEmitter):
    """A TOP node: it holds work items, overrides parameters and may name a scheduler.

    The stand-in has no processors: its nodes generate nothing, they get their items from a graph
    file or from `WorkItemHolder`. `Node.workItems` and `workItemById` are as documented.
    """

    nodeType: Any
    templateName: str
    isDynamic: bool
    isDynamicGenerator: bool
    name: str
    hasErrors: bool
    def __init__(self, context: GraphContext, name: str) -> None:
        """Make a node without items, behind no other."""

    @property
    def context(self) -> GraphContext:
        """The context of the node."""

    @property
    def workItems(self) -> list[WorkItem]:
        """The items of the node, those of batches included, in a new list."""

    @property
    def partitions(self) -> list[WorkItem]:
        """The items of the node that are partitions."""

    @property
    def scheduler(self) -> Scheduler | None:
        """The scheduler of the node: its own, else the default of the context."""

    @property
    def isCooked(self) -> bool:
        """Whether every item has cooked successfully."""

    def topNode(self) -> Any:
        """Return None: there is no `hou.TopNode` without Houdini."""

    def setScheduler(self, scheduler: Scheduler | str | None) -> None:
        """Cook the items with this scheduler, with the default one for None.

        Raises KeyError where a name is given and there is no scheduler of that name.
        """

    def setParameters(self, values: Mapping[str, object]) -> None:
        """Give the node parameters, such as those that override its scheduler's."""

    def cook(self, block: bool = ...) -> bool:
        """Cook the node and what it needs: see `GraphContext.cook`."""

    def dirty(self, remove_outputs: bool = ...) -> None:
        """Let the items, and those that depend on them, cook again."""

    def cancel(self) -> None:
        """Cancel the items that are not cooked yet."""

    def cookError(self, message: str) -> None:
        """Show `message` as an error of the node."""

    def cookWarning(self, message: str) -> None:
        """Show `message` as a warning of the node."""

    @property
    def outputFiles(self) -> list[Any]:
        """The output files of all items."""

    @property
    def resultData(self) -> list[Any]:
        """Older name of `outputFiles`."""
    addDependency: Any
    addFileDependency: Any
    addParameter: Any
    appendDirty: Any
    attributeInfo: Any
    commonVars: Any
    connect: Any
    customId: Any
    default: Any
    dependencies: Any
    disconnect: Any
    input: Any
    inputCount: Any
    inputNames: Any
    inputs: Any
    inputsForNode: Any
    inputsForWorkItem: Any
    isItemFromPort: Any
    loopDepth: Any
    memoryUsage: Any
    nodeOptions: Any
    output: Any
    outputCount: Any
    outputNames: Any
    outputs: Any
    prepareDirty: Any
    regenerateReason: Any
    removeDependency: Any
    reserveIndexBlock: Any
    scriptInfo: Any
    serviceName: Any
    setExpression: Any
    setExpressions: Any
    setParameter: Any
    setValue: Any
    setValues: Any
    stats: Any
    topNodeId: Any
    type: Any
    value: Any

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
    ) -> tuple[dict[WorkItem, set[WorkItem]], dict[WorkItem, set[WorkItem]], list[WorkItem]]:
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

def sub_items(item: WorkItem) -> list[WorkItem]:
    """Return the items of a batch, which is not to be changed; none for another item."""

def _needed(item: WorkItem) -> set[WorkItem]:
    """Return what `item` waits for, partitions replaced by what they wait for."""

def _kind(value: object) -> dataType: ...
def _values(value: object) -> list[object]: ...
