"""`verify --hython`: the stand-in takes Houdini's place, behind a script for hython."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from trees import ROOT, read_tree, write_tree

from pysched_gen.run.verify.catalog import scenarios
from pysched_gen.standin import HFS, SITE

if TYPE_CHECKING:
    from conftest import Run

SCHEDULERS = Path(__file__).parent / "schedulers"
PLAYED = {
    "registers",
    "constructs",
    "reads-parameters",
    "item-succeeds",
    "item-command",
    "item-environment",
    "item-data",
    "item-reports",
    "item-endings",
    "item-names",
    "item-fails",
    "deferred-once",
    "cook-cancelled",
    "two-networks",
    "second-cook",
    "log-uri",
    "registers-twice",
}
# Skipped for a reason of their own, not for what a script cannot do.
ITSELF = {"imports-without-hou", "overridable-parameters", "item-cancelled"}


def hython(folder: Path, release: str = "21.0", before: str = "") -> str:
    """Return a script that stands for the hython of a release."""
    script = folder / "hython"
    script.write_text(
        f"#!/bin/sh\n{before}\nexport PYTHONPATH='{SITE}' HFS='{HFS}' HIP=. "
        f"PDG_STANDIN_HOUDINI={release}\nexec '{sys.executable}' -B \"$@\"\n"
    )
    script.chmod(0o700)
    return str(script)


def place(*modules: str) -> None:
    files = {f"pdg/types/{name}.py": (SCHEDULERS / f"{name}.py").read_text() for name in modules}
    write_tree(Path("houdini"), dict(files))


def test_scenarios_are_played_there_or_skipped_with_the_reason(run: Run, here: Path) -> None:
    run("generate", str(ROOT / "snippets/local"), "-o", "houdini", "-q")
    before = read_tree(here / "houdini")
    options = ["--hython", hython(here), "--format", "json"]
    document = json.loads(run("verify", "houdini", *options).stdout)
    statuses = {one["name"]: one["status"] for one in document["scenarios"]}
    assert list(statuses) == [scenario.name for scenario in scenarios()]
    assert {name for name, status in statuses.items() if status == "passed"} == PLAYED
    assert set(statuses.values()) == {"passed", "skipped"}
    assert document["houdini"] == "21.0"
    assert all(
        "docs/houdini-checklist.md" in one["evidence"]
        for one in document["scenarios"]
        if one["status"] == "skipped" and one["name"] not in ITSELF
    )
    checklist = (ROOT / "docs/houdini-checklist.md").read_text(encoding="utf-8")
    assert [name for name in statuses if f"`{name}`" not in checklist] == []
    assert read_tree(here / "houdini") == before


@pytest.mark.parametrize(
    ("module", "scenario", "evidence"),
    [
        ("reads_in_init", "constructs", "bad port"),
        ("odd_types", "reads-parameters", "odd: its type is 'bool'"),
        ("not_json", "reads-parameters", "JSONDecodeError"),
        ("no_label", "registers", "its label is empty"),
        ("done_when_queued", "item-succeeds", "its command ran 0 times in place of once"),
        ("done_when_queued", "item-command", "the job never began"),
        ("done_when_queued", "item-endings", "ended as CookedSuccess"),
        ("done_when_queued", "item-fails", "ended as CookedSuccess"),
        ("runs_on", "cook-cancelled", "6 s after the cook was cancelled"),
        ("deaf", "item-cancelled", "6 s after its item was cancelled a job still ran"),
    ],
)
def test_a_failure_there_fails(
    run: Run, here: Path, module: str, scenario: str, evidence: str
) -> None:
    place("processes", module)
    options = ["--hython", hython(here), "--scenario", scenario]
    result = run("verify", "houdini", *options, code=1)
    assert f"FAILED  {scenario}: " in result.stdout
    assert evidence in result.stdout
    assert f"in the Houdini of {here / 'hython'}" in result.stderr


def test_one_item_is_cancelled_there(run: Run, here: Path) -> None:
    place("processes", "good")
    options = ["--hython", hython(here), "--scenario", "item-cancelled"]
    assert "PASSED  item-cancelled: " in run("verify", "houdini", *options).stdout


def test_a_second_registration_there_is_a_warning(run: Run, here: Path) -> None:
    place("processes", "registers_once")
    options = ["--hython", hython(here), "--scenario", "registers-twice"]
    assert "A type already exists" in run("verify", "houdini", *options).stdout


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("echo 'No licenses could be found' >&2; exit 3", "exit code 3: it played nothing"),
        ("echo 'No licenses could be found' >&2; exit 3", "No licenses could be found"),
        ('exec python3 -I "$@"', "it is a Python and not a hython"),
        ("sleep 60", "did not end within 12 s"),
    ],
)
def test_what_is_not_a_hython_is_refused(run: Run, here: Path, before: str, message: str) -> None:
    place("processes", "good")
    options = ["--hython", hython(here, before=before), "--timeout", "3", "--scenario", "registers"]
    assert message in run("verify", "houdini", *options, code=2).stderr


def test_a_path_that_cannot_be_run_is_refused(run: Run) -> None:
    place("processes", "good")
    result = run("verify", "houdini", "--hython", "no/hython", code=2)
    assert "--hython no/hython: cannot be run: No such file" in result.stderr


def test_a_package_that_ends_hython_is_told(run: Run, here: Path) -> None:
    place("processes")
    ends = (
        "import os, sys\nif 'hython' in sys.argv[0] or 'in_houdini' in sys.argv[0]: os._exit(7)\n"
    )
    text = ends + (SCHEDULERS / "good.py").read_text().replace("from __future__", "# from")
    write_tree(here / "houdini", {"pdg/types/good.py": text})
    result = run("verify", "houdini", "--hython", hython(here), code=2)
    assert "exit code 7: the package ended it while its scenarios were played" in result.stderr


def test_an_older_houdini_is_refused(run: Run, here: Path) -> None:
    run("generate", str(ROOT / "snippets/local"), "-o", "houdini", "--houdini", "20.5")
    result = run("verify", "houdini", "--hython", hython(here, "19.5"), code=2)
    assert "it is Houdini 19.5" in result.stderr
    assert "the package is for 20.5 and later" in result.stderr


def test_the_page_names_what_is_played_there() -> None:
    page = (ROOT / "docs/houdini-checklist.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`([a-z-]+)`", page.partition("## With")[0])) >= PLAYED
