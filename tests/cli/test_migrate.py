from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from trees import ROOT, read_tree, write_tree

from pysched_gen.formats.json_schema import load_schema, violations

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

MANIFEST = '# ours\nschema = 1\n[scheduler]\nname = "farmq"  # its name\nhoudini = "17.5"\n'
SCHEDULE = """\
import urllib2
print "at", work_item.name  # say
self.onWorkItemSucceeded(work_item.name, -1, 0)
return pdg.scheduleResult.CookSucceeded
"""
MOVED = """\
import urllib.request as urllib2
print("at", work_item.name)  # say
self.onWorkItemSucceeded(work_item.id, -1, 0)
return pdg.scheduleResult.CookSucceeded
"""


@pytest.fixture
def folder(here: Path) -> Path:
    write_tree(here / "farmq", {"scheduler.toml": MANIFEST, "onschedule.py": SCHEDULE})
    return here / "farmq"


def test_texts_and_manifest_are_moved_in_place(run: Run, folder: Path) -> None:
    result = run("migrate", "farmq", "--to", "21.0")
    assert read_tree(folder) == {
        "onschedule.py": MOVED.encode(),
        "scheduler.toml": MANIFEST.replace("17.5", "21.0").encode(),
    }
    assert "farmq: from Houdini 17.5 to 21.0, Python 3.11" in result.stdout
    assert "farmq/onschedule.py:2:1: PSG003 python-2-code" in result.stdout
    assert "18.0  onStopCook gets the argument cancel." in result.stdout
    run("check", "farmq")


def test_what_is_moved_has_nothing_more_to_move(run: Run, folder: Path) -> None:
    run("migrate", "farmq", "--to", "21.0")
    before = read_tree(folder)
    assert "Mended" not in run("migrate", "farmq", "--to", "21.0").stdout
    assert read_tree(folder) == before


def test_it_moves_back_too(run: Run, folder: Path) -> None:
    (folder / "onschedule.py").write_text(MOVED.partition("\n")[2])
    run("migrate", "farmq", "--to", "18.5")
    assert "Succeeded(work_item.name, -1, 0)" in (folder / "onschedule.py").read_text()


def test_diff_writes_nothing(run: Run, folder: Path) -> None:
    before = read_tree(folder)
    result = run("migrate", "farmq", "--to", "21.0", "--diff")
    assert read_tree(folder) == before
    assert '-print "at", work_item.name  # say\n' in result.stdout
    assert "Mended: 3" in result.stderr


@pytest.mark.parametrize(
    ("line", "code", "to_do"),
    [
        ("self.cookWarnin('a')", 0, False),  # of every release
        ("import distutils", 0, False),  # was until Python 3.11
        ("return pdg.scheduleResult.Skip", 0, False),
        ("import asyncore", 0, False),
    ],
)
def test_mistakes_of_every_release_stay(
    run: Run, folder: Path, line: str, code: int, *, to_do: bool
) -> None:
    text = f"{line}\nreturn pdg.scheduleResult.Succeeded\n"
    (folder / "onschedule.py").write_text(text)
    result = run("migrate", "farmq", "--from", "21.0", "--to", "20.5", code=code)
    assert ("To do by hand" in result.stdout) is to_do
    assert (folder / "onschedule.py").read_text() == text


def test_what_cannot_be_mended_is_to_be_done(run: Run, folder: Path) -> None:
    text = "import asyncore\nreturn pdg.scheduleResult.Succeeded\n"
    (folder / "onschedule.py").write_text(text)
    result = run("migrate", "farmq", "--to", "22.0", code=1)
    assert "To do by hand: 1" in result.stdout
    assert "farmq/onschedule.py:1:8: PSG115 missing-module" in result.stdout
    assert (folder / "onschedule.py").read_text() == text


def test_a_dump_becomes_a_folder(run: Run, here: Path) -> None:
    dump = (ROOT / "tests/data/farmq_dump.json").read_bytes()
    (here / "dump.json").write_bytes(dump)
    assert "give -o FOLDER" in run("migrate", "dump.json", "--to", "22.0", code=2).stderr
    run("migrate", "dump.json", "--to", "22.0", "-o", "farmq")
    assert 'houdini = "22.0"' in (here / "farmq/scheduler.toml").read_text()
    assert (here / "dump.json").read_bytes() == dump


def test_json_fits_its_schema(run: Run, folder: Path) -> None:
    (folder / "header.py").write_text("import asyncore\n")
    result = run("migrate", "farmq", "--to", "22.0", "--diff", "--format", "json", code=1)
    document = result.stdout[result.stdout.index("{") :]
    report = json.loads(document)
    assert violations(report, load_schema("migrate")) == []
    (scheduler,) = report["schedulers"]
    assert (scheduler["from"], scheduler["to"]) == ("17.5", "22.0")
    assert [one["code"] for one in scheduler["mended"]] == ["PSG003", "PSG115", "PSG114"]
    assert [(one["path"], one["line"]) for one in scheduler["to_do"]] == [("farmq/header.py", 1)]


def test_markdown_has_boxes_to_tick(run: Run, folder: Path) -> None:
    (folder / "header.py").write_text("import asyncore\n")
    result = run("migrate", "farmq", "--to", "22.0", "--format", "markdown", code=1)
    assert "- [ ] `farmq/header.py:1:8` PSG115 missing-module: asyncore" in result.stdout


def test_of_several_nodes_one_is_asked_for(run: Run) -> None:
    run("migrate", "nothing", "--to", "22.0", code=2)
