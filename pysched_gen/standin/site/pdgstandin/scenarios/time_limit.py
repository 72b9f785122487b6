"""A parameter for the time of jobs is 2: one job takes longer, another does not.

A third takes longer and ignores SIGTERM, as renderers do that save first. Others, each of which is
short, run one after the other for longer than that.

What such a number counts is said by its help: the scenario is for those that count seconds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import NotApplicableError, assert_ended
from pdgstandin.playing.jobs import wait_until
from pdgstandin.playing.settings import help_of, numbers_named, with_settings
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "a job over its time limit is killed, and its item fails"
MEANING = "One frame that hangs keeps its machine until somebody looks."
ORDER = 85
SECONDS = 6

# A scheduler may look after its jobs every ten seconds only; one that kills them ends them well
# before they would end by themselves.
_LIMIT, _LONG = 2, 18.0
_LINKS, _LINK = 5, 0.5
_CHAINS = (10, 20)  # the second for a machine that was busy; such a fault is seen in both
_NAMES = ("timelimit", "maxtime", "maxruntime", "joblimit")
_SAYS = re.compile(r"\bseconds? after which an? (job|task|(work )?item) is (killed|ended)\b")
_TO_END = (
    0.2  # of the patience, that a farm has to end what a job started, once its item has failed
)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    names = numbers_named(context, _NAMES, _SAYS)
    if len(names) != 1:
        raise NotApplicableError("it has no parameter for the time of a job")
    if "second" not in help_of(context, names[0]).lower():
        raise NotApplicableError("the help of {} speaks of no seconds".format(names[0]))
    session, parms = with_settings(context, {names[0]: _LIMIT}, "")
    jobs = context.jobs
    specs = [
        # The shell of this one has the job as its child.
        ItemSpec(index=0, command=jobs.brief(0, _LONG) + "; exit $?"),
        ItemSpec(index=1, command=jobs.good(1)),
        ItemSpec(index=2, command="trap '' TERM; sleep {}; true".format(_LONG)),
    ]
    long, short, stubborn = session.add_items(specs, parms=parms)
    last = _add_chain(context, session, parms, _CHAINS[0])
    assert_ended(session, session.cook("a job over its time limit"))
    if _state(session, last) != "CookedSuccess":
        last = _add_chain(context, session, parms, _CHAINS[1])
        assert_ended(session, session.cook("short jobs once more"))
    context.check(
        long.state.name != "CookedSuccess",
        "{} is {} s, and a job of {:.0f} s ended as {}".format(
            names[0], _LIMIT, _LONG, long.state.name
        ),
    )
    if long.state.name == "CookedFail":
        context.check(
            wait_until(lambda: not jobs.alive(0), _TO_END * context.patience),
            "{} is {} s, and what a job over it had started still ran {:.0f} s after its item had "
            "failed: end all processes of the job, not its shell alone".format(
                names[0], _LIMIT, _TO_END * context.patience
            ),
        )
    context.check(
        short.state.name == "CookedSuccess",
        "{} is {} s, and a job that takes none ended as {}".format(
            names[0], _LIMIT, short.state.name
        ),
    )
    context.check(
        _state(session, last) == "CookedSuccess",
        "{} is {} s, and of {} jobs of {} s one after the other the last ended as {}: the time of "
        "a job begins with that job".format(names[0], _LIMIT, _LINKS, _LINK, _state(session, last)),
    )
    if stubborn.state.name == "CookedSuccess" != long.state.name:
        context.judge(
            "{} is {} s, and a job of {:.0f} s that ignores SIGTERM ended as CookedSuccess: kill "
            "it where asking is of no use".format(names[0], _LIMIT, _LONG)
        )
    return "the job over its limit ended as {}".format(long.state.name)


def _add_chain(
    context: ScenarioContext, session: SchedulerSession, parms: dict[str, Any], first: int
) -> str:
    """Add nodes of a short job each, one after the other; return the name of the last."""
    name = ""
    for number in range(first, first + _LINKS):
        before, name = name, "link{}".format(number)
        spec = ItemSpec(index=number, command=context.jobs.brief(number, _LINK))
        session.add_items([spec], after=before, name=name, parms=parms)
    return name


def _state(session: SchedulerSession, node: str) -> str:
    (item,) = session.items_of(node)
    return str(item.state.name)
