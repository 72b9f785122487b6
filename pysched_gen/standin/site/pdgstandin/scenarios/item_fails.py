"""One of three items fails, and another waits for all of them.

Two more have nothing to do with it; their turn comes on later ticks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_ended, require

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "an item whose command fails is failed, and nothing after it runs"
MEANING = "A crashed render passes for a finished one, and the next step works on missing files."
ORDER = 80


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open(values={"pdg_maxitems": 2})
    jobs = context.jobs
    work = session.add([jobs.good(0), jobs.bad(1), jobs.good(2)])
    (after,) = session.add([jobs.good(3)], after="work", name="next")
    session.add([jobs.good(4)], name="aside")
    (aside,) = session.add([jobs.good(5)], after="aside", name="later")
    result = session.cook("an item that fails")
    assert_ended(session, result)
    states = [result.states[item.name] for item in work]
    require(jobs.runs(1), "the command of the item that fails never ran")
    context.check(
        len(jobs.runs(1)) == 1,
        "the command of the item that fails ran {} times, and nobody asked for a retry".format(
            len(jobs.runs(1))
        ),
    )
    require(
        states[1] == "CookedFail",
        "its command ended with exit code 3, but the item ended as {}".format(states[1]),
    )
    require(
        states[0] == states[2] == "CookedSuccess",
        "the items beside the failed one ended as {} and {}".format(states[0], states[2]),
    )
    require(
        result.states[aside.name] == "CookedSuccess",
        "an item that does not wait for the failed one ended as {}: one failure is no reason to "
        "end the cook".format(result.states[aside.name]),
    )
    require(not jobs.runs(3), "an item ran although the one before it had failed")
    require(
        result.states[after.name] != "CookedSuccess",
        "an item cooked although the one before it had failed",
    )
    return "the item failed, those beside it cooked, the one after it did not run"
