from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pysched_gen.errors import InternalError
from pysched_gen.formats.json_schema import Violation, load_schema, violations

PARAMETER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 2},
        "label": {"type": "string"},
        "type": {"enum": ["string", "integer"]},
        "size": {"type": "integer", "minimum": 1},
    },
    "required": ["name"],
    "additionalProperties": False,
}

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A scheduler",
    "type": "object",
    "properties": {
        "schema": {"const": 1},
        "parameters": {"type": "array", "items": {"$ref": "#/$defs/parameter"}, "minItems": 1},
        "value": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "number"}}]},
        "limits": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        "choice": {"type": ["string", "null"]},
    },
    "required": ["schema"],
    "additionalProperties": {"type": "boolean"},
    "$defs": {"parameter": PARAMETER},
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"schema": 1}, []),
        ({"schema": 1.0, "other": True}, []),
        ({"schema": 1, "parameters": [{"name": "ab", "size": 2.0}], "choice": None}, []),
        ({}, [((), 'missing key "schema"')]),
        ([], [((), "must be a table of keys, not a list")]),
        ({"schema": True}, [(("schema",), "schema must be 1")]),
        ({"schema": 1, "x": 1}, [(("x",), "x must be true or false, not a number")]),
        (
            {"schema": 1, "parameters": [{"name": "ab", "lable": "x"}]},
            [(("parameters", 0, "lable"), 'unknown key "lable"; did you mean "label"?')],
        ),
        (
            {"schema": 1, "parameters": [{"name": "ab", "zzz": "x"}]},
            [
                (
                    ("parameters", 0, "zzz"),
                    'unknown key "zzz"; known are "name", "label", "type", "size"',
                )
            ],
        ),
        (
            {"schema": 1, "parameters": [{"name": "ab"}, {"type": "bool", "label": 3}]},
            [
                (("parameters", 1), 'missing key "name"'),
                (("parameters", 1, "type"), 'type must be one of "string", "integer"'),
                (("parameters", 1, "label"), "label must be a string, not a number"),
            ],
        ),
        (
            {"schema": 1, "parameters": [{"name": "", "size": 0}, {"name": "a", "size": 1.5}]},
            [
                (("parameters", 0, "name"), "name is empty"),
                (("parameters", 0, "size"), "size must be at least 1, not 0"),
                (("parameters", 1, "name"), "name must have at least 2 characters"),
                (("parameters", 1, "size"), "size must be a whole number, not 1.5"),
            ],
        ),
        (
            {"schema": 1, "parameters": ["a", True]},
            [
                (("parameters", 0), "parameters[0] must be a table of keys, not a string"),
                (("parameters", 1), "parameters[1] must be a table of keys, not true or false"),
            ],
        ),
        (
            {"schema": 1, "parameters": [], "limits": [1, 2, 3]},
            [
                (("parameters",), "parameters must have at least 1 items, not 0"),
                (("limits",), "limits must have at most 2 items, not 3"),
            ],
        ),
        (
            {"value": 1, "schema": 2},
            [
                (("value",), "value must be a string or a list, not a number"),
                (("schema",), "schema must be 1"),
            ],
        ),
        (
            {"schema": 1, "value": [1, "x"]},
            [(("value", 1), "value[1] must be a number, not a string")],
        ),
        (
            {"schema": 1, "choice": 1},
            [(("choice",), "choice must be a string or null, not a number")],
        ),
        (
            {"schema": 1, "a\nb\udc80": 0},
            [(("a\nb\udc80",), "a\\nb\\udc80 must be true or false, not a number")],
        ),
    ],
)
def test_every_problem_is_named_in_document_order(
    value: object, expected: list[tuple[tuple[str | int, ...], str]]
) -> None:
    assert violations(value, SCHEMA) == [Violation(path, text) for path, text in expected]
    assert Draft202012Validator(SCHEMA).is_valid(value) == (not expected)


_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([0.0, 1.0, 1.5, -2.0])
    | st.sampled_from(["", "a", "ab", "string"])
)
_KEYS = st.sampled_from(
    ["schema", "parameters", "name", "label", "type", "size", "value", "limits"]
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)

_LEAVES = st.one_of(
    st.builds(lambda name: {"type": name}, st.sampled_from(["string", "integer", "number"])),
    st.builds(lambda names: {"type": names}, st.just(["boolean", "null", "object"])),
    st.builds(lambda value: {"const": value}, _VALUES),
    st.builds(lambda values: {"enum": values}, st.lists(_VALUES, min_size=1, max_size=3)),
    st.builds(lambda low: {"minimum": low}, st.integers(-2, 2)),
    st.builds(lambda high: {"maximum": high}, st.integers(-2, 2)),
    st.builds(lambda low: {"minLength": low}, st.integers(0, 3)),
    st.just({"$ref": "#/$defs/parameter"}),
    st.just({}),
)
_SCHEMAS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda some: {"anyOf": some}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(
            lambda items, low, high: {"items": items, "minItems": low, "maxItems": high},
            inner,
            st.integers(0, 2),
            st.integers(0, 3),
        ),
        st.builds(
            lambda known, required, other: {
                "type": "object",
                "properties": known,
                "required": required,
                "additionalProperties": other,
            },
            st.dictionaries(_KEYS, inner, max_size=3),
            st.lists(_KEYS, max_size=2, unique=True),
            st.booleans() | inner,
        ),
    ),
    max_leaves=8,
)


@given(value=_VALUES, schema=_SCHEMAS)
def test_validity_agrees_with_the_jsonschema_library(value: object, schema: dict[str, Any]) -> None:
    whole = {**schema, "$defs": {"parameter": PARAMETER}}
    before = copy.deepcopy(value)
    assert (not violations(value, whole)) == Draft202012Validator(whole).is_valid(value)
    assert value == before


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"pattern": "x"}, "unsupported keywords: pattern"),
        ({"properties": {"a": {"oneOf": [], "not": {}}}}, "unsupported keywords: not, oneOf"),
        ({"items": {"multipleOf": 3}}, "unsupported keywords: multipleOf"),
        ({"anyOf": [{"format": "uri"}]}, "unsupported keywords: format"),
        ({"additionalProperties": {"if": {}}}, "unsupported keywords: if"),
        ({"$defs": {"unused": {"maxLength": 1}}}, "unsupported keywords: maxLength"),
        ({"items": False}, "a schema must be an object"),
        ({"$ref": "#/$defs/nowhere"}, 'refers to "#/\\$defs/nowhere"'),
    ],
)
def test_a_schema_outside_the_subset_is_an_internal_error(
    schema: dict[str, Any], message: str
) -> None:
    with pytest.raises(InternalError, match=message):
        violations({}, schema)


def test_a_schema_that_is_not_shipped_is_an_internal_error() -> None:
    with pytest.raises(InternalError, match='no schema "nothing"'):
        load_schema("nothing")


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_choices_the_nearest_one_is_explained(order: int) -> None:
    choices = [{"required": ["a", "b"]}, {"required": ["c"]}]
    assert violations({}, {"anyOf": choices[::order]}) == [Violation((), 'missing key "c"')]
