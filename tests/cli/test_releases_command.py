from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from trees import manifest, write_tree

from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.houdini.releases import LATEST, RELEASES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

BY_ID = "self.onWorkItemSucceeded(work_item.id, -1, 0)\nreturn pdg.scheduleResult.CookSucceeded\n"


@pytest.fixture
def folder(here: Path) -> Path:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": BY_ID})
    return here / "farmq"


def rows(text: str) -> dict[str, str]:
    lines = (line.split() for line in text.splitlines() if " Python " in line)
    return {line[0]: " ".join(line[3:]) for line in lines}


def test_the_table_tells_where_it_works(run: Run, folder: Path) -> None:
    del folder
    result = run("releases", "farmq", "--no-verify", code=1)
    assert rows(result.stdout) == {
        release.name: "1 error -" if release < "19.0" else "ok -" for release in RELEASES
    }
    assert f"farmq (farmq/scheduler.toml): works on 19.0 to {LATEST}\n" in result.stdout
    assert "what stops it on 17.5, 18.0, 18.5:\n    farmq/onschedule.py:1:26: PSG114" in (
        result.stdout
    )


def test_gaps_are_told(run: Run, folder: Path) -> None:
    (folder / "header.py").write_text("import sys\n")
    some = ("--houdini", "19.0", "--houdini", "17.5")
    result = run("releases", "farmq", "--no-verify", *some, code=1)
    assert "works on 19.0\n" in result.stdout
    (folder / "onschedule.py").write_text("return pdg.scheduleResult.Skip\n")
    result = run("releases", "farmq", "--no-verify", *some, code=1)
    assert "works on none of these releases\n" in result.stdout


def test_scenarios_are_played_as_each_release(run: Run, folder: Path) -> None:
    (folder / "onstartcook.py").write_text("raise RuntimeError('no node')\n")
    some = ("--houdini", "18.5", "--houdini", "21.0", "--scenario", "constructs")
    result = run("releases", "farmq", *some, "--scenario", "second-cook", code=1)
    assert rows(result.stdout) == {"18.5": "1 error -", "21.0": "ok 1 failed"}
    assert "what stops it on 21.0:\n    second-cook: " in result.stdout


def test_json_fits_its_schema(run: Run, folder: Path) -> None:
    del folder
    some = ("--houdini", "18.5", "--houdini", "21.0", "--scenario", "constructs")
    result = run("releases", "farmq", *some, "--format", "json", code=1)
    report = json.loads(result.stdout)
    assert violations(report, load_schema("releases")) == []
    (scheduler,) = report["schedulers"]
    old, new = scheduler["releases"]
    assert (old["houdini"], old["works"], old["verify"]) == ("18.5", False, None)
    assert (new["houdini"], new["works"], new["stops"]) == ("21.0", True, [])
    assert [one["status"] for one in new["verify"]] == ["passed"]


def test_markdown_is_a_table(run: Run, folder: Path) -> None:
    del folder
    result = run("releases", "farmq", "--no-verify", "--format", "markdown", code=1)
    assert "| 18.5 | 2.7 | 1 error | - |\n| 19.0 | 3.7 | ok | - |\n" in result.stdout


def test_nothing_is_run_without_scenarios(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "header.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    run("releases", "farmq", "--no-verify", "--houdini", "22.0")
    assert not (tmp_path / "ran").exists()


def test_columns_stand_below_their_titles_however_much_is_found(run: Run) -> None:
    run("new", "farmq", "--from", "slurm", "--yes")
    result = run("releases", "farmq", "--houdini", "17.5", "--no-verify", code=1)
    _, titles, row = result.stdout.splitlines()[:3]
    assert row[titles.index("verify") :] == "-"
    assert row[: titles.index("verify")].endswith(" warnings  ")
