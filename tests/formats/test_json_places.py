"""Where a value of a JSON text stands: at its line and column, whatever lies around it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.formats.json_text import json_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Run

Path = tuple[str | int, ...]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**12) | st.floats(-1, 1) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=20,
)


def paths_of(value: object, above: Path = ()) -> Iterator[tuple[Path, object]]:
    yield above, value
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths_of(inner, (*above, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from paths_of(inner, (*above, key))


@given(JSON, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_the_text_at_a_place_is_the_value(
    value: object, indent: int | str | None, plain: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=not plain)
    lines = text.split("\n")
    every = dict(paths_of(value))
    spans = json_spans(text.encode(), "a.json", every)
    for path, one in every.items():
        rest = "\n".join(
            [lines[spans[path].line - 1][spans[path].column - 1 :], *lines[spans[path].line :]]
        )
        found, _ = json.JSONDecoder().raw_decode(rest)
        assert found == one


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("a", 1), (2, 12)),
        (("a", 1, "b", "none"), (2, 18)),
        (("none",), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_what_is_missing_has_the_place_of_what_is_nearest(
    path: Path, place: tuple[int, int]
) -> None:
    text = b'{\n  "a": [1, {"b": {}}]\n}'
    span = json_spans(text, "a.json", [path])[path]
    assert (span.line, span.column) == place


def test_a_mistake_in_a_dump_is_told_at_its_line(run: Run) -> None:
    facts = {"schema": "pysched-gen/node-dump", "version": 1, "houdini": "20.5.445"}
    node = {"path": "/a", "name": 3, "type": "pythonscheduler", "callbacks": [], "parameters": []}
    text = json.dumps({**facts, "nodes": [node]}, indent=1)
    said = run("check", "-", code=2, stdin=text.encode()).stderr
    line = next(number for number, one in enumerate(text.split("\n"), 1) if '"name"' in one)
    assert f"<stdin>:{line}:12: error: $.nodes[0].name: name must be a string" in said
