from __future__ import annotations

import json

import pytest
from tools import findings

RULE = "shown-text"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "the label is empty"),
        ("  ", "the label is empty"),
        ("Farm\nQ", "U+000A"),
        ("Farm\x1b[31m", "U+001B"),
        ("Farm\u2028Q", "U+2028"),
    ],
)
def test_found(value: str, message: str) -> None:
    every = findings({}, manifest=f"label = {json.dumps(value)}")
    found = [f for f in every if f.name == RULE]
    assert [(f.name, f.severity.value) for f in found] == [(RULE, "error")]
    assert message in found[0].message
    assert "\n" not in found[0].message
    assert str(found[0].span) == "farmq/scheduler.toml:4:1"


@pytest.mark.parametrize(
    "value", ["Farm Q", "{{ 1 }}{% raw %}", 'it\'s "it"', "\\n", "日本 ü", "# {#"]
)
def test_fine(value: str) -> None:
    assert findings({}, manifest=f"label = {json.dumps(value)}") == ()


def test_the_category_is_shown_too() -> None:
    found = findings({}, manifest='category = "A\\tB"')
    assert [f.message[:12] for f in found] == ["the category"]
