"""A parameter for the number of jobs is 1, then 3: items cook with each, in one node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError, assert_cooked
from pdgstandin.playing.settings import numbers_named, with_settings

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "as many jobs run at once as the parameter says, in each cook"
MEANING = "One workstation starts a hundred renders, or goes on with one after it was set to ten."
ORDER = 86
SECONDS = 4

_COUNT, _JOB = 4, 0.5
_NAMES = ("maxjobs", "maxprocs", "maxprocesses", "jobsatonce", "concurrentjobs")


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    names = numbers_named(context, _NAMES)
    if len(names) != 1:
        raise NotApplicableError("it has no parameter for the number of jobs at once")
    name = names[0]
    session, parms = with_settings(context, {name: 1}, "")
    if parms:
        raise NotApplicableError("{} is for each node, and a node has one item".format(name))
    jobs = context.jobs
    items = session.add([jobs.brief(number, _JOB) for number in range(_COUNT)])
    seen = []
    for limit in (1, 3):
        session.scheduler[name] = limit
        session.dirty()
        most = [0]

        def look(most: list[int] = most) -> bool:
            alive = sum(len(jobs.alive(number)) for number in range(_COUNT))
            most[0] = max(most[0], alive)
            return False

        result = session.cook_until(look, lambda: None, "{} items".format(_COUNT))
        assert_cooked(session, result, items)
        seen.append(most[0])
        context.check(
            most[0] <= limit, "{} is {}, and {} jobs ran at once".format(name, limit, most[0])
        )
    context.check(
        seen[1] > 1 or seen[0] > 1,
        "{} was 1 in the cook before and is 3, and 1 job ran at once: it is read once in the life "
        "of the node".format(name),
    )
    return "at most {} and {} jobs ran at once".format(*seen)
