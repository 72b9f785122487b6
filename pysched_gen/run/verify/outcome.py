"""What a child process told, judged: one outcome a scenario."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from pysched_gen.run.snippet_place import with_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pysched_gen.run.child import ChildResult
    from pysched_gen.run.events import Event
    from pysched_gen.run.verify.catalog import Scenario

__all__ = [
    "Outcome",
    "Raised",
    "Status",
    "count",
    "judge",
    "raised_by",
    "waived",
]

_LINES = 8  # of what a child printed that are shown when it broke down


class Status(str, Enum):
    """How a scenario ended.

    One that does not apply is skipped, with the reason as evidence; a failed one that somebody
    has waived says so, with his reason.
    """

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    NOTED = "noted"
    WAIVED = "waived"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception that left a callback.

    Attributes:
        callback: name of the method.
        text: its last line, with the place in the package.
    """

    callback: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one scenario ended.

    Attributes:
        scenario: which one.
        status: how.
        evidence: what was seen; lines of plain text, some from the scheduler's own messages.
        seconds: how long it took.
        folder: where the child worked, "" where it is gone.
        raised: what callbacks of the scheduler raised meanwhile.
        printed: what callbacks and jobs printed, the last of it where it was too much.
    """

    scenario: Scenario
    status: Status
    evidence: str
    seconds: float = 0.0
    folder: str = ""
    raised: tuple[Raised, ...] = ()
    printed: str = ""


def count(outcomes: Iterable[Outcome]) -> Counter[Status]:
    """Give how many outcomes there are of each status."""
    return Counter(outcome.status for outcome in outcomes)


def waived(outcome: Outcome, waivers: Mapping[str, str]) -> Outcome:
    """Return `outcome`, as waived where it found what somebody has accepted.

    `waivers` gives the reason by the name of a scenario.
    """
    reason = waivers.get(outcome.scenario.name)
    if reason is None or outcome.status not in (Status.FAILED, Status.WARNED, Status.NOTED):
        return outcome
    return replace(outcome, status=Status.WAIVED, evidence=f"waived: {reason}\n{outcome.evidence}")


def raised_by(result: ChildResult) -> tuple[Raised, ...]:
    """Give what callbacks raised in a child, each line once, with its place in the snippet."""
    told = [event for event in result.events if event.get("kind") == "outcome"]
    found = [
        Raised(str(one["callback"]), with_places(str(one["text"])))
        for event in told
        for one in event.get("raised", ())
    ]
    return tuple(dict.fromkeys(found))


def judge(scenario: Scenario, result: ChildResult, limit: float) -> tuple[Status, str]:
    """Give status and evidence of a child that played `scenario` within `limit` seconds.

    What it says of itself counts only if it ended by itself and left no process behind.
    """
    if result.trouble:
        return Status.FAILED, result.trouble
    if result.timed_out:
        return Status.FAILED, f"it did not end within {limit:g} s; it was {_phase(result.events)}"
    told = [event for event in result.events if event.get("kind") == "outcome"]
    if len(told) != 1 or result.returncode != 0:
        return Status.FAILED, _breakdown(scenario, result)
    status, evidence = Status(told[0]["status"]), str(told[0]["evidence"])
    if result.left_over and status in (Status.PASSED, Status.WARNED, Status.NOTED):
        commands = "\n".join(str(left) for left in result.left_over)
        return Status.FAILED, f"it left processes behind, which were killed:\n{commands}"
    return status, evidence


def _phase(events: tuple[Event, ...]) -> str:
    phases = [str(event["text"]) for event in events if event.get("kind") == "phase"]
    return phases[-1] if phases else "importing the package"


def _breakdown(scenario: Scenario, result: ChildResult) -> str:
    from pysched_gen.run.child import how_it_ended  # noqa: PLC0415 - start-up

    said = "\n".join(result.stderr.strip().splitlines()[-_LINES:])
    ended = how_it_ended("the package", result.returncode)
    return f"{ended}, before {scenario.name} was over\n{said}".strip()
