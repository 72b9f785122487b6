"""One of two items is cancelled while its job runs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError, assert_ended, require
from pdgstandin.playing.cancelling import assert_jobs_ended

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "an item that is cancelled ends, with its job, and no other does"
MEANING = "A job that the artist stopped goes on and keeps its machine."
ORDER = 90
SINCE = "21.0"

# A scheduler may have one slot only; the second job begins after the first one then.
_ALONE = 5.0


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    if not session.has("onCancelWorkItems"):
        raise NotApplicableError("it has no onCancelWorkItems, so PDG cancels whole cooks only")
    jobs = context.jobs
    first, second = session.add([jobs.endless(0), jobs.brief(1, 1.0)])
    alone = time.monotonic() + _ALONE
    result = session.cook_until(
        lambda: jobs.runs(0) and (jobs.runs(1) or time.monotonic() > alone),
        first.cancel,
        "two items, one to be cancelled",
    )
    require(jobs.runs(0), "the item to be cancelled never ran")
    assert_ended(session, result)
    states = [result.states[item.name] for item in (first, second)]
    require(states[0] == "CookedCancel", "the cancelled item ended as {}".format(states[0]))
    require(states[1] == "CookedSuccess", "the other item ended as {}".format(states[1]))
    assert_jobs_ended(session, 1)
    return "the item was cancelled and its job ended; the other one cooked"
