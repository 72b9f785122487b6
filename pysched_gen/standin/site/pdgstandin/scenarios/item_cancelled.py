"""Two of three items are cancelled at once; one of them may still wait in a queue."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError, assert_ended, require
from pdgstandin.playing.cancelling import assert_jobs_ended
from pdgstandin.playing.engine import cancel_items
from pdgstandin.playing.jobs import wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "an item that is cancelled ends, with its job, and no other does"
MEANING = "A job that the artist stopped goes on and keeps its machine."
ORDER = 90
SINCE = "21.0"

# A scheduler may have one slot only; the second job begins after the first one then.
_ALONE = 5.0
_LATER = 0.5


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    if not session.has("onCancelWorkItems"):
        raise NotApplicableError("it has no onCancelWorkItems, so PDG cancels whole cooks only")
    jobs = context.jobs
    first, second, third = session.add([jobs.endless(0), jobs.brief(1, 1.0), jobs.endless(2)])
    network = session.session.context
    alone = time.monotonic() + _ALONE
    result = session.cook_until(
        lambda: jobs.runs(0) and (jobs.runs(1) or time.monotonic() > alone),
        lambda: cancel_items(network, [first, third]),
        "three items, two to be cancelled",
    )
    require(jobs.runs(0), "the item to be cancelled never ran")
    assert_ended(session, result)
    states = [result.states[item.name] for item in (first, second, third)]
    for state in (states[0], states[2]):
        require(state == "CookedCancel", "the cancelled item ended as {}".format(state))
    require(states[1] == "CookedSuccess", "the other item ended as {}".format(states[1]))
    # A job that is left in a queue begins once there is room.
    wait_until(lambda: False, _LATER)
    assert_jobs_ended(session, 3, context.patience / 2)
    return "two items were cancelled and their jobs ended; the other one cooked"
