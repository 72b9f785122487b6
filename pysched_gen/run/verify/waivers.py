"""Waivers of the command line, for all schedulers or for those that a pattern fits."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pysched_gen.errors import UsageError
from pysched_gen.run.verify.outcome import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pysched_gen.run.verify.outcome import Outcome

__all__ = ["Waiver", "read_waivers", "reasons_for", "unused_waivers"]

_IDLE = "passed, so its waiver accepts nothing; remove it"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A scenario that may find what it finds.

    Attributes:
        scheduler: a pattern that the names of schedulers have to fit.
        scenario: its name.
        reason: why, for people.
    """

    scheduler: str
    scenario: str
    reason: str


def read_waivers(
    flags: Iterable[str], scenarios: Collection[str], schedulers: Sequence[str]
) -> list[Waiver]:
    """Return what flags "NAME=REASON" and "SCHEDULER:NAME=REASON" say.

    Raises:
        UsageError: one has no reason, or nothing is called so.
    """
    found = []
    for text in flags:
        name, _, reason = text.partition("=")
        pattern, colon, scenario = name.rpartition(":")
        if not reason.strip():
            raise UsageError(f"--waive {text}: has no reason; write --waive {name}=REASON")
        if scenario not in scenarios:
            raise UsageError(f"--waive {text}: no scenario is called {scenario}")
        if colon and not any(fnmatchcase(one, pattern) for one in schedulers):
            raise UsageError(
                f"--waive {text}: no scheduler {pattern} is verified; there are "
                f"{', '.join(schedulers) or 'none'}"
            )
        found.append(Waiver(pattern or "*", scenario, reason.strip()))
    return found


def reasons_for(scheduler: str, waivers: Iterable[Waiver]) -> dict[str, str]:
    """Return scenario to reason of what is waived for `scheduler`; the last one counts."""
    return {one.scenario: one.reason for one in waivers if fnmatchcase(scheduler, one.scheduler)}


def unused_waivers(
    reports: Mapping[str, Sequence[Outcome]],
    waivers: Iterable[Waiver],
    said: Mapping[str, Mapping[str, str]],
) -> list[str]:
    """Return a line for each waiver that accepts nothing: its scenario passed.

    One of the command line is for several schedulers; it has to pass with each of them.

    Args:
        reports: scheduler to its outcomes.
        waivers: those of the command line.
        said: scheduler to scenario to reason of those in its manifest.
    """
    lines = []
    for waiver in waivers:
        fitting = [name for name in reports if fnmatchcase(name, waiver.scheduler)]
        if _passed(waiver.scenario, (one for name in fitting for one in reports[name])):
            lines.append(f"{waiver.scenario} {_IDLE}")
    for scheduler, reasons in said.items():
        owner = f"{scheduler}: " if len(reports) > 1 else ""
        idle = (name for name in reasons if _passed(name, reports.get(scheduler, ())))
        lines += [f"{owner}{name} {_IDLE}" for name in idle]
    return list(dict.fromkeys(lines))


def _passed(scenario: str, outcomes: Iterable[Outcome]) -> bool:
    ends = {one.status for one in outcomes if one.scenario.name == scenario}
    return Status.PASSED in ends and ends <= {Status.PASSED, Status.SKIPPED}
