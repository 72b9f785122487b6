from __future__ import annotations

from tools import GOOD_SCHEDULE, findings

RULE = "schedule-missing"


def test_found_at_the_source() -> None:
    (found,) = findings({"onstart.py": "return True"}, whole=True)
    assert (found.name, found.severity.value) == (RULE, "warning")
    assert str(found.span) == "farmq/scheduler.toml:1:1"


def test_given() -> None:
    assert findings({"onschedule.py": GOOD_SCHEDULE}, whole=True) == ()


def test_the_local_scheduler_has_its_own() -> None:
    assert findings({"scheduler.toml": 'base = "LocalScheduler"'}, whole=True) == ()
