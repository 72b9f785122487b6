from __future__ import annotations

import pytest
from tools import findings

RULE = "changed-in-its-loop"

FOUND = {
    "del": (
        "ontick",
        "for j in self.jobs:\n    del self.jobs[j]\nreturn pdg.tickResult.SchedulerReady",
        2,
    ),
    "items": (
        "ontick",
        (
            "for j, k in self.jobs.items():\n"
            "    if k:\n"
            "        self.jobs.pop(j)\n"
            "return pdg.tickResult.SchedulerReady"
        ),
        3,
    ),
}

AROUND = {"init.py": "self.jobs = {}\n"}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({**AROUND, f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "copy": {
        "ontick.py": "for j in list(self.jobs):\n"
        "    del self.jobs[j]\n"
        "return pdg.tickResult.SchedulerReady\n",
        "init.py": "self.jobs = {}\n",
    },
    "left": {
        "ontick.py": "for j in self.jobs:\n"
        "    if j:\n"
        "        del self.jobs[j]\n"
        "        break\n"
        "return pdg.tickResult.SchedulerReady\n",
        "init.py": "self.jobs = {}\n",
    },
    "other": {
        "ontick.py": "for j in self.jobs:\n"
        "    self.old.pop(j)\n"
        "return pdg.tickResult.SchedulerReady\n",
        "init.py": "self.jobs = {}\nself.old = {}\n",
    },
    "unknown": {
        "ontick.py": "for j in self.jobs:\n"
        "    self.jobs.pop(j)\n"
        "return pdg.tickResult.SchedulerReady\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
