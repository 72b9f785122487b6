"""What a scenario has at hand: sessions with one scheduler, items, jobs, and what happened."""

from __future__ import annotations

import os
import threading
import traceback
from typing import TYPE_CHECKING, Any, Callable, Mapping, Sequence

import pdg

from pdgstandin.playing import engine
from pdgstandin.playing.assertions import FailedError, require
from pdgstandin.playing.clock import Clock
from pdgstandin.playing.houdini_python import HINT, set_variables, was_inherited
from pdgstandin.playing.jobs import Jobs
from pdgstandin.playing.outside import Outside
from pdgstandin.playing.real_jobs import SCRIPT, RealJobs
from pdgstandin.playing.waiting import Waiting
from pdgstandin.session import Session
from pdgstandin.spec import GraphSpec, ItemSpec, NodeSpec

if TYPE_CHECKING:
    from pdg._callback_calls import CallOutcome
    from pdg._scheduler import Scheduler

    from pdgstandin.session import CookResult

__all__ = ["ScenarioContext", "SchedulerSession", "last_line"]

# Places in a traceback that tell a scheduler's author nothing.
_FOREIGN = tuple(
    'File "' + folder
    for folder in (os.path.dirname(os.path.dirname(pdg.__file__)), os.path.dirname(os.__file__))
)
_STARTS = ("onStartCook", "onSetupCook")  # in either a scheduler may set its working directory
_BLOCKS = "pdg_waitforfailures"
_TICK = 0.05  # seconds between ticks, where the scenario does not wait for the scheduler's own
_IDS_BEFORE = 1000
SEVERITIES = ("error", "warning", "note")


class ScenarioContext:
    """What a scenario has at hand.

    `patience` is for how many seconds nothing at all may happen before the scenario gives up,
    `tell` sends an event to the process that started this one, `jobs` are commands of one word
    and `real_jobs` those of PDG's nodes.
    """

    def __init__(self, config: Mapping[str, Any], tell: Callable[..., None]) -> None:
        """Begin; nothing is loaded yet."""
        self.scheduler = str(config["scheduler"])
        self.folders = [str(folder) for folder in config["folders"]]
        self.working_dir = str(config["working_dir"])
        self.patience = float(config["patience"])
        self.generated = bool(config.get("generated"))
        self.clock = Clock()
        set_variables(os.path.join(self.working_dir, "houdini_python"))
        self.jobs = Jobs(self.working_dir)
        self.real_jobs = RealJobs()
        self.outside = Outside(self.jobs.folder, SCRIPT)
        self.findings: list[dict[str, str]] = []
        self.sessions: list[SchedulerSession] = []
        self._values = dict(config.get("values") or {})
        self._not_made: list[dict[str, Any]] = []
        self._tell = tell
        self.waiting = Waiting(self.clock, self.patience, tell)

    def phase(self, text: str) -> None:
        """Say what is done now, for the case that it never ends."""
        self.waiting.happened(text)
        self._tell("phase", text=text)

    def error(self, text: str) -> None:
        """Tell an error and go on; the scenario fails in the end."""
        self.find("error", text)

    def warn(self, text: str) -> None:
        """Tell what costs time or eyes, and loses no frame."""
        self.find("warning", text)

    def note(self, text: str) -> None:
        """Tell what somebody may want to know."""
        self.find("note", text)

    def find(self, severity: str, text: str) -> None:
        """Tell a finding of a severity: "error", "warning" or "note"; the same one once."""
        entry = {"severity": severity, "text": text}
        if entry not in self.findings:
            self.findings.append(entry)

    def check(self, holds: object, text: str) -> bool:
        """Tell an error and go on where `holds` does not; return whether it does."""
        if not holds:
            self.error(text)
        return bool(holds)

    def judge(self, text: str) -> None:
        """Tell what is an error of a package that was generated, and a warning of others.

        Such a package was written for what scenarios play; one that was written by hand may have
        its reasons, and nothing of it is lost.
        """
        self.find("error" if self.generated else "warning", text)

    def load(self) -> Any:
        """Load the package as a new Houdini does; return the registry."""
        self.phase("importing the package")
        return engine.load_types()

    def type_of_scheduler(self) -> Any:
        """Return the registered type; raises FailedError where it is not registered."""
        registry = self.load()
        found = registry.schedulerType(self.scheduler)
        reasons = [last_line(text) for _module, _path, text in engine.load_failures(registry)]
        require(found is not None, "\n".join(reasons) or "no scheduler is registered")
        return found

    def open(
        self, folder: str = "", values: Mapping[str, object] | None = None, *, load: bool = True
    ) -> SchedulerSession:
        """Return a session with a node of the scheduler, in a folder below the working directory.

        Each session has a folder of its own where none is given: item ids begin at the same number
        in each, which is none that a counter of jobs or an index soon reaches.
        Without `load` the types stay as they are, as in a second network of one Houdini. Raises
        FailedError where the node cannot be made.
        """
        if load:
            self.type_of_scheduler()
        number = len(self.sessions)
        folder = folder or ("" if not number else "session {}".format(number + 1))
        path = os.path.join(self.working_dir, folder)
        os.makedirs(path, exist_ok=True)
        session = SchedulerSession(self, Session(path), path)
        session.session.context.graph._last_id = _IDS_BEFORE
        self.sessions.append(session)
        session.make_node("node", values)
        return session

    def parameters(self, values: Mapping[str, object] | None = None) -> dict[str, object]:
        """Return the values a node is made with."""
        return {"pdg_tickperiod": _TICK, **self._values, **(values or {})}

    def close(self) -> None:
        """Delete the nodes of all sessions; tell what callbacks raised meanwhile."""
        for session in self.sessions:
            session.close()
        self.waiting.close()

    def raised(self) -> list[dict[str, Any]]:
        """Return what constructors and callbacks raised, in all sessions."""
        return [*self._not_made, *(one for each in self.sessions for one in each.raised())]

    def not_made(self, error: Exception) -> str:
        """Keep what `error` ended a constructor, with its place; return its line."""
        trace = traceback.format_exc()
        place = last_line(trace).rpartition(" (")[2].rstrip(")")
        text = "{}: {} ({})".format(type(error).__name__, error, place)
        self._not_made.append({"callback": "__init__", "text": text, "trace": trace})
        return text


class SchedulerSession:
    """A session with a node of the scheduler: `scheduler` is its C++ side, `python` its class."""

    scheduler: Scheduler

    def __init__(self, context: ScenarioContext, session: Session, folder: str) -> None:
        """Begin without a node."""
        self.context = context
        self.session = session
        self.folder = folder
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.after_start: list[Callable[[], None]] = [self._install_jobs]
        session.recorder.listen(self._keep)

    def make_node(self, name: str, values: Mapping[str, object] | None = None) -> Any:
        """Make a node of the scheduler; the first of a session is its default."""
        context = self.context
        context.phase("making a node of {}".format(context.scheduler))
        try:
            made = self.session.add_scheduler(context.scheduler, name, context.parameters(values))
        except Exception as error:
            text = context.not_made(error)
            raise FailedError(
                "a node of {} cannot be made: {}".format(context.scheduler, text)
            ) from error
        blocks = made.parameter(_BLOCKS)
        if blocks is not None and _BLOCKS not in context.parameters(values):
            # An asset may have it on; nobody is here who could retry what failed.
            blocks._set(0)
        if not hasattr(self, "scheduler"):
            self.scheduler = made
        return made

    @property
    def python(self) -> Any:
        """The instance of the scheduler's own class."""
        return engine.python_side(self.scheduler)

    @property
    def errors(self) -> list[str]:
        """What was told as an error."""
        return self.session.errors

    @property
    def warnings(self) -> list[str]:
        """What was told as a warning."""
        return self.session.warnings

    def _keep(self, kind: str, _time: float, facts: dict[str, Any]) -> None:
        self.events.append((kind, facts))
        # Ticks tell nothing: a scheduler that hangs has them too.
        if kind != "tick" and facts.get("name") != "onTick":
            self.context.waiting.happened()
        else:
            self.context.waiting.ticked()
        if kind == "callback" and facts.get("name") in _STARTS and "error" not in facts:
            for action in self.after_start:
                action()

    def _install_jobs(self) -> None:
        self.context.real_jobs.install(self.scheduler)

    def call(self, method: str, *arguments: Any) -> CallOutcome:
        """Call a callback of the scheduler; its exceptions are in what this returns."""
        self.context.phase("in {}".format(method))
        return engine.call_callback(self.scheduler, method, *arguments)

    def start_cook(self) -> None:
        """Call onStartCook for the nodes there are, and onSetupCook where the release does."""
        if self.session.context.graph.node("waits") is None:
            self.add([self.context.jobs.good(99)], name="waits")
        nodes = [self.session.context.graph.node("waits")]
        started = [self.call("onStartCook", False, nodes)]
        if engine.since(20, 5):
            started.append(self.call("onSetupCook"))
        for outcome in started:
            require(outcome.error is None, "\n".join(self.troubles()))

    def add(
        self, commands: Sequence[str], after: str = "", name: str = "work", **fields: Any
    ) -> list[Any]:
        """Add a node with an item for each command, all of `after` first; return the items."""
        items = [ItemSpec(index=n, command=text, **fields) for n, text in enumerate(commands)]
        return self.add_items(items, after, name)

    def add_items(
        self,
        items: Sequence[ItemSpec],
        after: str = "",
        name: str = "work",
        parms: Mapping[str, Any] | None = None,
        scheduler: str = "",
    ) -> list[Any]:
        """Add a node with items, all of `after` first; return the items."""
        node = NodeSpec(
            name=name,
            items=list(items),
            inputs=[after] if after else [],
            parms=dict(parms or {}),
            scheduler=scheduler,
        )
        self.session.load(GraphSpec(nodes=[node]))
        made = self.items_of(name)
        for item in made:
            for other in self.items_of(after):
                self.session.context.addWorkItemDependency(item, other)
        return made

    def items_of(self, name: str) -> list[Any]:
        """Return the items of a node."""
        node = self.session.context.graph.node(name)
        return list(node.workItems) if node is not None else []

    def cook(self, what: str, *, static: bool = False) -> CookResult:
        """Cook; `what` says so, for the case that it never ends."""
        self.context.phase("cooking {}".format(what))
        with self.context.waiting.for_cook(self.session.time_out, self._has_jobs, self._is_settled):
            return self.session.cook(static=static)

    def is_idle(self) -> bool:
        """Tell whether no item is under way and no job runs."""
        return not engine.items_under_way(self.session.context.graph) and not self._has_jobs()

    def _has_jobs(self) -> bool:
        context = self.context
        running = context.jobs.any_alive() or context.real_jobs.any_alive()
        return running or context.outside.has_job()

    def _is_settled(self) -> bool:
        """Tell whether every job there is was started by this process, and has ended."""
        under_way = engine.items_under_way(self.session.context.graph)
        return self.context.outside.is_alone() and all(map(self._has_run, under_way))

    def _has_run(self, item: Any) -> bool:
        context = self.context
        number = context.jobs.number_of(item.command)
        if number is not None:
            parents = [parent for _pid, parent in context.jobs.starts(number)]
        else:
            key = context.real_jobs.key_of(item.command)
            parents = [one["parent"] for one in context.real_jobs.runs(key)] if key else []
        return bool(parents) and all(map(context.outside.is_parent, parents))

    def cook_until(
        self,
        condition: Callable[[], object],
        then: Callable[[], None],
        what: str,
        *,
        static: bool = False,
    ) -> CookResult:
        """Cook, and call `then` from another thread once `condition` holds; return the result."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(0.02):
                if condition():
                    then()
                    return

        watcher = threading.Thread(target=watch, name="scenario")
        watcher.start()
        try:
            return self.cook(what, static=static)
        finally:
            over.set()
            watcher.join()

    def dirty(self) -> None:
        """Let every item cook again."""
        self.session.context.graph.dirty(False)

    def troubles(self) -> list[str]:
        """Return the errors and warnings that artists see, tracebacks cut to their last line."""
        return [last_line(text) for text in [*self.errors, *self.warnings]]

    def told(self, kind: str, **facts: Any) -> list[dict[str, Any]]:
        """Return the facts of all events of a kind that have these facts."""
        return [
            found
            for name, found in list(self.events)
            if name == kind and all(found.get(key) == value for key, value in facts.items())
        ]

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return the calls of a callback."""
        return self.told("callback", name=method)

    def raised(self) -> list[dict[str, Any]]:
        """Return callback, last line and traceback of each call that raised."""
        return [
            {"callback": call["name"], "text": last_line(call["error"]), "trace": call["error"]}
            for call in self.told("callback")
            if "error" in call
        ]

    def states(self, name: str) -> list[str]:
        """Return the states that an item went through, in order."""
        return [str(fact["new"]) for fact in self.told("state", name=name)]

    def has(self, method: str, base: type[Any] = pdg.PyScheduler) -> bool:
        """Tell whether the class of the scheduler itself implements a callback of `base`."""
        python = type(self.python)
        return getattr(python, method, None) is not getattr(base, method, None)

    def computes(self, method: str) -> bool:
        """Tell whether a callback of the class does more than to return a constant."""
        code = getattr(getattr(type(self.python), method, None), "__code__", None)
        return self.has(method) and code is not None and bool(code.co_names)

    def close(self) -> None:
        """Delete the node."""
        self.context.phase("deleting the node (onStop)")
        self.session.close()


def last_line(text: str) -> str:
    """Return the end of a traceback, with the last place in a user's code; other text as it is."""
    lines = text.strip().splitlines()
    if len(lines) < 2 or "Traceback" not in text:  # noqa: PLR2004 - it has a head
        return text.strip()
    places = [line.strip() for line in lines if line.strip().startswith("File ")]
    own = [place for place in places if not place.startswith(_FOREIGN)] or places
    prefix = lines[0].partition("Traceback")[0]
    told = "{}{} ({})".format(prefix, lines[-1].strip(), own[-1] if own else "")
    return "{}: {}".format(told, HINT) if was_inherited(text) else told
