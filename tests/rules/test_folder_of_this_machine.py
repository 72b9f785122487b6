from __future__ import annotations

import pytest
from tools import findings

RULE = "folder-of-this-machine"

FOUND = {
    "tempfile": (
        "onschedule",
        ("import tempfile\n" "self.f = tempfile.mkdtemp()\n" "return pdg.scheduleResult.Succeeded"),
        2,
    ),
    "literal": ("onschedule", "self.f = '/tmp/jobs'\nreturn pdg.scheduleResult.Succeeded", 1),
    "method": (
        "methods",
        "def folder(self):\n    import tempfile\n    return tempfile.gettempdir()",
        3,
    ),
}

AROUND = {
    "scheduler.toml": 'callback_server = "farm"\n',
    "onschedule.py": "self.f = self.folder()\nreturn pdg.scheduleResult.Succeeded\n",
    "methods.py": "def folder(self):\n    return ''\n",
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({**AROUND, f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "local": {
        "scheduler.toml": 'callback_server = "local"\n',
        "onschedule.py": "self.f = '/tmp/jobs'\nreturn pdg.scheduleResult.Succeeded\n",
    },
    "dir": {
        "scheduler.toml": 'callback_server = "farm"\n',
        "onschedule.py": "import tempfile\n"
        "self.f = tempfile.mkdtemp(dir=self.tempDir(True))\n"
        "return pdg.scheduleResult.Succeeded\n",
    },
    "other callback": {
        "scheduler.toml": 'callback_server = "farm"\n',
        "onstart.py": "import tempfile\n" "self.f = tempfile.mkdtemp()\n" "return True\n",
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
