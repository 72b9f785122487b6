from __future__ import annotations

import pytest
from tools import findings

RULE = "override-default"
PARMS = """
[[parameters]]
name = "farmq_x"
overridable = true
"""

BAD = {
    ("String", "0"): '0 is no default for evaluateStringOverride; give a text, such as ""',
    ("String", "True"): "True is no default",
    ("String", "-1"): "-1 is no default",
    ("String", "[]"): "[] is no default",
    ("String", "b'x'"): "b'x' is no default",
    ("Int", "''"): "'' is no default for evaluateIntOverride; give a whole number, such as 0",
    ("Int", "'0'"): "'0' is no default",
    ("Int", "0.5"): "0.5 is no default",
    ("Int", "f'{1}'"): "is no default",
    ("Float", "'0.5'"): "give a number, such as 0.0",
    ("Float", "()"): "() is no default",
    ("Bool", "'on'"): "give True or False",
}
FINE = [
    ("String", "''"),
    ("String", "'all'"),
    ("String", "f'{1}'"),
    ("String", "None"),
    ("String", "self.x"),
    ("String", "str(0)"),
    ("Int", "0"),
    ("Int", "-1"),
    ("Int", "True"),
    ("Float", "0"),
    ("Float", "-0.5"),
    ("Bool", "True"),
    ("Bool", "0"),
]


def found_in(call: str) -> list[tuple[int, str]]:
    every = findings({"init.py": call}, manifest=PARMS)
    return [(one.span.column, one.message) for one in every if one.name == RULE]


@pytest.mark.parametrize(("kind", "default", "message"), [(*key, BAD[key]) for key in BAD])
def test_found(kind: str, default: str, message: str) -> None:
    start = f"self.evaluate{kind}Override(None, 'farmq', 'x', None, "
    ((column, found),) = found_in(f"{start}{default})")
    assert column == len(start) + 1
    assert message in found


@pytest.mark.parametrize(("kind", "default"), FINE)
def test_fine(kind: str, default: str) -> None:
    assert found_in(f"self.evaluate{kind}Override(None, 'farmq', 'x', None, {default})") == []


def test_by_keyword_and_without() -> None:
    start = "self.evaluateIntOverride(None, 'farmq', 'x', None"
    assert len(found_in(f"{start}, default_value='')")) == 1
    assert found_in(f"{start})") == []
