"""The cook is cancelled while a job runs and other items wait; then the node cooks again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import with_troubles
from pdgstandin.playing.cancelling import cancel_cook
from pdgstandin.playing.jobs import lives, wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "cancelling the cook ends every job and every item"
MEANING = "The farm goes on with a cook that nobody waits for."
ORDER = 100
SECONDS = 5

_MANY = range(20, 32)  # the numbers of more jobs than there are machines
_SHELL = 19  # of a job that begins with the first one, and ends before it
_TO_END = 0.2  # of the patience, in which jobs are ended where that does not wait for one of them
_WAITS = 8.0  # seconds that each takes, more than is waited below: onTick comes after onStopCook


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    count = cancel_cook(session, "items of a cook that is cancelled")
    _cook_again(context, session, count)
    _cancel_stubborn(context)
    return "the cook ended with its {} items, and no job goes on".format(count)


def _cook_again(context: ScenarioContext, session: SchedulerSession, count: int) -> None:
    """Cook the same items by jobs that take no time: what was cancelled is over."""
    for number in range(count):
        context.jobs.good(number)
    session.dirty()
    result = session.cook("the node again, after its cook was cancelled")
    items = session.items_of("work")
    ended = ["{} ended as {}".format(one.name, result.states[one.name]) for one in items]
    context.check(
        all(one.state.name == "CookedSuccess" for one in items),
        with_troubles(
            "the node cooked again after its cook was cancelled: {}; set the state of a cook "
            "anew in onStartCook".format(", ".join(ended)),
            session,
        ),
    )


def _cancel_stubborn(context: ScenarioContext) -> None:
    """Cancel jobs that ignore SIGTERM, have a child, or wait for a machine."""
    session = context.open("stubborn")
    real, jobs = context.real_jobs, context.jobs
    session.add([real.command("stubborn", "", "stubborn", ["child", 12.0])], name="stubborn")
    session.add([jobs.brief(_SHELL, 11.5, mark=True)], name="shell")
    session.add([jobs.brief(number, _WAITS, mark=True) for number in _MANY], name="many")
    cancelled: list[float] = []

    def begun() -> bool:
        return any("child" in one for one in real.runs("stubborn"))

    if not context.generated and not session.has("onStopCook"):
        return

    def cancel() -> None:
        cancelled.append(time.time() - context.clock.advanced)
        session.session.cancel()

    result = session.cook_until(begun, cancel, "jobs that ignore SIGTERM")
    if result.timed_out or not begun():
        return
    pids = [pid for one in real.runs("stubborn") for pid in (one["pid"], one["child"])]
    gone = wait_until(lambda: not any(lives(pid) for pid in pids), 6.0)
    context.check(
        gone,
        "6 s after the cook was cancelled a job that ignores SIGTERM, or the process it started, "
        "is still running",
    )
    limit = cancelled[0] + _TO_END * context.patience
    ended = [number for number in (_SHELL, *_MANY) if jobs.ended(number) > limit]
    context.check(
        not ended,
        "{} jobs were left to run until they ended by themselves, more than {:.0f} s after the "
        "cook was cancelled: onStopCook ends jobs, and waits for none".format(
            len(ended), limit - cancelled[0]
        ),
    )
    # A queue needs a moment to hear of it; what waits in one that does not runs for seconds yet.
    wait_until(lambda: not any(jobs.alive(number) for number in _MANY), 4.0)
    # A job that began as the cook was cancelled may leave its trace a moment later.
    wait_until(lambda: False, 1.0)
    known = [len(jobs.runs(number)) for number in _MANY]
    wait_until(lambda: False, 1.0)
    alive = [number for number in _MANY if jobs.alive(number)]
    later = [len(jobs.runs(number)) for number in _MANY]
    context.check(
        not alive and later == known,
        "after the cook was cancelled {} of its jobs still ran, and {} that had waited in the "
        "queue began".format(len(alive), sum(later) - sum(known)),
    )
