"""Stories of cooks that go to their end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pdg
from pdg._release import since

from pdgstandin.scenarios.verdict import NotApplicableError, demand

if TYPE_CHECKING:
    from pdgstandin.scenarios.stage import Act, Stage
    from pdgstandin.session import CookResult

__all__ = ["STORIES", "demand_all_cooked", "demand_in_time", "start_and_stop"]

_SHORT = 0.25  # seconds of a job: longer than a tick, so that the next ones have to wait
_FEWEST, _MOST = 12, 24
_WAITING = ("Scheduled", "Cooking", "Waiting", "Uncooked", "Dirty")


def demand_in_time(act: Act, result: CookResult) -> None:
    """Go on only if the cook ended by itself."""
    unfinished = [
        "{} is {}".format(name, state) for name, state in result.states.items() if state in _WAITING
    ]
    demand(
        not result.timed_out,
        "the cook had not ended after {:.0f} s: {}".format(
            act.stage.patience, _with_troubles(", ".join(unfinished[:5]) or "all items had", act)
        ),
    )


def demand_all_cooked(act: Act, result: CookResult, items: list[Any]) -> None:
    """Go on only if the cook ended by itself with `items` cooked, each run once since then."""
    demand_in_time(act, result)
    for item in items:
        state = result.states[item.name]
        demand(
            state == "CookedSuccess",
            _with_troubles("{} ended as {}".format(item.name, state), act),
        )
    demand(result.reached, _with_troubles("the cook was cancelled or aborted", act))


def demand_runs(act: Act, count: int, times: int) -> None:
    """Go on only if each of the first `count` commands ran that often."""
    for number in range(count):
        runs = len(act.stage.jobs.runs(number))
        demand(
            runs == times,
            "the command of item {} ran {} times in place of {}".format(number, runs, times),
        )


def _with_troubles(text: str, act: Act) -> str:
    troubles = act.troubles()[:5]
    return "\n".join([text, *troubles])


def start_and_stop(act: Act) -> None:
    """Call onStartCook, and onSetupCook where the release does."""
    started = [act.call("onStartCook", False, [])]
    if since(20, 5):
        started.append(act.call("onSetupCook"))
    for outcome in started:
        demand(outcome.error is None, "\n".join(act.troubles()))


def tick_before_item(stage: Stage) -> str:
    """The callback is called before the first item and after onStopCook."""
    act = stage.open()
    if not act.has("onTick"):
        raise NotApplicableError("it has no onTick")
    start_and_stop(act)
    answers = [_tick(act, "before the first onSchedule")]
    act.call("onStopCook", *((False,) if since(18, 0) else ()))
    answers.append(_tick(act, "after onStopCook"))
    return "onTick answered {} and {}".format(*answers)


def _tick(act: Act, when: str) -> str:
    outcome = act.call("onTick")
    demand(outcome.error is None, "onTick {} raised: {}".format(when, "".join(act.troubles()[-1:])))
    demand(
        outcome.value is None or isinstance(outcome.value, pdg.tickResult),
        "onTick {} returned {!r}, which is no pdg.tickResult".format(when, outcome.value),
    )
    return str(outcome.value)


def item_succeeds(stage: Stage) -> str:
    """Three items, and one that waits for them."""
    act = stage.open()
    items = act.add([stage.jobs.good(number) for number in range(3)])
    items += act.add([stage.jobs.good(3)], after="work", name="next")
    result = act.cook("4 items that succeed")
    demand_all_cooked(act, result, items)
    demand_runs(act, 4, 1)
    return "4 items cooked in {:.1f} s, each command ran once".format(result.seconds)


def item_fails(stage: Stage) -> str:
    """One of three items fails, and another waits for all of them."""
    act = stage.open()
    jobs = stage.jobs
    work = act.add([jobs.good(0), jobs.bad(1), jobs.good(2)])
    (after,) = act.add([jobs.good(3)], after="work", name="next")
    result = act.cook("an item that fails")
    demand_in_time(act, result)
    states = [result.states[item.name] for item in work]
    demand(jobs.runs(1), "the command of the item that fails never ran")
    demand(
        states[1] == "CookedFail",
        "its command ended with exit code 3, but the item ended as {}".format(states[1]),
    )
    demand(
        states[0] == states[2] == "CookedSuccess",
        "the items beside the failed one ended as {} and {}".format(states[0], states[2]),
    )
    demand(not jobs.runs(3), "an item ran although the one before it had failed")
    demand(
        result.states[after.name] != "CookedSuccess",
        "an item cooked although the one before it had failed",
    )
    return "the item failed, those beside it cooked, the one after it did not run"


def scheduler_busy(stage: Stage) -> str:
    """More items than machines: the scheduler may be busy or defer, and takes all in the end."""
    act = stage.open()
    count = _cook_many(act, first=0)
    busy = len(act.told("tick", result="SchedulerBusy"))
    return "{} items cooked; it was busy on {} ticks".format(count, busy)


def deferred_once(stage: Stage) -> str:
    """Two items, then more than there are machines: each runs once, and is reported once."""
    act = stage.open()
    few = act.add([stage.jobs.brief(number, _SHORT) for number in range(2)], name="few")
    demand_all_cooked(act, act.cook("2 items"), few)
    count = len(few) + _cook_many(act, first=len(few))
    demand_runs(act, count, 1)
    late = act.told("late")
    demand(
        not late,
        "{} reports came for items that had ended, the first for {}: {}".format(
            len(late), late[0]["name"] if late else "", late[0]["report"] if late else ""
        ),
    )
    deferred = [
        call for call in act.calls("onSchedule") if str(call["result"]).endswith("Deferred")
    ]
    return "{} items ran once each; onSchedule deferred {} times".format(count, len(deferred))


def _cook_many(act: Act, first: int) -> int:
    """Cook items, their jobs numbered from `first`; give how many."""
    count = min(_MOST, max(_FEWEST, 2 * (os.cpu_count() or 1) + 2))
    jobs = act.stage.jobs
    items = act.add([jobs.brief(first + number, _SHORT) for number in range(count)])
    demand_all_cooked(act, act.cook("{} items".format(count)), items)
    return count


def second_cook(stage: Stage) -> str:
    """The same node cooks four times; in the third an item fails."""
    act = stage.open()
    items = act.add([stage.jobs.good(number) for number in range(3)])
    for number, fails in enumerate((False, False, True, False), 1):
        stage.jobs.bad(1) if fails else stage.jobs.good(1)
        act.session.context.graph.dirty(False)
        before = len(act.told("late"))
        result = act.cook("for the {}. time".format(number))
        demand_in_time(act, result)
        states = [result.states[item.name] for item in items]
        wanted = ["CookedSuccess", "CookedFail" if fails else "CookedSuccess", "CookedSuccess"]
        demand(
            states == wanted,
            "in cook {} the items ended as {}\n{}".format(
                number, ", ".join(states), "\n".join(act.troubles()[:5])
            ),
        )
        demand_runs(act, 3, number)
        late = act.told("late")[before:]
        demand(not late, "cook {} had reports of items of another: {}".format(number, late[:1]))
    return "4 cooks of 3 items, each command ran once in each"


STORIES = (
    tick_before_item,
    item_succeeds,
    item_fails,
    scheduler_busy,
    deferred_once,
    second_cook,
)
