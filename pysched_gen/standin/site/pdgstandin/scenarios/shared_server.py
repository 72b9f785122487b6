"""A job starts a server that outlives it and reports that; the cook ends, another is cancelled.

Then there are two servers: one is ended, the other has ended by itself.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import NotApplicableError, assert_ended, require
from pdgstandin.playing.context import last_line
from pdgstandin.playing.jobs import lives, wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "a server that a job has started is known, and ended with its cook"
MEANING = "Simulation trackers run on for ever, and clients do not find theirs."
ORDER = 175


_NAME = "tracker 1"
_OTHERS = ("tracker 2", "tracker 3")
_TO_END = 0.2  # of the patience, in which a server is ended
_LONG = 8.0  # seconds of a job that is cancelled


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open("servers")
    if not session.has("onSharedServerStarted") and not session.has("endSharedServer"):
        raise NotApplicableError("it has no callback for shared servers")
    real = context.real_jobs
    session.add([real.command("server", "", ["server", _NAME])], name="begin")
    (after,) = session.add([context.jobs.brief(0, 0.3)], after="begin", name="use")
    known: list[str] = []
    gone: list[int] = []

    def look() -> bool:
        gone.extend(_ended_too_early(context))
        known.extend(str(name) for name in session.scheduler.getSharedServers())
        return False

    result = session.cook_until(look, lambda: None, "a job that starts a server")
    assert_ended(session, result)
    runs = real.runs("server")
    require(runs, "the job that starts a server never began; {}".format(session.troubles()[:3]))
    if not context.generated and "PDG_RESULT_SERVER" not in runs[0]["environment"]:
        raise NotApplicableError("jobs have none of PDG's variables")
    require(not runs[0]["errors"], "; ".join(runs[0]["errors"]))
    pid = int(runs[0]["server"])
    for one in session.raised():
        context.error(one["text"])
    context.check(
        _NAME in known,
        "a job started the server {!r} and reported it, and getSharedServers() did not have it: "
        "call self.setSharedServerInfo(args['name'], args) in onSharedServerStarted".format(_NAME),
    )
    context.check(
        pid not in gone,
        "the server {!r} of a job had ended while a job behind it ran: a server is for the whole "
        "cook, until onStopCook".format(_NAME),
    )
    if lives(pid) and session.has("endSharedServer") and _NAME in known:
        wait_until(lambda: not lives(pid), _TO_END * context.patience)
        context.check(
            not lives(pid),
            "the server {!r} of a job runs on after its cook: end each of getSharedServers() in "
            "onStopCook".format(_NAME),
        )
    outcome = session.call("endSharedServer", _NAME)
    context.check(
        outcome.error is None, "endSharedServer raised: {}".format(last_line(outcome.trace))
    )
    if not lives(pid) and _NAME in session.scheduler.getSharedServers():
        context.judge(
            "endSharedServer has ended {!r}, and getSharedServers() still has it: call "
            "self.clearSharedServerInfo, or clients look for a server that is gone".format(_NAME)
        )
    if lives(pid):
        os.kill(pid, 9)
    del after
    if session.has("endSharedServer"):
        if _NAME in known and pid not in gone:
            _cancel(context, session)
        _play_two(context, session)
    return "the server was known and ended"


def _ended_too_early(context: ScenarioContext) -> list[int]:
    """Return the servers that have ended while the job behind them runs."""
    if not context.jobs.alive(0):
        return []
    servers = [int(one["server"]) for one in context.real_jobs.runs("server") if "server" in one]
    ended = [pid for pid in servers if not lives(pid)]
    # The job may have ended since, with the cook and the server.
    return ended if context.jobs.alive(0) else []


def _cancel(context: ScenarioContext, session: SchedulerSession) -> None:
    """Cancel a cook whose first job has started a server, while the job behind it runs."""
    jobs, real = context.jobs, context.real_jobs
    jobs.brief(0, _LONG)
    session.dirty()
    before, ran = len(real.runs("server")), len(jobs.runs(0))
    result = session.cook_until(
        lambda: len(jobs.runs(0)) > ran, session.session.cancel, "a job that starts a server, again"
    )
    pids = [int(one["server"]) for one in real.runs("server")[before:] if "server" in one]
    if not result.timed_out:
        gone = wait_until(lambda: not any(map(lives, pids)), _TO_END * context.patience)
        context.check(
            gone,
            "a cook was cancelled, and the server {!r} that one of its jobs had started runs on: "
            "end each of getSharedServers() in onStopCook, whatever it is told".format(_NAME),
        )
    for pid in pids:
        if lives(pid):
            os.kill(pid, 9)


def _play_two(context: ScenarioContext, session: SchedulerSession) -> None:
    """End one of two servers, and then the other, which is gone already."""
    processes = [subprocess.Popen(["/bin/sleep", "600"]) for _ in _OTHERS]
    try:
        for name, process in zip(_OTHERS, processes):
            session.call("onSharedServerStarted", _facts(name, process.pid))
        known = set(session.scheduler.getSharedServers())
        if not known.issuperset(_OTHERS):
            context.judge(
                "two servers were reported, and getSharedServers() has {}: each is kept by its "
                "name".format(sorted(known) or "none")
            )
            return
        _check_facts(context, session, _facts(_OTHERS[0], processes[0].pid))
        _end_one(context, session, processes)
        _end_gone(context, session, processes[1])
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _facts(name: str, pid: int) -> dict[str, Any]:
    """Return what a job reports of a server that it has started."""
    return {"name": name, "pid": pid, "host": "localhost", "port": 9, "proto_type": "custom"}


def _check_facts(context: ScenarioContext, session: SchedulerSession, told: dict[str, Any]) -> None:
    """Tell where a job that asks for a server does not get to know where it is."""
    kept = session.scheduler.getSharedServerInfo(told["name"])
    lost = [key for key in ("host", "port") if str(kept.get(key)) != str(told[key])]
    if lost:
        context.judge(
            "a job reported {} of the server {!r}, and getSharedServerInfo() has it otherwise: "
            "clients do not find it; hand all of `args` to self.setSharedServerInfo".format(
                " and ".join("{} {}".format(key, told[key]) for key in lost), told["name"]
            )
        )


def _end_one(
    context: ScenarioContext, session: SchedulerSession, processes: list[subprocess.Popen[bytes]]
) -> None:
    name, other = _OTHERS
    outcome = session.call("endSharedServer", name)
    ended = wait_until(lambda: processes[0].poll() is not None, 10.0)
    if not ended:
        context.judge("endSharedServer({!r}) did not end the process of the server".format(name))
    elif outcome.error is None and not outcome.value:
        context.judge(
            "endSharedServer ended {!r} and answers {!r}: True says that it has".format(
                name, outcome.value
            )
        )
    if processes[1].poll() is not None or other not in session.scheduler.getSharedServers():
        context.judge(
            "endSharedServer({!r}) ended {!r}, too, or made getSharedServers() forget it".format(
                name, other
            )
        )


def _end_gone(
    context: ScenarioContext, session: SchedulerSession, process: subprocess.Popen[bytes]
) -> None:
    process.kill()
    process.wait()
    outcome = session.call("endSharedServer", _OTHERS[1])
    if outcome.error is not None:
        context.judge(
            "endSharedServer raised for a server that has ended by itself: {}".format(
                last_line(outcome.trace)
            )
        )
    elif _OTHERS[1] in session.scheduler.getSharedServers():
        context.judge(
            "a server has ended by itself, and after endSharedServer getSharedServers() still has "
            "it: clients look for a server that is gone"
        )
