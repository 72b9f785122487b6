"""More items than machines: the scheduler may be busy or defer, and takes all in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.cancelling import cook_many

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "more items than it takes at once all cook, and it is not busy for ever"
MEANING = "A large graph stops half-way and waits for ever."
ORDER = 110


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    count = cook_many(session, first=0)
    busy = len(session.told("tick", result="SchedulerBusy"))
    return "{} items cooked; it was busy on {} ticks".format(count, busy)
