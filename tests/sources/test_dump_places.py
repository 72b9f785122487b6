"""Findings about a dump are told at the line and column of its file, whatever is escaped in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from trees import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

DUMP = (ROOT / "tests/data/farmq_dump.json").read_text("utf-8")
# What stands before the finding: plain, quotes and tabs, characters of one to four bytes, ends of
# lines of every system.
BEFORE = [
    "",
    'x = "\\n"\n',
    "if work_item:\n\t",
    "# \u00e4 \u20ac \U0001f600 / \\ \u2028\n",
    "x = 1\r\ny = 2\r\n",
    "x = 1\ry = '\"'; ",
]
# How a dump may be written: as our script does, in one line, with nothing escaped that need not be.
WRITTEN = [
    {"indent": 2},
    {"indent": None},
    {"indent": 1, "ensure_ascii": False},
]


def dump_with(text: str) -> dict[str, Any]:
    dump: dict[str, Any] = json.loads(DUMP)
    (callback,) = (one for one in dump["nodes"][0]["callbacks"] if one["parm"] == "onschedule")
    callback["text"] = text
    return dump


def undeclared(report: str) -> dict[str, Any]:
    findings = json.loads(report)["findings"]
    (found,) = (one["location"] for one in findings if one["code"] == "PSG201")
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("written", WRITTEN)
def test_a_finding_is_where_an_editor_has_it(run: Run, here: Path, written: Any) -> None:
    for before in BEFORE:
        for encoding in ("utf-8", "utf-16"):
            text = before + 'self["nosuch"]\nreturn pdg.scheduleResult.Succeeded\n'
            (here / "dump.json").write_text(json.dumps(dump_with(text), **written), encoding)
            place = undeclared(run("check", "dump.json", "--format", "json", code=1).stdout)
            lines = (here / "dump.json").read_text(encoding).split("\n")
            start, end = place["column"] - 1, place["end_column"] - 1
            assert place["line"] == place["end_line"]
            assert lines[place["line"] - 1][start:end] == 'self[\\"nosuch\\"]', before
            assert place["parameter"] == "onschedule"


def test_escapes_that_json_need_not_have_are_counted(run: Run, here: Path) -> None:
    text = json.dumps(dump_with('#1\n#2\nx = "/\ud83d\ude00"; self["nosuch"]\nreturn 1\n'))
    odd = text.replace("#1\\n#2\\n", "#1\\u000d\\u000A#2\\u000a").replace("/\\u", "\\/\\u")
    assert odd.count("\\u000A") == odd.count("\\/\\ud83d\\ude00") == 1
    (here / "dump.json").write_text(odd)
    place = undeclared(run("check", "dump.json", "--format", "json", code=1).stdout)
    assert place["column"] - 1 == odd.index("self[")


def test_every_format_tells_the_place_of_the_file(run: Run, here: Path) -> None:
    text = '\nif work_item:\n    self["nosuch"]\nreturn pdg.scheduleResult.Succeeded\n'
    written = json.dumps(dump_with(text), indent=2)
    (here / "dump.json").write_text(written)
    lines = written.split("\n")
    (line,) = (number for number, one in enumerate(lines, 1) if "nosuch" in one)
    column = lines[line - 1].index("self[\\") + 1
    name = "/tasks/topnet1/farmq"
    formats = ["sarif:out.sarif", "github:out.txt", "junit:out.xml"]
    files = [word for one in formats for word in ("--output-file", one)]
    told = run("check", "dump.json", *files, code=1).stdout
    place = f"dump.json:{line}:{column}"
    assert f"{place}: error[PSG201 undeclared-parameter]: " in told
    assert f"(line 3 of onschedule of {name})\n      self[" in told
    github = (here / "out.txt").read_text()
    assert f"file=dump.json,line={line},col={column}::{name}[onschedule]:3:5: " in github
    assert f"{place}: " in (here / "out.xml").read_text()
    results = json.loads((here / "out.sarif").read_text())["runs"][0]["results"]
    (found,) = (one["locations"][0] for one in results if one["ruleId"] == "PSG201")
    region = found["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (line, column)
    assert found["logicalLocations"][0]["fullyQualifiedName"] == f"{name}[onschedule]:3:5"


def test_a_finding_about_a_parameter_is_at_its_entry(run: Run, here: Path) -> None:
    text = json.dumps(dump_with("return pdg.scheduleResult.Succeeded\n"), indent=2)
    (here / "dump.json").write_text(text)
    found = re.search(r'dump\.json:(\d+):(\d+): note\[PSG211 .*"farmq_retry"', told(run))
    assert found is not None
    lines, line = text.split("\n"), int(found[1])
    assert lines[line - 1][int(found[2]) - 1 :] == "{"
    assert '"farmq_retry"' in lines[line]


def told(run: Run) -> str:
    return run("check", "dump.json").stdout
