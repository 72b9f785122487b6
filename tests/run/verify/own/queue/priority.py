"""One slot, and a node of high priority behind one of low priority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "jobs of a higher priority start first"
MEANING = "Urgent frames wait for all others."


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open(values={"cq_slots": 1})
    jobs = context.jobs
    items = []
    for start, name, priority in ((0, "later", 10), (4, "urgent", 90)):
        specs = [
            ItemSpec(index=number, command=jobs.brief(start + number, 0.4)) for number in range(4)
        ]
        items += session.add_items(specs, name=name, parms={"cq_priority": priority})
    assert_cooked(session, session.cook("nodes of two priorities"), items)
    began = [jobs.began(number) for number in range(8)]
    # The first one may have begun before the urgent ones were in the queue.
    context.check(
        max(began[4:]) < max(began[:4]), "the last job of low priority began before urgent ones"
    )
    return "urgent jobs began first"
