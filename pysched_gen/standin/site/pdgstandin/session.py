"""A session: what a Houdini with one TOP network is for schedulers."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Any, Callable, Mapping, Sequence

import pdg
from pdg._context import GraphContext
from pdg._registry import TypeRegistry

from pdgstandin.build import build, keep_inside
from pdgstandin.recorder import Recorder
from pdgstandin.stack import place_of

if TYPE_CHECKING:
    from pdg._scheduler import Scheduler

    from pdgstandin.spec import GraphSpec

__all__ = ["CookResult", "Session"]

_STATIC = pdg.cookType.StaticDepsFull


class CookResult:
    """What became of a cook.

    `states` gives for each item, those in batches included, the name of its state; `reached` is
    True where the cook went to its end, neither aborted nor cancelled nor out of time.
    """

    __slots__ = ("errors", "reached", "seconds", "states", "timed_out", "warnings")

    def __init__(
        self,
        states: dict[str, str],
        errors: list[str],
        warnings: list[str],
        seconds: float,
        *,
        reached: bool,
        timed_out: bool,
    ) -> None:
        """Keep what is given."""
        self.states = states
        self.errors = errors
        self.warnings = warnings
        self.seconds = seconds
        self.reached = reached
        self.timed_out = timed_out

    def count(self, state: str) -> int:
        """Return how many items are in `state`."""
        return sum(1 for one in self.states.values() if one == state)

    @property
    def succeeded(self) -> bool:
        """Whether the cook went to its end and every item cooked."""
        good = ("CookedSuccess", "CookedCache")
        return self.reached and all(state in good for state in self.states.values())

    def __repr__(self) -> str:
        return "<CookResult reached={} errors={}>".format(self.reached, self.errors)


class Session:
    """A context, the registry of types, and a recorder of what happens.

    `houdini_path` replaces HOUDINI_PATH where it is given, and `working_dir` is what $HIP is.
    """

    def __init__(
        self,
        working_dir: str,
        houdini_path: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with an empty graph; nothing is loaded before `discover`."""
        os.environ["HIP"] = os.path.abspath(working_dir)
        if houdini_path:
            os.environ["HOUDINI_PATH"] = ";".join([*houdini_path, "&"])
        self.recorder = Recorder()
        self.recorder.listen_to_troubles(self._keep_trouble)
        self.context = GraphContext("session", self.recorder, clock)
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.left_out = ""  # a working directory of a default that is not used
        self._closed = False
        self._over = threading.Event()
        self._main = 0

    @property
    def registry(self) -> TypeRegistry:
        """The registry of types."""
        return TypeRegistry.types()

    def discover(self) -> TypeRegistry:
        """Load every module of types on HOUDINI_PATH; return the registry."""
        self.registry._discover()
        return self.registry

    def add_scheduler(
        self,
        type_name: str,
        name: str | None = None,
        values: Mapping[str, object] | None = None,
    ) -> Scheduler:
        """Make a scheduler node; see `GraphContext.addScheduler` for what is raised."""
        made = self.context.addScheduler(type_name, name or type_name, values)
        self.left_out = keep_inside(made, values or {}) or self.left_out
        return made

    def load(self, spec: GraphSpec) -> None:
        """Add the nodes and items of a graph; raises SpecError."""
        build(self.context, spec)

    def cook(self, timeout: float | None = None, static: bool = False) -> CookResult:
        """Cook what is not cooked yet, for `timeout` seconds at most; return what came of it."""
        options = pdg.CookOptions()
        if static:
            options.cookType = _STATIC
        errors, warnings = len(self.errors), len(self.warnings)
        started = self.context._clock()
        self._over.clear()
        self._main = threading.get_ident()
        timer = threading.Timer(timeout or 0.0, self.time_out)
        timer.daemon = True
        if timeout is not None:
            timer.start()
        try:
            reached = self.context.cook(options)
        finally:
            timer.cancel()
        return CookResult(
            {item.name: item.state.name for item in self.context.graph._by_id.values()},
            self.errors[errors:],
            self.warnings[warnings:],
            self.context._clock() - started,
            reached=reached,
            timed_out=self._over.is_set(),
        )

    def time_out(self) -> None:
        """Cancel the cook that goes on, for its time is over; from any thread."""
        self._over.set()
        place = place_of(self._main)
        message = "the time for this cook is over, it is cancelled"
        if place:
            message += "; the scheduler was {}".format(place)
        self.context._error(message, source="timeout")
        self.context.cancelCook()

    def cancel(self) -> None:
        """Cancel the cook that goes on; from any thread."""
        self.context.cancelCook()

    def close(self) -> None:
        """Call `onStop` of the schedulers, as deleting their nodes does; a second call: nothing."""
        if self._closed:
            return
        self._closed = True
        self.cancel()
        self.context.waitAllEvents()
        for scheduler in self.context.schedulers:
            scheduler._call("onStop")

    def __enter__(self) -> Session:
        """Give the session."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it."""
        self.close()

    def _keep_trouble(self, kind: str, time: float, facts: dict[str, Any]) -> None:
        del time
        if kind == "warning":
            self.warnings.append(str(facts.get("message", "")))
        elif kind == "error":
            self.errors.append(str(facts.get("message", "")))
        else:
            self.errors.append("{}: {}".format(facts.get("name", kind), facts["error"]))
