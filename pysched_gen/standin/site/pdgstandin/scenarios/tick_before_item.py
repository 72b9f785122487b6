"""The callback is called before the first item and after onStopCook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdg

from pdgstandin.playing.assertions import NotApplicableError, require
from pdgstandin.playing.engine import since

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "onTick works before the first onSchedule and after onStopCook"
MEANING = "The cook fails before the first item is submitted, or reports an error as it ends."
ORDER = 60
SINCE = "18.0"


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    if not session.has("onTick"):
        raise NotApplicableError("it has no onTick")
    session.start_cook()
    answers = [_tick(session, "before the first onSchedule")]
    session.call("onStopCook", *((False,) if since(18, 0) else ()))
    answers.append(_tick(session, "after onStopCook"))
    return "onTick answered {} and {}".format(*answers)


def _tick(session: SchedulerSession, when: str) -> str:
    outcome = session.call("onTick")
    require(
        outcome.error is None, "onTick {} raised: {}".format(when, "".join(session.troubles()[-1:]))
    )
    require(
        outcome.value is None or isinstance(outcome.value, pdg.tickResult),
        "onTick {} returned {!r}, which is no pdg.tickResult".format(when, outcome.value),
    )
    return str(outcome.value)
