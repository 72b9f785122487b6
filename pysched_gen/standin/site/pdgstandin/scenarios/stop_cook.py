"""The callback onStopCook is called twice before, at the start of, during and after a cook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked, require
from pdgstandin.playing.cancelling import cancel_cook
from pdgstandin.playing.engine import since

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "onStopCook works in every phase of a cook, and twice"
MEANING = "Pressing Escape at the wrong moment leaves an error, or jobs, behind."
ORDER = 140


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    _stop_twice(session, "before the first cook")
    session.start_cook()
    _stop_twice(session, "right after onStartCook")
    items = session.add([context.jobs.good(3)], name="first")
    assert_cooked(session, session.cook("an item"), items)
    _stop_twice(session, "after a cook")
    cancel_cook(session, "items of a cook that is stopped")
    _stop_twice(session, "after a cancelled cook")
    require(not session.errors, "\n".join(session.troubles()))
    return "onStopCook was called {} times".format(len(session.calls("onStopCook")))


def _stop_twice(session: SchedulerSession, when: str) -> None:
    for cancel in (True, True, False):
        outcome = session.call("onStopCook", *((cancel,) if since(18, 0) else ()))
        require(
            outcome.error is None,
            "onStopCook(cancel={}) {} raised: {}".format(
                cancel, when, "".join(session.troubles()[-1:])
            ),
        )
