"""What onStartCook calls fails, one thing after the other, each in a new node."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any, Callable

from pdgstandin.playing.assertions import NotApplicableError, assert_ended, require
from pdgstandin.playing.faults import MARK, Fault, full_disk, no_process

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "where onStartCook cannot do its work the cook fails and says why"
MEANING = "Nothing is submitted and the artist is not told what is wrong."
ORDER = 130

# What each fault replaces: an owner (None: the scheduler itself), a name, what it raises.
_IN_START_COOK: tuple[tuple[Any, str, Callable[[], BaseException]], ...] = (
    (None, "setWorkingDir", full_disk),
    (None, "startCallbackServer", no_process),
    (None, "_copyJobSupportFiles", full_disk),
    (os, "makedirs", full_disk),
    (subprocess, "Popen", no_process),
)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    seen = [
        name for owner, name, error in _IN_START_COOK if _fail_start(context, owner, name, error)
    ]
    if not seen:
        raise NotApplicableError("onStartCook calls nothing that can be made to fail")
    return "errors of {} were shown".format(", ".join(seen))


def _fail_start(
    context: ScenarioContext, owner: Any, name: str, error: Callable[[], BaseException]
) -> bool:
    session = context.open()
    python = session.python
    if owner is None and not hasattr(python, name):
        return False
    (item,) = session.add([context.jobs.good(0)])
    before = len(context.jobs.runs(0))
    fault = Fault(session, "onStartCook")
    with fault.in_place_of(python if owner is None else owner, name, error()):
        result = session.cook("while {} fails in onStartCook".format(name))
    if fault.hits:
        assert_ended(session, result)
        ran = len(context.jobs.runs(0)) > before
        require(
            ran or any(MARK in text for text in session.errors + session.warnings),
            "{} failed in onStartCook and the cook ended without telling why; it told: {}".format(
                name, "; ".join(session.troubles()) or "nothing"
            ),
        )
        state = result.states[item.name]
        require(
            ran or state != "CookedSuccess",
            "{} failed in onStartCook, the command never ran, and its item cooked".format(name),
        )
    session.close()
    return bool(fault.hits)
