"""Fixtures of pytest with which a studio tests its schedulers, without Houdini.

In a test module, or in the `conftest.py` at the root:

    pytest_plugins = ["pysched_gen.testing"]

A scheduler runs in the process of the test, against the stand-in for PDG, so that a test can put a
fake client of the farm in its way, or move the clock. Its jobs are real processes.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from pysched_gen import build_scheduler, read_sources, write_package
from pysched_gen.houdini.releases import LATEST, release_named
from pysched_gen.run.environment import Surroundings, child_environment
from pysched_gen.standin import SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pysched_gen import Scheduler

__all__ = [
    "Clock",
    "CookReport",
    "FarmClient",
    "GraphBuilder",
    "NodeBuilder",
    "PdgSession",
    "SessionMaker",
    "clock",
    "farm_client",
    "generated_package",
    "pdg_session",
]

_COOKED = frozenset({"CookedSuccess", "CookedCache"})
_OF_STAND_IN = ("pdg", "pdgstandin")


class Clock:
    """The time that a scheduler sees: it goes by as always, and jumps where a test says so."""

    def __init__(self) -> None:
        """Begin at the present time."""
        self._ahead = 0.0
        self._time, self._monotonic = time.time, time.monotonic

    def advance(self, seconds: float) -> None:
        """Let `seconds` have gone by at once, for timeouts and the like; never back."""
        if seconds < 0:
            raise ValueError(f"a clock cannot go back by {-seconds} seconds")
        self._ahead += seconds

    def time(self) -> float:
        """Return what `time.time` returns to the scheduler."""
        return self._time() + self._ahead

    def monotonic(self) -> float:
        """Return what `time.monotonic` returns to the scheduler."""
        return self._monotonic() + self._ahead


class NodeBuilder:
    """A TOP node of a graph that is being made."""

    def __init__(self, name: str, facts: dict[str, Any]) -> None:
        """Begin without items."""
        self.name = name
        self._facts = facts

    def item(
        self,
        command: str = "true",
        *,
        after: Sequence[str] = (),
        attributes: Mapping[str, Any] | None = None,
        environment: Mapping[str, str] | None = None,
        priority: int = 0,
    ) -> str:
        """Add a work item; return its key "node:index", with which others wait for it."""
        items = self._facts["items"]
        items.append(
            {
                "index": len(items),
                "command": command,
                "dependsOn": list(after),
                "attributes": dict(attributes or {}),
                "environment": dict(environment or {}),
                "priority": priority,
            }
        )
        return f"{self.name}:{len(items) - 1}"

    def items(self, count: int, command: str = "true") -> list[str]:
        """Add `count` items that run `command`, tokens such as `__PDG_INDEX__` included."""
        return [self.item(command) for _ in range(count)]

    def batch(self, *commands: str) -> str:
        """Add a batch with an item for each command; return its key."""
        items = self._facts["items"]
        items.append({"index": len(items), "batch": [{"command": one} for one in commands]})
        return f"{self.name}:{len(items) - 1}"


class GraphBuilder:
    """A graph that is being made; `data` is what `pysched-gen schema graph` describes."""

    def __init__(self) -> None:
        """Begin without nodes."""
        self.data: dict[str, Any] = {"schema": "pysched-gen/graph", "version": 1, "nodes": []}

    def node(
        self, name: str, *, after: Sequence[str] = (), scheduler: str = "", **overrides: Any
    ) -> NodeBuilder:
        """Add a TOP node behind those named by `after`; `overrides` are parameters it overrides."""
        facts: dict[str, Any] = {"name": name, "inputs": list(after), "items": []}
        facts |= {"parms": overrides, "scheduler": scheduler}
        self.data["nodes"].append(facts)
        return NodeBuilder(name, facts)


@dataclass(frozen=True)
class CookReport:
    """What came of a cook.

    Attributes:
        states: name of the state of each item, by its key "node:index"; in a batch by its name.
        callbacks: names of the callbacks that PDG called since the report before, in order.
        errors: what was wrong with the cook itself, one line each.
        warnings: what PDG would warn of.
        reached: the cook went to its end, neither cancelled nor out of time.
    """

    states: Mapping[str, str]
    callbacks: tuple[str, ...]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    reached: bool

    def assert_cooked(self) -> None:
        """Fail the test unless every item cooked and nothing went wrong."""
        __tracebackhide__ = True
        wrong = {key: state for key, state in self.states.items() if state not in _COOKED}
        if wrong or self.errors or not self.reached:
            pytest.fail(self._told("not every item cooked", wrong))

    def assert_states(self, **expected: str) -> None:
        """Fail the test unless all items of each node given are in the state given."""
        __tracebackhide__ = True
        for node, state in expected.items():
            found = {key: one for key, one in self.states.items() if key.split(":")[0] == node}
            wrong = {key: one for key, one in found.items() if one != state}
            if wrong or not found:
                pytest.fail(self._told(f"the items of {node} are not all {state}", wrong))

    def assert_called(self, *callbacks: str) -> None:
        """Fail the test unless PDG called these callbacks in this order, others in between."""
        __tracebackhide__ = True
        rest = iter(self.callbacks)
        missing = [name for name in callbacks if name not in rest]
        if missing:
            pytest.fail(self._told(f"{missing[0]} was not called, or not in this order", {}))

    def _told(self, headline: str, wrong: Mapping[str, str]) -> str:
        lines = [headline, *(f"  {key}: {state}" for key, state in wrong.items())]
        lines += [f"  error: {error}" for error in self.errors]
        lines += [f"  warning: {warning}" for warning in self.warnings]
        lines += [f"  callbacks: {' '.join(dict.fromkeys(self.callbacks))}"]
        return "\n".join(lines)


class PdgSession:
    """A Houdini with one TOP network, as far as schedulers can tell.

    Attributes:
        pdg: the module `pdg` of the stand-in.
        working_dir: the folder that stands for $HIP.
    """

    def __init__(self, session: Any, pdg: ModuleType, working_dir: Path) -> None:
        """Take a session of the stand-in."""
        self.pdg = pdg
        self.working_dir = working_dir
        self._session = session
        self._events: list[tuple[str, dict[str, Any]]] = []
        session.recorder.listen(lambda kind, _time, facts: self._events.append((kind, dict(facts))))

    @property
    def types(self) -> list[str]:
        """The names of the types of schedulers that were registered from `path`."""
        kind = self.pdg.registeredType.Scheduler
        return list(self._session.registry.typeNames(kind))

    def scheduler(self, type_name: str, **parameters: Any) -> Any:
        """Make a scheduler node with `parameters`; return the instance of its class.

        Fails the test, with what went wrong at registration, where there is no such type.
        """
        __tracebackhide__ = True
        if type_name not in self.types:
            reasons = [trace.strip() for _, _, trace in self._session.registry._failures]
            pytest.fail("\n".join([f"no scheduler {type_name} is registered", *reasons]))
        return self._session.add_scheduler(type_name, values=parameters)._python

    def graph(self) -> GraphBuilder:
        """Return a graph without nodes, to be filled and cooked."""
        return GraphBuilder()

    def cook(self, graph: GraphBuilder, timeout: float = 60.0) -> CookReport:
        """Cook `graph` with the schedulers made so far; cancel it after `timeout` seconds."""
        spec = importlib.import_module("pdgstandin.spec").GraphSpec
        self._session.load(spec.from_json(graph.data))
        return self._report(self._session.cook(timeout))

    def cook_again(self, timeout: float = 60.0) -> CookReport:
        """Cook what is not cooked yet, in the same session."""
        return self._report(self._session.cook(timeout))

    def _report(self, result: Any) -> CookReport:
        made = [facts for kind, facts in self._events if kind == "item"]
        keys = {facts["name"]: str(facts.get("key") or facts["name"]) for facts in made}
        called = [facts["name"] for kind, facts in self._events if kind == "callback"]
        self._events = [event for event in self._events if event[0] == "item"]
        return CookReport(
            {keys.get(name, name): state for name, state in result.states.items()},
            tuple(called),
            tuple(result.errors),
            tuple(result.warnings),
            reached=bool(result.reached),
        )


class FarmClient:
    """A farm of this machine, in place of the client library that a scheduler imports.

    Its functions are members of the module: `submit(command, environment=None, **traits)` starts a
    real process and returns the id of the job; `state(id)` is "running", "done", "failed" or
    "killed"; `kill(id)` ends it. A test looks at `submitted`, and breaks the farm with `refuse`.

    Attributes:
        submitted: what each job was submitted with, by id.
    """

    def __init__(self) -> None:
        """Begin without jobs."""
        self.submitted: dict[str, dict[str, Any]] = {}
        self._jobs: dict[str, subprocess.Popen[bytes]] = {}
        self._killed: set[str] = set()
        self._refusal: Exception | None = None

    def refuse(self, error: Exception | None) -> None:
        """Raise `error` in every call from now on, as a farm that is down; None mends it."""
        self._refusal = error

    def submit(
        self, command: str, environment: Mapping[str, str] | None = None, **traits: Any
    ) -> str:
        """Start `command` in a shell; return the id of the job."""
        self._answer()
        job = f"job{len(self.submitted) + 1}"
        self.submitted[job] = {"command": command, **traits}
        self._jobs[job] = subprocess.Popen(
            command,
            shell=True,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        return job

    def state(self, job: str) -> str:
        """Return how `job` is; raises KeyError for one that was never submitted."""
        self._answer()
        code = self._jobs[job].poll()
        if job in self._killed:
            return "killed"
        if code is None:
            return "running"
        return "failed" if code else "done"

    def kill(self, job: str) -> None:
        """End the processes of `job`; one that has ended stays as it is."""
        self._answer()
        if self._jobs[job].poll() is None:
            self._killed.add(job)
            _end(self._jobs[job])

    def close(self) -> None:
        """End what runs still."""
        for process in self._jobs.values():
            if process.poll() is None:
                _end(process)

    def _answer(self) -> None:
        if self._refusal is not None:
            raise self._refusal


def _end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, 9)
    process.wait()


class SessionMaker(Protocol):
    """What the fixture `pdg_session` is."""

    def __call__(
        self, path: Sequence[str | Path] = (), houdini: str = ..., environment: Any = ...
    ) -> PdgSession:
        """Return a session that has the types of `path`, as in Houdini `houdini`."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that `time.time` and `time.monotonic` follow, and that can be advanced."""
    made = Clock()
    monkeypatch.setattr(time, "time", made.time)
    monkeypatch.setattr(time, "monotonic", made.monotonic)
    return made


@pytest.fixture
def farm_client(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., FarmClient]]:
    """A function that puts a fake client of a farm in place of the module called `name`.

    More `functions` are added to the module, for a client whose calls have other names.
    """
    made: list[FarmClient] = []

    def farm_client(name: str, **functions: Any) -> FarmClient:
        client = FarmClient()
        made.append(client)
        module = ModuleType(name)
        for function in ("submit", "state", "kill"):
            setattr(module, function, getattr(client, function))
        for function, value in functions.items():
            setattr(module, function, value)
        monkeypatch.setitem(sys.modules, name, module)
        return client

    yield farm_client
    for client in made:
        client.close()


@pytest.fixture(scope="session")
def _packages_so_far() -> list[tuple[tuple[Scheduler, ...], Path]]:
    """What `generated_package` has made: a package is a function of its schedulers."""
    return []


@pytest.fixture
def generated_package(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    _packages_so_far: list[tuple[tuple[Scheduler, ...], Path]],
) -> Callable[..., Path]:
    """A function that generates a source into a new directory for HOUDINI_PATH, and returns it.

    Further arguments are those of `pysched_gen.build_scheduler`. An error in a text fails the
    test, as a `pysched_gen.FindingsError`. What has not changed since an earlier test of the
    session is copied from there.
    """

    def generated_package(source: str | Path, **identity: str) -> Path:
        schedulers = tuple(build_scheduler(one, **identity) for one in read_sources(source))
        folder = tmp_path / "generated"
        if folder.exists():  # packages share files, which writing merges
            return _written(schedulers, folder)
        made = next((path for known, path in _packages_so_far if known == schedulers), None)
        if made is None:
            made = _written(schedulers, tmp_path_factory.mktemp("package"))
            _packages_so_far.append((schedulers, made))
        return shutil.copytree(made, folder)

    return generated_package


@pytest.fixture
def pdg_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionMaker]:
    """A function that returns a `PdgSession`; one is open at a time, and closed with the test.

    `path` are directories for HOUDINI_PATH, `houdini` the release to behave as, and `environment`
    more variables. What a package imported is forgotten in the end.
    """
    with _stand_in() as opened:

        def pdg_session(
            path: Sequence[str | Path] = (),
            houdini: str = LATEST.name,
            environment: Mapping[str, str] | None = None,
        ) -> PdgSession:
            if release_named(houdini) is None:
                raise ValueError(f"Houdini {houdini} is not one of the releases that are known")
            if opened:
                raise RuntimeError("a session is open already; a test has one")
            working_dir = tmp_path / "hip"
            working_dir.mkdir()
            _set_environment(monkeypatch, path, working_dir, houdini, environment or {})
            session = importlib.import_module("pdgstandin.session").Session(str(working_dir))
            opened.append(session)
            session.discover()
            return PdgSession(session, importlib.import_module("pdg"), working_dir)

        yield pdg_session


def _set_environment(
    monkeypatch: pytest.MonkeyPatch,
    path: Sequence[str | Path],
    working_dir: Path,
    houdini: str,
    extra: Mapping[str, str],
) -> None:
    folders = tuple(Path(entry).absolute() for entry in path)
    wanted = child_environment(Surroundings(folders, houdini, extra), working_dir)
    for name in set(os.environ) - set(wanted):
        monkeypatch.delenv(name)
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)


def _written(schedulers: tuple[Scheduler, ...], folder: Path) -> Path:
    for scheduler in schedulers:
        write_package(scheduler, folder)
    return folder


@contextmanager
def _stand_in() -> Iterator[list[Any]]:
    """Give a place for a session; afterwards it is closed, and all it imported forgotten."""
    before = dict(sys.modules)
    path = list(sys.path)
    for name in [name for name in sys.modules if name.split(".")[0] in _OF_STAND_IN]:
        del sys.modules[name]
    sys.path.insert(0, str(SITE))
    opened: list[Any] = []
    try:
        yield opened
    finally:
        for session in opened:
            session.close()
        sys.path[:] = path
        for name in set(sys.modules) - set(before):
            if name.split(".")[0] in _OF_STAND_IN or "/pdg/types/" in _file_of(name):
                del sys.modules[name]
        sys.modules.update(
            {name: one for name, one in before.items() if name.split(".")[0] in _OF_STAND_IN}
        )


def _file_of(module: str) -> str:
    return str(getattr(sys.modules.get(module), "__file__", "") or "").replace(os.sep, "/")
