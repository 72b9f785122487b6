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
        ("Farm\x9b1m", "U+009B"),
        ("Farm \u202eQ", "U+202E"),
        ("Farm \u2066Q", "U+2066"),
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
    "value",
    [
        "Farm Q",
        "{{ 1 }}{% raw %}",
        'it\'s "it"',
        "\\n",
        "日本 ü",
        "# {#",
        "\u05e2\u05d1\u200f",
    ],
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


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('help = "a\\u202eb"', "help"),
        ('help = "a\\u001bb"', "help"),
        ('default = "a\\u202eb"', "default"),
        ('default = "a\\u009bb"', "default"),
        ('default = "x"\nmenu = [["x", "a\\u202eb"]]', "menu"),
        ('default = "a\\u202eb"\nmenu = ["a\\u202eb"]', "menu"),
        ('folder = ["a\\u202eb"]', "folder"),
        ('help = "two\\nlines\\tand a tab"', ""),
        ('default = "two\\nlines\\r\\n"', ""),
    ],
)
def test_what_a_parameter_shows_is_plain(line: str, what: str) -> None:
    table = f'[[parameters]]\nname = "farmq_a"\ntype = "string"\n{line}\n'
    found = [f.message for f in findings({}, manifest=table) if f.name == RULE]
    assert [message.partition(" of farmq_a ")[0] for message in found] == [f"the {what}"] * bool(
        what
    )
