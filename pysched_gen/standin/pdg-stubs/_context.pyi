# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.GraphContext`: a graph with its schedulers, and the cook that goes on."""

import weakref
from typing import Any, Callable, Iterable, Mapping
from pdg._enums import cookType, workItemState
from pdg._events import EventEmitter
from pdg._graph import Graph, Node
from pdg._scheduler import Scheduler
from pdg._workitem import WorkItem

_CONTEXTS: weakref.WeakValueDictionary[str, GraphContext]

class CookOptions:
    """How to cook: what, and whether to wait for it. Names are those of Houdini 21.0."""

    autoRecook: bool
    autoRecookInterval: float
    blocking: bool
    checkpointPath: str
    checkpointRate: float
    checkpointingEnabled: bool
    cookTime: float
    cookType: cookType
    nodeNames: list[str]
    saveScene: bool
    staticFilter: str
    def __init__(self) -> None:
        """Cook the whole graph and return when it is cooked."""

class _Silence:
    """A recorder that nobody listens to."""

    listening: bool
    def record(self, kind: str, time: float, **facts: Any) -> None:
        """Forget it."""

class GraphContext(EventEmitter):
    """A graph that can be cooked, its schedulers, and what changes them.

    `recorder` gets everything that happens: it has `listening` and `record(kind, time, **facts)`.
    """

    cookOptions: CookOptions
    def __init__(
        self, name: str = ..., recorder: Any = ..., clock: Callable[[], float] = ...
    ) -> None:
        """Make a context with an empty graph."""

    @staticmethod
    def byName(name: str) -> GraphContext | None:
        """Return the context of that name, None where there is none."""

    @staticmethod
    def names() -> list[str]:
        """Return the names of all contexts."""

    @property
    def name(self) -> str:
        """The name of the context."""

    @property
    def context(self) -> GraphContext:
        """The context itself, as an emitter of events."""

    @property
    def graph(self) -> Graph:
        """The graph."""

    def addScheduler(
        self, type_name: str, name: str = ..., values: Mapping[str, object] | None = ...
    ) -> Scheduler:
        """Make a scheduler node and call its `onStart`; the first one becomes the default.

        `values` are its parameters. Raises CookError for a type that is not registered or a name
        that is taken; what the constructor of the type raises goes through.
        """

    @property
    def schedulers(self) -> list[Scheduler]:
        """The schedulers, in the order they were added."""

    @property
    def defaultScheduler(self) -> Scheduler | None:
        """The scheduler of nodes that name none."""

    def setDefaultScheduler(self, scheduler: Scheduler | str) -> None:
        """Let nodes that name no scheduler use this one; raises KeyError for an unknown name."""

    def schedulerForName(self, name: str) -> Scheduler | None:
        """Return the scheduler of that name, None where there is none."""

    def schedulerForTypeName(self, type_name: str) -> Scheduler | None:
        """Return the first scheduler of a type, None where there is none."""

    def setScheduler(self, node_name: str, scheduler_name: str) -> None:
        """Let a node use a scheduler; raises KeyError where there is no such node or scheduler."""

    def getSharedServerInfo(self, server_name: str) -> dict[str, Any]:
        """Return what a scheduler keeps of a shared server, an empty dict where none knows it."""

    def addNode(self, name: str) -> Node:
        """Add a node; raises ValueError where the name is taken.

        Houdini's takes the type of the node first; the nodes of the stand-in have no types.
        """

    def connect(self, node_name: str, input_name: str) -> None:
        """Put a node behind another; raises KeyError where there is no such node."""

    def addWorkItem(
        self, node_name: str, index: int = ..., name: str | None = ..., command: str = ...
    ) -> WorkItem:
        """Add a work item to a node; raises KeyError or ValueError for a wrong or taken name."""

    def addWorkItemDependency(self, item: WorkItem, other: WorkItem) -> None:
        """Let `item` wait for `other`."""

    def setParameter(self, name: str, parameter: str, value: object) -> None:
        """Set a parameter of a scheduler or node; raises KeyError where there is none of `name`."""

    @property
    def cooking(self) -> bool:
        """Whether a cook goes on."""

    @property
    def canceling(self) -> bool:
        """Whether the cook that goes on was cancelled."""

    @property
    def cookSet(self) -> list[Node]:
        """The nodes of the cook that goes on."""

    def cook(self, options: CookOptions | bool | None = ...) -> bool:
        """Cook; return whether that went to its end.

        A bool in place of options says whether to wait. Only what is not cooked yet is cooked.
        Raises CookError where a cook goes on, and where there is no scheduler.
        """

    def cookItems(self, block: bool, ids: Iterable[int]) -> bool:
        """Cook some items and what they wait for; see `cook`."""

    def cancelCook(self) -> None:
        """Cancel the cook, if one goes on; from any thread and any callback. Returns at once."""

    def pauseCook(self) -> None:
        """Schedule nothing more; the cook ends with what is under way, another one goes on.

        (Not documented in public; chosen after the menu entry "Pause cook".)
        """

    def waitAllEvents(self) -> None:
        """Wait for a cook that was not waited for, and call the handlers of what happened."""

    def stateCount(self, state: workItemState) -> int:
        """Return how many items, those in batches included, are in `state`."""
    addDependency: Any
    addFileDependency: Any
    addParameter: Any
    addWorkItemPropagateDep: Any
    addWorkItemResults: Any
    beginDeserialization: Any
    chunkDepth: Any
    cleanTempDirectory: Any
    commandDescriptions: Any
    commitChunk: Any
    commitWorkItem: Any
    delete: Any
    deserializeWorkItemFromJSON: Any
    deserializeWorkItems: Any
    disconnect: Any
    findFile: Any
    globFiles: Any
    globTypeFiles: Any
    memoryUsage: Any
    openChunk: Any
    redo: Any
    removeDependency: Any
    renameNode: Any
    rollbackChunk: Any
    saveJSON: Any
    searchPath: Any
    serialize: Any
    serializeGraph: Any
    serializeWorkItemToJSON: Any
    serializeWorkItems: Any
    setExpression: Any
    setExpressions: Any
    setParameters: Any
    setValue: Any
    setValues: Any
    undo: Any

def _prepare_item(item: WorkItem, scheduler: Scheduler) -> None:
    """Forget what an earlier cook left on an item that cooks again."""

def _upstream(nodes: Iterable[Node]) -> set[Node]:
    """Return `nodes` and all nodes before them."""

def _with_dependencies(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Return `items` and all they wait for, whole batches for items of batches."""
