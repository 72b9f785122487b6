"""The part of `pdg.GraphContext` that cooks: what has to cook, whether to wait, how it ends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Iterable

from pdg._cook import Cook
from pdg._cook_options import CookOptions
from pdg._endings import DONE, ENDED
from pdg._enums import cookType, workItemState
from pdg._errors import CookError
from pdg._events import EventEmitter, deliver
from pdg._node import sub_items
from pdg._output_files import OutputFiles

if TYPE_CHECKING:
    from pdg._graph import Graph
    from pdg._node import Node
    from pdg._scheduler import Scheduler
    from pdg._workitem import WorkItem

__all__ = ["Cooking"]

_STATIC = (cookType.StaticDepsFull, cookType.StaticDepsNode)
_GENERATE = (
    cookType.GenerateFull,
    cookType.GenerateNode,
    cookType.GenerateStatic,
    cookType.StaticDepsGen,
)


class Cooking(OutputFiles, EventEmitter):
    """Cooks the graph of a context, one cook at a time."""

    _options: CookOptions
    _graph: Graph
    _default: Scheduler | None
    _cook_number: int
    _thread: threading.Thread | None

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
        for scheduler in cook.lanes:
            scheduler._main_calls.owner = threading.current_thread()
        try:
            return cook.run()
        finally:
            for scheduler in cook.lanes:
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
        self._dirty([item for item in items if self._lost_outputs(item)], remove_outputs=False)
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
                    cook.progress.retry(item)
                elif cook is None:
                    for one in [item, *sub_items(item)]:
                        if remove_outputs:
                            self._remove_outputs(one)
                        one.clearOutputFiles()
                        one._state = workItemState.Dirty
                        todo.extend(one._dependents)

    def _cancel_items(self, items: list[WorkItem]) -> None:
        """Cancel `items` in the cook that goes on, on its thread; else do nothing."""
        cook = self._cook
        if cook is not None:
            cook.request(lambda: cook.cancel_items(items))


def _prepare_item(item: WorkItem, scheduler: Scheduler | None) -> None:
    """Forget what an earlier cook left on an item that cooks again."""
    for one in [item, *sub_items(item)]:
        one._scheduler = scheduler
        one._started = 0.0
        one._cookDuration = 0.0
        if one._outputs is not None:
            one.clearOutputFiles()


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
