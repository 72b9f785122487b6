from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "accept-result"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("pass", 1, 1), ("return True", 1, 8), ("return pdg.tickResult.SchedulerReady", 1, 8)],
)
def test_found(text: str, line: int, column: int) -> None:
    assert check_finds("onacceptworkitem", text, RULE, line, column).severity.value == "error"


@pytest.mark.parametrize("text", ["return pdg.acceptResult.Accept", "return self.accepts()"])
def test_fine(text: str) -> None:
    check_ok("onacceptworkitem", text)
