from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "bool-result"
CALLBACKS = ["onstart", "onstop", "onstartcook", "onstopcook", "endsharedserver", "transferfile"]


@pytest.mark.parametrize("callback", CALLBACKS)
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("self.x = 1", 1, 1),
        ("return", 1, 1),
        ("return None", 1, 8),
        ("return 'yes'", 1, 8),
        ("return []", 1, 8),
        ("return pdg.scheduleResult.Succeeded", 1, 8),
    ],
)
def test_found(callback: str, text: str, line: int, column: int) -> None:
    assert check_finds(callback, text, RULE, line, column).severity.value == "warning"


@pytest.mark.parametrize("callback", CALLBACKS)
@pytest.mark.parametrize("text", ["return True", "return 1", "return self.x", "return not self.x"])
def test_fine(callback: str, text: str) -> None:
    check_ok(callback, text)
