# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.Node`: holds work items, overrides parameters, may name a scheduler."""

from typing import Any, Mapping
from pdg._enums import dataType, nodeType
from pdg._events import EventEmitter
from pdg._node_facts import NodeFacts
from pdg._port_owner import PortOwner
from pdg._context import GraphContext
from pdg._scheduler import Scheduler
from pdg._workitem import WorkItem

class Node(PortOwner, NodeFacts, EventEmitter):
    """A TOP node: it holds work items, overrides parameters and may name a scheduler.

    The stand-in has no processors: its nodes generate nothing, they get their items from a graph
    file or from `WorkItemHolder`. `Node.workItems` and `workItemById` are as documented.
    """

    nodeType: Any
    templateName: str
    isDynamic: bool
    isDynamicGenerator: bool
    def __init__(self, context: GraphContext, name: str) -> None:
        """Make a node without items, behind no other."""

    @property
    def name(self) -> str:
        """The name of the node."""

    @property
    def hasErrors(self) -> bool:
        """Whether `cookError` was called."""

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

    @property
    def topNodeId(self) -> int:
        """Return -1: there is no `hou.TopNode` without Houdini."""

    def topNode(self) -> Any:
        """Return None: there is no `hou.TopNode` without Houdini."""

    def setScheduler(self, scheduler: Scheduler | str | None) -> None:
        """Cook the items with this scheduler, with the default one for None.

        Raises KeyError where a name is given and there is no scheduler of that name.
        """

    def setParameters(self, values: Mapping[str, object]) -> None:
        """Give the node parameters, such as those that override its scheduler's."""

    def setParameter(self, name: str, value: object) -> None:
        """Give the node one parameter more, or another value for one it has."""

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
    dependencies: Any
    disconnect: Any
    input: Any
    inputCount: Any
    inputNames: Any
    inputs: Any
    inputsForNode: Any
    inputsForWorkItem: Any
    isItemFromPort: Any
    nodeOptions: Any
    output: Any
    outputCount: Any
    outputNames: Any
    outputs: Any
    prepareDirty: Any
    regenerateReason: Any
    removeDependency: Any
    scriptInfo: Any
    setExpression: Any
    setExpressions: Any
    stats: Any
    type: Any

def sub_items(item: WorkItem) -> list[WorkItem]:
    """Return the items of a batch, which is not to be changed; none for another item."""

def _kind(value: object) -> dataType: ...
def _values(value: object) -> list[object]: ...
