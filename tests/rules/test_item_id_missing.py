from __future__ import annotations

import pytest
from tools import check_finds_at_line, findings

RULE = "item-id-missing"

FOUND = {
    "keyword": (
        "onschedule",
        (
            "import os\n"
            "self.e = dict(os.environ, PDG_ITEM_NAME=work_item.name)\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
    "key": (
        "onschedule",
        (
            "e = {}\n"
            "e['PDG_ITEM_NAME'] = work_item.name\n"
            "self.e = e\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    check_finds_at_line(part, text, RULE, line)


FINE = {
    "both": {
        "onschedule.py": "self.e = {'PDG_ITEM_NAME': work_item.name, 'PDG_ITEM_ID': '1'}\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "helper": {
        "onschedule.py": "self.e = {'PDG_ITEM_NAME': work_item.name}\n"
        "self.addCommonJobEnvVars(self.e, work_item)\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "read": {
        "onschedule.py": "import os\n"
        "self.e = os.environ.get('PDG_ITEM_NAME')\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
