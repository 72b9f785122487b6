from __future__ import annotations

import pytest
from tools import findings

RULE = "poll-without-throttle"

FOUND = {
    "tick": (
        "ontick",
        (
            "import subprocess\n"
            "self.a = subprocess.call(['q'])\n"
            "return pdg.tickResult.SchedulerReady"
        ),
        2,
    ),
    "communicate": (
        "ontick",
        (
            "import subprocess\n"
            "job = subprocess.Popen(['q'], stdout=subprocess.PIPE, text=True)\n"
            "self.a = job.communicate()[0]\n"
            "return pdg.tickResult.SchedulerReady"
        ),
        3,
    ),
    "wait": (
        "ontick",
        (
            "import subprocess\n"
            "self.a = subprocess.Popen(['q']).wait()\n"
            "return pdg.tickResult.SchedulerReady"
        ),
        2,
    ),
    "function": ("header", "import os\ndef ask():\n    os.system('q')", 3),
}

AROUND = {
    "ontick.py": "ask()\nreturn pdg.tickResult.SchedulerReady\n",
    "header.py": "def ask():\n    pass\n",
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({**AROUND, f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "not waited for": {
        "ontick.py": "import subprocess\n"
        "self.job = subprocess.Popen(['q'])\n"
        "self.farm.wait()\n"
        "return pdg.tickResult.SchedulerReady\n"
    },
    "for a moment": {
        "ontick.py": "import subprocess\n"
        "job = subprocess.Popen(['q'])\n"
        "self.a = job.communicate(timeout=0.1)[0]\n"
        "return pdg.tickResult.SchedulerReady\n"
    },
    "clock": {
        "ontick.py": "import subprocess, time\n"
        "if time.time() > self.next:\n"
        "    subprocess.call(['q'])\n"
        "return pdg.tickResult.SchedulerReady\n"
    },
    "test": {
        "ontick.py": "import subprocess\n"
        "if self.jobs:\n"
        "    subprocess.call(['q'])\n"
        "return pdg.tickResult.SchedulerReady\n"
    },
    "other callback": {"onstart.py": "import subprocess\nsubprocess.call(['q'])\nreturn True\n"},
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
