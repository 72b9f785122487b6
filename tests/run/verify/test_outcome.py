"""What a child told, judged; and what the reports make of it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import jsonschema
import pytest

from pysched_gen.formats.json_schema import load_schema
from pysched_gen.run.child import ChildResult, LeftOver
from pysched_gen.run.verify.catalog import scenarios, scenarios_matching
from pysched_gen.run.verify.outcome import Outcome, Status, judge
from pysched_gen.run.verify.report.json import render_json
from pysched_gen.run.verify.report.junit import render_junit
from pysched_gen.run.verify.report.text import outcome_lines, summary_line

FIRST, SECOND, THIRD = scenarios()[:3]
PASSED = {"kind": "outcome", "status": "passed", "evidence": "seen"}
FAILED = {"kind": "outcome", "status": "failed", "evidence": "seen"}


def child(*events: dict[str, Any], **facts: Any) -> ChildResult:
    values: dict[str, Any] = {
        "returncode": 0,
        "timed_out": False,
        "interrupted": False,
        "stdout": "",
        "stderr": "",
        "left_over": (),
    }
    return ChildResult(events=events, **{**values, **facts})


@pytest.mark.parametrize(
    ("result", "status", "evidence"),
    [
        (child(PASSED), Status.PASSED, "seen"),
        (child(FAILED), Status.FAILED, "seen"),
        (child({**PASSED, "status": "skipped"}), Status.SKIPPED, "seen"),
        (
            child({"kind": "phase", "text": "in onStart"}, timed_out=True),
            Status.FAILED,
            "it did not end within 5 s; it was in onStart",
        ),
        (
            child(timed_out=True),
            Status.FAILED,
            "it did not end within 5 s; it was importing the package",
        ),
        (child(PASSED, timed_out=True), Status.FAILED, "it did not end within 5 s; "),
        (child(PASSED, returncode=-11), Status.FAILED, "the package ended the process by SIGSEGV"),
        (
            child(returncode=3, stderr="one\ntwo\n"),
            Status.FAILED,
            "exit code 3, before imports-without-hou was over\none\ntwo",
        ),
        (child(), Status.FAILED, "the package ended the process with exit code 0"),
        (child(PASSED, PASSED), Status.FAILED, "the package ended the process with exit code 0"),
        (
            child(PASSED, left_over=(LeftOver(7, "sleep 60"),)),
            Status.FAILED,
            "it left processes behind, which were killed:\nprocess 7: sleep 60",
        ),
        (child(FAILED, left_over=(LeftOver(7, "sleep 60"),)), Status.FAILED, "seen"),
    ],
)
def test_a_child_is_judged(result: ChildResult, status: Status, evidence: str) -> None:
    found = judge(FIRST, result, 5.0)
    assert found[0] is status
    assert evidence in found[1]


HOSTILE = "first </failure> & \x1b[31m\x00\nsecond"
OUTCOMES = [
    Outcome(FIRST, Status.PASSED, "fine", 1.5),
    Outcome(SECOND, Status.FAILED, HOSTILE, 0.25, "/kept"),
    Outcome(THIRD, Status.SKIPPED, "why"),
]


def test_json_is_as_its_schema_says() -> None:
    document = json.loads(render_json(OUTCOMES, "farm", "20.5"))
    jsonschema.validate(document, load_schema("verify"))
    assert {name: n for name, n in document["summary"].items() if n} == {
        "passed": 1,
        "failed": 1,
        "skipped": 1,
    }
    assert [s["name"] for s in document["scenarios"]] == [o.scenario.name for o in OUTCOMES]
    assert document["scenarios"][1]["evidence"] == HOSTILE
    assert (document["scheduler"], document["houdini"]) == ("farm", "20.5")


def test_junit_is_xml_with_a_case_for_each_scenario() -> None:
    (suite,) = ET.fromstring(render_junit(OUTCOMES, "farm", "20.5"))
    counts = {key: suite.get(key) for key in ("tests", "failures", "skipped", "errors")}
    assert counts == {"tests": "3", "failures": "1", "skipped": "1", "errors": "0"}
    assert [case.get("name") for case in suite] == [o.scenario.name for o in OUTCOMES]
    passed, failed, skipped = suite
    assert len(passed) == 0
    assert failed[0].tag == "failure"
    assert failed[0].get("message") == "first </failure> & \\x1b[31m\\x00"
    assert SECOND.meaning in (failed[0].text or "")
    assert (skipped[0].tag, skipped[0].get("message")) == ("skipped", "why")


@pytest.mark.parametrize(
    ("outcome", "lines"),
    [
        (OUTCOMES[0], [f"PASSED  {FIRST.name}: {FIRST.title}"]),
        (OUTCOMES[2], [f"SKIPPED {THIRD.name}: why"]),
        (
            OUTCOMES[1],
            [
                f"FAILED  {SECOND.name}: {SECOND.title}",
                "    first </failure> & \\x1b[31m\\x00",
                "    second",
                f"    on a farm: {SECOND.meaning}",
                "    kept: /kept",
            ],
        ),
    ],
)
def test_text_says_what_failed_and_what_that_means(outcome: Outcome, lines: list[str]) -> None:
    assert outcome_lines(outcome, color=False).splitlines() == lines
    colored = outcome_lines(outcome, color=True)
    assert colored.startswith("\x1b[")
    assert colored.count("\x1b") == 2


def test_the_summary_counts() -> None:
    assert summary_line(OUTCOMES, 3.14) == "1 passed, 1 failed, 1 skipped in 3.1 s"
    assert summary_line(OUTCOMES[:1], 0.0) == "1 passed in 0.0 s"


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        ((), [scenario.name for scenario in scenarios()]),
        (("second-cook",), ["second-cook"]),
        (("*-cook", "log-*"), ["stop-cook", "second-cook", "static-cook", "log-uri"]),
        (("COOK",), []),
    ],
)
def test_scenarios_are_chosen_by_pattern(patterns: tuple[str, ...], names: list[str]) -> None:
    assert [scenario.name for scenario in scenarios_matching(patterns)] == names


def test_every_text_is_one_line() -> None:
    for scenario in scenarios():
        assert scenario.title
        assert scenario.meaning.endswith(".")
        assert "\n" not in scenario.title + scenario.meaning
