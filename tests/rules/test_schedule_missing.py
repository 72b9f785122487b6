from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, findings

RULE = "schedule-missing"


@pytest.mark.parametrize("files", [{"onstart.py": "return True"}, {"header.py": "X = 1"}])
def test_found_at_the_source(files: dict[str, str]) -> None:
    (found,) = findings(files, whole=True)
    assert (found.name, found.severity.value) == (RULE, "warning")
    assert str(found.span) == "farmq/scheduler.toml:1:1"


def test_one_that_is_among_the_methods_is_not_missing() -> None:
    text = "def onSchedule(self, work_item):\n    return pdg.scheduleResult.Succeeded\n"
    found = findings({"methods.py": text}, whole=True)
    assert [one.name for one in found] == ["callback-in-methods"]


FINE = {
    "given": {"onschedule.py": GOOD_SCHEDULE},
    "the local scheduler has its own": {"scheduler.toml": 'base = "LocalScheduler"'},
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert findings(files, whole=True) == ()
