"""`pdg.GraphContext`: a graph with its schedulers, and the cook that goes on.

Members are those of the help page and of a listing of Houdini 21.0; where the arguments of one
are not documented its docstring says what was chosen.
"""

from __future__ import annotations

import itertools
import threading
import time
import weakref
from collections import deque
from typing import TYPE_CHECKING, Any, Callable, Mapping

from pdg._context_files import ContextFiles
from pdg._cook_options import CookOptions
from pdg._cooking import Cooking
from pdg._errors import CookError
from pdg._graph import Graph, make_item
from pdg._node import Node
from pdg._recording import Silence
from pdg._registry import TypeRegistry
from pdg._states import Reports

if TYPE_CHECKING:
    from pdg._cook import Cook
    from pdg._events import Event, EventEmitter, EventHandler
    from pdg._scheduler import Scheduler
    from pdg._workitem import WorkItem

__all__ = ["CookOptions", "GraphContext"]

_CONTEXTS: weakref.WeakValueDictionary[str, GraphContext] = weakref.WeakValueDictionary()


class GraphContext(Cooking, ContextFiles):
    """A graph that can be cooked, its schedulers, and what changes them.

    `recorder` gets everything that happens: it has `listening` and `record(kind, time, **facts)`.
    """

    def __init__(
        self,
        name: str = "context",
        recorder: Any = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a context with an empty graph; a taken name gets a number (documented)."""
        taken = (name if not n else "{}{}".format(name, n) for n in itertools.count())
        self._name = next(one for one in taken if one not in _CONTEXTS)
        self._recorder = recorder or Silence()
        self._clock = clock
        self._handlers: dict[EventEmitter, list[tuple[EventHandler, Any]]] = {}
        self._queued: deque[tuple[EventHandler, Event]] = deque()
        self._warned: set[tuple[str, str]] = set()
        self._graph = Graph(self)
        self._wake = threading.Condition(self._graph._lock)
        self._schedulers: dict[str, Scheduler] = {}
        self._default: Scheduler | None = None
        self._cook: Cook | None = None
        self._cook_number = 0
        self._thread: threading.Thread | None = None
        self._options = CookOptions()
        self._reports = Reports(self)
        _CONTEXTS[self._name] = self

    @staticmethod
    def byName(name: str) -> GraphContext | None:
        """Return the context of that name, None where there is none."""
        return _CONTEXTS.get(name)

    @staticmethod
    def names() -> list[str]:
        """Return the names of all contexts."""
        return sorted(_CONTEXTS)

    @property
    def name(self) -> str:
        """The name of the context."""
        return self._name

    @property
    def context(self) -> GraphContext:
        """The context itself, as an emitter of events."""
        return self

    @property
    def graph(self) -> Graph:
        """The graph."""
        return self._graph

    def addScheduler(
        self,
        type_name: str,
        name: str = "",
        values: Mapping[str, object] | None = None,
        **parameters: object,
    ) -> Scheduler:
        """Make a scheduler node and call its `onStart`; the first one becomes the default.

        `values` and `parameters` are its parameters. Raises CookError for a type that is not
        registered or a name that is taken; what the constructor of the type raises goes through.
        """
        from pdg._scheduler import Scheduler

        kind = TypeRegistry.types().schedulerType(type_name)
        if kind is None:
            raise CookError("no scheduler type {!r} is registered".format(type_name))
        name = name or type_name
        if name in self._schedulers:
            raise CookError("there is a scheduler {!r} in this graph already".format(name))
        scheduler = Scheduler(self, kind, name, {**(values or {}), **parameters})
        self._schedulers[name] = scheduler
        if self._default is None:
            self._default = scheduler
        outcome = scheduler._call("onStart")
        if outcome.called and outcome.error is None and not outcome.value:
            if outcome.value is None:
                self._warn_none(scheduler, "onStart", "True")
            else:
                self._record("warning", scheduler=name, message="onStart returned False")
        return scheduler

    @property
    def schedulers(self) -> list[Scheduler]:
        """The schedulers, in the order they were added."""
        return list(self._schedulers.values())

    @property
    def defaultScheduler(self) -> Scheduler | None:
        """The scheduler of nodes that name none."""
        return self._default

    def setDefaultScheduler(self, scheduler: Scheduler | str) -> None:
        """Let nodes that name no scheduler use this one; raises KeyError for an unknown name."""
        if isinstance(scheduler, str):
            self._default = self._schedulers[scheduler]
        else:
            self._default = scheduler

    def schedulerForName(self, name: str) -> Scheduler | None:
        """Return the scheduler of that name, None where there is none."""
        return self._schedulers.get(name)

    def schedulerForTypeName(self, type_name: str) -> Scheduler | None:
        """Return the first scheduler of a type, None where there is none."""
        found = (one for one in self._schedulers.values() if one.typeName == type_name)
        return next(found, None)

    def setScheduler(self, node_name: str, scheduler_name: str) -> None:
        """Let a node use a scheduler; raises KeyError where there is no such node or scheduler."""
        self._graph._nodes[node_name].setScheduler(scheduler_name)

    def getSharedServerInfo(self, server_name: str) -> dict[str, Any]:
        """Return what a scheduler keeps of a shared server, an empty dict where none knows it."""
        for scheduler in self._schedulers.values():
            if server_name in scheduler.getSharedServers():
                info: dict[str, Any] = scheduler.getSharedServerInfo(server_name)
                return info
        return {}

    def addNode(self, type_name: str, name: str = "") -> Node:
        """Add a node, called as its type where there is no name.

        The nodes of the stand-in are all of one kind, whatever their type. Raises ValueError
        where the name is taken.
        """
        return self._graph._add_node(name or type_name)

    def connect(self, node_name: str, input_name: str) -> None:
        """Put a node behind another; raises KeyError where there is no such node."""
        nodes = self._graph._nodes
        node, other = nodes[node_name], nodes[input_name]
        if other not in node._inputs:
            node._inputs.append(other)

    def disconnect(self, node_name: str, input_name: str) -> None:
        """Put a node behind another no more; raises KeyError where there is no such node."""
        nodes = self._graph._nodes
        node, other = nodes[node_name], nodes[input_name]
        if other in node._inputs:
            node._inputs.remove(other)

    def delete(self, name: str) -> None:
        """Delete a scheduler, whose `onStop` is called then (documented), or a node with its items.

        Raises KeyError where there is none of that name, CookError while a cook goes on.
        """
        if self.cooking:
            raise CookError("a cook of this graph goes on")
        scheduler = self._schedulers.pop(name, None)
        if scheduler is None:
            self._graph._delete_node(name)
            return
        if self._default is scheduler:
            self._default = next(iter(self._schedulers.values()), None)
        scheduler._call("onStop")

    def addWorkItem(
        self, node_name: str, index: int = 0, name: str | None = None, command: str = ""
    ) -> WorkItem:
        """Add a work item to a node; raises KeyError or ValueError for a wrong or taken name."""
        return make_item(self._graph, self._graph._nodes[node_name], index, name, command)

    def addWorkItemDependency(self, item: WorkItem, other: WorkItem) -> None:
        """Let `item` wait for `other`."""
        self._graph._depend(item, other)

    def setParameter(self, name: str, param_name: str, value: object, index: int = 0) -> None:
        """Set one component of a parameter, or all with a list.

        Raises KeyError where there is no scheduler or node of that `name`, and for a scheduler
        without the parameter RuntimeError; a node gets it.
        """
        owner = self._schedulers.get(name) or self._graph._nodes[name]
        known = owner.parameter(param_name)
        if known is not None and index:
            value = [*known._values[:index], value]
        if isinstance(owner, Node):
            owner.setParameter(param_name, value)
        else:
            owner[param_name] = value

    def setParameters(self, name: str, values: Mapping[str, object]) -> None:
        """Set parameters of a scheduler or node; see `setParameter`."""
        for parameter, value in values.items():
            self.setParameter(name, parameter, value)
