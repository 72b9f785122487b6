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


@pytest.mark.parametrize(("kind", "count"), [("string", 1), ("button", 0)])
def test_a_label_of_a_parameter_is_shown_too(kind: str, count: int) -> None:
    table = f'[[parameters]]\nname = "farmq_a"\ntype = "{kind}"\nlabel = "A\\u001b[31m"\n'
    found = [f for f in findings({}, manifest=table) if f.name == RULE]
    assert len(found) == count
    assert all(
        "the label of farmq_a holds the control character U+001B" in f.message for f in found
    )
