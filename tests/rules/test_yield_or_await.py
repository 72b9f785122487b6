from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "yield-or-await"

BAD = {
    "yield": ("if 1:\n    yield 1\nreturn True", 2, 5),
    "yield from": ("x = 'é'; yield from []\nreturn True", 1, 10),
    "as a value": ("x = yield\nreturn True", 1, 5),
    "await": ("await self.start()\nreturn True", 1, 1),
    "async with": ("async with self: pass\nreturn True", 1, 1),
    "async for": ("async for x in self: pass\nreturn True", 1, 1),
}


@pytest.mark.parametrize(("text", "line", "column"), BAD.values(), ids=BAD)
def test_found(text: str, line: int, column: int) -> None:
    found = check_finds("onstart", text, RULE, line, column)
    assert found.callback == "onStart"


def test_state_is_not_made_by_a_generator() -> None:
    assert "__init__ a generator" in check_finds("init", "yield", RULE, 1, 1).message


GOOD = {
    "inner function": "def f():\n    yield 1\nself.items = list(f())",
    "inner coroutine": "async def f():\n    await g()\nasync def g(): pass",
    "lambda": "self.f = lambda: (yield)",
    "generator expression": "self.items = (i for i in [])",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_fine(text: str) -> None:
    check_ok("init", text)


def test_methods_may_be_generators() -> None:
    check_ok("methods", "def jobs(self):\n    yield from self.all")
