"""What onSchedule calls fails for one of three items; what onTick starts fails for a while.

Then what threads of the scheduler start fails.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any, Callable

from pdgstandin.playing.assertions import assert_ended, require
from pdgstandin.playing.faults import MARK, Fault, full_disk, no_process
from pdgstandin.playing.jobs import wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "an error in a callback fails its item or the cook, visibly, and nothing else"
MEANING = "One full disk or one bad command hangs the cook of everybody's frames."
ORDER = 180

_TICKS = 3  # that fail; PDG's patience is longer, and so is a farm's that tries again

_ENDED = ("CookedFail", "CookedCancel")

_IN_SCHEDULE: tuple[tuple[Any, str, Callable[[], BaseException]], ...] = (
    (None, "createJobDirsAndSerializeWorkItems", full_disk),
    (None, "expandCommandTokens", lambda: RuntimeError(MARK)),
    (os, "makedirs", full_disk),
    (subprocess, "Popen", no_process),
)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    seen = []
    for owner, name, error in _IN_SCHEDULE:
        if _fail_item(context, name, owner, error):
            seen.append(name)
    _fail_item(context, "", None, None)
    if _fail_threads(context):
        seen.append("Popen in a thread")
    if _fail_ticks(context):
        seen.append("Popen in onTick")
    _lose_logs(context)
    return "contained: {} and a command that cannot be split".format(", ".join(seen) or "nothing")


def _fail_ticks(context: ScenarioContext) -> bool:
    """Let programs that onTick starts fail a few times; items still end, or the cook says why."""
    session = context.open()
    if not session.has("onTick"):
        return False
    jobs = context.jobs
    items = session.add([jobs.good(0), jobs.good(1)])
    fault = Fault(session, "onTick", most=_TICKS)
    with fault.in_place_of(subprocess, "Popen", no_process()):
        result = session.cook("while programs that onTick starts fail")
    if fault.hits:
        assert_ended(session, result)
        states = {result.states[item.name] for item in items}
        require(
            states == {"CookedSuccess"} or session.errors,
            "programs that onTick started failed {} times, the items ended as {}, and nobody is "
            "told why".format(fault.hits, ", ".join(sorted(states))),
        )
    session.close()
    return bool(fault.hits)


def _fail_threads(context: ScenarioContext) -> bool:
    """Let programs that threads of the scheduler start fail; their items end all the same."""
    session = context.open()
    jobs = context.jobs
    items = session.add([jobs.good(0), jobs.good(1)])
    fault = Fault(session, "onSchedule", most=_TICKS, in_threads=True)
    with fault.in_place_of(subprocess, "Popen", no_process()):
        result = session.cook("while programs that threads start fail")
    if fault.hits:
        assert_ended(session, result)
        states = {result.states[item.name] for item in items}
        require(
            states == {"CookedSuccess"} or session.troubles(),
            "programs that threads of the scheduler started failed {} times, the items ended as "
            "{}, and nobody is told why".format(fault.hits, ", ".join(sorted(states))),
        )
    session.close()
    return bool(fault.hits)


def _lose_logs(context: ScenarioContext) -> None:
    """Make the folder of the logs vanish while a job runs that fails, as on a full disk."""
    session = context.open("lost logs")
    jobs = context.jobs
    (item,) = session.add([jobs.fails_later(9, 0.8)])

    def lose() -> None:
        logs = os.path.join(session.scheduler.tempDir(True), "logs")
        if os.path.isdir(logs):
            os.rename(logs, logs + " lost")
            # A file in its place: the folder cannot be made again.
            with open(logs, "w", encoding="utf-8"):
                pass

    result = session.cook_until(lambda: jobs.runs(9), lose, "while the folder of the logs is lost")
    assert_ended(session, result)
    raised = [one["text"] for one in session.raised()]
    if raised:
        context.judge(
            "a job failed after the folder of the logs had vanished: {}".format(raised[0])
        )
    if result.reached and jobs.runs(9):
        context.check(
            result.states[item.name] in _ENDED,
            "a job failed after the folder of the logs had vanished, and its item ended as "
            "{}".format(result.states[item.name]),
        )
    session.close()


def _fail_item(
    context: ScenarioContext, name: str, owner: Any, error: Callable[[], BaseException] | None
) -> bool:
    """Let the second of three items fail; without `error` by a command no shell can split."""
    session = context.open()
    python = session.python
    jobs = context.jobs
    before = [len(jobs.runs(number)) for number in range(3)]
    items = session.add([jobs.good(0), jobs.good(1) if error else "'never closed", jobs.good(2)])
    what = "{} failed in onSchedule".format(name) if error else "the command has an open quote"
    if error is None:
        result = session.cook("a command that cannot be split")
    else:
        fault = Fault(session, "onSchedule", items[1])
        with fault.in_place_of(python if owner is None else owner, name, error()):
            result = session.cook("while {} fails for one item".format(name))
        if not fault.hits:
            session.close()
            return False
    _assert_contained(session, result, items, what, quiet=error is None)
    for number in (0, 2):
        runs = len(jobs.runs(number)) - before[number]
        require(
            runs <= 1 and (runs or not result.reached),
            "{} for one item, and the command of another ran {} times".format(what, runs),
        )
    session.close()
    return True


def _assert_contained(
    session: SchedulerSession, result: Any, items: list[Any], what: str, *, quiet: bool
) -> None:
    assert_ended(session, result)
    states = [result.states[item.name] for item in items]
    shown = "{}: the items ended as {}".format(what, ", ".join(states))
    require(states[1] in _ENDED or not result.reached, shown)
    require(
        states[0] == states[2] == "CookedSuccess" or not result.reached,
        shown + "\n" + "\n".join(session.troubles()[:3]),
    )
    told = session.troubles() or list(getattr(items[1], "logMessages", ()))
    require(quiet or told, what + ", the item failed, and nobody is told why")
    jobs = session.context.jobs
    gone = wait_until(lambda: not any(jobs.alive(number) for number in range(3)), 2.0)
    require(gone, what + ", and a job goes on after the cook")
