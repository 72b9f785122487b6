from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "unused-result"


@pytest.mark.parametrize(
    "callback", ["onschedulestatic", "onsetupcook", "oncancelworkitems", "onsharedserverstarted"]
)
@pytest.mark.parametrize("value", ["False", "1", "'done'", "pdg.scheduleResult.CookFailed"])
def test_found(callback: str, value: str) -> None:
    found = check_finds(callback, f"return {value}", RULE, 1, 8)
    assert found.severity.value == "note"


@pytest.mark.parametrize("text", ["pass", "return", "return None", "return self.stop()", ""])
def test_fine(text: str) -> None:
    check_ok("onsetupcook", text)
