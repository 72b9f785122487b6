from __future__ import annotations

import pytest
from tools import findings

RULE = "sleep-in-callback"

FOUND = {
    "tick": ("ontick", "import time\ntime.sleep(1)\nreturn pdg.tickResult.SchedulerReady", 2),
    "import": (
        "onschedule",
        "from time import sleep\nsleep(0.1)\nreturn pdg.scheduleResult.Succeeded",
        2,
    ),
    "person": ("ontick", "if input('go? '):\n    pass\nreturn pdg.tickResult.SchedulerReady", 1),
    "method": ("methods", "def wait(self):\n    import time\n    time.sleep(1)", 3),
}

AROUND = {
    "onstopcook.py": "self.wait()\nreturn True\n",
    "methods.py": "def wait(self):\n    pass\n",
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({**AROUND, f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "thread": {
        "header.py": "import time\nimport threading\ndef work():\n    time.sleep(1)\n",
        "onstart.py": "threading.Thread(target=work, daemon=True).start()\nreturn True\n",
    },
    "name": {
        "header.py": "def input(text):\n    return text\n",
        "ontick.py": "input('a')\nreturn pdg.tickResult.SchedulerReady\n",
    },
    "own": {"ontick.py": "self.farm.sleep(1)\nreturn pdg.tickResult.SchedulerReady\n"},
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
