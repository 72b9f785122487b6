"""`rules` and `explain`: what a person, a page and a program are told."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from pysched_gen.check.registry import RULES
from pysched_gen.cli import main
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.run.verify.catalog import scenarios


def output(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def test_rules_are_listed_one_a_line() -> None:
    lines = output("rules").splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]
    row = next(line for line in lines if "text-result" in line)
    assert row.split()[:3] == ["PSG106", "text-result", "warning"]
    assert row.endswith("must return a text.")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["PSG05"], [rule.code for rule in RULES if rule.code.startswith("PSG05")]),
        (["text-result"], ["PSG106"]),
    ],
)
def test_some_rules_are_listed(words: list[str], codes: list[str]) -> None:
    assert [line.split()[0] for line in output("rules", *words).splitlines()] == codes


def test_rules_for_programs() -> None:
    report = json.loads(output("rules", "--format", "json"))
    assert not violations(report, load_schema("rules"))
    known = {rule["name"]: rule for rule in report["rules"]}
    assert len(known) == len(RULES)
    assert known["syntax-error"]["can_be_waived"] is False
    assert known["text-result"]["can_be_waived"] is True
    assert known["job-pair"]["since"] == "20.0"
    titles = [section["title"] for section in known["text-result"]["sections"]]
    assert titles == ["What it does", "Why it matters on a farm", "Bad", "Good", "Since"]


def test_rules_as_a_table() -> None:
    table = output("rules", "--format", "markdown", "PSG106").splitlines()
    assert table[1] == "|---|---|---|"
    assert table[2].startswith("| PSG106 text-result | warning | ")


@pytest.mark.parametrize("name", ["PSG106", "psg106", "text-result", "Text-Result"])
def test_a_rule_is_explained(name: str) -> None:
    text = output("explain", name)
    assert text.startswith("PSG106 text-result (warning)\nCallbacks that give")
    assert "\nBad\n    # getloguri.py\n    if work_item.id in self.logs:\n        return" in text
    assert "# psg: ignore[text-result] reason" in text


def test_every_page_can_be_shown() -> None:
    names = [rule.name for rule in RULES] + [one.name for one in scenarios()]
    for name in [*names, *(spec.method for spec in CALLBACKS)]:
        assert len(output("explain", name).splitlines()) > 4, name
        assert output("explain", name, "--format", "markdown").startswith("# "), name


def test_markdown_has_its_examples_in_fences() -> None:
    text = output("explain", "text-result", "--format", "markdown")
    assert len(re.findall(r"^```", text, re.MULTILINE)) == 4
    assert "```python\n# getloguri.py\nif work_item" in text
    assert text.endswith("comment: `# psg: ignore[text-result] reason`\n")


def test_what_cannot_be_waived_says_so() -> None:
    assert "cannot be waived" in output("explain", "syntax-error")


def test_a_scenario_is_explained() -> None:
    text = output("explain", "second-cook")
    assert "On a farm, a failure means\n    The node cooks once per session" in text
    assert "verify PACKAGE_DIR --scenario second-cook" in text


def test_a_callback_is_explained_as_callbacks_does() -> None:
    assert output("explain", "transferfile") == output("callbacks", "onTransferFile")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "text-reslt"], 'did you mean "text-result"?'),
        (["explain", "second_cok"], 'did you mean "second-cook"?'),
        (["explain", "onStrat"], 'did you mean "onStart"?'),
        (["explain", "zzzz"], '"pysched-gen rules", "verify --list" and "callbacks" list them'),
        (["explain", "PSG999"], '"pysched-gen rules", "verify --list" and "callbacks" list them'),
        (["explain", "PSG-106"], 'did you mean "PSG106"?'),
        (["rules", "PSG9999"], '"PSG9999"; "pysched-gen rules" lists them'),
    ],
)
def test_unknown_names(arguments: list[str], message: str) -> None:
    assert message in output(*arguments, code=2)
