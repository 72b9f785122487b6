"""What people who keep schedulers in a repository stumbled over, command by command."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from trees import read_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

NOSUCH = "{body}  # noqa: PSG201  pysched-gen: ignore[PSG201] of the asset\nreturn True\n"
TYPOS = """self.createJobDirsAndSerializeWorkItem(work_item)
command = self.expandCommandToken(work_item.comand, work_item)
self.onWorkItemSuceeded(work_item.id, -1, 0)
self.onWorkItemFailed(work_item.id)
self._submit_job(command)
return pdg.scheduleResults.Succeeded
"""
# Command, exit code, what is said; one after the other.
ROAD = [
    ("check farmq", 0, "1 scheduler checked"),
    ("check farmq/ontick.py farmq/onschedule.py", 0, "1 scheduler checked"),
    ("check .", 0, "1 scheduler checked"),
    ("generate farmq -o houdini --houdini 20.5 --label Night --asset --houdini-package -q", 0, ""),
    ("generate farmq -o houdini --check", 1, "--houdini 20.5"),
    ("generate farmq -o houdini --check", 1, "--asset"),
    ("document farmq -o farmq.pdf", 2, "no .pdf is written here"),
    ("preview farmq -o farmq.png", 2, "no .png is written here"),
    ("asset farmq -o farmq.txt", 2, "no .txt is written here"),
    ("extract farmq -o cp.toml", 2, "what is written is a folder"),
    ("cook houdini -o rep.json", 2, "what is written is a folder of reports"),
    ("asset farmq -o a.otl", 0, ""),
    ("extract houdini/pdg/types/farmq/farmq.py -o again", 0, "written"),
    ("extract houdini/pdg/types/farmq/farmq.py -o again", 0, "up to date"),
    ("explain PSG201", 0, "undeclared-parameter"),
]


@pytest.fixture(name="farmq")
def new_folder(run: Run, here: Path) -> Path:
    run("new", "farmq", "--from", "local", "-q")
    return here / "farmq"


@pytest.mark.usefixtures("farmq")
def test_one_command_after_the_other(run: Run, here: Path) -> None:
    for line, code, said in ROAD:
        told = run(*shlex.split(line), code=code).output
        assert said in told, (line, told)
    names = {path.name for path in here.iterdir()}
    assert not names & {"farmq.pdf", "farmq.png", "farmq.txt", "cp.toml", "rep.json"}


def test_the_command_that_mends_makes_the_same_package(run: Run, here: Path, farmq: Path) -> None:
    shaping = ["--houdini", "20.5", "--label", "Night Queue", "--asset", "--houdini-package"]
    run("generate", "farmq", "-o", "houdini", *shaping, "-q")
    before = read_tree(here / "houdini")
    told = run("generate", "farmq", "-o", "houdini", "--check", code=1).stdout
    (mend,) = (line for line in told.splitlines() if line.startswith("Run to mend it: "))
    run(*shlex.split(mend)[5:])
    assert read_tree(here / "houdini") == before
    assert farmq.is_dir()


def test_a_finding_can_be_accepted_with_a_reason(run: Run, farmq: Path) -> None:
    wrong = 'self["farmq_nosuch"].evaluateString()'
    (farmq / "onstart.py").write_text(f"{wrong}\nreturn True\n")
    assert "PSG201" in run("check", "farmq", code=1).stdout
    run("check", "farmq", "--ignore", "PSG201")
    (farmq / "onstart.py").write_text(NOSUCH.format(body=wrong))
    assert "PSG201" not in run("check", "farmq").output


def test_names_that_nothing_has_are_found_with_a_near_one(run: Run, farmq: Path) -> None:
    (farmq / "onschedule.py").write_text(TYPOS)
    told = run("check", "farmq", code=1).stdout
    places = {line.split(": ")[0] for line in told.splitlines() if line.startswith("farmq/")}
    assert {f"farmq/onschedule.py:{number}" for number in range(1, 7)} <= {
        place.rpartition(":")[0] for place in places
    }
    for near in (
        "createJobDirsAndSerializeWorkItems",
        "expandCommandTokens",
        "command",
        "onWorkItemSucceeded",
        "scheduleResult",
    ):
        assert f'"{near}"' in told or f"did you mean {near}" in told, (near, told)


def test_a_renamed_scheduler_is_named(run: Run, farmq: Path) -> None:
    run("generate", "farmq", "-o", "houdini", "-q")
    manifest = farmq / "scheduler.toml"
    manifest.write_text(manifest.read_text().replace('name = "farmq"', 'name = "farmr"', 1))
    said = run("generate", "farmq", "-o", "houdini").stderr
    assert 'package "farmq": orphan, its source ../farmq makes "farmr" now' in said
    told = run("generate", "farmq", "-o", "houdini", "--check", code=1).stdout
    assert "--remove farmq" in told
