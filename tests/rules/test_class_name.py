from __future__ import annotations

import json

import pytest
from tools import findings

RULE = "class-name"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "must be a letter"),
        ("Farm Q", "must be a letter"),
        ("1Farm", "must be a letter"),
        ("Fàrm", "must be a letter"),
        ("class", "keyword"),
        ("None", "keyword"),
        ("PyScheduler", "uses itself"),
        ("LocalScheduler", "uses itself"),
        ("CallbackServerMixin", "uses itself"),
        ("registerTypes", "uses itself"),
    ],
)
def test_found(value: str, message: str) -> None:
    every = findings({}, manifest=f"class = {json.dumps(value)}")
    found = [f for f in every if f.name == RULE]
    assert [(f.name, f.severity.value) for f in found] == [(RULE, "error")]
    assert message in found[0].message
    assert "\n" not in found[0].message
    assert str(found[0].span) == "farmq/scheduler.toml:4:1"


@pytest.mark.parametrize("value", ["FarmQ", "_Farm", "farm2"])
def test_fine(value: str) -> None:
    assert findings({}, manifest=f"class = {json.dumps(value)}") == ()
