from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, check_ok, findings

RULE = "bidirectional-text"
MARKS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize(
    "mark", [chr(mark) for mark in MARKS], ids=[f"{mark:04X}" for mark in MARKS]
)
def test_every_mark_is_found(mark: str) -> None:
    found = check_finds(
        "ontick", f"# a {mark} b\nreturn pdg.tickResult.SchedulerReady", RULE, 1, 5, excerpt=True
    )
    assert f"U+{ord(mark):04X}" in found.message


@pytest.mark.parametrize("file", ["onschedule", "header", "methods", "init"])
def test_every_text_is_looked_at(file: str) -> None:
    code = {"methods": "def a(self):\n    return 1\n", "onschedule": GOOD_SCHEDULE}
    text = code.get(file, "x = 1\n") + "# \u202e\n"
    found = [one for one in findings({f"{file}.py": text}) if one.name == RULE]
    assert [one.severity.value for one in found] == ["error"]


def test_letters_from_the_right_and_their_marks_are_fine() -> None:
    check_ok(
        "ontick",
        '# \u05e2\u05d1\u05e8\u05d9\u05ea\u200f\n"\\u202e"\nreturn pdg.tickResult.SchedulerReady',
    )
