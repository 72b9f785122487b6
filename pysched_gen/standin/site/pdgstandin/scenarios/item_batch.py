"""A batch of three items is one job, which runs them in turn; in another the second item fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError, assert_ended
from pdgstandin.playing.engine import since
from pdgstandin.spec import ItemSpec, SubItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "a batch runs its items, and fails where one of them does"
MEANING = "Frames in batches are never rendered and pass for done."
ORDER = 79


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    if not since(19, 0):
        raise NotApplicableError("jobs report by the name of their item before 19.0")
    session = context.open("batch, \u00e9")
    jobs, real = context.jobs, context.real_jobs
    session.add([real.command("look")], name="look")
    good = ItemSpec(index=0, batch=[SubItemSpec(index=n, command=jobs.good(n)) for n in range(3)])
    batch = session.add_items([good], name="good")[0]
    commands = (jobs.good(3), jobs.bad(4), jobs.good(5))
    broken = ItemSpec(
        index=0,
        batch=[SubItemSpec(index=n, command=text) for n, text in enumerate(commands)],
    )
    failing = session.add_items([broken], name="failing")[0]
    result = session.cook("batches")
    assert_ended(session, result)
    runs = real.runs("look")
    if not context.generated and runs and "PDG_ITEM_ID" not in runs[0]["environment"]:
        raise NotApplicableError("jobs have none of PDG's variables")
    ran = [len(jobs.runs(number)) for number in range(3)]
    context.check(
        ran == [1, 1, 1] and result.states[batch.name] == "CookedSuccess",
        "a batch of 3 ended as {}, and its commands ran {} times".format(
            result.states[batch.name], ran
        ),
    )
    context.check(
        result.states[failing.name] == "CookedFail",
        "the second item of a batch failed, and the batch ended as {}".format(
            result.states[failing.name]
        ),
    )
    return "a batch ran its 3 items, and another failed with its second one"
