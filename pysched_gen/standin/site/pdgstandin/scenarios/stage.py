"""Where a story is played: sessions with one scheduler, items, and what happened."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, Callable, Mapping, Sequence

import pdg
from pdg._registry import TypeRegistry

from pdgstandin.scenarios.jobs import Jobs
from pdgstandin.scenarios.verdict import FailedError, demand
from pdgstandin.session import Session
from pdgstandin.spec import GraphSpec, ItemSpec, NodeSpec

if TYPE_CHECKING:
    from pdg._callback_calls import CallOutcome
    from pdg._scheduler import Scheduler

    from pdgstandin.session import CookResult

__all__ = ["Act", "Stage", "last_line"]

# Places in a traceback that tell a scheduler's author nothing.
_FOREIGN = tuple(
    'File "' + folder
    for folder in (os.path.dirname(os.path.dirname(pdg.__file__)), os.path.dirname(os.__file__))
)
_TICK = 0.05  # seconds between ticks, where the story does not wait for the scheduler's own


class Stage:
    """What a story has at hand.

    `patience` is how many seconds it waits for what should happen, `tell` sends an event to the
    process that started this one.
    """

    def __init__(self, config: Mapping[str, Any], tell: Callable[..., None]) -> None:
        self.scheduler = str(config["scheduler"])
        self.package = str(config["package"])
        self.working_dir = str(config["working_dir"])
        self.patience = float(config["patience"])
        self.jobs = Jobs(self.working_dir)
        self._values = dict(config.get("values") or {})
        self._tell = tell
        self._acts: list[Act] = []

    def phase(self, text: str) -> None:
        """Say what is done now, for the case that it never ends."""
        self._tell("phase", text=text)

    def load(self) -> TypeRegistry:
        """Load the package as a new Houdini does; gives the registry."""
        self.phase("importing the package")
        registry = TypeRegistry._renew()
        registry._discover()
        return registry

    def type_of_scheduler(self) -> Any:
        """Give the registered type; raises FailedError where it is not registered."""
        registry = self.load()
        found = registry.schedulerType(self.scheduler)
        reasons = [last_line(text) for _module, _path, text in registry._failures]
        demand(found is not None, "\n".join(reasons) or "no scheduler is registered")
        return found

    def open(self, folder: str = "") -> Act:
        """Give a session with a node of the scheduler, in a folder below the working directory.

        Raises FailedError where the node cannot be made.
        """
        self.type_of_scheduler()
        path = os.path.join(self.working_dir, folder)
        os.makedirs(path, exist_ok=True)
        session = Session(path)
        act = Act(self, session)
        self._acts.append(act)
        self.phase("making a node of {}".format(self.scheduler))
        wanted = {"pdg_tickperiod": _TICK, **self._values}
        try:
            act.scheduler = session.add_scheduler(self.scheduler, "node", wanted)
        except Exception as error:
            text = "a node of {} cannot be made: {}: {}"
            raise FailedError(text.format(self.scheduler, type(error).__name__, error)) from error
        return act

    def close(self) -> None:
        """Delete the nodes of all sessions."""
        for act in self._acts:
            act.close()


class Act:
    """One session of a story."""

    scheduler: Scheduler

    def __init__(self, stage: Stage, session: Session) -> None:
        self.stage = stage
        self.session = session
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.cooks = 0
        session.recorder.listen(lambda kind, _time, facts: self.events.append((kind, facts)))

    def call(self, method: str, *arguments: Any) -> CallOutcome:
        """Call a callback of the scheduler; its exceptions are in what this gives."""
        self.stage.phase("in {}".format(method))
        return self.scheduler._call(method, *arguments)

    def add(self, commands: Sequence[str], after: str = "", name: str = "work") -> list[Any]:
        """Add a node with an item for each command, all of `after` first; gives the items."""
        items = [ItemSpec(index=n, command=text) for n, text in enumerate(commands)]
        self.session.load(GraphSpec(nodes=[NodeSpec(name=name, items=items)]))
        made = self._items_of(name)
        for item in made:
            for other in self._items_of(after):
                self.session.context.addWorkItemDependency(item, other)
        return made

    def _items_of(self, name: str) -> list[Any]:
        node = self.session.context.graph.node(name)
        return list(node.workItems) if node is not None else []

    def cook(self, what: str) -> CookResult:
        """Cook; `what` says so, for the case that it never ends."""
        self.stage.phase("cooking {}".format(what))
        self.cooks += 1
        return self.session.cook(timeout=self.stage.patience)

    def cook_until(
        self, condition: Callable[[], object], then: Callable[[], None], what: str
    ) -> Any:
        """Cook, and call `then` from another thread once `condition` holds; gives the result."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(0.02):
                if condition():
                    then()
                    return

        watcher = threading.Thread(target=watch, name="story")
        watcher.start()
        try:
            return self.cook(what)
        finally:
            over.set()
            watcher.join()

    def troubles(self) -> list[str]:
        """Give the errors and warnings that artists see, tracebacks cut to their last line."""
        session = self.session
        return [last_line(text) for text in [*session.errors, *session.warnings]]

    def told(self, kind: str, **facts: Any) -> list[dict[str, Any]]:
        """Give the facts of all events of a kind that have these facts."""
        return [
            found
            for name, found in list(self.events)
            if name == kind and all(found.get(key) == value for key, value in facts.items())
        ]

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Give the calls of a callback."""
        return self.told("callback", name=method)

    def has(self, method: str) -> bool:
        """Tell whether the class of the scheduler itself implements a callback."""
        python = type(self.scheduler._python)
        return getattr(python, method, None) is not getattr(pdg.PyScheduler, method, None)

    def close(self) -> None:
        """Delete the node."""
        self.stage.phase("deleting the node (onStop)")
        self.session.close()


def last_line(text: str) -> str:
    """Give the end of a traceback, with the last place in a user's code; other text as it is."""
    lines = text.strip().splitlines()
    if len(lines) < 2 or "Traceback" not in text:  # noqa: PLR2004 - it has a head
        return text.strip()
    places = [line.strip() for line in lines if line.strip().startswith("File ")]
    own = [place for place in places if not place.startswith(_FOREIGN)] or places
    prefix = lines[0].partition("Traceback")[0]
    return "{}{} ({})".format(prefix, lines[-1].strip(), own[-1] if own else "")
