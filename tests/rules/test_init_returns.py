from __future__ import annotations

import pytest
from tools import check_finds, check_ok


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("self.x = 1\nreturn True\n", 2, 1), ("if name:\n    return self\n", 2, 5)],
)
def test_found(text: str, line: int, column: int) -> None:
    check_finds("init", text, "init-returns", line, column)


@pytest.mark.parametrize(
    "text",
    [
        "if not name:\n    return\nself.x = 1\n",
        "self.x = 1\nreturn None\n",
        "def f():\n    return 1\nself.f = f\n",
    ],
)
def test_fine(text: str) -> None:
    check_ok("init", text)
