"""A parameter for retries is 2: one job fails always, another the first time only.

Its second run takes a while, in which nothing that the first has left may count as its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError, assert_ended
from pdgstandin.playing.settings import numbers_named, with_settings
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "a job that fails is run again as often as the parameter says"
MEANING = "A broken frame keeps a machine busy for ever, or one that fails by chance is lost."
ORDER = 84

_RETRIES = 2
_SECOND = 2
_A_WHILE = 0.6  # seconds; most schedulers look at a job more often
_NAMES = ("retries", "maxretries", "retrycount", "numretries")


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    names = numbers_named(context, _NAMES)
    if len(names) != 1:
        raise NotApplicableError("it has no parameter for retries")
    session, parms = with_settings(context, {names[0]: _RETRIES}, "")
    jobs = context.jobs
    commands = (jobs.bad(0), jobs.second_try(1, _A_WHILE))
    specs = [ItemSpec(index=index, command=command) for index, command in enumerate(commands)]
    bad, better = session.add_items(specs, parms=parms)
    result = session.cook_until(
        lambda: len(jobs.runs(0)) > _RETRIES + 2, session.session.cancel, "jobs that fail"
    )
    runs = len(jobs.runs(0))
    context.check(
        runs <= _RETRIES + 1,
        "{} is {}, and the command of {} ran {} times".format(names[0], _RETRIES, bad.name, runs),
    )
    if runs > _RETRIES + 1:
        return ""
    assert_ended(session, result)
    if runs <= _RETRIES:
        context.judge(
            "{} is {}, and a job that always failed ran {} times".format(names[0], _RETRIES, runs)
        )
        return ""
    good = len(jobs.runs(1))
    context.check(
        good <= _SECOND,
        "a job succeeded at its second run, and was run {} times: only those that fail are run "
        "again".format(good),
    )
    context.check(
        result.states[bad.name] == "CookedFail",
        "a job failed {} times, and its item ended as {}".format(runs, result.states[bad.name]),
    )
    context.check(
        result.states[better.name] == "CookedSuccess",
        "a job succeeded at its second run, and its item ended as {}".format(
            result.states[better.name]
        ),
    )
    return "a job that failed ran {} times".format(runs)
