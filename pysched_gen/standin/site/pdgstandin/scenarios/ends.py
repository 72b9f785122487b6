"""Stories of what ends early, and of what must not be there afterwards."""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING, Any

import pdg
from pdg._release import since

from pdgstandin.scenarios.cooks import demand_all_cooked, demand_in_time, start_and_stop
from pdgstandin.scenarios.jobs import wait_until
from pdgstandin.scenarios.kept import ways_to
from pdgstandin.scenarios.leftovers import child_processes, listening_ports, threads
from pdgstandin.scenarios.verdict import NotApplicableError, demand

if TYPE_CHECKING:
    from pdgstandin.scenarios.stage import Act, Stage

__all__ = ["STORIES"]

# A scheduler that waits for its job in onSchedule cannot end it, but has to go on afterwards. One
# that does not wait has to end it well before it would end by itself.
_JOB = 4.0
_TO_END = 2.5
# A scheduler may have one slot only; the second job begins after the first one then.
_ALONE = 5.0
_UNDER_WAY = ("Scheduled", "Cooking", "Waiting")


def item_cancelled(stage: Stage) -> str:
    """One of two items is cancelled while its job runs."""
    act = stage.open()
    if not act.has("onCancelWorkItems"):
        raise NotApplicableError("it has no onCancelWorkItems, so PDG cancels whole cooks only")
    jobs = stage.jobs
    first, second = act.add([jobs.endless(0), jobs.brief(1, 1.0)])
    alone = time.monotonic() + _ALONE
    result = act.cook_until(
        lambda: jobs.runs(0) and (jobs.runs(1) or time.monotonic() > alone),
        first.cancel,
        "two items, one to be cancelled",
    )
    demand(jobs.runs(0), "the item to be cancelled never ran")
    demand_in_time(act, result)
    states = [result.states[item.name] for item in (first, second)]
    demand(states[0] == "CookedCancel", "the cancelled item ended as {}".format(states[0]))
    demand(states[1] == "CookedSuccess", "the other item ended as {}".format(states[1]))
    _demand_ended(act, 1)
    return "the item was cancelled and its job ended; the other one cooked"


def cook_cancelled(stage: Stage) -> str:
    """The cook is cancelled while a job runs and other items wait."""
    act = stage.open()
    count = _cancel_cook(act, "items of a cook that is cancelled")
    return "the cook ended with its {} items, and no job goes on".format(count)


def _cancel_cook(act: Act, what: str) -> int:
    jobs = act.stage.jobs
    items = act.add([jobs.brief(number, _JOB) for number in range(3)])
    result = act.cook_until(lambda: jobs.runs(0), act.session.cancel, what)
    demand(jobs.runs(0), "no item ran before the cook was over\n" + "\n".join(act.troubles()))
    demand_in_time(act, result)
    for item in items:
        state = result.states[item.name]
        demand(state not in _UNDER_WAY, "{} is still {}".format(item.name, state))
    _demand_ended(act, len(items))
    return len(items)


def _demand_ended(act: Act, count: int) -> None:
    """Go on only if the first `count` jobs end, well before they would by themselves."""
    jobs = act.stage.jobs

    def alive() -> list[int]:
        return [pid for number in range(count) for pid in jobs.alive(number)]

    wait_until(lambda: not alive(), _TO_END)
    demand(
        not alive(),
        "{} s after the end {} of the jobs were still running".format(_TO_END, len(alive())),
    )


def stop_cook(stage: Stage) -> str:
    """The callback onStopCook is called twice before, at the start of, during and after a cook."""
    act = stage.open()
    _stop_twice(act, "before the first cook")
    start_and_stop(act)
    _stop_twice(act, "right after onStartCook")
    items = act.add([stage.jobs.good(3)], name="first")
    demand_all_cooked(act, act.cook("an item"), items)
    _stop_twice(act, "after a cook")
    _cancel_cook(act, "items of a cook that is stopped")
    _stop_twice(act, "after a cancelled cook")
    demand(not act.session.errors, "\n".join(act.troubles()))
    return "onStopCook was called {} times".format(len(act.calls("onStopCook")))


def _stop_twice(act: Act, when: str) -> None:
    for cancel in (True, True, False):
        outcome = act.call("onStopCook", *((cancel,) if since(18, 0) else ()))
        demand(
            outcome.error is None,
            "onStopCook(cancel={}) {} raised: {}".format(
                cancel, when, "".join(act.troubles()[-1:])
            ),
        )


def nothing_left(stage: Stage) -> str:
    """A node is deleted after a cook, another after a cancelled cook."""
    known_threads, known_ports = set(threads()), listening_ports()

    def left() -> list[str]:
        new_threads = [name for ident, name in threads().items() if ident not in known_threads]
        found = ["thread {}".format(name) for name in new_threads]
        found += ["server on port {}".format(port) for port in listening_ports() - known_ports]
        return found + [
            "process {}: {}".format(pid, command) for pid, command in child_processes().items()
        ]

    act = stage.open()
    items = act.add([stage.jobs.good(number) for number in range(3, 6)])
    demand_all_cooked(act, act.cook("3 items"), items)
    act.close()
    other = stage.open()
    _cancel_cook(other, "items of a cook that is cancelled")
    other.close()
    stage.phase("waiting for threads, servers and processes to end")
    wait_until(lambda: not left(), stage.patience / 2)
    remains = left()
    demand(not remains, "after onStop there were left:\n{}".format("\n".join(remains)))
    return "no thread, server or process was left"


def no_item_kept(stage: Stage) -> str:
    """After the cook nothing that the instance or its modules hold leads to a work item."""
    act = stage.open()
    jobs = stage.jobs
    act.add([jobs.good(0), jobs.bad(1), jobs.good(2)])
    demand_in_time(act, act.cook("3 items, of which one fails"))
    gc.collect()
    ways = ways_to(pdg.WorkItem, act.scheduler._python)
    for name, module in _modules_of(act):
        ways += ways_to(pdg.WorkItem, module.__dict__, name)
    demand(
        not ways, "kept after the cook: {}; keep the id in its place".format(", ".join(ways[:5]))
    )
    return "neither the instance nor its modules hold a work item"


def _modules_of(act: Act) -> list[tuple[str, Any]]:
    """Give the modules that the classes of the scheduler are in, PDG's own left out."""
    names = [cls.__module__ for cls in type(act.scheduler._python).__mro__]
    return [
        (name, sys.modules[name])
        for name in dict.fromkeys(names)
        if name.startswith("pdg.types.") and name in sys.modules
    ]


STORIES = (item_cancelled, cook_cancelled, stop_cook, nothing_left, no_item_kept)
