from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "read-only-member"

FOUND = {
    "command": ("work_item.command = 'a'", 1, "cannot be set; call setCommand(command)"),
    "added to": ("work_item.command += ' -v'", 1, "cannot be set; call setCommand(command)"),
    "label": ("item = work_item\nitem.label = 'a'", 2, "call setLabel(label)"),
    "id": ("work_item.id = 5", 1, "id of a work item cannot be set; keep your own value in"),
    "state": ("work_item.state = 3", 1, "report it with self.workItemSucceeded"),
    "tuple": ("work_item.name, a = 'a', 1", 1, "name of a work item cannot be set"),
    "environment": ("work_item.environment = {}", 1, "call addEnvironmentVar(name, value)"),
    "outputs": ("work_item.outputFiles = []", 1, "call addOutputFile(path, tag)"),
    "other item": ("work_item.dependents[0].frame = 3", 1, "call setFrame(frame)"),
    "method": (
        "work_item.setCommand = 'a'",
        1,
        "is a method of a work item; call setCommand(value)",
    ),
    "context": ("self.context.canceling = True", 1, "canceling of the context cannot be set; call"),
}


@pytest.mark.parametrize(("text", "line", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, line: int, message: str) -> None:
    found = check_finds("onschedule", f"{text}\n{GOOD_SCHEDULE}", RULE, line, 1, excerpt=False)
    assert message in found.message
    assert found.severity.value == "error"


FINE = {
    "priority": "work_item.priority = 3",
    "own attribute of self": "self.command = work_item.command",
    "of another": "job = self.farm.job()\njob.command = 'a'",
    "unknown": "work_item.farm_job = 3",
    "read": "a = work_item.command",
    "caught": "try:\n    work_item.command = 'a'\nexcept AttributeError:\n    raise KeyError",
    "either": "one = work_item if self.farm else self.farm\none.label = 'a'",
    "key": "work_item.environment['A'] = 'a'",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    every = findings({"onschedule.py": f"{text}\n{GOOD_SCHEDULE}", "init.py": "self.farm = None\n"})
    assert RULE not in {one.name for one in every}


def test_fine_in_17_5() -> None:
    text = f"work_item.command = 'a'\n{GOOD_SCHEDULE}"
    assert RULE not in {one.name for one in findings({"onschedule.py": text}, houdini="17.5")}
