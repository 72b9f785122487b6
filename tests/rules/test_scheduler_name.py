from __future__ import annotations

import json

import pytest
from tools import findings

RULE = "scheduler-name"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "lower-case letter"),
        ("Farm Q", "lower-case letter"),
        ("1farm", "lower-case letter"),
        ("../../x", "lower-case letter"),
        ("farm\n", "lower-case letter"),
        ("fármq", "lower-case letter"),
        ("class", "keyword"),
        ("localscheduler", "ships with Houdini"),
        ("pythonscheduler", "ships with Houdini"),
        ("python_scheduler", "is what Save To Python calls every scheduler"),
        ("pdg", "hide the module"),
        ("json", "hide the module json"),
        ("queue", "hide the module queue"),
        ("local", "is a module of PDG types that ships"),
        ("schedulers", "is a module of PDG types that ships"),
        ("a" * 101, "longer"),
    ],
)
def test_found(value: str, message: str) -> None:
    every = findings({}, manifest=f"name = {json.dumps(value)}")
    found = [f for f in every if f.name == RULE]
    assert [(f.name, f.severity.value) for f in found] == [(RULE, "error")]
    assert message in found[0].message
    assert "\n" not in found[0].message
    assert str(found[0].span) == "farmq/scheduler.toml:2:1"


@pytest.mark.parametrize("value", ["farmq", "q", "farm_q2", "match"])
def test_fine(value: str) -> None:
    assert findings({}, manifest=f"name = {json.dumps(value)}") == ()


def test_houdini_makes_the_name_of_a_class_lower_case() -> None:
    text = (
        "import pdg\nfrom pdg.scheduler import PyScheduler\n\n\nclass Royal(PyScheduler):\n"
        "    @classmethod\n    def templateName(cls):\n        return 'royalScheduler'\n\n"
        "    def onSchedule(self, work_item):\n"
        "        return pdg.scheduleResult.CookSucceeded\n"
    )
    told = [(f.name, f.span.line, f.severity.value) for f in findings({"farm.py": text})]
    assert (RULE, 8, "error") not in told
    assert ("not-carried-over", 8, "note") in told
