from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

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


OLD = "def workItemCanceled(self, id, index):\n    self.cookWarning('gone')\n"


@pytest.mark.parametrize(
    ("name", "newer", "last"),
    [
        ("workItemCanceled", "workItemCancelled", "20.5"),
        ("workItemFileResult", "workItemAddOutput", "20.5"),
    ],
)
def test_a_wrapper_that_went_is_found(name: str, newer: str, last: str) -> None:
    every = findings({"methods.py": "import os\n" + OLD.replace("workItemCanceled", name)})
    (found,) = (one for one in every if one.name == RULE)
    assert (found.span.line, found.span.column) == (2, 1)
    assert f"does not call {name}, which exists until {last}; call it {newer}" in found.message


FINE = {
    "both": OLD + OLD.replace("Canceled", "Cancelled"),
    "alias": OLD + "workItemCancelled = workItemCanceled\n",
    "called": OLD + "def _end(self):\n    self.workItemCanceled(3, -1)\n",
    "looked up": OLD + "def _end(self):\n    getattr(self, 'workItemCanceled')(3, -1)\n",
    "other": OLD.replace("workItemCanceled", "workItemGone"),
    "still there": OLD.replace("workItemCanceled", "workItemFailed"),
}


@pytest.mark.parametrize("methods", FINE.values(), ids=FINE)
def test_fine_methods(methods: str) -> None:
    assert RULE not in {one.name for one in findings({"methods.py": methods})}


def test_fine_for_a_release_that_calls_it() -> None:
    assert RULE not in {one.name for one in findings({"methods.py": OLD}, houdini="20.5")}
