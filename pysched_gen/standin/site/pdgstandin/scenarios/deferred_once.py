"""Two items, then more than there are machines: each runs once, and is reported once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked, assert_runs, require
from pdgstandin.playing.cancelling import cook_many

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "an item that was deferred is scheduled once in the end"
MEANING = "Frames render twice, and two jobs write the same file."
ORDER = 120
SECONDS = 3


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    few = session.add([context.jobs.brief(number, 0.25) for number in range(2)], name="few")
    assert_cooked(session, session.cook("2 items"), few)
    count = len(few) + cook_many(session, first=len(few))
    assert_runs(session, count, 1)
    late = session.told("late")
    require(
        not late,
        "{} reports came for items that had ended, the first for {}: {}".format(
            len(late), late[0]["name"] if late else "", late[0]["report"] if late else ""
        ),
    )
    deferred = [
        call for call in session.calls("onSchedule") if str(call["result"]).endswith("Deferred")
    ]
    return "{} items ran once each; onSchedule deferred {} times".format(count, len(deferred))
