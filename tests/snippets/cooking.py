"""Calls the callbacks of a generated scheduler one by one; imported in a child process only.

The stand-in gives it its node and its items, and notes what it reports instead of cooking.

Kept to Python 3.7, which is that of Houdini 19.0.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pdg
from pdgstandin.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PATIENCE = 600.0

REPORTS = {
    "start_cook": "StartCook",
    "succeeded": "Succeeded",
    "failed": "Failed",
    "canceled": "Canceled",
}


class Cook:
    """One scheduler node with the work items of one TOP node; jobs log their process group."""

    def __init__(self, scheduler_type: Any, folder: Path) -> None:
        self.type = scheduler_type
        self.folder = folder
        self.session = Session(str(folder))
        self.items: dict[int, Any] = {}
        self.noted: list[tuple[str, int, tuple[Any, ...]]] = []
        self.schedule_results: list[str] = []
        self.tick_results: list[str] = []
        self.scheduler: Any = None

    def create(self, **parameters: object) -> Cook:
        values = {f"localrunner_{name}": value for name, value in parameters.items()}
        values["pdg_workingdir"] = str(self.folder)
        node: Any = self.session.add_scheduler(self.type.typeName, "localrunner1", values)
        node._report = self._note
        self.scheduler = node._python
        return self

    def _note(self, report: str, item_id: int, index: int, *rest: Any) -> None:
        assert index == -1
        self.noted.append((REPORTS[report], item_id, rest))

    def start(self, **parameters: object) -> Cook:
        self.create(**parameters)
        self.scheduler.onStartCook(False, [])
        return self

    def item(self, number: int, command: str, **traits: Any) -> Any:
        overrides = {f"localrunner_{k}": v for k, v in traits.pop("overrides", {}).items()}
        node = pdg.Node(self.session.context, "work")
        node.setParameters(overrides)
        marked = f"echo $$ >> '{self.folder}/groups'; {command}" if command else ""
        graph, environment = self.session.context.graph, traits.pop("environment", {})
        item = pdg.WorkItem(graph, node, number, traits.pop("index", 0), command=marked)
        for name, value in environment.items():
            item.addEnvironmentVar(name, value)
        assert not traits
        self.items[number] = item
        return self.items[number]

    def schedule(self, item: Any) -> str:
        result: str = self.scheduler.onSchedule(item).name
        self.schedule_results.append(result)
        return result

    def tick(self) -> str:
        result: str = self.scheduler.onTick().name
        self.tick_results.append(result)
        # Jobs can wait for a tick that gave this.
        (self.folder / f"tick.{result}").touch()
        return result

    def run(self, items: Sequence[Any]) -> None:
        """Tick and schedule as PDG does until each item has ended."""
        waiting = list(items)
        wanted = {item.id for item in items}

        def step() -> bool:
            ready = self.tick() == "SchedulerReady"
            while ready and waiting and self.schedule(waiting[0]) != "FullDeferred":
                waiting.pop(0)
            return not waiting and wanted <= self.ended()

        wait_for(step)

    def reports(self, kind: str = "") -> list[tuple[str, int]]:
        """Give what was reported, as ("Failed", 3); only of one kind where it is given."""
        return [(name, item) for name, item, _ in self.noted if kind in ("", name)]

    def durations(self) -> list[float]:
        return [rest[0] for name, _, rest in self.noted if name == "Succeeded"]

    def ended(self) -> set[int]:
        return {number for kind, number in self.reports() if kind != "StartCook"}

    def log(self, number: int) -> str:
        name = self.items[number].name
        return Path(self.scheduler.tempDir(True), "logs", f"{name}.log").read_text("utf-8")

    def living_groups(self) -> list[int]:
        """Give the process groups of this cook's jobs that still have a process."""
        noted = self.folder / "groups"
        groups = {int(line) for line in noted.read_text().split()} if noted.exists() else set()
        return sorted(groups & {group for group, state in processes() if state != "Z"})


def processes() -> list[tuple[int, str]]:
    """Give process group and state of every process; "Z" has ended and was not waited for."""
    listing = subprocess.run(
        ["/bin/ps", "-A", "-o", "pgid=", "-o", "stat="], stdout=subprocess.PIPE, check=True
    )
    rows = [line.split() for line in listing.stdout.decode().splitlines()]
    return [(int(row[0]), row[1][:1]) for row in rows]


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the scheduler did not get there")
        time.sleep(0.02)


def load(package: Path, name: str) -> Any:
    """Import the generated module `name` from `package`/pdg/types and give its registered type."""
    sys.path.insert(0, str(package / "pdg" / "types"))
    registry = pdg.TypeRegistry.types()
    importlib.import_module(name).registerTypes(registry)
    return registry.registeredType(pdg.registeredType.Scheduler, name)


def module_of(scheduler_type: Any) -> Any:
    return sys.modules[scheduler_type.typeObject.__module__]


def picked(values: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: values.get(name) for name in names}
