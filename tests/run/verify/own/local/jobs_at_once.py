"""More items than Jobs at Once cook; then the parameter is changed, and they cook again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "as many jobs run at once as the parameter says, in each cook"
MEANING = "One workstation starts a hundred renders, or only one."


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open(values={"localrunner_maxjobs": 1})
    jobs = context.jobs
    items = session.add([jobs.brief(number, 0.4) for number in range(4)])
    for limit in (1, 3):
        session.scheduler["localrunner_maxjobs"] = limit
        session.dirty()
        most = [0]

        def look(most: list[int] = most) -> bool:
            most[0] = max(most[0], sum(len(jobs.alive(number)) for number in range(4)))
            return False

        assert_cooked(session, session.cook_until(look, lambda: None, "four items"), items)
        context.check(most[0] <= limit, f"Jobs at Once is {limit}, and {most[0]} ran at once")
        context.check(limit == 1 or most[0] > 1, f"Jobs at Once is {limit}, and 1 ran at once")
    return "1 job at once, then up to 3"
