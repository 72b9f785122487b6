from __future__ import annotations

import pytest
from tools import check_finds_at_line, findings

RULE = "command-split"

FOUND = {
    "direct": (
        "onschedule",
        "self.c = work_item.command.split()\nreturn pdg.scheduleResult.Succeeded",
        1,
    ),
    "variable": (
        "onschedule",
        (
            "c = self.expandCommandTokens(work_item.command, work_item)\n"
            "self.c = c.split(' ')\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    check_finds_at_line(part, text, RULE, line)


FINE = {
    "shlex": {
        "onschedule.py": "import shlex\n"
        "self.c = shlex.split(work_item.command)\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "lines": {
        "onschedule.py": "self.c = work_item.command.split('\\n')\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "other": {
        "onschedule.py": "self.c = work_item.name.split()\n" "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
