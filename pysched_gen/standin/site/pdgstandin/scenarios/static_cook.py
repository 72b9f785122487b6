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

_LULL = 1.0  # seconds; a scheduler may leave a static cook to a farm of its own


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    if not session.has("onScheduleStatic"):
        raise NotApplicableError("it has no onScheduleStatic, which is optional")
    session.add([context.jobs.good(n) for n in range(2)])
    session.add([context.jobs.good(2)], after="work", name="next")
    idle: list[float] = []

    def look() -> bool:
        """Tell whether it was called, and nothing has come of that for a while."""
        if not session.calls("onScheduleStatic") or not session.is_idle():
            idle.clear()
            return False
        idle.append(context.clock.monotonic())
        return idle[-1] - idle[0] > _LULL

    session.cook_until(look, session.session.cancel, "without asking for single items", static=True)
    calls = session.calls("onScheduleStatic")
    context.check(calls, "onScheduleStatic was not called")
    for one in session.raised():
        context.error(last_line(one["trace"]))
    return "onScheduleStatic was called {} times".format(len(calls))
