from __future__ import annotations

import pytest
from tools import check_finds, findings


@pytest.mark.parametrize(
    ("callback", "text", "line"),
    [
        ("onschedule", "def onSchedule(self, work_item):\n    return None\n", 1),
        ("ontick", "import os\n\n\ndef ontick(self):\n    return os.name\n", 4),
    ],
)
def test_found(callback: str, text: str, line: int) -> None:
    # No rule besides asks why the body returns nothing.
    check_finds(callback, text, "whole-method", line, 1)
    assert [one.name for one in findings({f"{callback}.py": text})] == ["whole-method"]


@pytest.mark.parametrize(
    "text",
    [
        "def onTick(n):\n    return n\n\n\nonTick(3)\nreturn pdg.tickResult.SchedulerReady\n",
        "def onTick(self):\n    return pdg.tickResult.SchedulerReady\n\n\nreturn onTick(self)\n",
        "def poll(self):\n    return pdg.tickResult.SchedulerReady\n\n\nreturn poll(self)\n",
    ],
    ids=["another function", "called", "of another name"],
)
def test_fine(text: str) -> None:
    assert [one.name for one in findings({"ontick.py": text}) if one.name == "whole-method"] == []
