"""A static cook hands the whole graph to onScheduleStatic, with what each item waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError
from pdgstandin.playing.context import last_line

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "a static cook calls onScheduleStatic without an error"
MEANING = "A cook of a static graph ends with an error before anything is submitted."
ORDER = 176


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    if not session.has("onScheduleStatic"):
        raise NotApplicableError("it has no onScheduleStatic, which is optional")
    session.add([context.jobs.good(n) for n in range(2)])
    session.add([context.jobs.good(2)], after="work", name="next")
    session.cook("without asking for single items", static=True)
    calls = session.calls("onScheduleStatic")
    context.check(calls, "onScheduleStatic was not called")
    for one in session.raised():
        context.error(last_line(one["trace"]))
    return "onScheduleStatic was called {} times".format(len(calls))
