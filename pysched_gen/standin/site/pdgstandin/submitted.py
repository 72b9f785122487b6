"""Submitting a graph as a job, as the button of a node does, and waiting for what became of it.

The job is `topcook.py` in a process that the scheduler's farm starts; it leaves a file beside the
graph file it has cooked. Where a process of this session ran it, and none is left, it is given up
at once; a job that runs elsewhere has none, and is waited for as long as the cook may take.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

from pdg._enums import workItemState
from pdg._submit import OUTCOME, submitGraphAsJob

from pdgstandin.session import CookResult

if TYPE_CHECKING:
    from pdgstandin.session import Session

__all__ = ["SubmitResult", "submit"]

_LOOK = 0.05
# What a job that ended gets to have its file seen.
_GRACE = 1.0


class SubmitResult(CookResult):
    """What became of a submitted graph; `submitted` is False where nothing was submitted."""

    __slots__ = ("submitted",)

    submitted: bool


def submit(session: Session, timeout: float | None = None) -> SubmitResult:
    """Submit the graph of `session` by its default scheduler; give what became of the items.

    An item that the job did not cook is not in the result. A scheduler that submits nothing is
    warned of: that is what `submitAsJob` of the base class does.
    """
    context = session.context
    errors, warnings, started = len(session.errors), len(session.warnings), context._clock()
    reached, timed_out, submitted = True, False, True
    states: dict[str, str] = {}
    try:
        uri, job = submitGraphAsJob({}, context.defaultScheduler)
    except RuntimeError:  # recorded
        reached = False
    else:
        context._record("submitted", uri=str(uri), job=str(job))
        if uri or job:
            told, timed_out = _wait(session, None if timeout is None else started + timeout)
            states = _apply(session, told)
            reached = bool(told.get("reached"))
        else:
            submitted = False
            context._record("warning", message="submitAsJob submitted nothing")
    result = SubmitResult(
        states,
        session.errors[errors:],
        session.warnings[warnings:],
        context._clock() - started,
        reached=reached,
        timed_out=timed_out,
    )
    result.submitted = submitted
    return result


def _wait(session: Session, end: float | None) -> tuple[dict[str, Any], bool]:
    """Give what the job told, {} where it told nothing, and whether the time was over."""
    context, pause = session.context, threading.Event()
    folder = context.defaultScheduler.workingDir(True) if context.defaultScheduler else ""
    path = "{}/{}.hip{}".format(folder, os.environ.get("HIPNAME") or "untitled", OUTCOME)
    last_seen = None
    while not os.path.exists(path):
        now = context._clock()
        if end is not None and now > end:
            context._error(
                "the time for the submitted job is over, and it has not told of its end",
                source="timeout",
            )
            return {}, True
        if _has_children():
            last_seen = now
        elif last_seen is not None and now - last_seen > _GRACE:
            context._error(
                "no process is left of the job that submitAsJob submitted, and it told nothing of "
                "the graph it was to cook",
                source="submitAsJob",
            )
            return {}, False
        pause.wait(_LOOK)
    with open(path, encoding="utf-8") as file:
        told: dict[str, Any] = json.load(file)
    return told, False


def _has_children() -> bool:
    """Tell whether a process of this one is running; True where the system does not say."""
    if not sys.platform.startswith("linux"):
        return True
    own = str(os.getpid())
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/{}/stat".format(name), encoding="utf-8", errors="replace") as file:
                state, parent = file.read().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if parent == own and state not in ("Z", "X"):
            return True
    return False


def _apply(session: Session, told: dict[str, Any]) -> dict[str, str]:
    """Take over the states that the job tells of; give those, by name of the item."""
    known = {state.name: state for state in workItemState}
    found: dict[str, str] = {}
    for entry in told.get("items", ()):
        item = session.context.graph.workItemByName(str(entry["name"]))
        state = known.get(str(entry["state"]))
        if item is None or state is None:
            continue
        session.context._record_state(item, item.state, state, "by the submitted job")
        item._state = state
        found[item.name] = state.name
    for message in told.get("errors", ()):
        session.context._error(str(message), source="submitted job")
    return found
