"""More items than machines: the scheduler may be busy or defer, and takes all in the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.cancelling import SHORT, cook_many

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "more items than it takes at once all cook, and it is not busy for ever"
MEANING = "A large graph stops half-way and waits for ever."
ORDER = 110
SECONDS = 3

_QUEUED = 0.6  # seconds an item shows as cooking before its job begins, on a slow machine
_BEFORE, _FEW = 2, 3  # jobs that had their turn meanwhile; items that it happens to


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    cooking: dict[str, float] = {}

    def listen(kind: str, _time: float, facts: dict[str, Any]) -> None:
        if kind == "state" and str(facts["new"]) == "Cooking":
            cooking.setdefault(str(facts["name"]), time.time() - context.clock.advanced)

    session.session.recorder.listen(listen)
    count = cook_many(session, first=0)
    _check_started(context, session, cooking)
    busy = len(session.told("tick", result="SchedulerBusy"))
    return "{} items cooked; it was busy on {} ticks".format(count, busy)


def _check_started(
    context: ScenarioContext, session: SchedulerSession, cooking: dict[str, float]
) -> None:
    """Tell where items show as cooking while their jobs wait in a queue."""
    items = session.items_of("left") + session.items_of("right")
    began = [context.jobs.began(number) for number in range(len(items))]
    early = []
    for item, start in zip(items, began):
        since = cooking.get(item.name, start)
        before = [one for one in began if since < one < start - SHORT]
        if start - since > _QUEUED and len(before) >= _BEFORE:
            early.append(item.name)
    if len(early) >= _FEW:
        context.judge(
            "{} of {} items showed as cooking while their jobs waited for others: "
            "onWorkItemStartCook is for the moment at which the job begins".format(
                len(early), len(items)
            )
        )
