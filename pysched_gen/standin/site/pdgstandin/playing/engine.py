"""What scenarios need of the stand-in beyond PDG's public names; no other file of theirs asks."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pdg
from pdg import _submit
from pdg._port import all_parameters
from pdg._registry import TypeRegistry
from pdg._release import FACTS, NAME, exists, since

if TYPE_CHECKING:
    from pdg._callback_calls import CallOutcome

__all__ = [
    "NAME",
    "call_callback",
    "callbacks_of_release",
    "cancel_items",
    "cook_item_again",
    "file_of_type",
    "is_of_standin",
    "items_under_way",
    "load_failures",
    "load_types",
    "parameters_of_node",
    "python_side",
    "reported_durations",
    "reported_ends",
    "reported_starts",
    "serves_this_machine_only",
    "since",
    "written_graph",
]


def load_types() -> Any:
    """Load every module of types as a new Houdini does; return the registry."""
    registry = TypeRegistry._renew()
    registry._discover()
    return registry


def callbacks_of_release() -> dict[str, tuple[list[str], str]]:
    """Return the names of arguments, and the kind of answer, of each callback of the release."""
    return {
        method: (facts["forms"][-1]["arguments"], facts["forms"][-1]["returns"])
        for method, facts in FACTS["callbacks"].items()
        if exists(facts["since"], facts["until"])
    }


def load_failures(registry: Any) -> list[tuple[str, str, str]]:
    """Return module, path and traceback of what could not be loaded."""
    return [(str(module), str(path), str(text)) for module, path, text in registry._failures]


def file_of_type(entry: Any) -> str:
    """Return the module file that registered a type, "" where that is not known."""
    return str(entry._file or "")


def parameters_of_node(entry: Any) -> list[Any]:
    """Return the declarations of all parameters of a node of a type; raises for a wrong one."""
    return all_parameters(entry)


def python_side(scheduler: Any) -> Any:
    """Return the instance of the scheduler's own class."""
    return scheduler._python


def call_callback(scheduler: Any, method: str, *arguments: Any) -> CallOutcome:
    """Call a callback as PDG does; what it raises is in the outcome."""
    outcome: CallOutcome = scheduler._call(method, *arguments)
    return outcome


def items_under_way(graph: Any) -> list[Any]:
    """Return the items that a scheduler has taken and not reported as ended."""
    items = list(graph._by_id.values())
    return [item for item in items if item.state.name in ("Scheduled", "Cooking")]


def written_graph(scheduler: Any) -> str:
    """Write the graph where a submitted job finds it; return its path."""
    return str(_submit._write_graph(scheduler))


def is_of_standin(file: str) -> bool:
    """Tell whether a source file belongs to the stand-in, the schedulers of its $HFS included."""
    site = os.path.dirname(os.path.dirname(pdg.__file__))
    schedulers = os.path.join(os.environ.get("HFS", site), "houdini", "pdg")
    return file.startswith((site + os.sep, schedulers + os.sep))


def serves_this_machine_only(scheduler: Any) -> bool:
    """Tell whether the callback server was made for jobs on this machine alone."""
    return bool(getattr(scheduler._python, "_is_local", False))


def reported_durations(context: Any) -> dict[str, tuple[float, float]]:
    """Return a table that fills with what is reported for each item that succeeds, by name.

    It is the seconds that its job took, and when that came, by the clock of the scheduler.
    """
    found: dict[str, tuple[float, float]] = {}
    reports = context._reports
    original = reports.succeeded

    def succeeded(item: Any, index: int = -1, duration: float = 0.0) -> None:
        found[item.name] = float(duration), time.monotonic()
        original(item, index, duration)

    reports.succeeded = succeeded
    return found


def reported_ends(context: Any) -> set[str]:
    """Return a set that fills with the names of items whose end was reported, by their own index.

    Sub-items of batches, and reports with an index that the item does not have, are left out.
    """
    found: set[str] = set()
    reports = context._reports

    def watch(name: str) -> None:
        original = getattr(reports, name)

        def watched(item: Any, index: int = -1, *rest: Any) -> None:
            if index == -1:
                found.add(item.name)
            original(item, index, *rest)

        setattr(reports, name, watched)

    for name in ("succeeded", "failed", "canceled"):
        watch(name)
    return found


def reported_starts(context: Any) -> dict[str, int]:
    """Return a table that fills with how often each item was reported to start, by name."""
    found: dict[str, int] = {}
    reports = context._reports
    original = reports.start_cook

    def start_cook(item: Any, index: int = -1, clear_outputs: bool = False) -> None:
        found[item.name] = found.get(item.name, 0) + 1
        original(item, index, clear_outputs)

    reports.start_cook = start_cook
    return found


def cancel_items(context: Any, items: list[Any]) -> None:
    """Cancel items in the cook that goes on, in one call, on the cook's thread."""
    cook = context._cook
    if cook is not None:
        cook.request(lambda: cook.cancel_items(items))


def cook_item_again(context: Any, item: Any) -> None:
    """Cancel an item in the cook that goes on and have it offered again, on the cook's thread."""
    cook = context._cook

    def again() -> None:
        cook.cancel_items([item])
        context._dirty([item], remove_outputs=False)

    if cook is not None:
        cook.request(again)
