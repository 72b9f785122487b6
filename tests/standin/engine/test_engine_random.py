"""Whatever the graph and whatever the scheduler answers: every item ends once, in order."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from networks import Network, pdg

if TYPE_CHECKING:
    from collections.abc import Iterator

R, T = pdg.scheduleResult, pdg.tickResult
ENDS = ["CookedSuccess", "CookedCache", "CookedFail", "CookedCancel"]
GOOD = ENDS[:2]
ANSWERS = ["at once", "later", "in a thread", "fail", "fail later", "cancel", "defer", "none"]
RESULTS = {"at once": R.CookSucceeded, "fail": R.CookFailed, "cancel": R.CookCanceled}


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Draw nodes in a row, whose items and parts of batches wait for items before them."""
    graph: dict[str, list[dict[str, Any]]] = {}
    before: list[str] = []
    for level in range(draw(st.integers(1, 4))):
        some = st.lists(st.sampled_from(before), max_size=3) if before else st.just([])
        items = []
        for _ in range(draw(st.integers(1, 4))):
            item: dict[str, Any] = {"dependsOn": draw(some), "priority": draw(st.integers(0, 2))}
            kind = draw(st.sampled_from(["regular", "regular", "nothing", "partition", "batch"]))
            if kind in ("nothing", "partition"):
                item["command"] = ""
            if kind == "partition":
                item["partition"] = draw(some)
            if kind == "batch":
                parts = st.builds(lambda needs: {"command": "part", "dependsOn": needs}, some)
                item["batch"] = draw(st.lists(parts, min_size=1, max_size=3))
                item["activation"] = draw(st.sampled_from(["All", "First", "Any"]))
            items.append(item)
        graph[f"n{level}"] = items
        before += [f"n{level}:{place}" for place in range(len(items))]
    return graph


class Farm:
    """Answers in turn as `plan` says, and reports later what it has put off."""

    def __init__(self, plan: Iterator[str]) -> None:
        self.plan = plan
        self.queue: list[tuple[str, int]] = []
        self.threads: list[Any] = []
        self.network: Any = None

    def on_schedule(self, scheduler: Any, item: Any) -> Any:
        answer = next(self.plan, "at once")
        if answer == "defer":
            return R.Deferred
        if answer in ("later", "fail later", "none"):
            self.queue.append((answer, item.id))
        if answer == "in a thread":
            report = scheduler.workItemSucceeded
            self.threads.append(self.network.later(lambda: report(item.id, -1, 0.0)))
        return None if answer == "none" else RESULTS.get(answer, R.Succeeded)

    def on_tick(self, scheduler: Any) -> Any:
        if self.queue:
            answer, item_id = self.queue.pop()
            scheduler.workItemStartCook(item_id, -1)
            if answer == "fail later":
                scheduler.workItemFailed(item_id, -1)
            else:
                scheduler.workItemSucceeded(item_id, -1, 0.0)
        return T.SchedulerReady


@settings(max_examples=150)
@given(graph=graphs(), plan=st.lists(st.sampled_from(ANSWERS), max_size=12))
def test_every_item_ends_once_and_after_what_it_waits_for(
    graph: dict[str, Any], plan: list[str]
) -> None:
    farm = Farm(iter(plan))
    with tempfile.TemporaryDirectory() as folder:
        made = Network(graph, Path(folder), onSchedule=farm.on_schedule, onTick=farm.on_tick)
        farm.network = made
        result = made.cook()
        made.session.close()
    for thread in farm.threads:
        thread.join()
    assert not result.timed_out
    assert result.reached
    assert made.told("late") == []
    check_ends(made)
    check_order(made)


def check_ends(made: Network) -> None:
    """Every item has at most one end, and none is left on the way."""
    ends: dict[int, list[str]] = {}
    for event in made.told("state"):
        ends.setdefault(event["id"], []).append(event["new"])
    for item in made.context.graph._by_id.values():
        reached = [state for state in ends[item.id] if state in ENDS]
        assert len(reached) == (0 if item.state.name == "Uncooked" else 1)
        if item.state.name == "Uncooked":
            assert any(other.state.name not in GOOD for other in waits_for(item))


def waits_for(item: Any) -> list[Any]:
    whole = item.batchParent or item
    parts = whole.batchItems if whole.isBatch else []
    return [other for one in (whole, *parts) for other in one.dependencies]


def check_order(made: Network) -> None:
    """Nothing is scheduled before what it waits for, or again after its end."""
    done: set[str] = set()
    ended: set[str] = set()
    by_name = made.context.graph._by_name
    for event in made.events:
        if event["kind"] == "state" and event["new"] in ENDS:
            ended.add(event["name"])
            if event["new"] in GOOD:
                done.add(event["name"])
        if event["kind"] == "ready":
            item = by_name[event["name"]]
            assert {other.name for other in item.dependencies} <= done
            assert item.name not in ended
