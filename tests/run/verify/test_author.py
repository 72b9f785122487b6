"""What an author says in the folder of a package: scenarios of his own, and waivers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from trees import ROOT, write_tree

if TYPE_CHECKING:
    from conftest import Run

LIMIT = """
[[scenarios]]
name = "over-limit"
title = "a job over its Time Limit is killed, and its item fails"

[[scenarios.jobs]]
parms = { localrunner_timelimit = 2.0 }
command = "sleep 12"
ends = "CookedFail"
"""
VARIABLES = """
[[scenarios]]
name = "variables"

[[scenarios.jobs]]
command = "test $SHOW = one"
parms = { localrunner_env = "SHOW=one TITLE='two words'", localrunner_envunset = "GONE" }
environment = { GONE = "yes" }
sees = { SHOW = "one", TITLE = "two words", GONE = false, PATH = true }
runs = 1
"""
AT_ONCE = """
[[scenarios]]
name = "one-at-a-time"
at_once = 1
order = ["first", "then"]

[scenarios.set]
localrunner_maxjobs = 1

[[scenarios.jobs]]
name = "first"
count = 3
seconds = 0.3

[[scenarios.jobs]]
name = "then"
after = "first"
"""
RAISES = """
[verify]
ignore = [{ scenario = "log-uri", reason = "the farm shows its logs itself" }]
"""
KILL = "signal_group(job.process, force=True)"
# Declaration, file, what is edited in it, evidence of the failure.
BROKEN = {
    "never-killed": (
        LIMIT,
        "methods.py",
        f"            {KILL}",
        "            pass",
        "CookedSuccess",
    ),
    "limit-in-minutes": (LIMIT, "methods.py", "0 < job.time", "0 < 60 * job.time", "CookedSuccess"),
    "not-set": (
        VARIABLES,
        "methods.py",
        'parse_assignments(self._text(work_item, "env"))',
        "{}",
        "SHOW",
    ),
    "not-unset": (VARIABLES, "methods.py", "environment.pop(name, None)", "pass", "GONE is set"),
    "slots": (AT_ONCE, "methods.py", "return jobs if jobs > 0 else", "return 3 or", "3 jobs ran"),
}


def package(said: str, file: str = "", find: str = "", replace: str = "") -> None:
    tree = {path.name: path.read_text() for path in (ROOT / "snippets" / "local").iterdir()}
    tree["scheduler.toml"] += said
    if file:
        assert find in tree[file]
        tree[file] = tree[file].replace(find, replace)
    write_tree(Path("runner"), {**tree})


def test_what_holds_passes(run: Run) -> None:
    package(LIMIT + VARIABLES + AT_ONCE)
    run("generate", "runner", "-o", "out")
    names = ["over-limit", "variables", "one-at-a-time"]
    choice = [part for name in names for part in ("--scenario", name)]
    assert "3 passed in" in run("verify", "out", *choice).stderr


@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_hold_fails(run: Run, name: str) -> None:
    said, file, find, replace, evidence = BROKEN[name]
    package(said, file, find, replace)
    run("generate", "runner", "-o", "out")
    scenario = said.split('"')[1]
    failed = run("verify", "out", "--scenario", scenario, code=1)
    assert failed.stdout.startswith(f"FAILED  {scenario}: ")
    assert evidence in failed.stdout


def test_a_file_beside_the_snippets_is_played_by_its_name(run: Run) -> None:
    package("")
    text = 'TITLE, MEANING = "a", "b"\n'
    text = 'TITLE = "a"\nMEANING = "b"\n\n\ndef play(context):\n    context.open()\n'
    write_tree(Path("runner/scenarios"), {"opens_well.py": text})
    run("generate", "runner", "-o", "out")
    assert run("verify", "out", "--scenario", "opens-well").stdout.startswith("PASSED  opens-well")
    assert "opens-well" in run("verify", "out", "--list").output


def test_a_waiver_of_the_manifest_is_shown_in_every_report(run: Run) -> None:
    package(RAISES)
    write_tree(Path("runner"), {"getloguri.py": "raise RuntimeError('no log')\n"})
    run("generate", "runner", "-o", "out")
    choice = ["verify", "out", "--scenario", "log-uri"]
    reason = "waived: the farm shows its logs itself"
    text = run(*choice)
    assert text.stdout.startswith("WAIVED  log-uri: ")
    assert reason in text.stdout
    assert "1 waived in" in text.stderr
    (one,) = json.loads(run(*choice, "--format", "json").stdout)["scenarios"]
    assert (one["status"], one["evidence"].splitlines()[0]) == ("waived", reason)
    case = ET.fromstring(run(*choice, "--format", "junit").stdout.encode()).find(".//skipped")
    assert case is not None
    assert case.get("message", "").startswith(reason)
    assert "WAIVED" in run(*choice, "--strict").stdout


def test_a_waiver_of_the_command_line_wins(run: Run) -> None:
    package(RAISES)
    write_tree(Path("runner"), {"getloguri.py": "raise RuntimeError('no log')\n"})
    run("generate", "runner", "-o", "out")
    told = run("verify", "out", "--scenario", "log-uri", "--waive", "log-uri=tonight only")
    assert "waived: tonight only" in told.stdout


def test_a_waiver_that_accepts_nothing_is_told(run: Run) -> None:
    package(RAISES.replace("log-uri", "constructs"))
    run("generate", "runner", "-o", "out")
    told = run("verify", "out", "--scenario", "constructs")
    assert "note: constructs passed, so its waiver accepts nothing; remove it" in told.stderr


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (RAISES.replace("log-uri", "log-url"), 'no scenario is called "log-url"'),
        (LIMIT.replace('"over-limit"', '"constructs"'), "another scenario is called constructs"),
        (RAISES.replace(', reason = "the farm shows its logs itself"', ""), '"reason"'),
        (LIMIT.replace('"over-limit"', '"Time Limit"'), "is not lower-case words with - in betw"),
        (LIMIT + LIMIT, 'another scenario is called "over-limit"'),
        (LIMIT.replace("parms", "parm"), '"parm"'),
        (LIMIT.replace("ends =", 'after = "nobody"\nends ='), 'there are no jobs "nobody"'),
        (AT_ONCE.replace('"first", "then"', '"last"'), 'there are no jobs "last"'),
        (AT_ONCE.replace('name = "then"', 'name = "first"'), 'other jobs are called "first"'),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(run: Run, said: str, message: str) -> None:
    package("")
    run("generate", "runner", "-o", "out")
    package(said)
    refused = run("verify", "out", "--scenario", "registers", code=2)
    assert message in refused.stderr
    assert "runner/scheduler.toml:" in refused.stderr


def test_a_copy_keeps_them_for_its_own_parameters(run: Run) -> None:
    package(LIMIT + RAISES)
    run("new", "other", "--from", "runner")
    text = Path("other/scheduler.toml").read_text()
    assert "parms = { other_timelimit = 2.0 }" in text
    assert "the farm shows its logs itself" in text
    run("generate", "other", "-o", "out")
    assert "1 passed in" in run("verify", "out", "--scenario", "over-limit").stderr
