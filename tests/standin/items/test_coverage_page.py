"""`docs/pdg-coverage.md` says what the stand-in has, and is that of the present one."""

from __future__ import annotations

import pytest
from accepted import accepted_text
from coverage_page import PAGE, coverage_page, rests_on

from pysched_gen.houdini.releases import RELEASES


@pytest.mark.accepts
def test_the_page_is_that_of_the_stand_in() -> None:
    text = coverage_page()
    assert accepted_text(PAGE, text) == text, "run `make accept` and review the diff"


@pytest.mark.parametrize(
    "line",
    [
        # Came with 19.0; the callback server's side of reports went with 22.0.
        "| cancel | - | - | - | x | x | x | x | x | x | documented |",
        "| onWorkItemFileResult | x | x | x | x | x | x | x | x | - | documented |",
        "| loopLock | r | r | r | r | r | r | r | r | r |  |",
        "| addCommonJobEnvVars | - | - | - | - | - | - | - | x | x | observed |",
    ],
)
def test_what_a_line_of_it_says(line: str) -> None:
    # A release that came since is as the one before it.
    name, *states, basis = [cell.strip() for cell in line.strip("|").split("|")]
    states += states[-1:] * (len(RELEASES) - len(states))
    shown = "| " + " | ".join([name, *states, basis]) + " |"
    assert shown in PAGE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("documentation", "word"),
    [
        ("Return it (not documented; chosen after the name).", "chosen"),
        ('Return it, "" where none was set (observed of PDG).', "observed"),
        ("Make it so (documented: jobapi).", "documented"),
        ("Return it.", "documented"),
    ],
)
def test_what_a_member_rests_on_is_what_it_says(documentation: str, word: str) -> None:
    assert rests_on("WorkItem", "anything", documentation) == word
