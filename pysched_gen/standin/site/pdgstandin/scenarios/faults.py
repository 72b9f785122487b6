"""Stories in which something fails under a callback, in what PDG or the system does for it."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
from typing import TYPE_CHECKING, Any, Callable, Iterator

from pdgstandin.scenarios.cooks import demand_in_time
from pdgstandin.scenarios.jobs import wait_until
from pdgstandin.scenarios.verdict import NotApplicableError, demand

if TYPE_CHECKING:
    from pdgstandin.scenarios.stage import Act, Stage

__all__ = ["STORIES"]

_MARK = "injected fault"
_ENDED = ("CookedFail", "CookedCancel")
_TICKS = 3  # that fail; PDG's patience is longer


class Fault:
    """Makes calls fail while a callback runs; `hits` says how often one did."""

    def __init__(self, act: Act, callback: str, item: Any = None, most: int = 1000) -> None:
        self.hits = 0
        self._most = most
        self._item = item
        self._active = False
        self._wrap_callback(act.scheduler._python, callback)

    def _wrap_callback(self, python: Any, callback: str) -> None:
        original = getattr(python, callback)

        def wrapped(*arguments: Any) -> Any:
            self._active = self._item is None or arguments[0] is self._item
            try:
                return original(*arguments)
            finally:
                self._active = False

        setattr(python, callback, wrapped)

    @contextlib.contextmanager
    def in_place_of(self, owner: Any, name: str, error: BaseException) -> Iterator[None]:
        """Let `owner.name` raise `error` while the callback runs."""
        original = getattr(owner, name)

        def failing(*arguments: Any, **keywords: Any) -> Any:
            if self._active and self.hits < self._most:
                self.hits += 1
                raise error
            return original(*arguments, **keywords)

        had = name in vars(owner)
        setattr(owner, name, failing)
        try:
            yield
        finally:
            setattr(owner, name, original) if had else delattr(owner, name)


def _full_disk() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device, " + _MARK)


def _no_process() -> OSError:
    return OSError(errno.EAGAIN, "Resource temporarily unavailable, " + _MARK)


# What each fault replaces: an owner (None: the scheduler itself), a name, what it raises.
_IN_START_COOK: tuple[tuple[Any, str, Callable[[], BaseException]], ...] = (
    (None, "setWorkingDir", _full_disk),
    (None, "startCallbackServer", _no_process),
    (None, "_copyJobSupportFiles", _full_disk),
    (os, "makedirs", _full_disk),
    (subprocess, "Popen", _no_process),
)
_IN_SCHEDULE: tuple[tuple[Any, str, Callable[[], BaseException]], ...] = (
    (None, "createJobDirsAndSerializeWorkItems", _full_disk),
    (None, "expandCommandTokens", lambda: RuntimeError(_MARK)),
    (os, "makedirs", _full_disk),
    (subprocess, "Popen", _no_process),
)


def start_cook_fails(stage: Stage) -> str:
    """What onStartCook calls fails, one thing after the other, each in a new node."""
    seen = [name for owner, name, error in _IN_START_COOK if _fail_start(stage, owner, name, error)]
    if not seen:
        raise NotApplicableError("onStartCook calls nothing that can be made to fail")
    return "errors of {} were shown".format(", ".join(seen))


def _fail_start(stage: Stage, owner: Any, name: str, error: Callable[[], BaseException]) -> bool:
    act = stage.open()
    python = act.scheduler._python
    if owner is None and not hasattr(python, name):
        return False
    (item,) = act.add([stage.jobs.good(0)])
    before = len(stage.jobs.runs(0))
    fault = Fault(act, "onStartCook")
    with fault.in_place_of(python if owner is None else owner, name, error()):
        result = act.cook("while {} fails in onStartCook".format(name))
    if fault.hits:
        demand_in_time(act, result)
        ran = len(stage.jobs.runs(0)) > before
        demand(
            ran or any(_MARK in text for text in act.session.errors + act.session.warnings),
            "{} failed in onStartCook and the cook ended without telling why; it told: {}".format(
                name, "; ".join(act.troubles()) or "nothing"
            ),
        )
        state = result.states[item.name]
        demand(
            ran or state != "CookedSuccess",
            "{} failed in onStartCook, the command never ran, and its item cooked".format(name),
        )
    act.close()
    return bool(fault.hits)


def exceptions_contained(stage: Stage) -> str:
    """What onSchedule calls fails for one of three items; what onTick starts fails for a while."""
    seen = []
    for owner, name, error in _IN_SCHEDULE:
        if _fail_item(stage, name, owner, error):
            seen.append(name)
    _fail_item(stage, "", None, None)
    if _fail_ticks(stage):
        seen.append("Popen in onTick")
    return "contained: {} and a command that cannot be split".format(", ".join(seen) or "nothing")


def _fail_item(
    stage: Stage, name: str, owner: Any, error: Callable[[], BaseException] | None
) -> bool:
    """Let the second of three items fail; without `error` by a command no shell can split."""
    act = stage.open()
    python = act.scheduler._python
    jobs = stage.jobs
    before = [len(jobs.runs(number)) for number in range(3)]
    items = act.add([jobs.good(0), jobs.good(1) if error else "'never closed", jobs.good(2)])
    what = "{} failed in onSchedule".format(name) if error else "the command has an open quote"
    if error is None:
        result = act.cook("a command that cannot be split")
    else:
        fault = Fault(act, "onSchedule", items[1])
        with fault.in_place_of(python if owner is None else owner, name, error()):
            result = act.cook("while {} fails for one item".format(name))
        if not fault.hits:
            act.close()
            return False
    _demand_contained(act, result, items, what, quiet=error is None)
    for number in (0, 2):
        runs = len(jobs.runs(number)) - before[number]
        demand(
            runs <= 1 and (runs or not result.reached),
            "{} for one item, and the command of another ran {} times".format(what, runs),
        )
    act.close()
    return True


def _demand_contained(act: Act, result: Any, items: list[Any], what: str, *, quiet: bool) -> None:
    demand_in_time(act, result)
    states = [result.states[item.name] for item in items]
    shown = "{}: the items ended as {}".format(what, ", ".join(states))
    demand(states[1] in _ENDED or not result.reached, shown)
    demand(
        states[0] == states[2] == "CookedSuccess" or not result.reached,
        shown + "\n" + "\n".join(act.troubles()[:3]),
    )
    told = act.troubles() or list(getattr(items[1], "logMessages", ()))
    demand(quiet or told, what + ", the item failed, and nobody is told why")
    jobs = act.stage.jobs
    gone = wait_until(lambda: not any(jobs.alive(number) for number in range(3)), 2.0)
    demand(gone, what + ", and a job goes on after the cook")


def _fail_ticks(stage: Stage) -> bool:
    """Let programs that onTick starts fail a few times; items still end, or the cook says why."""
    act = stage.open()
    if not act.has("onTick"):
        return False
    jobs = stage.jobs
    items = act.add([jobs.good(0), jobs.good(1)])
    fault = Fault(act, "onTick", most=_TICKS)
    with fault.in_place_of(subprocess, "Popen", _no_process()):
        result = act.cook("while programs that onTick starts fail")
    if fault.hits:
        demand_in_time(act, result)
        states = {result.states[item.name] for item in items}
        demand(
            states == {"CookedSuccess"} or act.session.errors,
            "programs that onTick started failed {} times, the items ended as {}, and nobody is "
            "told why".format(fault.hits, ", ".join(sorted(states))),
        )
    act.close()
    return bool(fault.hits)


STORIES = (start_cook_fails, exceptions_contained)
