"""Cancelling and pausing: whole cooks and single items, from callbacks and threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from networks import flat, make_networks, pdg
from networks import release as houdini

if TYPE_CHECKING:
    from collections.abc import Callable

    from networks import Network

    Make = Callable[..., Network]

__all__ = ["make_networks"]  # the fixture `network`

R, T = pdg.scheduleResult, pdg.tickResult
GOOD, FAIL, CANCEL, UNCOOKED = "CookedSuccess", "CookedFail", "CookedCancel", "Uncooked"


def queued(_self: Any, _item: Any) -> Any:
    return R.Succeeded


def cancel_in(callback: str, answer: Any) -> dict[str, Callable[..., Any]]:
    def cancel(self: Any, *_arguments: Any) -> Any:
        self.context.cancelCook()
        return answer

    return {callback: cancel}


@pytest.mark.parametrize(
    ("callback", "answer", "scheduled"),
    [
        ("onStartCook", True, 0),
        ("onSetupCook", None, 0),
        ("onTick", T.SchedulerReady, 0),
        ("onSchedule", R.Succeeded, 1),
    ],
)
def test_cook_may_be_cancelled_from_a_callback(
    network: Make, callback: str, answer: Any, scheduled: int
) -> None:
    made = network(flat(3), **{"onSchedule": queued, **cancel_in(callback, answer)})
    result = made.cook()
    assert not result.reached
    assert len(made.called("onSchedule")) == scheduled
    assert list(made.states().values()) == [CANCEL] * scheduled + [UNCOOKED] * (3 - scheduled)
    assert made.called("onStopCook")[-1] is True
    assert not made.context.cooking
    assert not made.context.canceling


@pytest.mark.parametrize("callback", ["onStopCook", "onStop", "onStart"])
def test_cancel_when_nothing_is_left_to_cancel_is_harmless(network: Make, callback: str) -> None:
    made = network(flat(2), **cancel_in(callback, True))
    assert made.cook().count(GOOD) == 2


def test_cook_is_cancelled_from_another_thread(network: Make) -> None:
    def on_schedule(self: Any, _item: Any) -> Any:
        if len(made.called("onSchedule")) == 3:
            threads.append(made.later(self.context.cancelCook))
        return R.Succeeded

    threads: list[Any] = []
    made = network(flat(3), values={"pdg_tickperiod": 15}, onSchedule=on_schedule)
    result = made.cook()
    assert not result.timed_out
    assert set(made.states().values()) == {CANCEL}


def test_canceling_is_seen_by_the_callbacks(network: Make) -> None:
    seen: list[bool] = []

    def on_stop_cook(self: Any, _cancel: bool) -> Any:
        seen.append(self.context.canceling)
        return True

    calls = {"onStopCook": on_stop_cook, **cancel_in("onSchedule", R.Succeeded)}
    made = network(flat(1), **calls)
    made.cook()
    assert seen == [True, True]


def test_scheduler_may_report_what_becomes_of_items_it_stops(network: Make) -> None:
    def on_stop_cook(self: Any, _cancel: bool) -> Any:
        self.workItemSucceeded(made.item("work:0").id, -1, 0.1)
        self.workItemCanceled(made.item("work:1").id, -1)
        return True

    def on_schedule(_self: Any, _item: Any) -> Any:
        if len(made.called("onSchedule")) == 3:
            made.context.cancelCook()
        return R.Succeeded

    made = network(flat(3), onStopCook=on_stop_cook, onSchedule=on_schedule)
    made.cook()
    assert list(made.states().values()) == [GOOD, CANCEL, CANCEL]


def test_timeout_cancels_the_cook_and_says_so(network: Make) -> None:
    made = network(flat(1), onSchedule=queued)
    result = made.cook(timeout=3.0)
    assert result.timed_out
    assert not result.reached
    assert result.errors == ["the time for this cook is over, it is cancelled"]
    assert made.states() == {"work:0": CANCEL}


def test_cancelled_cook_can_be_cooked_again(network: Make) -> None:
    answers = [R.Succeeded]

    def on_schedule(self: Any, _item: Any) -> Any:
        if answers:
            self.context.cancelCook()
            return answers.pop()
        return R.CookSucceeded

    made = network(flat(3), onSchedule=on_schedule)
    assert not made.cook().reached
    assert made.cook().succeeded


@pytest.mark.parametrize(("release", "called"), [((20, 5), False), ((21, 0), True)])
def test_item_under_way_is_cancelled_through_the_scheduler(
    network: Make, monkeypatch: pytest.MonkeyPatch, release: tuple[int, int], *, called: bool
) -> None:
    seen: list[Any] = []

    def on_schedule(_self: Any, item: Any) -> Any:
        if item.index == 1:
            made.item("work:0").cancel()
            return R.CookSucceeded
        return R.Succeeded

    made = network(
        {**flat(2), "after": [{"dependsOn": ["work:0"]}]},
        onSchedule=on_schedule,
        onCancelWorkItems=lambda _s, items, node: seen.append(([i.name for i in items], node.name)),
    )
    monkeypatch.setattr(houdini, "HOUDINI", release)
    assert made.cook().reached
    assert seen == ([([made.item("work:0").name], "work")] if called else [])
    assert made.states() == {"work:0": CANCEL, "work:1": GOOD, "after:0": UNCOOKED}


def test_items_are_cancelled_in_one_call_for_each_node(network: Make) -> None:
    seen: list[Any] = []

    def on_schedule(self: Any, _item: Any) -> Any:
        if len(made.called("onSchedule")) == 4:
            self.context._cancel_items([made.item(n) for n in ("a:0", "b:0", "a:1", "b:1")])
        return R.Succeeded

    made = network(
        {"a": [{}, {}], "b": [{}, {}]},
        onSchedule=on_schedule,
        onCancelWorkItems=lambda _s, items, node: seen.append((len(items), node.name)),
    )
    made.cook()
    assert seen == [(2, "a"), (2, "b")]


def test_item_that_no_scheduler_has_yet_is_cancelled_at_once(network: Make) -> None:
    def on_schedule(_self: Any, _item: Any) -> Any:
        made.item("work:1").cancel()
        return R.CookSucceeded

    seen: list[Any] = []
    made = network(
        flat(2),
        values={"pdg_maxitems": 1},
        onSchedule=on_schedule,
        onCancelWorkItems=lambda *a: seen.append(a),
    )
    made.cook()
    assert made.states() == {"work:0": GOOD, "work:1": CANCEL}
    assert seen == []


def test_cancelled_node_leaves_the_others_alone(network: Make) -> None:
    def on_schedule(_self: Any, item: Any) -> Any:
        if item.node.name == "a":
            made.context.graph.node("b").cancel()
        return R.CookSucceeded

    made = network(
        {"a": [{}], "b": [{}, {}], "c": [{}]},
        values={"pdg_maxitems": 1},
        onSchedule=on_schedule,
    )
    made.cook()
    assert list(made.states().values()) == [GOOD, CANCEL, CANCEL, GOOD]


def test_cancel_without_a_cook_does_nothing(network: Make) -> None:
    made = network(flat(1))
    made.item("work").cancel()
    made.context.cancelCook()
    made.context.pauseCook()
    assert made.cook().succeeded


def test_paused_cook_ends_with_what_is_under_way_and_goes_on_later(network: Make) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        if item.index == 1:
            self.context.pauseCook()
        made.later(lambda: self.workItemSucceeded(item.id, -1, 0.1))
        return R.Succeeded

    made = network(flat(5), values={"pdg_tickperiod": 0.01}, onSchedule=on_schedule)
    assert made.cook().reached
    assert list(made.states().values()) == [GOOD] * 2 + [UNCOOKED] * 3
    assert made.called("onStopCook") == [False]
    assert made.cook().succeeded
    assert len(made.called("onSchedule")) == 5


def blocked(network: Make, unblock: Callable[[Network], Any], **more: Any) -> Network:
    """Give a network that blocks on failed items, of which "work:0" fails once."""
    answers = [R.CookFailed]

    def on_tick(_self: Any) -> Any:
        if made.item("work:0").state.name == FAIL and len(made.called("onTick")) > 4:
            unblock(made)
        return T.SchedulerReady

    made = network(
        {**flat(2), "after": [{"dependsOn": ["work:0"]}]},
        values={"pdg_waitforfailures": 1},
        onSchedule=lambda _s, i: answers.pop() if answers and i.index == 0 else R.CookSucceeded,
        onTick=on_tick,
        **more,
    )
    return made


def test_cook_blocks_on_failed_items_until_it_is_cancelled(network: Make) -> None:
    made = blocked(network, lambda made: made.context.cancelCook())
    assert not made.cook().reached
    assert made.states() == {"work:0": FAIL, "work:1": GOOD, "after:0": UNCOOKED}


def test_cook_blocks_on_failed_items_until_they_are_retried(network: Make) -> None:
    made = blocked(
        network, lambda made: made.context._dirty([made.item("work:0")], remove_outputs=False)
    )
    assert made.cook().succeeded
    assert len(made.called("onSchedule")) == 4


def test_batch_is_retried_as_a_whole(network: Make) -> None:
    ends = [("workItemFailed", 1), ("workItemSucceeded", 0), ("workItemSucceeded", 1)]

    def on_schedule(self: Any, item: Any) -> Any:
        name, index = ends.pop(0)
        self.workItemStartCook(item.id, -1)
        if name == "workItemFailed":
            self.workItemFailed(item.id, -1)
        else:
            self.workItemSucceeded(item.id, index, 0.1)
            self.workItemSucceeded(item.id, -1, 0.1)
        return R.Succeeded

    def on_tick(_self: Any) -> Any:
        if made.item("work:1").state.name == FAIL:
            made.context._dirty([made.item("work:1")], remove_outputs=False)
        return T.SchedulerReady

    made = network(
        {"work": [{"batch": [{"command": "a"}, {"command": "b"}]}]},
        values={"pdg_waitforfailures": 1},
        onSchedule=on_schedule,
        onTick=on_tick,
    )
    assert made.cook().succeeded
    assert len(made.called("onSchedule")) == 2


def test_only_failures_of_the_scheduler_that_asks_for_it_block(network: Make) -> None:
    made = network(
        {"a": [{}], "b": [{}]},
        schedulers=("one", "two"),
        nodes={"b": {"scheduler": "two"}},
        onSchedule=lambda _s, i: R.CookFailed if i.node.name == "a" else R.CookSucceeded,
    )
    made.context.schedulers[1]["pdg_waitforfailures"] = 1
    assert made.cook().reached
    assert made.states() == {"a:0": FAIL, "b:0": GOOD}
