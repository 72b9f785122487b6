from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "invalid-statement"

# file, text, line, column, part of the message
BAD = {
    "star import": ("ontick", "from os import *", 1, 16, "import the names you use"),
    "future": ("ontick", "from __future__ import division", 1, 1, "remove it"),
    "future in header": ("header", "import os\nfrom __future__ import division", 2, 1, "remove"),
    "return in header": ("header", "return 1", 1, 1, "only a function can return"),
    "return in methods": ("methods", "class A:\n    return 1", 2, 5, "only a function"),
    "break": ("ontick", "if 1:\n    break", 2, 5, "outside loop"),
    "continue": ("init", "continue", 1, 1, "in loop"),
    "argument is global": ("onschedule", "global work_item", 1, 1, "another name"),
    "used before global": ("init", "x = 1\nglobal x", 2, 1, "to the top"),
    "nonlocal": ("init", "nonlocal x", 1, 1, "keep the value on self"),
    "twice": ("init", "def f(a, a): pass", 1, 10, "duplicate argument"),
    "behind other letters": ("init", "'é日'; break", 1, 7, "outside loop"),
    "yield in header": ("header", "yield 1", 1, 1, "outside function"),
    "await in header": ("header", "await f()", 1, 1, "outside"),
}


@pytest.mark.parametrize(("part", "text", "line", "column", "message"), BAD.values(), ids=BAD)
def test_found(part: str, text: str, line: int, column: int, message: str) -> None:
    assert message in check_finds(part, text, RULE, line, column).message


GOOD = {
    "star import in header": ("header", "from os import *"),
    "nested functions": ("init", "def f():\n    x = 1\n    def g():\n        nonlocal x\n"),
    "global": ("init", "global X\nX = 1"),
    "loop": ("init", "for x in []:\n    break"),
}


@pytest.mark.parametrize(("part", "text"), GOOD.values(), ids=GOOD)
def test_fine(part: str, text: str) -> None:
    check_ok(part, text)
