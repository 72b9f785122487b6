"""Comments and settings that accept findings: what they cover, what is told, what stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from tools import findings, scheduler_of

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.engine import examine
from pysched_gen.check.registry import RULES, page_of
from pysched_gen.cli import main
from pysched_gen.errors import PyschedError
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.render.options import Options
from pysched_gen.render.package import render
from pysched_gen.sources.check_settings import CheckSettings, RuleWord

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from pysched_gen.check.rule import Rule

FIRST = "# psg: ignore[undefined-name] why\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def folder(tmp_path: Path, **texts: str) -> Path:
    target = tmp_path / "farmq"
    target.mkdir()
    manifest = texts.pop("manifest", "")
    (target / "scheduler.toml").write_text(f'schema = 1\n[scheduler]\nname = "farmq"\n{manifest}')
    texts.setdefault("onschedule", "return pdg.scheduleResult.Succeeded\n")
    for name, text in texts.items():
        (target / f"{name}.py").write_text(text)
    return target


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\nb  # psg: ignore[undefined-name] why\nc", [1, 3]),
        ("f = 0\nprint(\n    b,\n    c,  # psg: ignore[PSG111] why\n)\nd", [6]),
        ("f = 0\n# psg: ignore[undefined-name] why\n\nprint(\n    b\n)\nc", [7]),
        (FIRST + "a\nb\nc", []),
        ("# other\n" + FIRST + "a\n\nb", []),
        ("f = 0\nif f:  # psg: ignore[undefined-name] why\n    a\nb", [3, 4]),
        ("a = 1\ndef g():  # psg: ignore[undefined-name] why\n    b\n    c\nd", [5]),
        ("a = 1\n# psg: ignore[undefined-name] why\ndef g():\n    b\n    c\nd", [6]),
        ("a; b  # psg: ignore[tick-result, undefined-name] why", []),
    ],
)
def test_what_a_comment_covers(text: str, left: list[int]) -> None:
    found = findings({"onstopcook.py": text + "\nreturn True"})
    assert [one.span.line for one in found if one.name == "undefined-name"] == left


def test_a_comment_covers_its_own_text_only() -> None:
    found = findings({"onstart.py": FIRST + "a\nreturn True", "onstop.py": "a\nreturn True"})
    assert [(one.callback, one.name) for one in found] == [("onStop", "undefined-name")]


def test_a_comment_above_a_module_covers_the_file(tmp_path: Path) -> None:
    module = (
        "{}import pdg\n\n\nclass Farm(pdg.PyScheduler):\n    def onStart(self):\n        a\n"
        "        return True\n\n    def onSchedule(self, work_item):\n        b\n"
        "        return pdg.scheduleResult.Succeeded\n\n\ndef registerTypes(registry):\n"
        '    registry.registerScheduler(Farm, name="farm")\n'
    )
    path = tmp_path / "farm.py"
    path.write_text(module.format(""))
    assert run("check", str(path)).stdout.count("PSG111") == 2
    path.write_text(module.format(FIRST))
    result = run("check", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing found, 2 waived" in result.stderr


def test_a_comment_in_a_class_covers_the_next_method(tmp_path: Path) -> None:
    path = tmp_path / "farm.py"
    path.write_text(
        "import pdg\n\n\nclass Farm(pdg.PyScheduler):\n"
        "    # psg: ignore[undefined-name] why\n    def _one(self):\n        a\n\n"
        "    def _two(self):\n        b\n\n    def onSchedule(self, work_item):\n"
        "        return pdg.scheduleResult.Succeeded\n\n\ndef registerTypes(registry):\n"
        '    registry.registerScheduler(Farm, name="farm")\n'
    )
    found = [line for line in run("check", str(path)).stdout.split("\n") if "PSG111" in line]
    assert [line.split(":")[1] for line in found] == ["10"]


def test_generate_goes_on_and_keeps_the_comment(tmp_path: Path) -> None:
    comment = "  # psg: ignore[PSG201] the asset has it"
    text = f'self["farmq_nosuch"].evaluateString(){comment}\nreturn True\n'
    source = folder(tmp_path, onstart=text)
    result = run("generate", str(source), "-o", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    written = tmp_path / "out/pdg/types/farmq/farmq.py"
    assert comment in written.read_text()
    assert run("check", str(written)).exit_code == 0


def test_the_comment_of_the_case(tmp_path: Path) -> None:
    text = 'self["x_no"].evaluateString()  # noqa: PSG201  pysched-gen: ignore[PSG201]\nreturn True'
    result = run("check", str(folder(tmp_path, onstart=text)))
    assert result.exit_code == 0
    assert "1 note in 1 text, 1 waived" in result.stdout
    assert "PSG903 waiver-without-reason" in result.stdout


def test_the_manifest_waives_with_a_reason(tmp_path: Path) -> None:
    manifest = '[check]\nignore = [{ rule = "text-result", reason = "the viewer\\nknows" }]\n'
    source = folder(tmp_path, getloguri="return 0\n", manifest=manifest)
    result = run("check", str(source), "--format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert not violations(report, load_schema("check"))
    assert report["summary"] == {"error": 0, "warning": 0, "note": 0, "waived": 1}
    (waived,) = report["waived"]
    assert (waived["name"], waived["reason"]) == ("text-result", "the viewer knows")
    assert waived["in_source"] is False


def test_sarif_suppresses_and_junit_skips(tmp_path: Path) -> None:
    text = "return 0  # psg: ignore[text-result] why\n"
    source = str(folder(tmp_path, getloguri=text))
    (result,) = json.loads(run("check", source, "--format", "sarif").stdout)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "why"}]
    suite = ET.fromstring(run("check", source, "--format", "junit").stdout)[0]
    assert (suite.get("tests"), suite.get("skipped"), suite.get("failures")) == ("1", "1", "0")
    skipped = suite.find("testcase/skipped")
    assert skipped is not None
    assert skipped.get("message") == "waived: why"
    assert run("check", source, "--format", "github").stdout == ""


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ([], {"PSG106", "PSG111"}),
        (["--ignore", "PSG106"], {"PSG111"}),
        (["--ignore", "text-result,undefined-name"], set()),
        (["--ignore", "PSG1"], set()),
        (["--ignore", "PSG1", "--select", "PSG106"], {"PSG106"}),
        (["--select", "PSG10"], {"PSG106"}),
        (["--select", "PSG2"], set()),
        (["--select", "PSG2", "--extend-select", "text-result"], {"PSG106"}),
        (["--select", "ALL", "--ignore", "ALL"], set()),
    ],
)
def test_which_rules_look(tmp_path: Path, flags: list[str], expected: set[str]) -> None:
    source = folder(tmp_path, getloguri="print(a)\nreturn 0\n")
    result = run("check", str(source), "--format", "json", *flags)
    assert {one["code"] for one in json.loads(result.stdout)["findings"]} == expected
    assert result.exit_code == bool(expected)
    generated = run("generate", str(source), "-o", str(tmp_path / "out"), *flags)
    assert generated.exit_code == ("PSG111" in expected)


def test_flags_win_over_the_manifest(tmp_path: Path) -> None:
    manifest = '[check]\nselect = ["PSG2"]\nseverity = { text-result = "error" }\n'
    source = str(folder(tmp_path, getloguri="return 0\n", manifest=manifest))
    assert run("check", source).exit_code == 0
    assert "error[PSG106" in run("check", source, "--select", "PSG1").stdout
    flags = ("--select", "PSG1", "--severity", "PSG106=note")
    assert "note[PSG106" in run("check", source, *flags).stdout


def test_the_more_exact_word_says_the_severity() -> None:
    settings = CheckSettings(severity=((RuleWord("PSG106"), "note"), (RuleWord("PSG1"), "error")))
    found = examine(scheduler_of({"getloguri.py": "return 0"}), settings).findings
    assert {(one.code, one.severity) for one in found} >= {("PSG106", Severity.NOTE)}


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--ignore", "PSG999"], 'no rule is called "PSG999"; "pysched-gen rules" lists them'),
        (
            ["--select", "text_result"],
            'no rule is called "text_result"; did you mean "text-result"?',
        ),
        (["--severity", "PSG106=bad"], "write RULE=error, RULE=warning or RULE=note"),
        (["--severity", "PSG106"], "write RULE=error"),
    ],
)
def test_flags_that_mean_nothing(tmp_path: Path, flags: list[str], message: str) -> None:
    for command in (["check"], ["generate", "-o", str(tmp_path / "out")]):
        result = run(*command, str(tmp_path), *flags)
        assert result.exit_code == 2
        assert message in result.stderr


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("ignore = [7]", "5:11: error:"),
        ('ignore = [{ reason = "x" }]', '5:11: error: missing key "rule"'),
        ("severity = { PSG106 = 'bad' }", "error"),
        ("selekt = []", 'unknown key "selekt"; did you mean "select"'),
    ],
)
def test_a_check_table_that_is_wrong(tmp_path: Path, table: str, message: str) -> None:
    result = run("check", str(folder(tmp_path, manifest=f"[check]\n{table}\n")))
    assert result.exit_code == 2
    assert message in result.stderr


def test_extract_keeps_the_table(tmp_path: Path) -> None:
    manifest = (
        '[check]\nselect = ["PSG1"]\nextend-select = ["PSG9"]\nseverity = { PSG1 = "note" }\n'
        'ignore = [\n  { rule = "text-result", reason = "it \\"knows\\"" },\n  "PSG103",\n]\n'
    )
    source = folder(tmp_path, manifest=manifest)
    again = tmp_path / "again"
    assert run("extract", str(source), "-o", str(again)).exit_code == 0
    text = (again / "scheduler.toml").read_text()
    assert text[text.index("[check]") :].split("\n\n")[0].split() == manifest.split()


@pytest.mark.parametrize("rule", [r for r in RULES if r.severity is Severity.ERROR], ids=str)
def test_what_can_be_left_out_can_be_generated(rule: Rule) -> None:
    from tools import texts_in  # noqa: PLC0415

    bad = dict(page_of(rule).sections)["Bad"]
    files, expressions = texts_in(bad)
    try:
        scheduler = scheduler_of(files, expressions=expressions)
    except PyschedError:
        return
    found = examine(scheduler, CheckSettings(ignore=(RuleWord("ALL"),))).findings
    if any(one.severity is Severity.ERROR for one in found):
        assert rule.essential
    else:
        assert render(scheduler, Options()).files
