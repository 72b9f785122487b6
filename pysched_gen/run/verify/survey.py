"""Which schedulers a package registers: asked in a child, since only running it tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import NothingToReadError, UsageError
from pysched_gen.run.child import how_it_ended

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.run.child import ChildResult

__all__ = ["Found", "Settable", "Survey", "chosen_scheduler", "chosen_schedulers", "read_survey"]

_LINES = 8  # of what a child printed that are shown when it broke down


@dataclass(frozen=True, slots=True)
class Settable:
    """A parameter of a node: "String", "Integer" or "Float", and the tokens of its menu."""

    type: str
    menu: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A scheduler type that was registered.

    Attributes:
        name: registered name.
        label: as the TAB menu shows it.
        category: `parm_category`, "" without one.
        overridable: parameters of templateBody with the tag `pdg::scheduler`.
        parameters: names of all of them.
        settable: what a node of it has, by name.
    """

    name: str
    label: str
    category: str
    overridable: tuple[str, ...]
    parameters: tuple[str, ...]
    settable: Mapping[str, Settable] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Survey:
    """What came of loading a package: its schedulers, and what could not be loaded.

    `troubles` is what was seen before it was loaded, a line each.
    """

    found: tuple[Found, ...]
    failures: tuple[str, ...]
    troubles: tuple[str, ...] = ()

    def nothing(self, package: str) -> NothingToReadError:
        """Return the error for `package`, whose modules load and register no scheduler."""
        said = f"{package}: its modules register no scheduler"
        return NothingToReadError(said, *self.troubles)


def read_survey(result: ChildResult, limit: float) -> Survey:
    """Give what the child of a survey told within `limit` seconds.

    One that broke down found nothing, and nothing that it said is believed.
    """
    told = next((e for e in result.events if e.get("kind") == "survey"), None)
    if told is None or result.trouble:
        return Survey((), (result.trouble or _breakdown(result, limit),))
    return Survey(tuple(_found(entry) for entry in told["types"]), tuple(told["failures"]))


def _breakdown(result: ChildResult, limit: float) -> str:
    given_up = any(event.get("kind") == "outcome" for event in result.events)
    if result.timed_out or given_up:
        return f"importing the package does not end within {limit:g} s"
    lines = result.stderr.strip().splitlines()[-_LINES:]
    return "\n".join([how_it_ended("importing it", result.returncode), *lines])


def _found(entry: dict[str, Any]) -> Found:
    return Found(
        str(entry["name"]),
        str(entry["label"]),
        str(entry["category"]),
        tuple(entry["overridable"]),
        tuple(entry["parameters"]),
        {
            str(name): Settable(str(one["type"]), tuple(map(str, one["menu"])))
            for name, one in entry["settable"].items()
        },
    )


def chosen_scheduler(survey: Survey, package: str, name: str | None) -> Found | None:
    """Return the scheduler to look at: `name`, or the only one; None where none could be loaded.

    `package` is what messages call the package.

    Raises:
        UsageError: there are several, or none of that name.
        NothingToReadError: everything was loaded and there is no scheduler among it.
    """
    names = ", ".join(found.name for found in survey.found)
    if name is not None:
        for found in survey.found:
            if found.name == name:
                return found
        if not survey.failures:
            has = f"it has {names}" if names else "it has none"
            raise UsageError(f"{package}: registers no scheduler {name}; {has}")
        return None
    if len(survey.found) > 1:
        raise UsageError(f"{package}: registers {names}; choose one with --scheduler NAME")
    if not survey.found and not survey.failures:
        raise survey.nothing(package)
    return survey.found[0] if survey.found else None


def chosen_schedulers(survey: Survey, package: str, pattern: str | None) -> tuple[Found, ...]:
    """Return the schedulers whose names fit `pattern`, such as "farm*"; all of them without one.

    () where none could be loaded. Raises as `chosen_scheduler` does.
    """
    if pattern is not None and not any(sign in pattern for sign in "*?["):
        found = chosen_scheduler(survey, package, pattern)
        return () if found is None else (found,)
    fitting = tuple(one for one in survey.found if fnmatchcase(one.name, pattern or "*"))
    if fitting or survey.failures:
        return fitting
    if pattern is not None and survey.found:
        names = ", ".join(found.name for found in survey.found)
        raise UsageError(f"{package}: registers no scheduler {pattern}; it has {names}")
    raise survey.nothing(package)
