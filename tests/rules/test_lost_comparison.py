from __future__ import annotations

import pytest
from tools import check_finds, findings

RULE = "lost-comparison"
TICK = "return pdg.tickResult.SchedulerReady\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("self.done == True", "write = to set it"),
        ("self.limit > 3", "nobody reads it"),
        ("pdg.tickResult.SchedulerBusy", "write return before it"),
        ("self.limit + 1", "does nothing"),
    ],
)
def test_found(text: str, message: str) -> None:
    assert message in check_finds("ontick", f"{text}\n{TICK}", RULE, 1, 1).message


@pytest.mark.parametrize("text", ["self.done = True", "'why'", "...", "self.go() or self.stop()"])
def test_fine(text: str) -> None:
    assert [f.message for f in findings({"ontick.py": f"{text}\n{TICK}"}) if f.name == RULE] == []
