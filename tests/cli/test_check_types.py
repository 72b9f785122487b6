from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from trees import ROOT, manifest, write_tree

from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.run import types

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

GOOD = "# first\nreturn pdg.scheduleResult.Succeeded\n"
METHODS = "def take(self, count: int) -> str:\n    # why\n    return {}\n"
FOUND = (
    'farmq/methods.py:3:12: warning[types-return-value]: Incompatible return value type (got "int"'
)


@pytest.fixture
def folder(here: Path) -> Path:
    files = {"onschedule.py": GOOD, "methods.py": METHODS.format("count")}
    write_tree(here / "farmq", {"scheduler.toml": manifest(), **files})
    return here / "farmq"


def test_places_are_those_of_the_snippets(run: Run, folder: Path) -> None:
    del folder
    assert FOUND in run("check", "farmq", "--types", code=1).stdout
    run("check", "farmq")
    run("check", "farmq", "--types", "--exit-zero")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x: int = work_item.name\n", "1:10"),
        ("if True:\n  if True:\n      x: int = work_item.name\n", "3:16"),
        # Columns count characters, where those of mypy count bytes.
        ("a = 'äöü'; x: int = work_item.name; print(a)\n", "1:21"),
        ("x: int = (\n'é', work_item.name)\n", "1:10"),
        ("def f() -> int: return work_item.name\nf()\n", "1:24"),
    ],
)
def test_columns_are_those_of_the_snippets(run: Run, folder: Path, text: str, place: str) -> None:
    (folder / "onschedule.py").write_text(text + GOOD)
    told = run("check", "farmq", "--types", code=1).stdout
    assert told.startswith(f"farmq/onschedule.py:{place}: warning[types-")


@pytest.mark.parametrize("name", ["default", "local"])
def test_snippets_that_ship_are_clean(run: Run, name: str) -> None:
    assert run("check", str(ROOT / "snippets" / name), "--types").stdout == ""


def test_pdg_and_what_only_the_farm_has_are_known(run: Run, folder: Path) -> None:
    text = "import farmlib\nself.a: str = work_item.name\nfarmlib.submit(self.a)\n"
    (folder / "onschedule.py").write_text(text + GOOD)
    (folder / "methods.py").write_text(METHODS.format("str(count)"))
    assert run("check", "farmq", "--types").stdout == ""


def test_errors_come_first(run: Run, folder: Path) -> None:
    (folder / "onschedule.py").write_text("self.cookWarnin('a')\n" + GOOD)
    result = run("check", "farmq", "--types", code=1)
    assert "PSG113" in result.stdout
    assert "[types-" not in result.stdout


def test_programs_are_told(run: Run, folder: Path) -> None:
    report = json.loads(run("check", "farmq", "--types", "--format", "json", code=1).stdout)
    assert not violations(report, load_schema("check"))
    (found,) = report["findings"]
    assert (found["code"], found["severity"]) == ("types-return-value", "warning")
    place = found["location"]
    assert place["path"] == f"{folder.name}/methods.py"
    assert (place["line"], place["column"]) == (3, 12)
    sarif = json.loads(run("check", "farmq", "--types", "--format", "sarif", code=1).stdout)
    (result,) = sarif["runs"][0]["results"]
    assert result["ruleId"] == "types-return-value"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (3, 12)


def test_files_and_counts_hold_them_too(run: Run, folder: Path, here: Path) -> None:
    del folder
    arguments = ("--types", "--statistics", "--output-file", "found.xml")
    assert "types-return-value" in run("check", "farmq", *arguments, code=1).stdout
    assert "types-return-value" in (here / "found.xml").read_text()


def test_without_mypy_it_says_what_to_install(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    monkeypatch.setattr(types, "find_spec", lambda _name: None)
    said = run("check", "farmq", "--types", code=2).stderr
    assert 'pip install "pysched_gen[types]"' in said
