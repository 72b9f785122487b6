from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from stories import HOSTILE, cook_of, state

from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.run.cook.outcome import Heading, Outcome, cook_json, cook_junit
from pysched_gen.run.cook.story import Story, tell

HEADING = Heading("farmq", "20.5")
GOOD = tell([state(0, 1, "Waiting"), state(1, 1, "Cooking"), state(2, 1, "CookedSuccess")])
FAILED = tell([state(0, 1, "Waiting"), state(1, 1, "CookedFail")])
STUCK = tell([state(0, 1, "Scheduled")])
SPOKEN = Story(errors=["no licence"])


@pytest.mark.parametrize(
    ("outcome", "good", "wrong"),
    [
        (Outcome(HEADING, GOOD, True), True, []),
        (Outcome(HEADING, FAILED, True), False, []),
        (Outcome(HEADING, STUCK, True), False, []),
        (Outcome(HEADING, GOOD, False), False, ["the cook ended before all items had"]),
        (Outcome(HEADING, SPOKEN, True), False, ["no licence"]),
        (Outcome(HEADING, GOOD, False, interrupted=True), False, ["the cook was cancelled"]),
        (
            Outcome(HEADING, STUCK, False, timed_out=True),
            False,
            ["the time limit was over before the cook had ended"],
        ),
        (
            Outcome(HEADING, GOOD, True, left_over=("sleep 60",)),
            False,
            ["a process outlived the cook and was killed: sleep 60"],
        ),
    ],
)
def test_a_cook_is_good_when_all_is_cooked_and_nothing_is_left(
    outcome: Outcome, good: bool, wrong: list[str]
) -> None:
    assert (outcome.good, list(outcome.wrong)) == (good, wrong)
    report = json.loads(cook_json(outcome))
    assert (report["good"], report["problems"]) == (good, wrong)
    suites = ET.fromstring(cook_junit(outcome))
    failed = int(suites.findall(".//failure") != []) + int(suites.findall(".//skipped") != [])
    assert (failed + len(suites.findall(".//error")) == 0) == good


def test_json_follows_its_schema_and_holds_every_item() -> None:
    story = tell([*cook_of(60), state(99, 77, "CookedFail", batch=3)])
    story.items[0].notes.extend(HOSTILE)
    story.items[0].outputs.append("/a.exr")
    report = json.loads(cook_json(Outcome(HEADING, story, True)))
    assert violations(report, load_schema("cook")) == []
    assert len(report["items"]) == 61
    assert report["items"][0]["notes"] == HOSTILE
    assert sum(report["states"].values()) == 60


def test_junit_counts_what_failed_and_what_never_ran() -> None:
    story = tell([*cook_of(20), state(50, 77, "Waiting")])
    suites = ET.fromstring(cook_junit(Outcome(HEADING, story, False)))
    [suite, cook] = suites.findall("testsuite")
    counts = {key: suite.attrib[key] for key in ("tests", "failures", "skipped", "errors")}
    assert counts == {"tests": "21", "failures": "3", "skipped": "1", "errors": "0"}
    assert len(suite.findall("testcase/failure")) == 3
    assert cook.attrib["errors"] == "1"


def test_junit_is_well_formed_whatever_the_names() -> None:
    story = tell(state(0, number, "CookedFail", name=name) for number, name in enumerate(HOSTILE))
    for item in story.items:
        item.notes.extend(HOSTILE)
    suites = ET.fromstring(cook_junit(Outcome(HEADING, story, True)))
    names = [case.attrib["name"] for case in suites.iter("testcase")]
    assert names[1] == HOSTILE[1]
    assert len(names) == len(HOSTILE) + 1
