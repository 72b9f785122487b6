"""The scenarios, found by their files: what each shows, and what its failure means on a farm.

A scenario is one module of `standin/site/pdgstandin/scenarios`, or of a folder of the author's
own. Its page is read from the text, never run: it is played in a child process only.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from pysched_gen.errors import UsageError

__all__ = ["Scenario", "Severity", "read_scenario", "scenarios", "scenarios_matching"]

_PAGE = ("TITLE", "MEANING", "SINCE", "SEVERITY", "ORDER", "SECONDS")
_LAST = 10_000  # where a scenario without ORDER is played


class Severity(str, Enum):
    """What a finding costs: an error loses frames or hangs a farm, a warning time or eyes."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One named scenario.

    Attributes:
        name: as `--scenario` takes it.
        title: what is so where it passes.
        meaning: what a failure means on a farm, one line.
        since: first release it applies to, "" for all.
        severity: of its failure.
        order: scenarios are told from the lowest on.
        seconds: how long it takes, about; those that take longest begin first.
        page: what is played, a paragraph.
        file: module of a scenario that does not come with pysched-gen, "" otherwise.
        is_played: False for one that compares files only.
        declared: table of `[[scenarios]]` as JSON, "" for one that is a module.
    """

    name: str
    title: str
    meaning: str
    since: str = ""
    severity: Severity = Severity.ERROR
    order: int = _LAST
    seconds: float = 0
    page: str = ""
    file: str = ""
    is_played: bool = True
    declared: str = ""


def read_scenario(path: Path, *, own: bool = False) -> Scenario:
    """Return the page of the scenario in a module, without running it.

    Raises:
        UsageError: it is not Python, or lacks TITLE, MEANING or `play`.
    """
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not a scenario: {error}") from error
    facts = {}
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name) and target.id in _PAGE:
            facts[target.id] = ast.literal_eval(node.value)
    played = any(isinstance(node, ast.FunctionDef) and node.name == "play" for node in tree.body)
    missing = [name for name in ("TITLE", "MEANING") if not isinstance(facts.get(name), str)]
    missing += ["play(context)"] if own and not played else []
    if missing:
        raise UsageError(f"{path}: is not a scenario: it has no {', no '.join(missing)}")
    try:
        severity = Severity(facts.get("SEVERITY", "error"))
    except ValueError as error:
        raise UsageError(f"{path}: SEVERITY is not one of error, warning, note") from error
    return Scenario(
        path.stem.replace("_", "-"),
        facts["TITLE"],
        facts["MEANING"],
        facts.get("SINCE", ""),
        severity,
        facts.get("ORDER", _LAST),
        facts.get("SECONDS", 0),
        (ast.get_docstring(tree) or "").strip(),
        str(path) if own else "",
        played,
    )


@lru_cache
def scenarios() -> tuple[Scenario, ...]:
    """Return the scenarios that come with pysched-gen, in the order they are played."""
    from pysched_gen.standin import SITE  # noqa: PLC0415 - start-up

    folder = Path(SITE) / "pdgstandin" / "scenarios"
    found = [read_scenario(path) for path in folder.glob("*.py") if path.stem != "__init__"]
    return tuple(sorted(found, key=lambda one: (one.order, one.name)))


def scenarios_matching(
    patterns: tuple[str, ...], among: tuple[Scenario, ...] | None = None
) -> tuple[Scenario, ...]:
    """Return the scenarios whose name fits one of `patterns` ("*-cook"), all for none."""
    chosen = scenarios() if among is None else among
    if not patterns:
        return chosen
    return tuple(s for s in chosen if any(fnmatchcase(s.name, p) for p in patterns))
