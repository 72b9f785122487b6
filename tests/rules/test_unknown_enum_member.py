from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "unknown-enum-member"

# text, line, column, part of the message
BAD = {
    "of another enum": (
        "x = pdg.scheduleResult.SchedulerBusy",
        1,
        5,
        "pdg.scheduleResult has no SchedulerBusy; SchedulerBusy is a tickResult",
    ),
    "close": ("x = pdg.tickResult.SchedulerReddy", 1, 5, "did you mean SchedulerReady?"),
    "unknown": ("x = pdg.scheduleResult.Skip", 1, 5, "it has CookCanceled, CookFailed"),
    "imported": ("from pdg import scheduleResult\nx = scheduleResult.Skip", 2, 5, "has no Skip"),
    "renamed": ("from pdg import tickResult as t\nx = t.Busy", 2, 5, "pdg.tickResult has no Busy"),
    "module renamed": ("import pdg as p\nx = p.workItemState.Done", 2, 5, "has no Done"),
    "spelled otherwise": ("x = pdg.ScheduleResult.Failed", 1, 5, "write pdg.scheduleResult"),
    "in an inner function": ("def f():\n    return pdg.tickResult.Ready", 2, 12, "has no Ready"),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), BAD.values(), ids=BAD)
def test_found(text: str, line: int, column: int, message: str) -> None:
    found = check_finds("init", text, RULE, line, column)
    assert message in found.message
    assert found.severity.value == "error"


def test_imports_of_the_header_count() -> None:
    files = {"header.py": "from pdg import tickResult", "ontick.py": "return tickResult.Done"}
    assert [(f.name, f.span.column) for f in findings(files)] == [(RULE, 8)]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("x = pdg.tickResult.SchedulerBusy", "17.5", "18.0"),
        ("x = pdg.acceptResult.Accept", "20.0", "20.5"),
    ],
)
def test_enums_have_a_first_release(text: str, old: str, new: str) -> None:
    message = check_finds("init", text, RULE, 1, 5, houdini=old).message
    assert f"exists from Houdini {new} on, not in {old}" in message
    check_ok("init", text, houdini=new)


def test_members_of_other_enums_are_not_sure_before_21() -> None:
    text = "x = pdg.workItemState.Done"
    assert check_finds("init", text, RULE, 1, 5, houdini="20.5").severity.value == "warning"
    assert check_finds("init", text, RULE, 1, 5, houdini="21.0").severity.value == "error"


FINE = {
    "members": "x = pdg.scheduleResult.FullDeferred, pdg.tickResult.SchedulerCancelCook",
    "properties": "x = pdg.scheduleResult.Failed.name, pdg.tickResult.__members__",
    "classes": "x = pdg.WorkItem.cancel, pdg.CookError, pdg.utils.expand_vars",
    "other objects": "x = self.pdg.scheduleResult.Skip, self.tickResult.Skip",
    "computed": "x = getattr(pdg.scheduleResult, 'Skip', None)",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    check_ok("init", text)
