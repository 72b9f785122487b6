from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.formats.toml_positions import find_places

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TEXT = '''\
# a comment with [brackets] and "quotes"
schema = 1
[scheduler]
name = "farmq"   # trailing
"label" = 'It''s'
a.b = 2
[[parameters]]
name = "one"
menu = [["a", "A"], [
  "b", "]"] ]
tags = { x = "1", "y z" = """
}""" }
[[parameters]]
name = """two
lines"""
type = "string"
'''.replace("It''s", "It is")


@pytest.mark.parametrize(
    ("path", "line", "column", "value_line", "value_column"),
    [
        (("schema",), 2, 1, 2, 10),
        (("scheduler",), 3, 1, 3, 1),
        (("scheduler", "name"), 4, 1, 4, 8),
        (("scheduler", "label"), 5, 1, 5, 11),
        (("scheduler", "a", "b"), 6, 1, 6, 7),
        (("parameters", 0), 7, 1, 7, 1),
        (("parameters", 0, "name"), 8, 1, 8, 8),
        (("parameters", 0, "menu", 1), 9, 21, 9, 21),
        (("parameters", 0, "menu", 1, 1), 10, 8, 10, 8),
        (("parameters", 0, "tags", "y z"), 11, 19, 11, 27),
        (("parameters", 1), 13, 1, 13, 1),
        (("parameters", 1, "type"), 16, 1, 16, 8),
    ],
)
def test_finds_keys_and_values(
    path: tuple[str | int, ...], line: int, column: int, value_line: int, value_column: int
) -> None:
    place = find_places(TEXT)[path]
    assert (place.line, place.column) == (line, column)
    assert (place.value_line, place.value_column) == (value_line, value_column)


_KEYS = st.text("abcXYZ09_-", min_size=1, max_size=5)
_STRINGS = st.sampled_from(['"a"', "'b'", '"""c\n"d"""', "'''e\n'f'''", '"\\" # ]"', "''", '""'])
_SCALARS = st.one_of(_STRINGS, st.sampled_from(["1", "-2.5e3", "true", "1979-05-27 07:32:00"]))
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[ {', '.join(items)} ]"),
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ",\n".join(items) + " # c\n]"),
        st.dictionaries(_KEYS, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{k} = {v}" for k, v in table.items()) + "}"
        ),
    ),
    max_leaves=8,
)


def _paths(value: object, at: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {at} if at else set()
    if isinstance(value, dict):
        for key, item in value.items():
            found |= _paths(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found |= _paths(item, (*at, index))
    return found


@given(st.dictionaries(_KEYS, _VALUES, max_size=4), st.dictionaries(_KEYS, _VALUES, max_size=3))
def test_every_value_of_a_valid_text_has_a_place(
    top: dict[str, str], element: dict[str, str]
) -> None:
    head = "".join(f"{key} = {value}\n" for key, value in top.items() if key != "zz")
    table = "".join(f"{key} = {value}\n" for key, value in element.items())
    text = f"{head}[[zz]]\n{table}[[zz]]\n{table}"
    assert _paths(tomllib.loads(text)) <= set(find_places(text))
