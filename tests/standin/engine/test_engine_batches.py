"""Batches: when they start, and how the ends of their items and of the whole go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from networks import flat, make_networks, pdg

if TYPE_CHECKING:
    from collections.abc import Callable

    from networks import Network

    Make = Callable[..., Network]

__all__ = ["make_networks"]  # the fixture `network`

R, T = pdg.scheduleResult, pdg.tickResult
GOOD, FAIL, CANCEL, UNCOOKED = "CookedSuccess", "CookedFail", "CookedCancel", "Uncooked"


def batch(size: int, **more: Any) -> dict[str, Any]:
    return {"batch": [{"command": "part"} for _ in range(size)], **more}


def behind(activation: str, count: int = 3) -> dict[str, Any]:
    """Give a graph where part n of a batch waits for item n of "work"."""
    parts = [{"command": "part", "dependsOn": [f"work:{n}"]} for n in range(count)]
    return {
        "work": [{"command": "job"} for _ in range(count)],
        "batch": [{"batch": parts, "activation": activation}],
    }


def reports(*steps: tuple[str, int]) -> Callable[[Any, Any], Any]:
    """Give an onSchedule that makes reports of the batch, each (name, index)."""

    def on_schedule(self: Any, item: Any) -> Any:
        for name, index in steps:
            duration = (0.1,) if name == "workItemSucceeded" else ()
            getattr(self, name)(item.id, index, *duration)
        return R.Succeeded

    return on_schedule


OK, BAD, START, STOP = (
    "workItemSucceeded",
    "workItemFailed",
    "workItemStartCook",
    "workItemCanceled",
)


@pytest.mark.parametrize(
    ("steps", "states"),
    [
        ([(OK, -1)], [GOOD, GOOD, GOOD]),
        ([(BAD, -1)], [FAIL, FAIL, FAIL]),
        ([(OK, 0), (OK, 1)], [GOOD, GOOD, GOOD]),
        ([(OK, 1), (OK, 0), (OK, -1)], [GOOD, GOOD, GOOD]),
        ([(OK, 0), (BAD, 1)], [FAIL, GOOD, FAIL]),
        ([(OK, 0), (BAD, -1)], [FAIL, GOOD, FAIL]),
        ([(BAD, 0), (OK, -1)], [FAIL, FAIL, GOOD]),
        ([(OK, 0), (STOP, 1)], [CANCEL, GOOD, CANCEL]),
        ([(START, -1), (START, 0), (OK, 0), (START, 1), (OK, 1), (OK, -1)], [GOOD] * 3),
    ],
)
def test_batch_ends_with_its_report_or_with_its_last_item(
    network: Make, steps: list[tuple[str, int]], states: list[str]
) -> None:
    made = network({"work": [batch(2)]}, onSchedule=reports(*steps))
    assert list(made.cook_states().values()) == states
    assert len(made.called("onSchedule")) == 1


@pytest.mark.parametrize(
    ("steps", "late"),
    [
        ([(OK, 0), (OK, 1), (OK, -1)], 0),
        ([(OK, 0), (OK, 1), (OK, -1), (OK, -1)], 1),
        ([(OK, -1), (OK, -1)], 1),
        ([(OK, -1), (OK, 0)], 1),
        ([(OK, 0), (OK, 0), (OK, -1)], 1),
    ],
)
def test_report_of_the_whole_follows_those_of_its_items(
    network: Make, steps: list[tuple[str, int]], late: int
) -> None:
    made = network({"work": [batch(2)]}, onSchedule=reports(*steps))
    assert set(made.cook_states().values()) == {GOOD}
    assert len(made.told("late")) == late


def test_batch_that_succeeds_at_once_takes_its_items_along(network: Make) -> None:
    assert set(network({"work": [batch(3)]}).cook_states().values()) == {GOOD}


def test_items_of_a_batch_that_stops_are_cancelled(network: Make) -> None:
    made = network(
        {"work": [batch(2)]},
        onSchedule=lambda self, item: (
            self.workItemStartCook(item.id, 0),
            self.context.cancelCook(),
            R.Succeeded,
        )[-1],
    )
    made.cook()
    assert list(made.states().values()) == [CANCEL, CANCEL, UNCOOKED]


@pytest.mark.parametrize("place", [0, 1])
def test_item_may_wait_for_one_part_of_a_batch(network: Make, place: int) -> None:
    made = network({"work": [batch(2)], "after": [{}]}, onSchedule=reports((OK, place), (BAD, -1)))
    parts = made.item("work").batchItems
    made.context.addWorkItemDependency(made.item("after"), parts[place])
    made.cook()
    assert made.item("after").state.name == FAIL  # its own onSchedule reports BAD of it, last
    assert len(made.called("onSchedule")) == 2


@pytest.mark.parametrize(
    ("activation", "order", "started_after"),
    [
        ("All", [0, 1, 2], 3),
        ("First", [0, 1, 2], 1),
        ("First", [2, 1, 0], 3),
        ("Any", [0, 1, 2], 1),
        ("Any", [2, 1, 0], 1),
    ],
)
def test_batch_starts_as_its_activation_says(
    network: Make, activation: str, order: list[int], started_after: int
) -> None:
    left = list(order)

    def on_tick(self: Any) -> Any:
        if made.called("onSchedule") and left:
            self.workItemSucceeded(made.item(f"work:{left.pop(0)}").id, -1, 0.1)
        return T.SchedulerReady

    done_at_start = []

    def on_schedule(_self: Any, item: Any) -> Any:
        if item.node.name == "batch":
            done_at_start.append(len(order) - len(left))
            return R.CookSucceeded
        return R.Succeeded

    made = network(behind(activation), onSchedule=on_schedule, onTick=on_tick)
    assert made.cook().reached
    assert done_at_start == [started_after]


def test_fixed_activation_waits_for_the_first_items(network: Make) -> None:
    answers = {0: R.CookSucceeded, 1: R.CookSucceeded, 2: R.Succeeded}

    def on_schedule(self: Any, item: Any) -> Any:
        if item.node.name == "batch":
            self.workItemSucceeded(made.item("work:2").id, -1, 0.1)
            return R.CookSucceeded
        return answers[item.index]

    made = network(behind("All"), onSchedule=on_schedule)
    made.item("batch").activationMode = pdg.batchActivation.Fixed
    made.item("batch").activationCount = 2
    assert made.cook().succeeded


@pytest.mark.parametrize(
    ("activation", "failing", "runs"),
    [
        ("All", {1}, False),
        ("First", {0}, False),
        ("First", {1}, True),
        ("Any", {0, 1}, True),
        ("Any", {0, 1, 2}, False),
    ],
)
def test_batch_whose_items_cannot_start_fails(
    network: Make, activation: str, failing: set[int], *, runs: bool
) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        if item.node.name == "work":
            return R.CookFailed if item.index in failing else R.CookSucceeded
        for part in item.batchItems:
            if part.state.name == "Waiting":
                self.workItemSucceeded(item.id, part.batchIndex, 0.1)
        return R.Succeeded

    made = network(behind(activation), onSchedule=on_schedule)
    made.cook()
    assert made.item("batch").state.name == FAIL
    assert (made.item("batch").name in made.called("onSchedule")) == runs
    ends = [part.state.name for part in made.item("batch").batchItems]
    if runs:
        assert ends == [FAIL if n in failing else GOOD for n in range(3)]


@pytest.mark.parametrize(
    ("end", "answer"), [(None, 0), (R.CookSucceeded, 1), (R.CookFailed, 2), (R.CookCanceled, 2)]
)
def test_job_of_a_batch_asks_whether_a_part_may_start(network: Make, end: Any, answer: int) -> None:
    asked: list[int] = []

    def on_schedule(self: Any, item: Any) -> Any:
        if item.node.name == "batch":
            asked.append(self.context._reports.is_ready(item, 1))
            if end is None:
                self.context.cancelCook()
            return R.CookSucceeded
        return R.CookSucceeded if item.index == 0 else end or R.Succeeded

    made = network(behind("First", 2), onSchedule=on_schedule)
    made.cook()
    assert asked == [answer]


def test_dynamic_batch_takes_items_while_it_cooks(network: Make) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        added = item.appendSubItem()
        assert (added.batchParent, added.batchIndex) == (item, 2)
        for index in range(3):
            assert item.state.name != GOOD
            self.workItemSucceeded(item.id, index, 0.1)
        return R.Succeeded

    made = network({"work": [batch(2)]}, onSchedule=on_schedule)
    made.item("work")._isDynamic = True
    result = made.cook()
    assert result.errors == []
    assert list(made.states().values()) == [GOOD] * 4
    with pytest.raises(pdg.CookError, match="takes no more items"):
        made.context._reports.add_sub_item(made.context.graph.node("work").workItems[1])


def test_items_of_a_batch_are_told_apart_in_what_is_recorded(network: Make) -> None:
    made = network({"work": [batch(2)]}, onSchedule=reports((OK, 0), (OK, 1)))
    made.cook()
    whole = made.item("work")
    ends = [(e["name"], e["index"], e.get("batch")) for e in made.told("state") if e["new"] == GOOD]
    parts = whole.batchItems
    assert ends == [
        (parts[0].name, 0, whole.id),
        (parts[1].name, 1, whole.id),
        (whole.name, -1, None),
    ]


def test_batch_counts_as_one_task(network: Make) -> None:
    made = network(
        {"work": [batch(3), batch(3)], "more": flat(2)["work"]},
        values={"pdg_usemaxtasks": 1, "pdg_maxtasks": 1},
    )
    assert made.cook().succeeded
    assert len(made.called("onSchedule")) == 4


def test_batch_of_items_without_commands_cooks_by_itself(network: Make) -> None:
    made = network({"work": [{"batch": [{}, {}], "command": ""}]})
    assert made.cook().succeeded
    assert made.called("onSchedule") == []
