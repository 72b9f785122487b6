from __future__ import annotations

import pytest
from tools import check_finds_at_line, findings

RULE = "data-not-written"

FOUND = {
    "not expanded": (
        "onschedule",
        (
            "import subprocess\n"
            "self.p = subprocess.Popen(['nice', work_item.command])\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
    "call": (
        "onschedule",
        (
            "import subprocess\n"
            "c = self.expandCommandTokens(work_item.command, work_item)\n"
            "subprocess.call(c, shell=True)\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        3,
    ),
    "system": (
        "onschedule",
        (
            "import os\n"
            "c = self.expandCommandTokens(work_item.command, work_item)\n"
            "os.system(c)\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        3,
    ),
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    check_finds_at_line(part, text, RULE, line)


FINE = {
    "other command": {
        "onschedule.py": "import subprocess\n"
        "self.p = subprocess.Popen(['nice', self.command])\n"
        "return pdg.scheduleResult.Succeeded\n",
        "init.py": "self.command = 'a'\n",
    },
    "written": {
        "onschedule.py": "import os\n"
        "self.createJobDirsAndSerializeWorkItems(work_item)\n"
        "c = self.expandCommandTokens(work_item.command, work_item)\n"
        "os.system(c)\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "by a method": {
        "onschedule.py": "import os\n"
        "self.prepare(work_item)\n"
        "c = self.expandCommandTokens(work_item.command, work_item)\n"
        "os.system(c)\n"
        "return pdg.scheduleResult.Succeeded\n",
        "methods.py": "def prepare(self, item):\n"
        "    self.createJobDirsAndSerializeWorkItems(item)\n",
    },
    "handed on": {
        "onschedule.py": "import farmlib\n"
        "c = self.expandCommandTokens(work_item.command, work_item)\n"
        "farmlib.submit(c)\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
