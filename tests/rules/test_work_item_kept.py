from __future__ import annotations

import pytest
from tools import findings

RULE = "work-item-kept"

FOUND = {
    "dictionary": (
        "onschedule",
        "self.items[work_item.id] = work_item\nreturn pdg.scheduleResult.Succeeded",
        1,
    ),
    "list": ("onschedule", "self.items.append(work_item)\nreturn pdg.scheduleResult.Succeeded", 1),
}

AROUND = {"init.py": "self.items = {}\n"}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({**AROUND, f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "popped": {
        "onschedule.py": "self.items[work_item.id] = work_item\n"
        "return pdg.scheduleResult.Succeeded\n",
        "ontick.py": "self.items.pop(3, None)\nreturn pdg.tickResult.SchedulerReady\n",
        "init.py": "self.items = {}\n",
    },
    "reset": {
        "onschedule.py": "self.items[work_item.id] = work_item\n"
        "return pdg.scheduleResult.Succeeded\n",
        "onstartcook.py": "self.items = {}\nreturn True\n",
        "init.py": "self.items = {}\n",
    },
    "id": {
        "onschedule.py": "self.items.append(work_item.id)\n"
        "return pdg.scheduleResult.Succeeded\n",
        "init.py": "self.items = []\n",
    },
    "local": {
        "onschedule.py": "items = {}\n"
        "items[1] = work_item\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
