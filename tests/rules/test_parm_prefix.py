from __future__ import annotations

import json

import pytest
from tools import findings

RULE = "parm-prefix"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "must be a letter"),
        ("farm-q", "must be a letter"),
        ("farm q", "must be a letter"),
        ("2farm", "must be a letter"),
        ("fárm", "must be a letter"),
        ("farm\n", "must be a letter"),
    ],
)
def test_found(value: str, message: str) -> None:
    every = findings({}, manifest=f"parm_prefix = {json.dumps(value)}")
    found = [f for f in every if f.name == RULE]
    assert [(f.name, f.severity.value) for f in found] == [(RULE, "error")]
    assert message in found[0].message
    assert "\n" not in found[0].message
    assert str(found[0].span) == "farmq/scheduler.toml:4:1"


@pytest.mark.parametrize("value", ["farmq", "_f", "Farm2"])
def test_fine(value: str) -> None:
    assert findings({}, manifest=f"parm_prefix = {json.dumps(value)}") == ()
