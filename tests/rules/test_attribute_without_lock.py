from __future__ import annotations

import pytest
from tools import findings

RULE = "attribute-without-lock"

FOUND = {
    "tick": (
        "ontick",
        (
            "item = self.context.graph.workItemById(3)\n"
            "item.setIntAttrib('a', 1)\n"
            "return pdg.tickResult.SchedulerReady"
        ),
        2,
    ),
    "method": (
        "methods",
        (
            "def note(self):\n"
            "    item = self.context.graph.workItemById(3)\n"
            "    item.setStringAttrib('a', 'b')"
        ),
        3,
    ),
}

AROUND = {
    "onstopcook.py": "self.note()\nreturn True\n",
    "methods.py": "def note(self):\n    pass\n",
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({**AROUND, f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "locked": {
        "ontick.py": "item = self.context.graph.workItemById(3)\n"
        "with item.lockAttributes():\n"
        "    item.setIntAttrib('a', 1)\n"
        "return pdg.tickResult.SchedulerReady\n"
    },
    "schedule": {
        "onschedule.py": "work_item.setIntAttrib('a', 1)\n" "return pdg.scheduleResult.Succeeded\n"
    },
    "both": {
        "onschedule.py": "self.note(work_item)\nreturn pdg.scheduleResult.Succeeded\n",
        "onstop.py": "self.note(None)\nreturn True\n",
        "methods.py": "def note(self, item):\n    item.setIntAttrib('a', 1)\n",
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
