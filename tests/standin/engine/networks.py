"""A network for a test: a graph written as node -> items, and a scheduler of given callbacks."""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING, Any

import pdg
import pytest
from pdg import _release as release
from pdg.scheduler import PyScheduler
from pdgstandin import GraphSpec, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pdgstandin import CookResult

__all__ = ["Network", "chain", "flat", "make_networks", "pdg", "release"]

FAST = {"pdg_tickperiod": 0, "pdg_maxitems": 1000}


def flat(count: int, **item: Any) -> dict[str, Any]:
    return {"work": [dict(item) for _ in range(count)]}


def chain(length: int) -> dict[str, Any]:
    nodes: dict[str, Any] = {"n0": [{}]}
    for level in range(1, length):
        nodes[f"n{level}"] = [{"dependsOn": [f"n{level - 1}:0"]}]
    return nodes


class Network:
    """Keeps what happened: `calls` as (callback, item or argument), `events` as they came."""

    def __init__(
        self,
        graph: dict[str, Any],
        folder: Path,
        *,
        values: dict[str, Any] | None = None,
        timeout: float = 600.0,
        schedulers: tuple[str, ...] = ("farm",),
        nodes: dict[str, dict[str, Any]] | None = None,
        **callbacks: Callable[..., Any],
    ) -> None:
        pdg.TypeRegistry._renew()
        self.session = Session(str(folder))
        self.timeout = timeout
        self.calls: list[tuple[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.session.recorder.listen(self._keep)
        self.session.registry.registerScheduler(_scheduler(self, callbacks), name="farm")
        for name in schedulers:
            self.session.add_scheduler("farm", name, {**FAST, **(values or {})})
        self.session.load(_spec(graph, nodes or {}))

    @property
    def context(self) -> Any:
        return self.session.context

    def item(self, name: str) -> Any:
        node, _, index = name.partition(":")
        return self.context.graph.node(node).workItems[int(index or 0)]

    def cook(self, **options: Any) -> CookResult:
        return self.session.cook(options.pop("timeout", self.timeout), **options)

    def cook_states(self) -> dict[str, str]:
        """Cook; give the end of each item by node:index."""
        self.cook()
        return self.states()

    def states(self) -> dict[str, str]:
        return {
            f"{node.name}:{place}": item.state.name
            for node in self.context.graph.nodes()
            for place, item in enumerate(node.workItems)
        }

    def called(self, *names: str) -> list[Any]:
        """Give what the callbacks of these names were called for, in order."""
        return [what for name, what in self.calls if name in names]

    def names(self) -> list[str]:
        """Give the names of the callbacks, repeated ones once."""
        names = [name for name, _ in self.calls]
        return [n for place, n in enumerate(names) if place == 0 or names[place - 1] != n]

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["kind"] == kind]

    def later(self, action: Callable[[], Any]) -> threading.Thread:
        thread = threading.Thread(target=action)
        thread.start()
        return thread

    def _keep(self, kind: str, time: float, facts: dict[str, Any]) -> None:
        self.events.append({"kind": kind, "time": time, **facts})


def _spec(graph: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> GraphSpec:
    entries = []
    for name, items in graph.items():
        written = [{"index": place, "command": "job", **item} for place, item in enumerate(items)]
        entries.append({"name": name, "items": written, **nodes.get(name, {})})
    return GraphSpec.from_json({"schema": "pysched-gen/graph", "version": 1, "nodes": entries})


def _scheduler(network: Network, callbacks: dict[str, Callable[..., Any]]) -> type[Any]:
    """Give a class with the callbacks, each noted in `network.calls`."""
    defaults: dict[str, Callable[..., Any]] = {
        "onStart": lambda _self: True,
        "onStop": lambda _self: True,
        "onStartCook": lambda _self, _static, _cook_set: True,
        "onStopCook": lambda _self, _cancel: True,
        "onTick": lambda _self: pdg.tickResult.SchedulerReady,
        "onSchedule": lambda _self, _item: pdg.scheduleResult.CookSucceeded,
    }
    members = {
        name: _noted(network, name, function)
        for name, function in {**defaults, **callbacks}.items()
    }
    return type(
        "Farm", (PyScheduler,), {**members, "templateName": classmethod(lambda _cls: "farm")}
    )


def _noted(network: Network, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)  # the signature too
    def callback(self: Any, *arguments: Any) -> Any:
        first = arguments[0] if arguments else None
        network.calls.append((name, first.name if isinstance(first, pdg.WorkItem) else first))
        return function(self, *arguments)

    return callback


@pytest.fixture(name="network")
def make_networks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Network]]:
    """Give a function that makes a network of a graph and a scheduler's callbacks."""
    monkeypatch.setenv("HIP", str(tmp_path))
    made: list[Network] = []

    def network(graph: dict[str, Any], **settings: Any) -> Network:
        made.append(Network(graph, tmp_path, **settings))
        return made[-1]

    yield network
    for one in made:
        one.session.close()
