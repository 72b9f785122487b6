"""Two schedulers of one name can be looked at; only what has one place for each name refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

HEAD = 'schema = 1\n[scheduler]\nname = "{}"\nlabel = "{}"\n'


def make(here: Path, folder: str, name: str) -> None:
    (here / folder).mkdir()
    (here / folder / "scheduler.toml").write_text(HEAD.format(name, folder))
    (here / folder / "onschedule.py").write_text("return pdg.scheduleResult.Succeeded\n")


@pytest.fixture(name="two")
def two_of_one_name(here: Path) -> tuple[str, str]:
    make(here, "one", "farmq")
    make(here, "two", "farmq")
    return "one", "two"


def test_both_are_inspected_and_checked(run: Run, two: tuple[str, str]) -> None:
    assert run("inspect", *two).output.count('farmq  "') == 2
    assert "2 schedulers checked" in run("check", *two).output


@pytest.mark.parametrize(
    ("command", "ending"), [("preview", "preview.html"), ("document", "parameters.md")]
)
def test_pages_are_numbered(
    run: Run, here: Path, two: tuple[str, str], command: str, ending: str
) -> None:
    make(here, "three", "farmq-2")
    run(command, *two, "three", "-o", "pages/")
    names = sorted(path.name for path in (here / "pages").iterdir())
    assert names == sorted([f"farmq-{ending}", f"farmq-2-{ending}", f"farmq-3-{ending}"])
    for name, label in {"farmq": "one", "farmq-3": "two", "farmq-2": "three"}.items():
        assert label in (here / "pages" / f"{name}-{ending}").read_text()


@pytest.mark.parametrize("command", ["generate", "asset"])
def test_what_has_one_place_for_each_refuses(
    run: Run, here: Path, two: tuple[str, str], command: str
) -> None:
    said = run(command, *two, "-o", "out", code=2).output
    assert '"farmq" is also the name of one' in said
    assert not (here / "out").exists()


QUEUE = '[[parameters]]\nname = "all_queue"\ntype = "{}"\nlabel = "Queue"\noverridable = true\n'


def make_pair(here: Path, first: str, second: str) -> None:
    for name, kind in (("farma", first), ("farmb", second)):
        make(here, name, name)
        with (here / name / "scheduler.toml").open("a") as file:
            file.write('parm_prefix = "all"\n' + QUEUE.format(kind))


def test_a_field_that_two_schedulers_declare_is_told_by_check(run: Run, here: Path) -> None:
    make_pair(here, "string", "integer")
    every = [("--no-cache",), ("--cache-dir", "kept"), ("--cache-dir", "kept"), ("-j", "2")]
    told = [run("check", "farma", "farmb", *options, code=1).output for options in every]
    assert all("farmb/scheduler.toml:7:8: warning[PSG206 override" in one for one in told)
    assert '"all_queue", an integer here, a text in farma (farma/scheduler.toml:7' in told[0]


def test_a_field_that_two_schedulers_share_is_left_alone(run: Run, here: Path) -> None:
    make_pair(here, "string", "string")
    assert "PSG206" not in run("check", "farma", "farmb", "--no-cache").output


def test_what_is_left_out_is_not_told(run: Run, here: Path) -> None:
    make_pair(here, "string", "integer")
    options = ("--no-cache", "--ignore", "PSG206")
    assert "PSG206" not in run("check", "farma", "farmb", *options).output
