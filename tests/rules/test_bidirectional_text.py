from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, check_ok, findings

RULE = "bidirectional-text"
MARKS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize(
    "mark", [chr(mark) for mark in MARKS], ids=[f"{mark:04X}" for mark in MARKS]
)
def test_found_is_every_mark(mark: str) -> None:
    found = check_finds(
        "ontick", f"# a {mark} b\nreturn pdg.tickResult.SchedulerReady", RULE, 1, 5, excerpt=True
    )
    assert f"U+{ord(mark):04X}" in found.message


@pytest.mark.parametrize("file", ["onschedule", "header", "methods", "init"])
def test_found_in_every_text(file: str) -> None:
    code = {"methods": "def a(self):\n    return 1\n", "onschedule": GOOD_SCHEDULE}
    text = code.get(file, "x = 1\n") + "# \u202e\n"
    found = [one for one in findings({f"{file}.py": text}) if one.name == RULE]
    places = [(one.span.line, one.span.column, one.severity.value) for one in found]
    assert places == [(text.count("\n"), 3, "error")]


FINE = {"letters from the right": "# \u05e2\u05d1\u05e8\u05d9\u05ea\u200f", "escape": '"\\u202e"'}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    check_ok("ontick", f"{text}\nreturn pdg.tickResult.SchedulerReady")
