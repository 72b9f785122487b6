# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.GraphContext`: a graph with its schedulers, and the cook that goes on."""

import weakref
from typing import Any, Callable, Mapping
from pdg._context_files import ContextFiles
from pdg._cook_options import CookOptions as CookOptions
from pdg._cooking import Cooking
from pdg._graph import Graph
from pdg._node import Node
from pdg._scheduler import Scheduler
from pdg._workitem import WorkItem

_CONTEXTS: weakref.WeakValueDictionary[str, GraphContext]

class GraphContext(Cooking, ContextFiles):
    """A graph that can be cooked, its schedulers, and what changes them.

    `recorder` gets everything that happens: it has `listening` and `record(kind, time, **facts)`.
    """

    def __init__(
        self, name: str = ..., recorder: Any = ..., clock: Callable[[], float] = ...
    ) -> None:
        """Make a context with an empty graph; a taken name gets a number (documented)."""

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
        self,
        type_name: str,
        name: str = ...,
        values: Mapping[str, object] | None = ...,
        **parameters: object
    ) -> Scheduler:
        """Make a scheduler node and call its `onStart`; the first one becomes the default.

        `values` and `parameters` are its parameters. Raises CookError for a type that is not
        registered or a name that is taken; what the constructor of the type raises goes through.
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

    def addNode(self, type_name: str, name: str = ...) -> Node:
        """Add a node, called as its type where there is no name.

        The nodes of the stand-in are all of one kind, whatever their type. Raises ValueError
        where the name is taken.
        """

    def connect(self, node_name: str, input_name: str) -> None:
        """Put a node behind another; raises KeyError where there is no such node."""

    def disconnect(self, node_name: str, input_name: str) -> None:
        """Put a node behind another no more; raises KeyError where there is no such node."""

    def delete(self, name: str) -> None:
        """Delete a scheduler, whose `onStop` is called then (documented), or a node with its items.

        Raises KeyError where there is none of that name, CookError while a cook goes on.
        """

    def addWorkItem(
        self, node_name: str, index: int = ..., name: str | None = ..., command: str = ...
    ) -> WorkItem:
        """Add a work item to a node; raises KeyError or ValueError for a wrong or taken name."""

    def addWorkItemDependency(self, item: WorkItem, other: WorkItem) -> None:
        """Let `item` wait for `other`."""

    def setParameter(self, name: str, param_name: str, value: object, index: int = ...) -> None:
        """Set one component of a parameter, or all with a list.

        Raises KeyError where there is no scheduler or node of that `name`, and for a scheduler
        without the parameter RuntimeError; a node gets it.
        """

    def setParameters(self, name: str, values: Mapping[str, object]) -> None:
        """Set parameters of a scheduler or node; see `setParameter`."""
    addDependency: Any
    addFileDependency: Any
    addParameter: Any
    addWorkItemPropagateDep: Any
    addWorkItemResults: Any
    beginDeserialization: Any
    chunkDepth: Any
    commandDescriptions: Any
    commitChunk: Any
    commitWorkItem: Any
    deserializeWorkItemFromJSON: Any
    deserializeWorkItems: Any
    openChunk: Any
    redo: Any
    removeDependency: Any
    renameNode: Any
    rollbackChunk: Any
    saveJSON: Any
    serialize: Any
    serializeGraph: Any
    setExpression: Any
    setExpressions: Any
    undo: Any
