from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "partly-bound"

FOUND = {
    "loop": ("if work_item.isBatch:\n    n = [2]\nfor i in n:\n    self.n = i", 3, 10, "warning"),
    "test": ("if work_item.isBatch:\n    n = 2\nif n > 1:\n    self.n = 1", 3, 4, "warning"),
    "with": ("if self.n:\n    n = open('a')\nwith n as f:\n    f.read()", 3, 6, "warning"),
    "if": ("if work_item.isBatch:\n    n = 2\nself.n = n", 3, 10, "warning"),
    "test of a value": (
        "if work_item.isBatch:\n    n = 2\nself.n = 'a' if n > 1 else 'b'",
        3,
        17,
        "warning",
    ),
    "first of several": (
        "if work_item.isBatch:\n    n = 2\nself.n = n and self.m",
        3,
        10,
        "warning",
    ),
    "try": (
        "try:\n    n = int('3')\nexcept ValueError:\n    self.n = 1\nself.n = n",
        5,
        10,
        "warning",
    ),
    "chain": ("if self.n:\n    m = 2\nelif self.m:\n    m = 3\nself.n = m", 5, 10, "note"),
    "case": ("match self.n:\n    case 1:\n        m = 2\nself.n = m", 4, 10, "warning"),
    "cases": (
        "match self.n:\n    case 1:\n        m = 2\n    case 2:\n        m = 3\nself.n = m",
        6,
        10,
        "note",
    ),
    "in a case": (
        "match self.n:\n  case 1:\n    if self.m:\n      k = 2\n    self.n = k",
        5,
        14,
        "warning",
    ),
    "nested": ("for i in [1]:\n    if i:\n        n = 2\n    self.n = n", 4, 14, "warning"),
}


@pytest.mark.parametrize(("text", "line", "column", "severity"), FOUND.values(), ids=FOUND)
def test_found(text: str, line: int, column: int, severity: str) -> None:
    found = check_finds("onschedule", f"{text}\n{GOOD_SCHEDULE}", RULE, line, column)
    assert found.severity.value == severity
    assert "has no value here" in found.message


CAUSES = {
    "the error sets it too": "try:\n    if self.n:\n        n = 2\nexcept ValueError:\n    n = 1\n",
    "every error leaves": "try:\n    if self.n:\n        n = 2\nexcept ValueError:\n    raise\n",
}


@pytest.mark.parametrize("text", CAUSES.values(), ids=CAUSES)
def test_a_test_inside_of_a_try_is_the_cause(text: str) -> None:
    found = check_finds("onschedule", f"{text}self.n = n\n{GOOD_SCHEDULE}", RULE, 6, 10)
    assert "the test in line 2 is false" in found.message


def test_in_a_method() -> None:
    text = "def go(self, item):\n    if item.isBatch:\n        n = 2\n    return n\n"
    check_finds("methods", text, RULE, 4, 12)


FINE = {
    "asked first": "if self.n:\n    n = 2\nif self.n and n > 1:\n    self.n = 1",
    "in the block": "if self.n:\n    n = 2\nif self.n:\n    self.n = n",
    "both": "if self.n:\n    n = 2\nelse:\n    n = 1\nself.n = n",
    "cases": "match self.n:\n  case 1:\n    n = 2\n  case _:\n    n = 3\nself.n = n",
    "case leaves": "match self.n:\n  case 1:\n    n = 2\n  case k:\n    return k\nself.n = n",
    "captured": "match self.n:\n  case {'a': n}:\n    pass\n  case n:\n    pass\nself.n = n",
    "before": "n = 1\nif self.n:\n    n = 2\nself.n = n",
    "leaves": "try:\n    n = int('3')\nexcept ValueError:\n    return None\nself.n = n",
    "exits": "import sys\ntry:\n    n = int('3')\nexcept ValueError:\n    sys.exit(1)\nself.n = n",
    "asked again": "if self.n:\n    n = 2\nif self.n:\n    self.m = n",
    "asked by if": "if self.n:\n    n = 2\nself.m = n if self.n else 0",
    "asked by and": "if self.n:\n    n = 2\nself.m = self.n and n",
    "left later": "ok = self.n\nif ok:\n    n = 2\nif not ok:\n    return None\nself.n = n",
    "loop": "while True:\n    try:\n        n = int('3')\n        break\n    except ValueError:\n"
    "        continue\nself.n = n",
    "own name": "if self.n:\n    for n in self.n:\n        self.m = n\nself.k = {n for n in []}",
    "walrus": "if not (n := self.m):\n    n = 2\nself.n = n",
    "finally": "try:\n    self.go()\nfinally:\n    n = 2\nself.n = n",
    "caught": "if self.n:\n    n = 2\ntry:\n    self.n = n\nexcept NameError:\n    pass",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    every = findings({"onschedule.py": f"{text}\n{GOOD_SCHEDULE}", "init.py": "self.n = 0\n"})
    assert [f.message for f in every if f.name == RULE] == []
