from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "identity-of-value"


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("x = work_item.name is 'a'", 5, "is 'a' asks for the same object"),
        ("x = work_item.index is not -1", 5, "is not -1 asks for the same object, not for the"),
        ("x = () is work_item.name", 5, "write =="),
        ("x = work_item.index is 1.5", 5, "write =="),
        ("x = work_item.name is not f'{work_item.id}'", 5, "write !="),
    ],
)
def test_found(text: str, column: int, message: str) -> None:
    found = check_finds("onschedule", f"{text}\n{GOOD_SCHEDULE}", RULE, 1, column)
    assert message in found.message


@pytest.mark.parametrize(
    "text",
    [
        "x = work_item.name is None",
        "x = work_item.isBatch is not True",
        "x = work_item.name is ...",
        "x = work_item.name == 'a'",
        "x = work_item.type is pdg.workItemType.Batch",
        "x = type(work_item.name) is str",
    ],
)
def test_fine(text: str) -> None:
    files = {"onschedule.py": f"{text}\n{GOOD_SCHEDULE}"}
    assert [f.message for f in findings(files) if f.name == RULE] == []
