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
    "list": ("ontick", "for i in self.ids:\n    self.ids.remove(i)\nreturn self.answer", 2),
    "place in a list": (
        "ontick",
        "found = []\nfor n in found:\n    del found[n]\nreturn self.answer",
        3,
    ),
    "set": ("ontick", "for i in self.seen:\n    self.seen.discard(i)\nreturn self.answer", 2),
}

AROUND = {
    "init.py": "self.jobs = {}\nself.ids = []\nself.seen = set()\nself.answer = None\n",
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({**AROUND, f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "copy of a list": {
        "ontick.py": "for i in self.ids[:]:\n    self.ids.remove(i)\n"
        "for i in reversed(self.ids):\n    self.ids.remove(i)\n"
        "for i in self.ids:\n    self.ids.remove(i)\n    break\n"
        "for i in self.ids:\n    self.ids.append(i)\n"
        "return pdg.tickResult.SchedulerReady\n",
        "init.py": "self.ids = []\n",
    },
    "another list": {
        "ontick.py": "for i in self.ids:\n    self.others.remove(i)\n"
        "return pdg.tickResult.SchedulerReady\n",
        "init.py": "self.ids = []\nself.others = []\n",
    },
    "no list": {
        "ontick.py": "for i in self.farm.jobs():\n    self.farm.jobs().remove(i)\n"
        "return pdg.tickResult.SchedulerReady\n",
        "init.py": "self.farm = object()\n",
    },
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
