"""What a new package takes away from scenes that were saved with the one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import manifest, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PARM = '[[parameters]]\nname = "{}"\nlabel = "Q"\ntype = "{}"\noverridable = {}\n'
SCHEDULE = "return pdg.scheduleResult.Succeeded\n"
DS = "out/topscheduler.user.ds"


def write(here: Path, *parms: tuple[str, str, bool], name: str = "farmq") -> None:
    tables = "".join(PARM.format(one, kind, str(flag).lower()) for one, kind, flag in parms)
    text = manifest(name=name, parm_prefix="farmq") + tables
    write_tree(here / "farmq", {"scheduler.toml": text, "onschedule.py": SCHEDULE})


def warnings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("warning: ")]


OLD = ("farmq_q", "string", True)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ([("farmq_queue", "string", True)], '"farmq_q" is gone, and "farmq_queue" is new'),
        ([], '"farmq_q" is gone: what nodes of saved scenes say for it is ignored'),
        ([("farmq_q", "integer", True)], '"farmq_q" holds an integer and held a text'),
        ([("farmq_q", "string", False)], '"farmq_q" can no longer be overridden'),
    ],
    ids=["renamed", "gone", "another type", "not overridable"],
)
def test_what_scenes_lose_is_told(
    run: Run, here: Path, new: list[tuple[str, str, bool]], told: str
) -> None:
    write(here, OLD)
    run("generate", "farmq", "-o", "out", "-q")
    write(here, *new)
    looked = run("generate", "farmq", "-o", "out", "--check", code=1)
    (line,) = warnings(looked.stderr)
    assert f'package "farmq": parameter {told}' in line
    assert warnings(run("generate", "farmq", "-o", "out").stderr) == [line]
    assert warnings(run("generate", "farmq", "-o", "out").stderr) == []


def test_programs_are_told(run: Run, here: Path) -> None:
    write(here, OLD)
    run("generate", "farmq", "-o", "out", "-q")
    write(here)
    report = run("generate", "farmq", "-o", "out", "--check", "--format", "json", code=1).stdout
    assert '"saved-scenes"' in report


def test_a_scheduler_that_is_renamed(run: Run, here: Path) -> None:
    write(here, OLD)
    run("generate", "farmq", "-o", "out", "-q")
    write(here, OLD, name="farmx")
    said = warnings(run("generate", "farmq", "-o", "out").stderr)
    assert 'scheduler "farmq" is called "farmx" now: nodes of saved scenes stay' in said[0]


def test_a_parameter_that_your_own_text_has(run: Run, here: Path) -> None:
    write_tree(here, {DS: 'parm { name "farmq_q" label "Q" type integer }\n'})
    write(here, OLD)
    (said,) = warnings(run("generate", "farmq", "-o", "out").stderr)
    assert "is declared as an integer by your own text and as a text by package" in said


def test_the_same_declaration_twice_is_not_told(run: Run, here: Path) -> None:
    write_tree(here, {DS: 'parm { name "farmq_q" label "Q" type string }\n'})
    write(here, OLD)
    assert warnings(run("generate", "farmq", "-o", "out").stderr) == []


def test_a_parameter_of_two_schedulers(run: Run, here: Path) -> None:
    write(here, OLD)
    run("generate", "farmq", "-o", "out", "-q")
    write(here, ("farmq_q", "file", True), name="second")
    (here / "farmq").rename(here / "second")
    (here / "farmq").mkdir()
    said = warnings(run("generate", "second", "-o", "out").stderr)
    assert (
        'as a text by package "farmq" and as a text by package "second": a node has one' in said[0]
    )


@pytest.mark.parametrize(
    "new",
    [
        [OLD, ("farmq_more", "string", True)],
        [("farmq_q", "file", True)],
    ],
    ids=["one more", "another kind of text"],
)
def test_what_scenes_keep_is_not_told(
    run: Run, here: Path, new: list[tuple[str, str, bool]]
) -> None:
    write(here, OLD)
    run("generate", "farmq", "-o", "out", "-q")
    write(here, *new)
    assert warnings(run("generate", "farmq", "-o", "out").stderr) == []
