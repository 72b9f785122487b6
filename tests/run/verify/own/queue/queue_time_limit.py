"""A node has a Time Limit of a second, and a job that takes ten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_ended
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "a job over its time limit is killed, and its item fails"
MEANING = "A frame that hangs keeps its machine for ever."


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    jobs = context.jobs
    spec = ItemSpec(index=0, command=jobs.brief(0, 10.0))
    (item,) = session.add_items([spec], parms={"cq_timelimit": 1.0})
    result = session.cook("a job that takes too long")
    assert_ended(session, result)
    state = result.states[item.name]
    context.check(state == "CookedFail", f"after the limit of 1 s the item ended as {state}")
    return "the job was killed"
