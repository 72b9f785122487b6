from __future__ import annotations

import pytest
from tools import check_finds_at_line, findings

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
    check_finds_at_line(part, text, RULE, line)


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
