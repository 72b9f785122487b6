"""Ending a cook early, and cooking more than there are machines: what several scenarios do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked, assert_ended, require
from pdgstandin.playing.jobs import wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import SchedulerSession

__all__ = ["SHORT", "assert_jobs_ended", "cancel_cook", "cook_many"]

# A scheduler that waits for its job in onSchedule cannot end it, but has to go on afterwards. One
# that does not wait has to end it well before it would end by itself.
_JOB = 4.0
_TO_END = 2.5
_UNDER_WAY = ("Scheduled", "Cooking", "Waiting")
SHORT = 0.25  # seconds of a job: longer than a tick, so that the next ones have to wait
_FEWEST, _MOST = 12, 24


def assert_jobs_ended(session: SchedulerSession, count: int) -> None:
    """Go on only if the first `count` jobs end, well before they would by themselves."""
    jobs = session.context.jobs

    def alive() -> list[int]:
        return [pid for number in range(count) for pid in jobs.alive(number)]

    wait_until(lambda: not alive(), _TO_END)
    require(
        not alive(),
        "{} s after the end {} of the jobs were still running".format(_TO_END, len(alive())),
    )


def cancel_cook(session: SchedulerSession, what: str, count: int = 3) -> int:
    """Cancel a cook while its first job runs; return how many items it has."""
    jobs = session.context.jobs
    items = session.add([jobs.brief(number, _JOB) for number in range(count)])
    result = session.cook_until(lambda: jobs.runs(0), session.session.cancel, what)
    require(jobs.runs(0), "no item ran before the cook was over\n" + "\n".join(session.troubles()))
    assert_ended(session, result)
    for item in items:
        state = result.states[item.name]
        require(state not in _UNDER_WAY, "{} is still {}".format(item.name, state))
        session.context.check(
            state != "CookedFail",
            "the cook was cancelled, and {} ended as CookedFail; report it with "
            "onWorkItemCanceled".format(item.name),
        )
    assert_jobs_ended(session, len(items))
    return len(items)


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
