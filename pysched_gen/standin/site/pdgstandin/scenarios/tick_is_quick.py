"""A job of three seconds runs while onTick is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "onTick neither waits for jobs nor raises"
MEANING = "Reports of short jobs come late, and Escape is not heard while a job runs."
ORDER = 72
SECONDS = 4
SINCE = "18.0"


_JOB, _LONGEST = 3.0, 2.0


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    jobs = context.jobs
    items = session.add([jobs.brief(0, _JOB), *[jobs.good(number) for number in range(1, 9)]])
    result = session.cook("a long job beside short ones")
    for one in session.raised():
        context.error(one["text"])
    assert_cooked(session, result, items)
    longest = max((float(call["seconds"]) for call in session.calls("onTick")), default=0.0)
    context.check(
        longest < _LONGEST,
        "onTick took {:.1f} s while a job of {:.0f} s ran: it waits for the job".format(
            longest, _JOB
        ),
    )
    return "the longest onTick took {:.2f} s".format(longest)
