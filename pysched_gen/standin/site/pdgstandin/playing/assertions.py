"""What a scenario asserts, and how it ends other than well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdgstandin.playing.context import SchedulerSession
    from pdgstandin.session import CookResult

__all__ = [
    "FailedError",
    "NotApplicableError",
    "assert_cooked",
    "assert_ended",
    "assert_runs",
    "require",
    "with_troubles",
]

_WAITING = ("Scheduled", "Cooking", "Waiting", "Uncooked", "Dirty")


class FailedError(Exception):
    """The scheduler does not do what the scenario asserts; the text is the evidence."""


class NotApplicableError(Exception):
    """The scenario does not apply to this scheduler; the text is the reason."""


def require(holds: object, evidence: str) -> None:
    """Go on only if `holds`; raises FailedError with the evidence."""
    if not holds:
        raise FailedError(evidence)


def assert_ended(session: SchedulerSession, result: CookResult) -> None:
    """Go on only if the cook ended by itself."""
    unfinished = [
        f"{name} is {state}" for name, state in result.states.items() if state in _WAITING
    ]
    shown = ", ".join(unfinished[:5]) or "all items had"
    advanced = session.context.waiting.advanced
    time = f"{result.seconds + advanced:.0f} s"
    if advanced:
        time += f" ({advanced:.0f} of them by advancing the clock)"
    require(
        not result.timed_out,
        with_troubles(f"the cook had not ended after {time}: {shown}", session),
    )


def assert_cooked(session: SchedulerSession, result: CookResult, items: list[Any]) -> None:
    """Go on only if the cook ended by itself with `items` cooked."""
    assert_ended(session, result)
    for item in items:
        state = result.states[item.name]
        require(state == "CookedSuccess", with_troubles(f"{item.name} ended as {state}", session))
    require(result.reached, with_troubles("the cook was cancelled or aborted", session))


def assert_runs(session: SchedulerSession, count: int, times: int) -> None:
    """Go on only if each of the first `count` commands ran that often."""
    for number in range(count):
        runs = len(session.context.jobs.runs(number))
        require(
            runs == times,
            f"the command of item {number} ran {runs} times in place of {times}",
        )


def with_troubles(text: str, session: SchedulerSession) -> str:
    """Return `text` with the first errors and warnings of the session below it."""
    return "\n".join([text, *session.troubles()[:5]])
