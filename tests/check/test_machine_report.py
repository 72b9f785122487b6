"""`check --format`, `--output-file`, `--statistics` and `--exit-zero`, as CI uses them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from sarif_pydantic import Sarif  # type: ignore[import-untyped]

from pysched_gen.cli import main
from pysched_gen.formats.json_schema import load_schema

if TYPE_CHECKING:
    from pathlib import Path

BAD_TICK = "x = 1\nreturn True\n"
pytestmark = pytest.mark.usefixtures("studio")
FORMATS = ["text", "json", "github", "sarif", "junit"]


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one scheduler that has an error, one that is clean, one that is broken."""
    monkeypatch.chdir(tmp_path)
    for name, files in {
        "bad": {"onschedule.py": "return pdg.scheduleResult.Succeeded\n", "ontick.py": BAD_TICK},
        "clean": {"onschedule.py": "return pdg.scheduleResult.Succeeded\n"},
        "broken": {"scheduler.toml": "[scheduler]\nname = 7\n", "onschedule.py": "pass\n"},
    }.items():
        folder = tmp_path / name
        folder.mkdir()
        files.setdefault("scheduler.toml", f'schema = 1\n[scheduler]\nname = "{name}farm"\n')
        for file, text in files.items():
            (folder / file).write_text(text)
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def report(*arguments: str) -> Any:
    return json.loads(check(*arguments).stdout)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("sources", "code"), [(["clean"], 0), (["bad"], 1), (["broken"], 2), (["clean", "broken"], 2)]
)
def test_exit_codes_hold_in_every_format(form: str, sources: list[str], code: int) -> None:
    assert check(*sources, "--format", form).exit_code == code


@pytest.mark.parametrize(("sources", "code"), [(["bad"], 0), (["broken"], 2)])
def test_exit_zero_forgives_findings_only(sources: list[str], code: int) -> None:
    assert check(*sources, "--exit-zero").exit_code == code


def test_json_is_as_its_schema_says() -> None:
    document = report("bad", "broken", "clean", "--format", "json")
    assert list(Draft202012Validator(load_schema("check")).iter_errors(document)) == []
    errors = [one for one in document["findings"] if one["severity"] == "error"]
    assert [(one["code"], one["location"]["line"]) for one in errors] == [("PSG102", 2)]
    assert errors[0]["location"] == {
        "path": "bad/ontick.py",
        "node": None,
        "parameter": None,
        "line": 2,
        "column": 8,
        "end_line": 2,
        "end_column": 12,
    }
    assert errors[0]["callback"] == "onTick"
    assert document["summary"]["error"] == 1
    assert document["failures"][0]["location"]["path"] == "broken/scheduler.toml"


def test_github_gets_one_command_a_line() -> None:
    lines = check("bad", "broken", "--format", "github").stdout.splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    wanted = "::error title=PSG102 tick-result,file=bad/ontick.py,line=2,col=8::onTick returns True"
    assert [line for line in lines if line.startswith(wanted)] != []
    assert [line for line in lines if "file=broken/scheduler.toml" in line] != []


def test_github_commands_cannot_be_broken_by_names(studio: Path) -> None:
    (studio / "bad").rename(studio / "a,b::c%\n")
    lines = check("a,b::c%\n", "--format", "github").stdout.splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert "file=a%2Cb%3A%3Ac%25%0A/ontick.py," in "\n".join(lines)


def test_sarif_is_valid_and_has_rules_and_places() -> None:
    document = report("bad", "broken", "--format", "sarif")
    Sarif.model_validate(document)
    (run,) = document["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    (tick,) = [one for one in run["results"] if one["ruleId"] == "PSG102"]
    assert tick["level"] == "error"
    place = tick["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bad/ontick.py"
    assert place["region"] == {"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 12}
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) >= 1


def test_junit_counts_what_fails() -> None:
    root = ET.fromstring(check("bad", "broken", "--format", "junit").stdout)
    (suite,) = root
    failures = [case for case in suite if case.find("failure") is not None]
    assert int(suite.attrib["tests"]) == len(suite)
    assert int(suite.attrib["failures"]) == len(failures) > 0
    assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error")) > 0
    assert "bad/ontick.py:2:8: PSG102 tick-result" in {case.attrib["name"] for case in failures}


def test_a_clean_run_is_a_passed_case() -> None:
    (suite,) = ET.fromstring(check("clean", "--format", "junit").stdout)
    assert len(suite) == int(suite.attrib["tests"]) >= 1
    assert suite.findall("testcase/failure") == []


def test_one_run_gives_several_files(studio: Path) -> None:
    files = ["out.json", "out.sarif", "out.xml", "out.txt"]
    options = [part for file in files for part in ("--output-file", file)]
    run = check("bad", *options)
    assert run.exit_code == 1
    for file, form in zip(files, ["json", "sarif", "junit", "text"], strict=True):
        assert (studio / file).read_text() == check("bad", "--format", form).stdout


@pytest.mark.parametrize("file", ["out.pdf", "out", "no/folder/out.json"])
def test_files_that_cannot_be_written_are_told(file: str) -> None:
    run = check("bad", "--output-file", file)
    assert run.exit_code == 2
    assert file in run.stderr


def test_statistics_count_by_rule() -> None:
    lines = check("bad", "--statistics").stdout.splitlines()
    counts = [int(line.split()[0]) for line in lines]
    assert counts == sorted(counts, reverse=True)
    assert "1  error    PSG102 tick-result" in lines
