"""Small habits that people expect of a command."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from trees import manifest, write_tree

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

GOOD = {"onschedule.py": "return pdg.scheduleResult.Succeeded\n"}


@pytest.fixture(name="farmq")
def a_scheduler(here: Path) -> Path:
    return write_tree(here / "farmq", {"scheduler.toml": manifest(), **GOOD})


def test_summaries_are_whole(run: Run) -> None:
    text = run("--help").stdout
    assert not [line for line in text.splitlines()[1:] if line.endswith("...")]
    assert "130 interrupted" in " ".join(text.split())


def test_help_without_arguments_goes_to_standard_output(run: Run) -> None:
    result = run(code=2)
    assert result.stdout.startswith("Usage: pysched-gen")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("variables", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_the_environment_decides_about_colors(
    here: Path, variables: dict[str, str], *, colored: bool
) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "ontick.py": "x = 1\n"})
    kept = {key: value for key, value in os.environ.items() if not key.endswith("_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", "pysched_gen", "check", "farmq"],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert ("\x1b[" in done.stdout) is colored


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["document", "farmq", "-o", "x.pdf"], "x.pdf: what is written is no .pdf; use .md"),
        (["preview", "farmq", "-o", "x.png"], "x.png: what is written is no .png; use .html"),
        (["preview", "farmq", "--png", "x.jpg"], "x.jpg: what is written is no .jpg; use .png"),
        (["asset", "farmq", "-o", "x.txt"], "x.txt: what is written is no .txt; use .hda"),
        (["extract", "farmq", "-o", "x.toml"], "x.toml: what is written is a folder"),
    ],
)
@pytest.mark.usefixtures("farmq")
def test_an_ending_is_obeyed_or_refused(
    run: Run, here: Path, arguments: list[str], message: str
) -> None:
    before = sorted(here.iterdir())
    assert message in run(*arguments, code=2).stderr
    assert sorted(here.iterdir()) == before


@pytest.mark.usefixtures("farmq")
def test_an_old_ending_of_assets_is_obeyed(run: Run, here: Path) -> None:
    run("asset", "farmq", "-o", "x.otl")
    assert (here / "x.otl").is_file()
    (here / "pages.v2").mkdir()
    run("document", "farmq", "-o", "pages.v2")
    assert (here / "pages.v2/farmq-parameters.md").is_file()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (manifest().replace('"20.5"', "20.5"), 'write it in quotes: "20.5"'),
        (manifest(callback_server="fram"), 'did you mean "farm"?'),
        (manifest().replace("schema = 1", "schema = 2"), "made for a newer pysched-gen"),
        (
            manifest('[parameters]\nname = "a"\n[[parameters]]\nname = "b"'),
            "farmq/scheduler.toml:5:1: error: not valid TOML: [parameters] is one table",
        ),
    ],
)
def test_a_message_names_the_mend(run: Run, farmq: Path, text: str, message: str) -> None:
    (farmq / "scheduler.toml").write_text(text)
    assert message in run("check", "farmq", code=2).stderr


@pytest.mark.usefixtures("farmq")
def test_a_full_version_is_taken_for_its_release(run: Run, here: Path) -> None:
    run("generate", "farmq", "-o", "out", "--houdini", "20.0.547", "-q")
    assert "# Houdini: 20.0 and later" in (here / "out/pdg/types/farmq/farmq.py").read_text()
    run("check", "farmq", "--houdini", "20.5.445")
    assert "is not one of" in run("check", "farmq", "--houdini", "12.5.445", code=2).stderr


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("pysched-gen verify --scenario reg", "registers-twice"),
        ("pysched-gen check --select text-r", "text-result"),
        ("pysched-gen check --severity PSG101=w", "PSG101=warning"),
        ("pysched-gen generate --layout m", "module"),
    ],
)
def test_a_shell_completes_values(words: str, completed: str) -> None:
    count = len(words.split()) - 1
    variables = {
        "_PYSCHED_GEN_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(count),
    }
    result = CliRunner(env=variables).invoke(main, [], prog_name="pysched-gen")
    assert f"plain,{completed}" in result.output.splitlines()
