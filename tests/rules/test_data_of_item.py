from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "data-of-item"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("x = work_item.data.stringData('a', 0)", 5),
        ("work_item.data.setInt('a', 3, 0)", 1),
        ("for one in work_item.data.floatDataArray('a'): pass", 12),
    ],
)
def test_found(line: str, column: int) -> None:
    found = check_finds("onschedule", f"{line}\n{GOOD_SCHEDULE}", RULE, 1, column)
    assert found.severity.value == "note"


@pytest.mark.parametrize(
    ("line", "houdini"),
    [
        ("x = work_item.data.stringData('a', 0)", "17.5"),
        ("x = work_item.stringAttribValue('a')", "22.0"),
        ("x = self.data.stringData('a', 0)", "22.0"),
        ("x = work_item.data.allDataMap", "22.0"),
    ],
)
def test_fine(line: str, houdini: str) -> None:
    files = {"onschedule.py": f"{line}\n{GOOD_SCHEDULE}", "init.py": "self.data = None\n"}
    assert [one for one in findings(files, houdini=houdini) if one.name == RULE] == []
