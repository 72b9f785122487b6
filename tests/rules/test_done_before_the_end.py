from __future__ import annotations

import pytest
from tools import check_finds_at_line, findings

RULE = "done-before-the-end"

FOUND = {
    "popen": (
        "onschedule",
        (
            "import subprocess\n"
            "subprocess.Popen(['q'])\n"
            "return pdg.scheduleResult.CookSucceeded"
        ),
        3,
    ),
    "branch": (
        "onschedule",
        (
            "import subprocess\n"
            "if work_item.isBatch:\n"
            "    subprocess.Popen(['q'])\n"
            "    return pdg.scheduleResult.CookSucceeded\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        4,
    ),
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    check_finds_at_line(part, text, RULE, line)


FINE = {
    "waited": {
        "onschedule.py": "import subprocess\n"
        "subprocess.Popen(['q']).wait()\n"
        "return pdg.scheduleResult.CookSucceeded\n"
    },
    "before": {
        "onschedule.py": "import subprocess\n"
        "if not work_item.command:\n"
        "    return pdg.scheduleResult.CookSucceeded\n"
        "subprocess.Popen(['q'])\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "other branch": {
        "onschedule.py": "import subprocess\n"
        "if work_item.isBatch:\n"
        "    subprocess.Popen(['q'])\n"
        "else:\n"
        "    return pdg.scheduleResult.CookSucceeded\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
