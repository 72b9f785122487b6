"""Jobs end by exit codes, by a signal, with much output, late, and after they have reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_ended
from pdgstandin.playing.jobs import wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "every way a job can end is told apart"
MEANING = "A crashed render passes for a finished one, or one that prints much never ends."
ORDER = 77
SECONDS = 5


_REST = 5.0  # seconds
_LONGER = 3.3  # seconds: more than all other jobs here that are waited for
_CODES = (1, 2, 3, 126, 127, 128, 137, 255)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open("endings, \u00e9")
    real = context.real_jobs
    wanted = {}
    for code in _CODES:
        (item,) = session.add(["exit {}".format(code)], name="exit{}".format(code))
        wanted[item.name] = ("CookedFail", "exit code {}".format(code))
    (item,) = session.add(["kill -9 $$"], name="killed")
    wanted[item.name] = ("CookedFail", "SIGKILL")
    (item,) = session.add([real.command("much", "", ["write", 10.0])], name="much")
    wanted[item.name] = ("CookedSuccess", "10 MB of output that is no text")
    (item,) = session.add(["echo no licence yet >&2; echo done"], name="complains")
    wanted[item.name] = ("CookedSuccess", "exit code 0 and words on its standard error")
    (item,) = session.add(["sleep {}; true".format(_LONGER)], name="longer")
    wanted[item.name] = ("CookedSuccess", "exit code 0 after {} s".format(_LONGER))
    (item,) = session.add(["cat"], name="reads")
    wanted[item.name] = ("CookedSuccess", "the end of its standard input")
    late = real.command("late", "", "late_reports", "foreign_report")
    (item,) = session.add([late], name="late")
    wanted[item.name] = ("CookedSuccess", "reports of success, twice and before the end")
    result = session.cook("jobs that end in all ways")
    assert_ended(session, result)
    # A job that said itself that its item is done may be the last that runs; nobody waits for it.
    wait_until(lambda: not real.any_alive(), _REST)
    for name, (state, how) in wanted.items():
        context.check(
            result.states[name] == state,
            "a job that ends with {}: its item ended as {}".format(how, result.states[name]),
        )
    negative = [item.name for item in session.items_of("much") if item.cookDuration < 0]
    context.check(not negative, "the time of a job is negative: {}".format(", ".join(negative)))
    durations = [item.cookDuration for item in session.items_of("much")]
    if durations == [0.0]:
        context.note("the time of a job that worked is 0")
    return "{} ways to end were told apart".format(len(wanted))
