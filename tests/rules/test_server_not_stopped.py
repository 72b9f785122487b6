from __future__ import annotations

import pytest
from tools import findings

RULE = "server-not-stopped"

FOUND = {
    "start": ("onstartcook", "self.startCallbackServer()\nreturn True", 1),
    "asked": (
        "onstartcook",
        (
            "if not self.isCallbackServerRunning():\n"
            "    self.startCallbackServer()\n"
            "return True"
        ),
        2,
    ),
}

AROUND = {"onstop.py": "return True\n"}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({**AROUND, f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "stop": {
        "onstartcook.py": "self.startCallbackServer()\nreturn True\n",
        "onstop.py": "self.stopCallbackServer()\nreturn True\n",
    },
    "by a method": {
        "onstartcook.py": "self.startCallbackServer()\nreturn True\n",
        "onstop.py": "self.end()\nreturn True\n",
        "methods.py": "def end(self):\n    self.stopCallbackServer()\n",
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
