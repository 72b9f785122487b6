"""Percentiles, concurrency, the critical path, and the trace of a cook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import cook_of, ready, state
from test_cook_members import PACKAGE
from trees import write_tree

from pysched_gen.run.cook.outcome import Heading
from pysched_gen.run.cook.random_graph import Shape, random_graph
from pysched_gen.run.cook.statistics import statistics_of
from pysched_gen.run.cook.story import Story, tell
from pysched_gen.run.cook.trace import trace_json

if TYPE_CHECKING:
    from conftest import Run

HEADING = Heading("farmq", "20.5")
START = {"kind": "cook", "time": 0.0, "phase": "start"}


def item(number: int, key: str) -> dict[str, Any]:
    place = {"id": number, "name": f"step_{number}", "node": "step", "key": key}
    return {"kind": "item", "time": 0.0, **place}


def ran(number: int, begun: float, ended: float) -> list[dict[str, Any]]:
    return [
        ready(0.0, number),
        state(begun, number, "Scheduled"),
        state(begun, number, "Cooking"),
        state(ended, number, "CookedSuccess"),
    ]


def story_of(*times: tuple[float, float]) -> Story:
    events = [item(number, f"step:{number}") for number in range(len(times))]
    changes = [one for number, (begun, end) in enumerate(times) for one in ran(number, begun, end)]
    return tell([START, *events, *sorted(changes, key=lambda one: one["time"])])


def graph_of(*waits: list[int]) -> dict[str, Any]:
    entries = [
        {"index": number, "dependsOn": [f"step:{other}" for other in others]}
        for number, others in enumerate(waits)
    ]
    return {"nodes": [{"name": "step", "items": entries}]}


def test_percentiles_are_times_that_so_many_items_did_not_exceed() -> None:
    times = [(0.0, float(number)) for number in range(1, 101)]
    found = statistics_of(story_of(*times), None)
    assert found.percentiles["ran"] == {50: 50.0, 90: 90.0, 99: 99.0, 100: 100.0}


def test_concurrency_is_how_many_were_at_work() -> None:
    found = statistics_of(story_of((0.0, 2.0), (0.0, 2.0), (2.0, 4.0)), None)
    assert (found.busiest, found.busy) == (2, 1.5)


@pytest.mark.parametrize(
    ("times", "waits", "path"),
    [
        ([(0, 1), (0, 5), (1, 2)], [[], [], [0]], [(1, 5)]),
        ([(0, 1), (0, 3), (3, 4)], [[], [], [0, 1]], [(1, 3), (2, 1)]),
        ([(0, 1), (1, 2), (2, 4)], [[], [0], [1]], [(0, 1), (1, 1), (2, 2)]),
        ([], [], []),
    ],
)
def test_the_critical_path_leads_to_what_ended_last(
    times: list[tuple[float, float]], waits: list[list[int]], path: list[tuple[int, float]]
) -> None:
    found = statistics_of(story_of(*times), graph_of(*waits)).critical_path
    assert [(step.item.id, step.seconds) for step in found] == path


def checked_trace(text: str) -> list[dict[str, Any]]:
    """Return the events of a trace, read as the format's document says.

    https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU: every event
    has a phase, process and thread; M names them, X has a time and a duration and those of one
    thread nest, C has numbers, i has a scope.
    """
    trace = json.loads(text)
    assert set(trace) <= {"traceEvents", "displayTimeUnit", "otherData"}
    assert trace["displayTimeUnit"] in ("ms", "ns")
    events: list[dict[str, Any]] = trace["traceEvents"]
    open_: dict[tuple[int, int], list[int]] = {}
    for event in sorted(events, key=lambda one: (one.get("ts", -1), -one.get("dur", 0))):
        assert isinstance(event["name"], str)
        assert isinstance(event["pid"], int)
        phase = event["ph"]
        if phase == "M":
            assert event["name"] in ("process_name", "thread_name")
            assert isinstance(event["args"]["name"], str)
            continue
        assert isinstance(event["ts"], int)
        assert event["ts"] >= 0
        if phase == "X":
            assert event["dur"] >= 0
            ends = open_.setdefault((event["pid"], event["tid"]), [])
            while ends and ends[-1] <= event["ts"]:
                ends.pop()
            assert not ends or event["ts"] + event["dur"] <= ends[-1]
            ends.append(event["ts"] + event["dur"])
        elif phase == "C":
            assert all(isinstance(value, int) and value >= 0 for value in event["args"].values())
        else:
            assert (phase, event["s"]) == ("i", "p")
    return events


@given(st.integers(1, 80), st.integers(1, 9), st.integers(0, 99))
def test_the_trace_of_any_cook_can_be_read(count: int, slots: int, seed: int) -> None:
    story = tell(cook_of(count, slots, seed))
    events = checked_trace(trace_json(story, HEADING))
    assert sum(event["ph"] == "X" for event in events) == count
    last = [event for event in events if event["ph"] == "C"][-1]
    assert last["args"] == {"queued": 0, "running": 0}


def test_a_callback_is_a_bar_of_its_scheduler() -> None:
    call = {"kind": "callback", "time": 1.5, "name": "onTick", "scheduler": "farm", "seconds": 0.5}
    events = checked_trace(trace_json(tell([START, call]), HEADING))
    bars = [event for event in events if event["ph"] == "X"]
    assert [(one["name"], one["ts"], one["dur"]) for one in bars] == [("onTick", 10**6, 500_000)]
    names = {event["args"]["name"] for event in events if event["ph"] == "M"}
    assert "scheduler farm" in names


def test_a_cook_tells_its_numbers(run: Run) -> None:
    write_tree(Path(), PACKAGE)
    words = ("cook", "pkg", "--scheduler", "first", "--items", "6", "--depth", "3", "-o", "out")
    shown = run(*words, "-v", "--fail-rate", "0").stdout
    assert "critical path, " in shown
    assert "at work: " in shown
    assert "job: 50 % " in shown
    report = json.loads(Path("out/cook.json").read_text())
    assert [step["item"].partition("_")[0] for step in report["criticalPath"]] == [
        "step1",
        "step2",
        "step3",
    ]
    assert report["percentiles"]["job"]["100"] >= report["percentiles"]["job"]["50"] > 0
    assert report["concurrency"]["most"] >= 1
    events = checked_trace(Path("out/trace.json").read_text())
    names = {event["name"] for event in events}
    assert {"onSchedule", "onTick", "step1_1", "items"} <= names


def test_the_graph_of_a_shape_gives_a_path_of_its_depth() -> None:
    graph = random_graph(Shape(items=9, depth=3))
    keys = [f"{node['name']}:{one['index']}" for node in graph["nodes"] for one in node["items"]]
    events = [item(number, key) for number, key in enumerate(keys)]
    times = [(number // 3, number // 3 + 1 + number / 100) for number in range(9)]
    changes = [one for number, (begun, end) in enumerate(times) for one in ran(number, begun, end)]
    story = tell([START, *events, *sorted(changes, key=lambda one: one["time"])])
    assert len(statistics_of(story, graph).critical_path) == 3
