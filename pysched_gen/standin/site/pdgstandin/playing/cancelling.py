"""Ending a cook early, and cooking more than there are machines: what several scenarios do."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import assert_cooked, assert_ended, require
from pdgstandin.playing.engine import items_under_way, reported_ends
from pdgstandin.playing.jobs import wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import SchedulerSession

__all__ = ["SHORT", "assert_jobs_ended", "cancel_cook", "cook_many"]

# A scheduler that waits for its job in onSchedule cannot end it, but has to go on afterwards. One
# that does not wait has to end it well before it would end by itself, be it by messages to a farm.
_JOB = 8.0
_TO_END = 6.0
_CLOCKS = 0.5  # seconds by which the times of files and of the system may differ
_KNOWN = 1.0  # seconds until onSchedule has answered where it does not wait for the job
_QUEUED = ".Succeeded"  # what onSchedule answers where the end is reported later
_UNDER_WAY = ("Scheduled", "Cooking", "Waiting")
SHORT = 0.25  # seconds of a job: longer than a tick, so that the next ones have to wait
_FEWEST, _MOST = 12, 24


def assert_jobs_ended(session: SchedulerSession, count: int, seconds: float = _TO_END) -> None:
    """Go on only if the first `count` jobs end, well before they would by themselves."""
    jobs = session.context.jobs

    def alive() -> list[int]:
        return [pid for number in range(count) for pid in jobs.alive(number)]

    wait_until(lambda: not alive(), seconds)
    require(
        not alive(),
        "{:g} s after the end {} of the jobs were still running".format(seconds, len(alive())),
    )


def cancel_cook(session: SchedulerSession, what: str, count: int = 3) -> int:
    """Cancel a cook while its first job runs; return how many items it has."""
    jobs = session.context.jobs
    items = session.add([jobs.brief(number, _JOB) for number in range(count)])
    network = session.session.context
    reported = reported_ends(network)
    under_way: list[Any] = []

    def cancel() -> None:
        under_way.extend(items_under_way(network.graph))
        session.session.cancel()

    began: list[float] = []

    def has_begun() -> bool:
        """Tell whether a job runs and its item is known to do so, where that comes soon."""
        if jobs.runs(0) and not began:
            began.append(session.context.clock.monotonic())
        late = began and session.context.clock.monotonic() - began[0] > _KNOWN
        return bool(began) and bool(late or items_under_way(network.graph))

    result = session.cook_until(has_begun, cancel, what)
    over = time.time() - session.context.clock.advanced
    require(jobs.runs(0), "no item ran before the cook was over\n" + "\n".join(session.troubles()))
    assert_ended(session, result)
    for number, item in enumerate(items):
        state = result.states[item.name]
        require(state not in _UNDER_WAY, "{} is still {}".format(item.name, state))
        session.context.check(
            state != "CookedFail",
            "the cook was cancelled, and {} ended as CookedFail; report it with "
            "onWorkItemCanceled".format(item.name),
        )
        session.context.check(
            state != "CookedSuccess" or over - jobs.began(number) > _JOB - _CLOCKS,
            "the cook was cancelled before the job of {0} could end, and {0} ended as "
            "CookedSuccess".format(item.name),
        )
    _check_told(session, under_way, reported)
    assert_jobs_ended(session, len(items))
    return len(items)


def _check_told(session: SchedulerSession, under_way: list[Any], reported: set[str]) -> None:
    """Tell where items that the scheduler had taken were ended without a word of it."""
    answers = [str(call["result"]) for call in session.calls("onSchedule")]
    silent = sorted(item.name for item in under_way if item.name not in reported)
    if silent and any(answer.endswith(_QUEUED) for answer in answers):
        session.context.judge(
            "the cook was cancelled, and the end of {} was not reported: call "
            "onWorkItemCanceled(id, -1) for each item that was queued".format(", ".join(silent))
        )


def cook_many(session: SchedulerSession, first: int) -> int:
    """Cook items of two nodes, their jobs numbered from `first`; return how many.

    The items of both nodes have the same indices.
    """
    count = min(_MOST, max(_FEWEST, 2 * (os.cpu_count() or 1) + 2))
    jobs = session.context.jobs
    items = []
    for place, name in enumerate(("left", "right")):
        numbers = range(first + place * (count // 2), first + (place + 1) * (count // 2))
        items += session.add([jobs.brief(number, SHORT) for number in numbers], name=name)
    assert_cooked(session, session.cook("{} items".format(len(items))), items)
    return len(items)
