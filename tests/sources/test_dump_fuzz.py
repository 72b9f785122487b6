from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.errors import PyschedError
from pysched_gen.formats.json_schema import load_schema
from pysched_gen.sources.node_dump import read_dump
from pysched_gen.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

# One value of everything a dump can hold.
DUMP: dict[str, Any] = {
    "schema": "pysched-gen/node-dump",
    "version": 1,
    "houdini": "20.5.445",
    "nodes": [
        {
            "path": "/a",
            "name": "a",
            "type": "pythonscheduler",
            "category": "Top",
            "callbacks": [
                {
                    "parm": "ontick",
                    "text": "x",
                    "default": True,
                    "expression": {"text": "y", "language": "python"},
                }
            ],
            "parameters": [
                {
                    "name": "p",
                    "label": "P",
                    "type": "Int",
                    "spare": True,
                    "size": 1,
                    "folders": [{"label": "F", "type": "Tabs"}],
                    "multiparm": "",
                    "default": [1],
                    "default_expressions": [{"index": 0, "text": "e", "language": "hscript"}],
                    "values": [2],
                    "expressions": [{"index": 0, "text": "e", "language": "python"}],
                    "count": 0,
                    "menu": {
                        "tokens": ["t"],
                        "labels": ["T"],
                        "icons": ["i"],
                        "type": "Mini",
                        "use_token": True,
                        "strip": "icon",
                        "script": {"text": "s", "language": "python"},
                    },
                    "range": {"min": 0, "max": 1.5, "min_strict": True, "max_strict": True},
                    "conditions": {"HideWhen": "{ a == 1 }"},
                    "tab_conditions": {"DisableWhen": "x"},
                    "tags": {"k": "v"},
                    "help": "h",
                    "hidden": True,
                    "hide_label": True,
                    "join_next": True,
                    "callback": {"text": "c", "language": "hscript"},
                    "look": "Logarithmic",
                    "naming": "RGBA",
                    "string_type": "FileReference",
                    "file_type": "Image",
                    "folder_type": "Tabs",
                    "ends_tab_group": True,
                    "ramp_type": "Color",
                    "data_type": "Geometry",
                    "columns": ["l"],
                }
            ],
        }
    ],
}
TEXT = json.dumps(DUMP)


def _places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(value, dict):
        items = list(value.items())
    else:
        items = list(enumerate(value)) if isinstance(value, list) else []
    for key, item in items:
        yield from _places(item, (*path, key))


PLACES = list(_places(DUMP))

_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def _with(value: object, path: tuple[str | int, ...], new: object) -> Any:
    """Give a copy of `value` with `new` at `path`."""
    if not path:
        return new
    if isinstance(value, dict):
        return {
            key: _with(item, path[1:], new) if key == path[0] else item
            for key, item in value.items()
        }
    assert isinstance(value, list)
    return [
        _with(item, path[1:], new) if index == path[0] else item for index, item in enumerate(value)
    ]


def test_the_sample_holds_every_key_of_the_schema() -> None:
    keys = {step for path in PLACES for step in path if isinstance(step, str)}
    assert keys > {key for key, _ in _properties(load_schema("node-dump"))}
    assert len(read_dump("x", TEXT.encode())) == 1


def _properties(schema: object) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for inner in schema.values():
            yield from _properties(inner)


def test_every_key_of_the_schema_is_described() -> None:
    schema = load_schema("node-dump")
    assert [key for key, facts in _properties(schema) if not facts.get("description")] == []
    assert str(schema["$id"]).endswith("/node-dump.schema.json")
    assert schema["title"]


@given(path=st.sampled_from(PLACES), new=_ANYTHING)
def test_any_value_anywhere_is_read_or_refused(path: tuple[str | int, ...], new: object) -> None:
    data = json.dumps(_with(DUMP, path, new)).encode()
    with suppress(PyschedError):
        assert all(isinstance(source, Source) for source in read_dump("x", data))


@given(start=st.integers(0, len(TEXT)), length=st.integers(0, 40), new=st.binary(max_size=20))
def test_any_bytes_anywhere_are_read_or_refused(start: int, length: int, new: bytes) -> None:
    data = TEXT.encode()
    with suppress(PyschedError):
        read_dump("x", data[:start] + new + data[start + length :])


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"nodes":['])
@pytest.mark.parametrize("depth", [50, 200, 900, 980, 5_000, 200_000])
def test_any_depth_is_read_or_refused(opening: str, depth: int) -> None:
    closing = "".join({"[": "]", "{": "}"}[one] for one in reversed(opening) if one in "[{")
    bomb = opening * depth + '"\\ud800"' + closing * depth
    for text in (bomb, TEXT.replace('"houdini": "20.5.445"', f'"houdini": {bomb}')):
        with pytest.raises(PyschedError):
            read_dump("x", text.encode())
