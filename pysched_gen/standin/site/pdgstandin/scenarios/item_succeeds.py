"""Three items, and one that waits for them; then a job of one second after another."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import assert_cooked, assert_ended, assert_runs
from pdgstandin.playing.engine import reported_durations, reported_starts
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "an item whose command succeeds is cooked, and its command ran once"
MEANING = "Frames that are done show as waiting for ever, or as done that never ran."
ORDER = 70
SECONDS = 3

_STARTS = 2  # reports of one start: the scheduler's, and the job's own
_SLACK = 0.5  # seconds by which a farm may round
_QUEUED = ".Succeeded"  # what onSchedule answers where the end is reported later


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    items = session.add([context.jobs.good(number) for number in range(3)])
    items += session.add([context.jobs.good(3)], after="work", name="next")
    result = session.cook("4 items that succeed")
    assert_cooked(session, result, items)
    assert_runs(session, 4, 1)
    for one in session.raised():
        context.error(one["text"])
    _check_done_after_job(context)
    return "4 items cooked in {:.1f} s, each command ran once".format(result.seconds)


def _check_done_after_job(context: ScenarioContext) -> None:
    """Tell where an item is cooked while its job still runs: the next one begins too early."""
    session = context.open("slow")
    jobs = context.jobs
    session.add([jobs.brief(7, 1.0)], name="first")
    (item,) = session.add([jobs.brief(8, 1.0)], after="first", name="slow")
    offered = _note_offers(session, item)
    mark = os.path.join(context.working_dir, "made in this process")
    script = ItemSpec(index=0, cook_type="InProcess", script="open({!r}, 'w').close()".format(mark))
    (inside,) = session.add_items([script], name="inside")
    early: list[int] = []
    reported = reported_durations(session.session.context)
    starts = reported_starts(session.session.context)

    def look() -> bool:
        if item.state.name == "CookedSuccess":
            early.extend(jobs.alive(8))
        return False

    assert_ended(session, session.cook_until(look, lambda: None, "a job of one second"))
    early.extend(jobs.alive(8))
    context.check(not early, "the item was cooked while its job was still running")
    queued = [call for call in session.calls("onSchedule") if str(call["result"]).endswith(_QUEUED)]
    if queued and item.state.name == "CookedSuccess" and "Cooking" not in session.states(item.name):
        context.judge(
            "{} was never shown as cooking: call onWorkItemStartCook when its job begins".format(
                item.name
            )
        )
    if starts.get(item.name, 0) > _STARTS:
        context.judge(
            "onWorkItemStartCook came {} times for one job: it is for the moment at which the job "
            "begins".format(starts[item.name])
        )
    context.check(
        inside.state.name == "CookedSuccess" and os.path.exists(mark),
        "an item that is cooked in this process ended as {}, and its script did not run: only a "
        "scheduler whose onSchedule runs it calls self.setAcceptInProcess(True)".format(
            inside.state.name
        ),
    )
    if item.name in reported and offered:
        seconds, when = reported[item.name]
        _check_duration(context, item, seconds, when - offered[0])


def _note_offers(session: SchedulerSession, item: Any) -> list[float]:
    """Return a list that fills with when onSchedule is called for an item."""
    offered: list[float] = []
    original = session.python.onSchedule

    def on_schedule(one: Any) -> Any:
        if one is item:
            offered.append(time.monotonic())
        return original(one)

    session.python.onSchedule = on_schedule
    return offered


def _check_duration(context: ScenarioContext, item: Any, seconds: float, longest: float) -> None:
    """Tell where the time of a job of one second is none that it can have taken.

    PDG counts the time itself where none is reported: by onSchedule, or by the job.
    """
    context.check(
        seconds >= 0 and item.cookDuration >= 0,
        "onWorkItemSucceeded got {:.1f} s for a job of 1 s, which is negative".format(seconds),
    )
    context.check(
        seconds <= longest + _SLACK,
        "onWorkItemSucceeded got {:.1f} s for a job of 1 s whose item had been offered {:.1f} s "
        "before".format(seconds, longest),
    )
    if seconds == 0:
        context.judge("onWorkItemSucceeded got 0 s for a job of 1 s: give the time that it ran")
