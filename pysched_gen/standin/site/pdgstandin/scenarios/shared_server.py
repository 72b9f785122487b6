"""A job starts a server that outlives it and reports that; the cook ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError, assert_ended, require
from pdgstandin.playing.context import last_line
from pdgstandin.playing.jobs import lives, wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "a server that a job has started is known, and ended with its cook"
MEANING = "Simulation trackers run on for ever, and clients do not find theirs."
ORDER = 175


_NAME = "tracker 1"


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open("servers")
    if not session.has("onSharedServerStarted") and not session.has("endSharedServer"):
        raise NotApplicableError("it has no callback for shared servers")
    real = context.real_jobs
    session.add([real.command("server", "", ["server", _NAME])], name="begin")
    (after,) = session.add([context.jobs.brief(0, 0.3)], after="begin", name="use")
    known: list[str] = []

    def look() -> bool:
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
    if lives(pid) and session.has("endSharedServer") and _NAME in known:
        wait_until(lambda: not lives(pid), 2.0)
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
    return "the server was known and ended"
