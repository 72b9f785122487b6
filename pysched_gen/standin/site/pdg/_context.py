"""`pdg.GraphContext`: a graph with its schedulers, and the cook that goes on.

Members are those of the help page and of a listing of Houdini 21.0; where the arguments of one
are not documented its docstring says what was chosen.
"""

from __future__ import annotations

import itertools
import sys
import threading
import time
import weakref
from collections import deque
from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping, Sequence

from pdg._batch import sub_items
from pdg._engine.cook import Cook
from pdg._engine.output_cache import OutputCache
from pdg._engine.reports import Reports
from pdg._enums import cookType, generationType, registeredType, result, workItemState
from pdg._errors import CookError
from pdg._events import EventEmitter, deliver
from pdg._graph import Graph, make_item
from pdg._node import Node
from pdg._registry import TypeRegistry
from pdg._scheduler import Scheduler
from pdg._unplayed import PyProcessor
from pdg._work_item import DONE, ENDED
from pdg._work_item_holder import WorkItemHolder
from pdg._work_item_json import item_to_dict, to_json, write_file

if TYPE_CHECKING:
    from pdg._events import Event, EventHandler
    from pdg._file import File
    from pdg._work_item import WorkItem

__all__ = ["CookOptions", "GraphContext"]

_ALWAYS = ("error", "warning")
_STATIC = (cookType.StaticDepsFull, cookType.StaticDepsNode)
_GENERATE = (
    cookType.GenerateFull,
    cookType.GenerateNode,
    cookType.GenerateStatic,
    cookType.StaticDepsGen,
)


class Silence:
    """A recorder that nobody listens to."""

    listening = False

    def record(self, kind: str, time: float, **facts: Any) -> None:
        """Forget it."""


class CookOptions:
    """How to cook: by default the whole graph, and waiting for it. Names are Houdini's.

    What the stand-in heeds are `blocking`, `cookType` and `nodeNames`.
    """

    autoRecook = False
    autoRecookInterval = 0.0
    blocking = True
    checkpointPath = ""
    checkpointRate = 0.0
    checkpointingEnabled = False
    cookTime = 0.0
    cookType = cookType.Full
    nodeNames: Sequence[str] = ()
    saveScene = False
    staticFilter = ""


_CONTEXTS: weakref.WeakValueDictionary[str, GraphContext] = weakref.WeakValueDictionary()


class GraphContext(EventEmitter):
    """A graph that can be cooked, its schedulers, and what changes them.

    `recorder` gets everything that happens: it has `listening` and `record(kind, time, **facts)`;
    errors and warnings come through at any time. One cook goes on at a time.
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
        self._is_attended = True  # somebody could retry items that failed
        self._watch: Any = None  # what is told for which item a job is started, if anything
        self._graph = Graph(self)
        self._wake = threading.Condition(self._graph._lock)
        self._schedulers: dict[str, Scheduler] = {}
        self._default: Scheduler | None = None
        self._cook: Cook | None = None
        self._cook_number = 0
        self._thread: threading.Thread | None = None
        self._options = CookOptions()
        self._cache = OutputCache(self)
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

        One of a registered processor in Python generates its items. All others of the stand-in
        are of one kind, whatever their type. Raises ValueError where the name is taken.
        """
        node = self._graph._add_node(name or type_name)
        entry = TypeRegistry.types().registeredType(registeredType.Node, type_name)
        kind = None if entry is None else entry._node_class
        if isinstance(kind, type) and issubclass(kind, PyProcessor):
            node._processor = kind
        return node

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

    def _record(self, kind: str, **facts: Any) -> None:
        recorder = self._recorder
        if recorder.listening or kind in _ALWAYS or "error" in facts:
            recorder.record(kind, self._clock(), **facts)

    def _record_state(
        self, item: WorkItem, old: workItemState, new: workItemState, reason: str
    ) -> None:
        facts: dict[str, Any] = {"reason": reason} if reason else {}
        if item._batchParent is not None:
            facts["batch"] = item._batchParent.id
        self._record_item("state", item, old=old.name, new=new.name, **facts)

    def _record_item(self, kind: str, item: WorkItem, **facts: Any) -> None:
        """Record something of one item; `index` is its place in a batch, else -1."""
        if self._recorder.listening:
            self._recorder.record(
                kind,
                self._clock(),
                id=item._id,
                name=item._name,
                node=item._node.name,
                index=item._batchIndex,
                **facts,
            )

    def _record_outputs(self, item: WorkItem, files: Iterable[File]) -> None:
        for file in files:
            self._record_item("output", item, path=file.path, tag=file.tag, hash=file.hash)

    def _error(self, message: str, *, source: str) -> None:
        self._record("error", message=message, source=source)

    def _wrong_result(
        self, scheduler: Scheduler, callback: str, result: object, expected: str
    ) -> None:
        self._error(
            "{}: {} returned {!r}, which is no {}".format(
                scheduler.name, callback, result, expected
            ),
            source=callback,
        )

    def _warn_none(self, scheduler: Scheduler, callback: str, meaning: str) -> None:
        """Warn once per cook that a callback returned None; only called ones can."""
        key = (scheduler.name, callback)
        if key not in self._warned and scheduler._callback(callback) is not None:
            self._warned.add(key)
            self._record(
                "warning",
                scheduler=scheduler.name,
                callback=callback,
                message="{} returned None, which counts as {}".format(callback, meaning),
            )

    @property
    def cookOptions(self) -> CookOptions:
        """The options that `cook` goes by where it gets none."""
        return self._options

    @property
    def cooking(self) -> bool:
        """Whether a cook goes on."""
        return self._cook is not None

    @property
    def canceling(self) -> bool:
        """Whether the cook that goes on was cancelled."""
        cook = self._cook
        return cook is not None and cook.canceled

    @property
    def cookSet(self) -> list[Node]:
        """The nodes of the cook that goes on."""
        cook = self._cook
        return [] if cook is None else list(cook.cook_set)

    def cook(self, options: CookOptions | bool | None = None) -> bool:
        """Cook; return whether that went to its end.

        A bool in place of options says whether to wait. Only what is not cooked yet is cooked.
        Raises CookError where a cook goes on, and where there is no scheduler.
        """
        if options is None:
            options = self._options
        if not isinstance(options, CookOptions):
            return self._cook_nodes([], block=options)
        if options.cookType in _GENERATE:
            return True
        nodes = [self._graph._nodes[name] for name in options.nodeNames]
        static = options.cookType in _STATIC
        return self._cook_nodes(nodes, block=options.blocking, static=static)

    def cookItems(self, block: bool, ids: Iterable[int]) -> bool:
        """Cook some items and what they wait for; see `cook`."""
        wanted = self._graph.workItemsByIds(ids)
        return self._run(_with_dependencies(wanted), block=block, static=False)

    def cancelCook(self) -> None:
        """Cancel the cook, if one goes on; from any thread and any callback. Returns at once."""
        cook = self._cook
        if cook is not None:
            cook.cancel()

    def pauseCook(self) -> None:
        """Schedule nothing more; the cook ends with what is under way, another one goes on.

        (Not documented in public; chosen after the menu entry "Pause cook".)
        """
        cook = self._cook
        if cook is not None:
            cook.pause()

    def waitAllEvents(self) -> None:
        """Wait for a cook that was not waited for, and call the handlers of what happened."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()
        deliver(self.context)

    @property
    def stateCount(self) -> dict[workItemState, int]:
        """How many items, those in batches included, are in each state.

        (A property in Houdini 21.0; what it gives there is not known.)
        """
        return self._graph._state_counts()

    def _cook_nodes(self, nodes: list[Node], *, block: bool, static: bool = False) -> bool:
        """Cook `nodes` and those before them; the whole graph where none is given."""
        chosen = _upstream(nodes) if nodes else set(self._graph._nodes.values())
        for node in chosen:
            _generate(node)
        items = [item for item in self._graph._all_items() if item.node in chosen]
        return self._run(items, block=block, static=static)

    def _run(self, items: list[WorkItem], *, block: bool, static: bool) -> bool:
        with self._graph._lock:
            if self._cook is not None:
                raise CookError("a cook of this graph goes on already")
            cook = self._cook = self._prepare(items, static=static)
            self._cook_number += 1
            self._warned.clear()
        if block:
            return self._finish(cook)
        self._thread = threading.Thread(target=self._finish, args=(cook,), name="pdg cook")
        self._thread.start()
        return True

    def _finish(self, cook: Cook) -> bool:
        self._graph._attributes_open = False
        for scheduler in cook.queues:
            scheduler._main_calls.owner = threading.current_thread()
        try:
            return cook.run()
        finally:
            for scheduler in cook.queues:
                scheduler._main_calls.owner = None
                scheduler._main_calls.drain()
                scheduler._end_cook()
            self._graph._attributes_open = True
            with self._graph._lock:
                self._cook = None

    def _prepare(self, items: list[WorkItem], *, static: bool) -> Cook:
        """Choose what of `items` has to cook, and by which scheduler."""
        if self._default is None:
            raise CookError("No default scheduler set")
        self._dirty([item for item in items if self._cache.has_lost(item)], remove_outputs=False)
        nodes: dict[Node, Scheduler] = {}
        wanted = []
        for item in items:
            scheduler = nodes.get(item.node)
            if scheduler is None:
                scheduler = nodes[item.node] = item.node.scheduler or self._default
            if not DONE[item._state]:
                wanted.append(item)
                _prepare_item(item, scheduler)
        used = list(dict.fromkeys([self._default, *nodes.values()]))
        if nodes and self._default not in nodes.values():
            used.remove(self._default)
        return Cook(self.context, list(nodes), wanted, used, static=static)

    def _dirty(self, items: Iterable[WorkItem], *, remove_outputs: bool) -> None:
        """Let `items`, and those that wait for them, cook again.

        In a cook that blocks on failed items, those of `items` that failed are cooked at once.
        """
        with self._graph._lock:
            cook = self._cook
            todo = list(items)
            seen: set[int] = set()
            while todo:
                item = todo.pop()
                if item.id in seen:
                    continue
                seen.add(item.id)
                if item._batchParent is not None:
                    todo.append(item._batchParent)
                elif cook is not None and ENDED[item._state] and not DONE[item._state]:
                    _prepare_item(item, item._scheduler)
                    cook.states.retry(item)
                elif cook is None:
                    for one in [item, *sub_items(item)]:
                        if remove_outputs:
                            self._cache.remove(one)
                        one.clearOutputFiles()
                        one._state = workItemState.Dirty
                        todo.extend(one._dependents)

    def _cancel_items(self, items: list[WorkItem]) -> None:
        """Cancel `items` in the cook that goes on, on its thread; else do nothing."""
        cook = self._cook
        if cook is not None:
            cook.request(lambda: cook.cancel_items(items))

    def searchPath(self) -> list[str]:
        """Return the folders that are searched for types."""
        return TypeRegistry.types().searchPath()

    def findFile(self, name: str) -> str:
        """Return the first file of that name on the search path, "" where there is none."""
        return TypeRegistry.types().findFile(name)

    def globFiles(self, pattern: str) -> list[str]:
        """Return the files on the search path whose names match `pattern`."""
        return TypeRegistry.globFiles(pattern)

    def globTypeFiles(self) -> list[str]:
        """Return the files of all modules of types on the search path."""
        return TypeRegistry.globPythonModules(unique=False, full_path=True)

    def cleanTempDirectory(self) -> None:
        """Delete the temporary directories of all schedulers."""
        for scheduler in self._schedulers.values():
            scheduler.cleanTempDirectory()

    def serializeWorkItemToJSON(self, work_item: WorkItem) -> str:
        """Return a work item as JSON."""
        return to_json(item_to_dict(work_item))

    def serializeWorkItems(self, path: str) -> bool:
        """Write all items, with those of batches in them, to a JSON file; return if that worked.

        The form is not documented; it is that of single items, in a list `workitems`.
        """
        items = [item for item in self._graph._by_id.values() if item.batchParent is None]
        saved = [item_to_dict(item)["workitem"] for item in items]
        return write_file({"workitems": saved}, path)

    def memoryUsage(self, inclusive: bool = False) -> int:
        """Return the bytes of the context itself, with its nodes and items where `inclusive`."""
        nodes = self._graph.nodes() if inclusive else []
        return sys.getsizeof(self) + sum(node.memoryUsage(True) for node in nodes)

    def setValue(self, name: str, parameter: str, value: object) -> None:
        """Set the value of a parameter of a scheduler or node; raises KeyError for an unknown."""
        owner: Any = self._schedulers.get(name) or self._graph._nodes[name]
        owner[parameter] = value

    def setValues(self, name: str, values: Mapping[str, object]) -> None:
        """Set the values of parameters of a scheduler or node; see `setValue`."""
        for parameter, value in values.items():
            self.setValue(name, parameter, value)


def _prepare_item(item: WorkItem, scheduler: Scheduler | None) -> None:
    """Forget what an earlier cook left on an item that cooks again."""
    for one in [item, *sub_items(item)]:
        one._scheduler = scheduler
        one._started = 0.0
        one._cookDuration = 0.0
        if one._outputs is not None:
            one.clearOutputFiles()


def _generate(node: Node) -> None:
    """Let its processor make the items of `node`, once, after those of its inputs.

    Raises CookError where it answers Failure, and what `onGenerate` raises.
    """
    kind, node._processor = node._processor, None
    if kind is None:
        return
    for other in node._inputs:
        _generate(other)
    upstream = [item for other in node._inputs for item in other._items]
    answer = kind(node).onGenerate(WorkItemHolder(node), upstream, generationType.Static)
    if answer == result.Failure:
        raise CookError("onGenerate of {} answers Failure".format(node.name))


def _upstream(nodes: Iterable[Node]) -> set[Node]:
    """Return `nodes` and all nodes before them."""
    found: set[Node] = set()
    todo = list(nodes)
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo.extend(node._inputs)
    return found


def _with_dependencies(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Return `items` and all they wait for, whole batches for items of batches."""
    found: dict[int, WorkItem] = {}
    todo = [item.batchParent or item for item in items]
    while todo:
        item = todo.pop()
        if item.id not in found:
            found[item.id] = item
            parts = [item, *sub_items(item)]
            todo.extend(o.batchParent or o for one in parts for o in one._dependencies)
    return list(found.values())
