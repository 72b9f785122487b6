"""What is reported of items, from callbacks, threads and jobs, is applied once and in full."""

from __future__ import annotations

import threading
from functools import partial
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


def reporting(report: Callable[[Any, Any], None]) -> Callable[[Any, Any], Any]:
    """Give an onSchedule that reports of its item and answers Succeeded."""

    def on_schedule(self: Any, item: Any) -> Any:
        report(self, item.id)
        return R.Succeeded

    return on_schedule


@pytest.mark.parametrize(
    ("report", "states"),
    [
        (lambda s, i: s.workItemSucceeded(i, -1, 1.5), ["Waiting", GOOD]),
        (lambda s, i: s.workItemFailed(i, -1), ["Waiting", FAIL]),
        (lambda s, i: s.workItemCanceled(i, -1), ["Waiting", CANCEL]),
        (
            lambda s, i: (s.workItemStartCook(i, -1), s.workItemSucceeded(i, -1, 1.5)),
            ["Waiting", "Cooking", GOOD],
        ),
        (lambda s, i: s.onWorkItemSucceeded(i, -1, 1.5), ["Waiting", GOOD]),
    ],
)
def test_report_in_on_schedule_goes_before_its_answer(
    network: Make, report: Callable[[Any, Any], None], states: list[str]
) -> None:
    made = network(flat(1), onSchedule=reporting(report))
    made.cook()
    assert [event["new"] for event in made.told("state")] == states


def test_states_of_an_item_that_a_job_reports(network: Make) -> None:
    def on_tick(self: Any) -> Any:
        item = made.item("work")
        step = {"Scheduled": self.workItemStartCook, "Cooking": self.workItemSucceeded}
        if item.state.name == "Scheduled":
            step["Scheduled"](item.id, -1)
        elif item.state.name == "Cooking":
            step["Cooking"](item.id, -1, 2.5)
        return T.SchedulerReady

    made = network(flat(1), onSchedule=lambda _s, _i: R.Succeeded, onTick=on_tick)
    made.cook()
    assert [(event["old"], event["new"]) for event in made.told("state")] == [
        ("Uncooked", "Waiting"),
        ("Waiting", "Scheduled"),
        ("Scheduled", "Cooking"),
        ("Cooking", GOOD),
    ]
    assert made.item("work").cookDuration == 2.5


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("workItemSucceeded", "workItemSucceeded", GOOD),
        ("workItemSucceeded", "workItemFailed", GOOD),
        ("workItemFailed", "workItemSucceeded", FAIL),
        ("workItemCanceled", "workItemStartCook", CANCEL),
    ],
)
def test_only_the_first_end_of_a_job_counts(
    network: Make, first: str, second: str, state: str
) -> None:
    def report(self: Any, item_id: int) -> None:
        for name in (first, second):
            duration = (0.5,) if name == "workItemSucceeded" else ()
            getattr(self, name)(item_id, -1, *duration)

    made = network(flat(2), onSchedule=reporting(report))
    assert set(made.cook_states().values()) == {state}
    assert len(made.told("late")) == 2
    assert {event["state"] for event in made.told("late")} == {state}


def test_cook_result_after_a_report_changes_nothing(network: Make) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        self.workItemSucceeded(item.id, -1, 0.5)
        return R.CookFailed

    made = network(flat(1), onSchedule=on_schedule)
    assert made.cook_states() == {"work:0": GOOD}
    assert [event["report"] for event in made.told("late")] == ["onSchedule: CookFailed"]


@pytest.mark.parametrize("index", [0, 3])
def test_report_of_a_part_that_the_item_does_not_have_is_late(network: Make, index: int) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        self.workItemFailed(item.id, index)
        return R.CookSucceeded

    made = network(flat(1), onSchedule=on_schedule)
    assert made.cook_states() == {"work:0": GOOD}
    assert [event["report"] for event in made.told("late")] == ["failed"]


def test_report_of_an_item_that_waits_for_others_is_late(network: Make) -> None:
    def on_schedule(self: Any, _item: Any) -> Any:
        self.workItemSucceeded(made.item("b").id, -1, 0.0)
        return R.CookFailed

    made = network({"a": [{}], "b": [{"dependsOn": ["a:0"]}]}, onSchedule=on_schedule)
    assert made.cook_states() == {"a:0": FAIL, "b:0": FAIL}
    assert [(e["name"], e["state"]) for e in made.told("late")] == [
        (made.item("b").name, "Waiting")
    ]


def test_report_of_an_item_that_is_ready_ends_it_before_it_is_offered(network: Make) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        if item.index == 0:
            self.workItemSucceeded(made.item("work:1").id, -1, 0.0)
        return R.CookSucceeded

    made = network(flat(3), onSchedule=on_schedule)
    assert made.cook().succeeded
    assert len(made.called("onSchedule")) == 2


@pytest.mark.parametrize("report", ["succeeded", "failed", "start_cook", "canceled"])
def test_report_after_the_cook_changes_nothing(network: Make, report: str) -> None:
    made = network(flat(1))
    made.cook()
    getattr(made.context._reports, report)(made.item("work"), -1)
    assert made.states() == {"work:0": GOOD}
    assert [event["report"] for event in made.told("late")] == [report]


def test_outputs_of_a_job_reach_the_items_behind_it(network: Make) -> None:
    seen: list[list[str]] = []

    def on_schedule(self: Any, item: Any) -> Any:
        seen.append([file.path for file in item.inputFiles])
        self.onWorkItemAddOutput(item.id, -1, f"/out/{item.node.name}", "file/image", 7)
        self.workItemSucceeded(item.id, -1, 0.1)
        return R.Succeeded

    made = network({"a": [{}], "b": [{"dependsOn": ["a:0"]}]}, onSchedule=on_schedule)
    assert made.cook().succeeded
    assert seen == [[], ["/out/a"]]
    assert [(e["path"], e["tag"], e["hash"]) for e in made.told("output")] == [
        ("/out/a", "file/image", 7),
        ("/out/b", "file/image", 7),
    ]


@pytest.mark.parametrize(("active_only", "kept"), [(False, ["/out/a"]), (True, [])])
def test_outputs_that_come_after_success(
    network: Make, *, active_only: bool, kept: list[str]
) -> None:
    def report(self: Any, item_id: int) -> None:
        self.workItemSucceeded(item_id, -1, 0.1)
        self.onWorkItemAddOutput(item_id, -1, "/out/a", "file", 0, active_only)

    made = network(flat(1), onSchedule=reporting(report))
    assert made.cook().succeeded
    assert [file.path for file in made.item("work").outputFiles] == kept
    assert [event["report"] for event in made.told("late")] == ["output"]


def test_outputs_that_come_after_the_cook_are_not_added(network: Make) -> None:
    made = network(flat(1))
    made.cook()
    made.context._reports.add_outputs(made.item("work"), -1, [pdg.File("/out/a")])
    assert made.item("work").outputFiles == []


def test_output_that_is_reported_twice_is_there_once(network: Make) -> None:
    def report(self: Any, item_id: int) -> None:
        for path in ("/out/a", "/out/b", "/out/a"):
            self.onWorkItemAddOutput(item_id, -1, path, "file", 0)
        self.workItemSucceeded(item_id, -1, 0.1)

    made = network(flat(1), onSchedule=reporting(report))
    made.cook()
    assert [file.path for file in made.item("work").outputFiles] == ["/out/a", "/out/b"]
    assert len(made.told("late")) == 1


@pytest.mark.parametrize(("clear", "kept"), [(True, ["/second"]), (False, ["/first", "/second"])])
def test_start_may_clear_what_an_earlier_attempt_reported(
    network: Make, *, clear: bool, kept: list[str]
) -> None:
    def report(self: Any, item_id: int) -> None:
        for path in ("/first", "/second"):
            self.onWorkItemStartCook(item_id, -1, clear)
            self.onWorkItemAddOutput(item_id, -1, path, "file", 0)
        self.workItemSucceeded(item_id, -1, 0.1)

    made = network(flat(1), onSchedule=reporting(report))
    made.cook()
    assert [file.path for file in made.item("work").outputFiles] == kept


def test_attributes_and_progress_are_set_while_the_item_is_under_way(network: Make) -> None:
    def report(self: Any, item_id: int) -> None:
        self.onWorkItemSetIntAttrib(item_id, -1, "count", 4)
        self.onWorkItemSetStringAttrib(item_id, -1, "names", ["a", "b"])
        self.onWorkItemSetCookPercent(item_id, -1, 0.5)
        self.onWorkItemSetCustomState(item_id, -1, "rendering")
        self.onWorkItemAppendLog(item_id, -1, "hello")
        self.workItemSucceeded(item_id, -1, 0.1)
        self.onWorkItemSetIntAttrib(item_id, -1, "count", 9)

    made = network(flat(1), onSchedule=reporting(report))
    made.cook()
    item = made.item("work")
    assert item.intAttribValue("count") == 4
    assert item.stringAttribArray("names") == ["a", "b"]
    assert (item.cookPercent, item.customState) == (0.5, "rendering")
    assert "hello" in item.logMessages
    assert [event["report"] for event in made.told("late")] == ["set_attrib"]


@pytest.mark.parametrize(("reported", "kept"), [(3.5, 3.5), (-2.0, 0.0)])
def test_cook_time_is_what_is_reported(network: Make, reported: float, kept: float) -> None:
    report = reporting(lambda self, i: self.workItemSucceeded(i, -1, reported))
    made = network(flat(1), onSchedule=report)
    result = made.cook()
    assert made.item("work").cookDuration == kept
    assert any("cook time" in warning for warning in result.warnings) == (reported < 0)


@pytest.mark.parametrize(("release", "key"), [((18, 5), "name"), ((19, 0), "id")])
def test_items_are_named_in_reports_as_in_the_release(
    network: Make, monkeypatch: pytest.MonkeyPatch, release: tuple[int, int], key: str
) -> None:
    monkeypatch.setattr(houdini, "HOUDINI", release)

    def on_schedule(self: Any, item: Any) -> Any:
        self.workItemSucceeded(getattr(item, key), -1, 0.5)
        return R.Succeeded

    assert network(flat(2), onSchedule=on_schedule).cook().succeeded


def test_two_thousand_items_that_end_at_once_all_end_once(network: Make) -> None:
    count, workers = 2000, 20
    barrier = threading.Barrier(workers)

    def on_tick(self: Any) -> Any:
        if len(made.called("onSchedule")) == count and not started:
            items = made.context.graph.node("work").workItems

            def work(part: int) -> None:
                barrier.wait(600)
                for item in items[part::workers]:
                    self.onWorkItemAddOutput(item.id, -1, f"/out/{item.index}", "file", 0)
                    self.workItemSucceeded(item.id, -1, 0.1)
                    self.workItemSucceeded(item.id, -1, 0.1)

            started.extend(made.later(partial(work, number)) for number in range(workers))
        return T.SchedulerReady

    started: list[threading.Thread] = []
    made = network(
        {"work": [{} for _ in range(count)], "after": [{"dependsOn": [f"work:{count - 1}"]}]},
        values={"pdg_maxitems": 5000},
        onSchedule=lambda _s, item: R.Succeeded if item.node.name == "work" else R.CookSucceeded,
        onTick=on_tick,
    )
    result = made.cook()
    for thread in started:
        thread.join()
    assert result.count(GOOD) == count + 1
    ends = [event["id"] for event in made.told("state") if event["new"] == GOOD]
    assert len(ends) == len(set(ends)) == count + 1
    assert len({event["path"] for event in made.told("output")}) == count
    assert len(made.called("onSchedule")) == count + 1


def test_wait_does_not_use_the_processor(network: Make) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        made.later(lambda: (threading.Event().wait(0.5), self.workItemSucceeded(item.id, -1, 0.1)))
        return R.Succeeded

    made = network(flat(1), values={"pdg_tickperiod": 0.1}, onSchedule=on_schedule)
    result = made.cook()
    assert result.succeeded
    assert len(made.called("onTick")) <= result.seconds / 0.1 + 2


def test_last_report_ends_the_cook_without_another_tick(network: Make) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        def work() -> None:
            threading.Event().wait(0.3)  # until the cook sleeps
            self.workItemSucceeded(item.id, -1, 0.1)

        made.later(work)
        return R.Succeeded

    made = network(flat(1), values={"pdg_tickperiod": 3600}, onSchedule=on_schedule)
    assert made.cook().succeeded
    assert len(made.called("onTick")) == 2
