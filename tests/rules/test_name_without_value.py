from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "name-without-value"

FOUND = {
    "before": ("self.f = command\ncommand = 1", 1, 10, "set further down only"),
    "deleted": ("a = 1\ndel a\nself.f = a", 3, 10, "it was deleted"),
    "nested": ("n = 0\ndef add():\n    n += 1\nadd()", 3, 5, "set further down only"),
    "except": (
        "try:\n    pass\nexcept OSError as e:\n    pass\nself.f = e",
        5,
        10,
        "the except block that has it has ended",
    ),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, line: int, column: int, message: str) -> None:
    found = check_finds("onschedule", f"{text}\n{GOOD_SCHEDULE}", RULE, line, column)
    assert message in found.message


FINE = {
    "one path": "if self.x:\n    a = 1\nself.f = a",
    "loop": "for i in [1, 2]:\n    if i > 1:\n        self.f = a\n    a = i",
    "while": "while self.x:\n    a = 1\nself.f = a",
    "comprehension": "names = [k for k in {}]\nself.f = names",
    "nonlocal": "n = 0\ndef add():\n    nonlocal n\n    n += 1\nadd()",
    "closure": "def add():\n    return n\nn = 0\nadd()",
    "walrus": "if (a := self.x) and a.b:\n    self.f = a",
    "walrus of a loop": "while a := self.x():\n    for b in a:\n        self.f = b\nself.g = a",
    "try": "try:\n    a = 1\nexcept OSError:\n    raise\nself.f = a",
    "finally": "try:\n    a = open('x')\nfinally:\n    self.f = a",
    "kept": "e = None\ntry:\n    pass\nexcept OSError as p:\n    e = p\nself.f = e",
    "with": "with open('x') as source:\n    t = source.read()\nself.f = t",
    "entry": "job = {'a': 1}\ndel job['a']\nself.f = job",
    "match": "match self.x:\n    case [first, *rest]:\n        self.f = first, rest",
    "import": "import os\nself.f = os",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    every = findings({"onschedule.py": f"{text}\n{GOOD_SCHEDULE}"})
    assert [f.message for f in every if f.name == RULE] == []
