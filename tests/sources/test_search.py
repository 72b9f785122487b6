"""Which sources the arguments of a command stand for."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from trees import ROOT, manifest, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

DUMP = ROOT / "tests/data/farmq_dump.json"
SCHEDULE = "return pdg.scheduleResult.Succeeded\n"


@pytest.fixture(name="studio")
def a_studio(here: Path) -> Path:
    for place in ("farms/a", "farms/old/b", ".git/c", "houdini/d"):
        name = place[-1]
        files = {"scheduler.toml": manifest(name=name), "onschedule.py": SCHEDULE}
        write_tree(here / place, {**files, "parameters.ds": "", "notes/x.md": "x"})
    write_tree(here / "houdini", {".pysched-gen.lock/d.json": "{}"})
    write_tree(here / "farms", {"README.md": "notes\n", "empty.txt": "", "data.json": '{"a": 1}'})
    shutil.copy(DUMP, here / "farms/dump.json")
    return here


@pytest.mark.parametrize(
    ("arguments", "count", "passed"),
    [
        (["farms"], 3, ""),
        (["."], 3, ""),
        (["farms/old"], 1, ""),
        (["farms/a/onschedule.py"], 1, ""),
        (["farms/a/parameters.ds", "farms/a/onschedule.py", "./farms/a"], 1, ""),
        (["farms/a/was_deleted.py"], 1, ""),
        (["farms/a", "farms/README.md"], 1, "farms/README.md"),
        (["farms/a", "farms/old", "farms/README.md", "farms/empty.txt"], 2, "README.md, farms/e"),
        (["farms", "farms/a", "farms/dump.json"], 3, ""),
    ],
)
def test_each_source_is_read_once(
    run: Run, studio: Path, arguments: list[str], count: int, passed: str
) -> None:
    del studio
    result = run("check", *arguments, "--select", "PSG001")
    assert f"{count} scheduler{'s'[: count != 1]} checked" in result.stderr
    assert (passed in result.stderr) if passed else ("passed by" not in result.stderr)


def test_the_working_directory_may_be_inside_of_a_snippet_folder(
    run: Run, studio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(studio / "farms/a")
    assert "1 scheduler checked" in run("check", "onschedule.py").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["farms/README.md"], 3, "farms/README.md: is neither a snippet folder"),
        (["farms/README.md", "farms/empty.txt"], 3, "farms/README.md: is neither"),
        (["farms/gone.py"], 2, "farms/gone.py: no such file"),
        (["farms/data.json"], 3, "farms/data.json: is JSON, but no node dump"),
        (["farms/a/notes"], 3, "farms/a/notes: no scheduler.toml in this folder or below"),
    ],
)
def test_what_is_named_and_no_source_is_refused(
    run: Run, studio: Path, arguments: list[str], code: int, message: str
) -> None:
    del studio
    assert message in run("check", *arguments, code=code).stderr


def test_the_files_of_a_pattern_may_be_anything(run: Run, studio: Path) -> None:
    (studio / "pysched.toml").write_text('sources = ["farms/*.md", "farms/*"]\n')
    assert "passed by" in run("inspect").stderr
    assert "3 schedulers checked" in run("check", "--ignore", "PSG").stderr


def test_what_generate_wrote_is_no_source_of_a_pattern(run: Run, here: Path) -> None:
    write_tree(here / "farm", {"scheduler.toml": manifest(), "onschedule.py": SCHEDULE})
    write_tree(here / "notes", {"README.md": "nothing to read here"})
    patterns = ["farm", "*", "*/", "**", "**/*.py", "houdini/pdg/types/*"]
    (here / "pysched.toml").write_text(f'sources = {patterns}\noutput = "houdini"\n')
    for _ in range(2):
        run("generate")
        run("generate", "--check")
    assert "1 scheduler checked" in run("check").stderr
