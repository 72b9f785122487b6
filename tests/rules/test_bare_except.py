from __future__ import annotations

import pytest
from tools import findings

RULE = "bare-except"

FOUND = {
    "pass": ("onstart", "try:\n    self.x = 1\nexcept:\n    pass\nreturn True", 3),
    "log": (
        "ontick",
        (
            "try:\n"
            "    self.x = 1\n"
            "except :\n"
            "    self.cookWarning('a')\n"
            "return pdg.tickResult.SchedulerReady"
        ),
        3,
    ),
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    every = findings({f"{part}.py": text + "\n"})
    places = [f.span for f in every if f.name == RULE]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


FINE = {
    "named": {"onstart.py": "try:\n    self.x = 1\nexcept Exception:\n    pass\nreturn True\n"},
    "raised again": {
        "onstart.py": "try:\n"
        "    self.x = 1\n"
        "except:\n"
        "    self.x = 2\n"
        "    raise\n"
        "return True\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
