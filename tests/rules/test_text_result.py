from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "text-result"
CALLBACKS = ["getloguri", "getstatusuri", "applicationbin", "workitemresultserveraddr"]


@pytest.mark.parametrize("callback", CALLBACKS)
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("if self.x:\n    return ''", 1, 1), ("return None", 1, 8), ("return False", 1, 8)],
)
def test_found(callback: str, text: str, line: int, column: int) -> None:
    assert check_finds(callback, text, RULE, line, column).severity.value == "warning"


@pytest.mark.parametrize("callback", CALLBACKS)
@pytest.mark.parametrize("text", ["return ''", "return f'{self.x}'", "return str(self.x)"])
def test_fine(callback: str, text: str) -> None:
    check_ok(callback, text)
