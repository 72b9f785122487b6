from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "never-equal"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("work_item.id == '12'", "work_item.id is an integer and never equal to a text"),
        ("'12' != work_item.id", "compare numbers with numbers"),
        ("work_item.name == 12", "12 is an integer and never equal"),
        ("work_item.state == 'CookedFail'", "write pdg.workItemState.CookedFail"),
        ("work_item.state != 'failed'", "write pdg.workItemState...."),
        ("work_item.name == pdg.workItemType.Batch", "is a member of pdg.workItemType"),
        ("0 < work_item.id == work_item.name", "work_item.id is an integer"),
    ],
)
def test_found(text: str, message: str) -> None:
    found = check_finds("onschedule", f"x = {text}\n{GOOD_SCHEDULE}", RULE, 1, 5)
    assert message in found.message


@pytest.mark.parametrize(
    "text",
    [
        "work_item.id == int('12')",
        "str(work_item.id) == '12'",
        "work_item.state == pdg.workItemState.CookedFail",
        "work_item.state.name == 'CookedFail'",
        "work_item.id == 12.0",
        "work_item.name in ('1', 2)",
        "self.queue == 12",
    ],
)
def test_fine(text: str) -> None:
    files = {"onschedule.py": f"x = {text}\n{GOOD_SCHEDULE}"}
    files["init.py"] = "self.queue = 'all'\nif scheduler:\n    self.queue = 12\n"
    assert [f.message for f in findings(files) if f.name == RULE] == []
