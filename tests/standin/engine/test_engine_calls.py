"""Which callbacks are called in which order, and what their answers mean."""

from __future__ import annotations

import threading
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
COOK = ["onStartCook", "onTick", "onSchedule", "onStopCook", "onTick"]


def fail(*_arguments: Any) -> Any:
    raise ValueError("on purpose")


def test_order_of_calls_from_creation_to_the_end(network: Make) -> None:
    made = network(flat(2), onSetupCook=lambda _self: None)
    made.cook()
    made.session.close()
    assert made.names() == ["onStart", COOK[0], "onSetupCook", *COOK[1:], "onStop"]


@pytest.mark.parametrize(("release", "called"), [((20, 0), False), ((20, 5), True)])
def test_on_setup_cook_is_called_from_20_5_on(
    network: Make, monkeypatch: pytest.MonkeyPatch, release: tuple[int, int], *, called: bool
) -> None:
    monkeypatch.setattr(houdini, "HOUDINI", release)
    made = network(flat(1), onSetupCook=lambda _self: None)
    made.cook()
    assert ("onSetupCook" in made.names()) == called


@pytest.mark.parametrize(("release", "called"), [((17, 5), False), ((18, 0), True)])
def test_on_tick_is_called_from_18_0_on(
    network: Make, monkeypatch: pytest.MonkeyPatch, release: tuple[int, int], *, called: bool
) -> None:
    made = network(flat(2))
    monkeypatch.setattr(houdini, "HOUDINI", release)
    assert made.cook().succeeded
    assert ("onTick" in made.names()) == called


SEEN: list[Any] = []


def stop_without(_self: Any) -> bool:
    SEEN.append(())
    return True


def stop_with(_self: Any, cancel: bool) -> bool:
    SEEN.append((cancel,))
    return True


@pytest.mark.parametrize(
    ("release", "callback", "arguments"),
    [
        # The page of 17.5 has no argument, the schedulers that were written for it have one.
        ((17, 5), stop_without, ()),
        ((17, 5), stop_with, (False,)),
        ((18, 0), stop_with, (False,)),
    ],
)
def test_on_stop_cook_has_its_argument(
    network: Make,
    monkeypatch: pytest.MonkeyPatch,
    release: tuple[int, int],
    callback: Callable[..., Any],
    arguments: tuple[Any, ...],
) -> None:
    SEEN.clear()
    made = network(flat(1), onStopCook=callback)
    monkeypatch.setattr(houdini, "HOUDINI", release)
    made.cook()
    assert [arguments] == SEEN
    assert made.told("error") == []


def accepts(answer: Any) -> Callable[..., Any]:
    return lambda _self, _item: answer


A = pdg.acceptResult


@pytest.mark.parametrize(
    ("answer", "state", "error"),
    [
        (accepts(A.Accept), "CookedSuccess", ""),
        (accepts(A.Default), "CookedSuccess", ""),
        (accepts(None), "CookedSuccess", ""),
        (accepts(A.Reject), "CookedFail", "farm: onAcceptWorkItem rejects work_1"),
        (accepts(True), "CookedFail", "farm: onAcceptWorkItem returned True, which is no pdg.acc"),
    ],
)
def test_a_scheduler_may_reject_an_item(
    network: Make, answer: Callable[..., Any], state: str, error: str
) -> None:
    made = network(flat(1), onAcceptWorkItem=answer)
    assert made.cook_states() == {"work:0": state}
    messages = [event["message"] for event in made.told("error")]
    assert [message[: len(error)] for message in messages] == ([error] if error else [])
    assert ("onSchedule" in made.names()) == (state == "CookedSuccess")


def test_an_item_is_asked_for_once_and_not_before_20_5(
    network: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def accept(_self: Any, item: Any) -> Any:
        asked.append(item.name)

    answers = iter([R.Deferred, R.Deferred, R.CookSucceeded])
    made = network(flat(1), onAcceptWorkItem=accept, onSchedule=lambda _s, _i: next(answers))
    assert made.cook_states() == {"work:0": "CookedSuccess"}
    assert asked == ["work_1"]
    monkeypatch.setattr(houdini, "HOUDINI", (20, 0))
    old = network(flat(1), onAcceptWorkItem=fail)
    assert old.cook_states() == {"work:0": "CookedSuccess"}


def test_what_accepting_raises_fails_the_item(network: Make) -> None:
    made = network(flat(1), onAcceptWorkItem=fail)
    assert made.cook_states() == {"work:0": "CookedFail"}


def test_on_start_cook_gets_the_nodes_that_cook(network: Make) -> None:
    seen: list[Any] = []

    def on_start_cook(_self: Any, *given: Any) -> Any:
        seen.append(given)
        return True

    made = network({"a": [{}], "b": [{}]}, onStartCook=on_start_cook)
    made.cook()
    assert seen == [(False, made.context.graph.nodes())]


@pytest.mark.parametrize(
    ("answer", "text"), [(lambda *_: False, "onStartCook returned False"), (fail, "on purpose")]
)
def test_cook_that_cannot_start_is_aborted_with_an_error(
    network: Make, answer: Callable[..., Any], text: str
) -> None:
    made = network(flat(2), onStartCook=answer)
    result = made.cook()
    assert not result.reached
    assert [text in error for error in result.errors] == [True]
    assert set(made.states().values()) == {UNCOOKED}
    assert made.called("onStopCook") == [True]
    assert made.called("onTick", "onSchedule") == []


@pytest.mark.parametrize("callback", ["onStart", "onStartCook", "onStopCook", "onTick"])
def test_none_is_taken_for_the_good_answer_and_warned_of_once(network: Make, callback: str) -> None:
    made = network(flat(3), values={"pdg_maxitems": 1}, **{callback: lambda *_: None})
    assert made.cook().succeeded
    warned = [event for event in made.told("warning") if event["callback"] == callback]
    expected = 0 if callback == "onStart" else 1
    assert len([w for w in warned if w["time"] >= made.told("cook")[0]["time"]]) == expected
    assert any(callback in text for text in made.session.warnings)


def test_warning_of_none_comes_once_in_each_cook(network: Make) -> None:
    made = network(flat(3), values={"pdg_maxitems": 1}, onTick=lambda _self: None)
    assert len(made.cook().warnings) == 1
    made.context.graph.dirty()
    assert len(made.cook().warnings) == 1


@pytest.mark.parametrize("callback", ["onStart", "onStopCook", "onStop"])
def test_exception_elsewhere_is_an_error_and_the_cook_goes_on(network: Make, callback: str) -> None:
    made = network(flat(2), **{callback: fail})
    result = made.cook()
    made.session.close()
    assert result.count(GOOD) == 2
    assert any("on purpose" in error for error in made.session.errors)


def test_tick_comes_before_the_first_item_and_once_after_the_cook(network: Make) -> None:
    made = network(flat(1))
    made.cook()
    assert made.names() == ["onStart", *COOK]


@pytest.mark.parametrize(("most", "ticks"), [(1, 6), (2, 3), (4, 2), (100, 1), (0, 0)])
def test_at_most_maxitems_items_are_scheduled_in_a_tick(
    network: Make, most: int, ticks: int
) -> None:
    made = network(flat(6), values={"pdg_maxitems": most})
    if most == 0:
        assert not made.cook(timeout=0.2).reached
        assert made.called("onSchedule") == []
        return
    made.cook()
    runs = "".join("T" if name == "onTick" else "S" for name, _ in made.calls[2:-2])
    assert [len(run) for run in runs.split("T")[1:]] == [
        min(most, 6 - most * number) for number in range(ticks)
    ]


def test_nothing_is_scheduled_while_the_scheduler_is_busy(network: Make) -> None:
    answers = [T.SchedulerBusy] * 3 + [T.SchedulerReady] * 9
    made = network(flat(2), onTick=lambda _self: answers.pop(0))
    assert made.cook().succeeded
    assert [name for name, _ in made.calls[2:8]] == ["onTick"] * 4 + ["onSchedule"] * 2


def test_scheduler_that_is_always_busy_gets_no_item(network: Make) -> None:
    made = network(flat(2), onTick=lambda _self: T.SchedulerBusy)
    result = made.cook(timeout=0.2)
    assert result.timed_out
    assert not result.reached
    assert made.called("onSchedule") == []
    assert set(made.states().values()) == {UNCOOKED}


def test_cancel_from_a_tick_cancels_the_cook(network: Make) -> None:
    def on_tick(_self: Any) -> Any:
        return T.SchedulerCancelCook if made.called("onSchedule") else T.SchedulerReady

    made = network(
        flat(3),
        values={"pdg_maxitems": 2},
        onTick=on_tick,
        onSchedule=lambda _self, _item: R.Succeeded,
    )
    result = made.cook()
    assert not result.reached
    assert list(made.states().values()) == [CANCEL, CANCEL, UNCOOKED]
    assert made.called("onStopCook") == [True, True]
    assert ["onTick cancels the cook" in error for error in result.errors] == [True]


@pytest.mark.parametrize("answer", [fail, lambda _self: True, lambda _self: R.Succeeded])
def test_tick_that_never_answers_well_ends_the_cook(
    network: Make, answer: Callable[..., Any]
) -> None:
    made = network(flat(2), onTick=answer)
    result = made.cook()
    assert not result.reached
    assert not result.timed_out
    assert len(made.called("onTick")) <= 8
    assert result.errors
    assert set(made.states().values()) == {UNCOOKED}


def test_bad_ticks_with_good_ones_between_do_not_end_the_cook(network: Make) -> None:
    def on_tick(_self: Any) -> Any:
        if len(made.called("onTick")) % 2:
            raise ValueError("on purpose")
        return T.SchedulerReady

    made = network(flat(10), values={"pdg_maxitems": 1}, onTick=on_tick)
    result = made.cook()
    assert result.succeeded
    assert len(result.errors) >= 10


def test_deferred_item_is_offered_again_at_the_next_tick_and_first(network: Make) -> None:
    answers = {0: [R.Deferred, R.Deferred, R.CookSucceeded]}

    def on_schedule(_self: Any, item: Any) -> Any:
        return answers[item.index].pop(0) if item.index in answers else R.CookSucceeded

    made = network(flat(3), values={"pdg_maxitems": 2}, onSchedule=on_schedule)
    assert made.cook().succeeded
    names = [item.name for item in made.context.graph.node("work").workItems]
    assert made.called("onSchedule") == [names[n] for n in (0, 1, 0, 2, 0)]


def test_full_deferred_ends_the_pass_over_ready_items(network: Make) -> None:
    answers = [R.CookSucceeded, R.FullDeferred]
    made = network(
        flat(3), onSchedule=lambda _s, _i: answers.pop(0) if answers else R.CookSucceeded
    )
    assert made.cook().succeeded
    calls = [name for name, _ in made.calls[2:]]
    assert calls[:6] == ["onTick", "onSchedule", "onSchedule", "onTick", "onSchedule", "onSchedule"]


def test_item_that_is_queued_and_then_deferred_runs_twice(network: Make) -> None:
    queued: list[int] = []

    def on_schedule(_self: Any, item: Any) -> Any:
        queued.append(item.id)
        return R.Deferred if len(queued) == 1 else R.CookSucceeded

    assert network(flat(1), onSchedule=on_schedule).cook().succeeded
    assert len(queued) == 2


@pytest.mark.parametrize("attribute", ["onSchedule", "onTick", "onStartCook"])
def test_attributes_are_written_in_on_schedule_only(network: Make, attribute: str) -> None:
    tried: list[str] = []

    def write(self: Any, *_arguments: Any) -> Any:
        item = self.context.graph.node("work").workItems[0]
        if not tried:
            try:
                item.setIntAttrib("farm_id", 5)
                tried.append("written")
            except pdg.AttribError:
                tried.append("refused")
        answers = {"onSchedule": R.CookSucceeded, "onTick": T.SchedulerReady}
        return answers.get(attribute, True)

    made = network(flat(1), **{attribute: write})
    made.cook()
    assert tried == ["written" if attribute == "onSchedule" else "refused"]
    made.item("work").setIntAttrib("after", 1)


def test_scheduler_without_on_schedule_fails_its_items(network: Make) -> None:
    made = network(flat(1))
    del made.context.schedulers[0].type.typeObject.onSchedule
    result = made.cook()
    assert made.states() == {"work:0": FAIL}
    assert ["has no onSchedule" in error for error in result.errors] == [True]


def test_functions_for_the_main_thread_run_on_the_one_that_cooks(network: Make) -> None:
    ran: list[Any] = []

    def on_schedule(self: Any, item: Any) -> Any:
        def work() -> None:
            self.runOnMainThread(True, lambda: ran.append(threading.current_thread()))
            self.workItemSucceeded(item.id, -1, 0.1)

        made.later(work)
        return R.Succeeded

    made = network(flat(1), onSchedule=on_schedule)
    assert made.cook().succeeded
    assert ran == [threading.current_thread()]
