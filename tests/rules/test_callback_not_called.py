from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "callback-not-called"


@pytest.mark.parametrize(
    ("callback", "text", "release", "message"),
    [
        ("ontick", "return pdg", "17.5", "exists from 18.0 on; poll in a pdg.utils.TickTimer"),
        ("oncancelworkitems", "pass", "20.5", "from 21.0 on; cancel all jobs in onStopCook"),
        ("pythonbin", "return ''", "18.0", "until 17.5; implement applicationBin(name, work_item)"),
        ("workingdir", "return ''", "22.0", "until 17.5; call self.setWorkingDir(local, remote)"),
    ],
)
def test_found(callback: str, text: str, release: str, message: str) -> None:
    found = check_finds(callback, text, RULE, 1, 1, houdini=release)
    assert message in found.message
    assert found.severity.value == "warning"


@pytest.mark.parametrize(
    ("callback", "text", "release"),
    [
        ("ontick", "return pdg.tickResult.SchedulerReady", "18.0"),
        ("oncancelworkitems", "pass", "21.0"),
        ("pythonbin", "return ''", "17.5"),
    ],
)
def test_fine(callback: str, text: str, release: str) -> None:
    check_ok(callback, text, houdini=release)
