"""More items than machines: the scheduler may be busy or defer, and takes all in the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.cancelling import SHORT, cook_many
from pdgstandin.playing.engine import reported_durations

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "more items than it takes at once all cook, and it is not busy for ever"
MEANING = "A large graph stops half-way and waits for ever."
ORDER = 110
SECONDS = 3

_QUEUED = 0.6  # seconds an item is said to cook before its job begins, on a slow machine
_BEFORE, _FEW = 2, 3  # jobs that had their turn meanwhile; items that it happens to


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    cooking: dict[str, float] = {}

    def listen(kind: str, _time: float, facts: dict[str, Any]) -> None:
        if kind == "state" and str(facts["new"]) == "Cooking":
            cooking.setdefault(str(facts["name"]), time.time() - context.clock.advanced)

    session.session.recorder.listen(listen)
    reported = reported_durations(session.session.context)
    count = cook_many(session, first=0)
    early = _too_early(context, session, cooking)
    if len(early) >= _FEW:
        context.judge(
            "{} of {} items showed as cooking while their jobs waited for others: "
            "onWorkItemStartCook is for the moment at which the job begins".format(
                len(early), count
            )
        )
    if context.clock.advanced:
        reported.clear()  # those times are by a clock that jumped meanwhile
    # When each job would have begun by the time that is reported for it.
    offset = time.time() - time.monotonic()
    said = {name: when + offset - seconds for name, (seconds, when) in reported.items()}
    early = _too_early(context, session, said)
    if len(early) >= _FEW:
        context.judge(
            "the times reported for {} of {} items count what their jobs waited for others: "
            "cook_duration is the time that the job ran".format(len(early), count)
        )
    busy = len(session.told("tick", result="SchedulerBusy"))
    return "{} items cooked; it was busy on {} ticks".format(count, busy)


def _too_early(
    context: ScenarioContext, session: SchedulerSession, starts: dict[str, float]
) -> list[str]:
    """Return the items whose jobs waited in a queue at their `starts`, by the system's clock."""
    items = session.items_of("left") + session.items_of("right")
    began = [context.jobs.began(number) for number in range(len(items))]
    early = []
    for item, start in zip(items, began):
        since = starts.get(item.name, start)
        before = [one for one in began if since < one < start - SHORT]
        if start - since > _QUEUED and len(before) >= _BEFORE:
            early.append(item.name)
    return early
