from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.errors import ConfigError, PyschedError, SourceError, UsageError
from pysched_gen.run.cook.graph_file import read_graph
from pysched_gen.run.cook.random_graph import FAILING, Shape, random_graph

Write = Callable[[object], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(graph: object) -> Path:
        file = tmp_path / "graph.json"
        text = graph if isinstance(graph, str) else json.dumps(graph)
        file.write_text(text, encoding="utf-8")
        return file

    return put


def of_nodes(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": list(nodes)}


def commands(graph: dict[str, Any]) -> list[str]:
    items = [item for node in graph["nodes"] for item in node["items"]]
    return [one["command"] for item in items for one in item.get("batch", [item])]


SHAPES = st.builds(
    Shape,
    items=st.integers(1, 60),
    depth=st.integers(1, 8),
    fan=st.integers(0, 5),
    batch=st.integers(0, 7),
    fail_rate=st.floats(0, 1),
    seed=st.integers(0, 2**40),
)


@given(SHAPES)
def test_a_random_graph_has_its_shape_and_can_be_cooked(shape: Shape) -> None:
    graph = random_graph(shape)
    assert len(commands(graph)) == shape.items
    assert len(graph["nodes"]) == shape.depth
    for node in graph["nodes"]:
        for item in node["items"]:
            assert len(item.get("batch", [])) <= shape.batch
            assert len(item.get("dependsOn", [])) <= shape.fan
    assert json.dumps(random_graph(shape)) == json.dumps(graph)


@given(SHAPES)
def test_a_random_graph_reads_back_from_a_file(
    tmp_path_factory: pytest.TempPathFactory, shape: Shape
) -> None:
    file = tmp_path_factory.mktemp("graph") / "graph.json"
    file.write_text(json.dumps(random_graph(shape)))
    assert read_graph(file) == random_graph(shape)


@pytest.mark.parametrize(("rate", "low", "high"), [(0.0, 0, 0), (1.0, 1000, 1000), (0.2, 120, 280)])
def test_as_many_fail_as_asked(rate: float, low: int, high: int) -> None:
    found = commands(random_graph(Shape(items=1000, fail_rate=rate, seed=7)))
    assert low <= found.count(FAILING) <= high


def test_the_graph_of_a_seed_is_the_same_everywhere() -> None:
    graph = random_graph(Shape(items=6, depth=3, fan=2, fail_rate=0.5, seed=3))
    assert commands(graph) == ["false", "true", "false", "true", "true", "false"]
    waits = [item.get("dependsOn") for node in graph["nodes"] for item in node["items"]]
    assert waits == [
        None,
        None,
        ["step1:0", "step1:1"],
        ["step1:0", "step1:1"],
        ["step2:0", "step2:1"],
        ["step2:0", "step2:1"],
    ]


A = {"name": "a", "items": [{"index": 0, "command": "true"}]}


@pytest.mark.parametrize(
    ("graph", "messages"),
    [
        ("{", ["graph.json:1:2"]),
        ("[]", ["is JSON, but no graph"]),
        ({}, ['missing key "schema"', 'missing key "version"', 'missing key "nodes"']),
        (of_nodes(), ["nodes"]),
        (of_nodes(A, A), ['nodes[1].name: a second node "a"', 'a second item "a:0"']),
        (
            of_nodes({**A, "inputs": ["b"]}, {"name": "b", "items": []}),
            ['nodes[0].inputs[0]: no node "b" before this one'],
        ),
        (
            of_nodes({"name": "a", "items": [{"index": 0, "dependsOn": ["a:1", "b"]}]}),
            ['nodes[0].items[0].dependsOn[0]: no item "a:1"', 'no item "b"; write node:index'],
        ),
        (
            of_nodes(
                {
                    "name": "a",
                    "items": [
                        {"index": 0, "dependsOn": ["a:2"]},
                        {"index": 1, "batch": [{"dependsOn": ["a:0"]}]},
                        {"index": 2, "dependsOn": ["a:1"]},
                    ],
                }
            ),
            ["nodes[0].items[0]: waits for itself: a:0 -> a:2 -> a:1 -> a:0"],
        ),
        (
            of_nodes({"name": "a", "items": [{"index": 0, "command": "true", "comand": ""}]}),
            ['unknown key "comand"; did you mean "command"?'],
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    write: Write, graph: object, messages: list[str]
) -> None:
    file = write(graph)
    with pytest.raises((ConfigError, SourceError)) as raised:
        read_graph(file)
    for message in messages:
        assert message in str(raised.value)
    assert str(raised.value).startswith(str(file))


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_graph(tmp_path / "graph.json")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["schema", "version", "nodes", "items", "index", "name", "batch"]),
            inner,
            max_size=4,
        ),
    )
)
def test_any_json_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    file = tmp_path_factory.mktemp("graph") / "graph.json"
    file.write_text(json.dumps(value))
    with pytest.raises(PyschedError):
        read_graph(file)
