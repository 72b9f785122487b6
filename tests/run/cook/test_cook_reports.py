from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import require_program
from stories import HOSTILE, cook_of, ready, state

from pysched_gen.run.cook.outcome import Heading
from pysched_gen.run.cook.random_graph import Graph, Shape, random_graph
from pysched_gen.run.cook.story import tell
from pysched_gen.run.cook.task_graph import dot, task_graph
from pysched_gen.run.cook.task_graph_picture import task_graph_svg
from pysched_gen.run.cook.timeline import timeline_html, timeline_svg
from pysched_gen.visible_text import visible

HEADING = Heading("farmq </title>", "20.5")
SVG = "{http://www.w3.org/2000/svg}"


def test_times_of_an_item_count_from_the_start_of_the_cook() -> None:
    story = tell(
        [
            {"kind": "cook", "time": 100.0, "phase": "start"},
            state(100.2, 1, "Waiting"),
            ready(100.5, 1),
            state(101.0, 1, "Scheduled"),
            state(103.0, 1, "Cooking"),
            {"kind": "output", "time": 104.0, "id": 1, "name": "step_1", "path": "/a.exr"},
            state(105.0, 1, "CookedSuccess"),
        ]
    )
    [item] = story.items
    assert (item.ready, item.scheduled, item.started, item.ended) == (0.5, 1.0, 3.0, 5.0)
    assert (item.state, item.outputs, item.lane) == ("CookedSuccess", ["/a.exr"], 0)
    assert (story.seconds, story.lanes) == (5.0, 1)


def test_an_item_cooked_by_on_schedule_itself_ran_for_the_time_of_the_call() -> None:
    call = {"kind": "callback", "name": "onSchedule", "item": "step_1", "result": "CookSucceeded"}
    story = tell(
        [
            {"kind": "callback", "time": 90.0, "name": "onStart", "seconds": 0.1},
            {"kind": "cook", "time": 100.0, "phase": "start"},
            ready(100.5, 1),
            {**call, "time": 103.0, "seconds": 2.0},
            state(103.0, 1, "CookedSuccess"),
        ]
    )
    [item] = story.items
    assert (item.ready, item.started, item.ended, item.lane) == (0.5, 1.0, 3.0, 0)
    assert story.seconds == 3.0


TRACE = """Traceback (most recent call last):
  File "/p/standin/site/pdg/_outcome.py", line 36, in call
  File "/farm/types/farmq.py", line 7, in onTick
    return self.ask()
ValueError: no queue
"""


@pytest.mark.parametrize(
    ("facts", "notes", "errors"),
    [
        ({"name": "onSchedule", "item": "step_1", "error": TRACE}, True, False),
        ({"name": "onTick", "error": TRACE}, False, True),
        ({"name": "onTick", "result": None}, False, False),
    ],
)
def test_what_a_callback_raised_is_said_once(
    facts: dict[str, object], notes: bool, errors: bool
) -> None:
    call = {"kind": "callback", "time": 1.0, "seconds": 0.1, **facts}
    story = tell([state(0, 1, "Waiting"), call, call])
    said = [f"{facts['name']} raised ValueError: no queue (/farm/types/farmq.py, line 7)"]
    assert story.items[0].notes == said * notes
    assert story.errors == said * errors


LANES = [
    ([(0, 1), (1, 2), (2, 3)], [0, 0, 0]),
    ([(0, 3), (1, 2), (2, 3)], [0, 1, 1]),
    ([(0, 1), (0, 2), (0, 3), (1, 3), (2, 3)], [0, 1, 2, 0, 1]),
]


@pytest.mark.parametrize(("spans", "lanes"), LANES)
def test_items_are_on_the_lowest_free_worker(
    spans: list[tuple[float, float]], lanes: list[int]
) -> None:
    events = []
    for number, (begin, end) in enumerate(spans):
        events += [state(begin, number, "Cooking"), state(end, number, "CookedSuccess")]
    events.sort(key=lambda event: (event["time"], event["new"] == "Cooking"))
    story = tell(events)
    assert [item.lane for item in story.items] == lanes
    assert story.lanes == max(lanes) + 1


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=40))
def test_no_two_items_are_on_one_worker_at_once(spans: list[tuple[int, int]]) -> None:
    events = []
    for number, (begin, length) in enumerate(spans):
        events += [
            state(begin, number, "Cooking"),
            state(begin + length, number, "CookedSuccess"),
        ]
    events.sort(key=lambda event: float(event["time"]))
    items = tell(events).items
    for one in items:
        for other in items:
            if one is not other and one.lane == other.lane:
                apart = (one.ended or 0) <= (other.begun or 0) or (other.ended or 0) <= (
                    one.begun or 0
                )
                assert apart


def test_a_sub_item_is_on_the_worker_of_its_batch_and_not_counted() -> None:
    events = [state(0, 1, "Cooking"), state(0, 2, "Cooking"), state(1, 3, "Cooking", batch=2)]
    events += [state(2, 3, "CookedSuccess", batch=2), state(3, 2, "CookedSuccess")]
    story = tell([*events, state(4, 1, "CookedFail")])
    assert [(item.id, item.batch, item.lane) for item in story.items] == [
        (1, None, 0),
        (2, None, 1),
        (3, 2, 1),
    ]
    assert story.counts() == {"CookedFail": 1, "CookedSuccess": 1}


def test_what_the_cook_said_is_kept_at_its_item_or_at_the_cook() -> None:
    at_item = {"id": 3, "name": "step_3", "node": "step"}
    story = tell(
        [
            {"kind": "error", "time": 0, "message": "no licence"},
            {"kind": "warning", "time": 0, "message": "slow disk", **at_item},
            {"kind": "late", "time": 0, "report": "onWorkItemSucceeded", **at_item},
            {"kind": "late", "time": 0, "report": "failed", "id": 99, "reason": "no such item"},
            {"kind": "callback", "time": 0, "name": "onTick", "seconds": 0.5},
            {"kind": "callback", "time": 0, "name": "onTick", "seconds": 1, "error": "ValueError"},
            {"kind": "of a later version", "time": 9},
        ]
    )
    assert story.errors == ["no licence", "onTick raised ValueError"]
    assert story.items[0].notes == ["slow disk", "late or double: onWorkItemSucceeded"]
    assert story.warnings == ["late or double: failed"]
    call = story.calls["onTick"]
    assert (call.count, call.seconds, call.errors) == (2, 1.5, 1)
    assert story.seconds == 9


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_data = ("id", "data") in attrs

    def handle_endtag(self, _tag: str) -> None:
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data


def page_of(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    page.close()
    return page


def test_a_page_holds_every_text_as_text_and_loads_nothing() -> None:
    story = tell(cook_of(80))
    story.errors.extend(HOSTILE)
    page = page_of(timeline_html(story, HEADING))
    data = json.loads(page.data)
    assert {row[2] for row in data["items"]} >= set(map(visible, HOSTILE))
    assert data["texts"] == [visible(text) for text in HOSTILE]
    assert len(data["items"]) == 80
    assert [tag for tag, _ in page.tags if tag == "script"] == ["script", "script"]
    loading = {"src", "href", "srcset", "action", "data"}
    assert [tag for tag, attributes in page.tags if loading & set(attributes)] == []


def test_every_field_of_a_page_has_a_name() -> None:
    page = page_of(timeline_html(tell(cook_of(3)), HEADING))
    labels = [tag for tag, _ in page.tags if tag in {"label", "input", "select"}]
    assert labels == ["label", "input"] * 3 + ["label", "select"] * 2


@pytest.mark.parametrize("count", [0, 1, 60, 2000])
def test_a_picture_is_well_formed_and_inside_its_frame(count: int) -> None:
    picture = ET.fromstring(timeline_svg(tell(cook_of(count)), HEADING))
    width, height = float(picture.attrib["width"]), float(picture.attrib["height"])
    bars = picture.findall(f"{SVG}rect")[1:]
    for bar in bars:
        assert 0 <= float(bar.attrib["x"]) <= width
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= width
        assert 0 <= float(bar.attrib["y"]) <= height - float(bar.attrib["height"])
    assert len(bars) == count * 3 if count <= 1500 else 4 <= len(bars) < 3000
    assert height < 60_000


def dot_strings(text: str) -> list[str]:
    return re.findall(r'"(?:[^"\\]|\\.)*"', text)


def hostile_graph() -> Graph:
    items: list[dict[str, Any]] = [{"index": n, "name": name} for n, name in enumerate(HOSTILE)]
    items[1]["dependsOn"] = ["a:0"]
    return {"nodes": [{"name": "a", "items": items}]}


def test_dot_has_every_item_and_edge() -> None:
    graph = random_graph(Shape(items=12, depth=3, fan=2))
    text = dot(task_graph(graph, {"step1:0": "CookedFail"}))
    assert text.count(" -> ") == sum(
        len(item.get("dependsOn", [])) for node in graph["nodes"] for item in node["items"]
    )
    for node in graph["nodes"]:
        for item in node["items"]:
            assert f'"{node["name"]}:{item["index"]}" [label=' in text
    assert 'tooltip="CookedFail"' in text


@pytest.mark.parametrize("kind", ["hostile", "random", "batches"])
def test_graphviz_reads_the_dot(kind: str) -> None:
    shapes = {"random": Shape(40, 4, 3), "batches": Shape(40, 4, 3, batch=5)}
    graph = hostile_graph() if kind == "hostile" else random_graph(shapes[kind])
    text = dot(task_graph(graph, {}))
    done = subprocess.run(
        [require_program("dot"), "-Tplain"], input=text, capture_output=True, text=True, check=True
    )
    items = sum(len(node["items"]) for node in graph["nodes"])
    assert len(re.findall("^node ", done.stdout, re.MULTILINE)) == items
    assert done.stderr == ""


@given(
    st.builds(
        Shape,
        items=st.integers(1, 60),
        depth=st.integers(1, 6),
        fan=st.integers(0, 4),
        batch=st.integers(0, 4),
    )
)
def test_edges_lead_to_later_layers(shape: Shape) -> None:
    graph = task_graph(random_graph(shape), {})
    layer = {vertex.key: number for number, layer in enumerate(graph.layers) for vertex in layer}
    assert all(layer[source] < layer[target] for source, target in graph.edges)
    total = sum(vertex.size for layer_ in graph.layers for vertex in layer_)
    assert total == shape.items


@pytest.mark.parametrize(("items", "boxes"), [(1, 1), (30, 30), (2000, 5)])
def test_a_picture_of_the_graph_shows_items_or_nodes(items: int, boxes: int) -> None:
    graph = task_graph(random_graph(Shape(items, depth=min(5, items), fan=2)), {})
    picture = ET.fromstring(task_graph_svg(graph, HEADING))
    assert len(picture.findall(f"{SVG}g/{SVG}rect")) == boxes
    width, height = float(picture.attrib["width"]), float(picture.attrib["height"])
    for box in picture.iter(f"{SVG}rect"):
        assert float(box.attrib.get("x", 0)) + float(box.attrib["width"]) <= width
        assert float(box.attrib.get("y", 0)) + float(box.attrib["height"]) <= height


def test_hostile_names_are_text_in_a_picture_of_the_graph() -> None:
    picture = ET.fromstring(task_graph_svg(task_graph(hostile_graph(), {}), HEADING))
    titles = [title.text or "" for title in picture.iter(f"{SVG}title")]
    assert any("</script>" in title for title in titles)
    assert any("עברית" in title for title in titles)
