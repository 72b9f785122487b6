"""Each scenario passes with a scheduler that does what it demands and fails with one that does not.

The schedulers are the modules of the folder `schedulers`; each breaks one thing of `processes.py`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutants import HERE, MUTANTS, Mutant, build, copy_base, edit_package
from trees import ROOT, write_tree

from pysched_gen.run.environment import Surroundings
from pysched_gen.run.verify.catalog import Severity, scenarios, scenarios_matching
from pysched_gen.run.verify.outcome import Outcome, Status
from pysched_gen.run.verify.run import Settings, survey_package, verify
from pysched_gen.run.verify.survey import Found, chosen_scheduler

if TYPE_CHECKING:
    from conftest import Run

SCHEDULERS = Path(__file__).parent / "schedulers"
SCRIPT = """parm {
    name "farm_queue"
    label "Queue"
    type string
    default { "all" }
    parmtag { "pdg::scheduler" "" }
    parmtag { "spare_category" "Farm" }
}
"""


def package_with(module: str, folder: Path) -> Path:
    types = folder / "pdg" / "types"
    types.mkdir(parents=True)
    for name in (module, "processes"):
        shutil.copy(SCHEDULERS / f"{name}.py", types)
    return write_tree(folder, {"topscheduler.user.ds": SCRIPT})


def play(
    module: str, *patterns: str, folder: Path, release: str = "22.0", timeout: float = 120.0
) -> list[Outcome]:
    surroundings = Surroundings((package_with(module, folder),), release)
    settings = Settings(surroundings, timeout, None, {}, keep=False)
    found: Found | None = Found(module.replace("_", ""), "", "", (), ())
    # The others ask nothing of a scheduler but its name.
    if {"*", "imports-without-hou", "registers", "overridable-parameters"} & set(patterns):
        found = chosen_scheduler(survey_package(settings), module, None)
    return verify(scenarios_matching(patterns), found, settings, lambda _outcome: None)


# Releases after which PDG or a scenario differs.
@pytest.mark.parametrize(
    ("module", "release"),
    [("blocking", "17.5"), ("oldest", "18.5"), ("older", "19.0"), ("good", "22.0")],
)
def test_a_scheduler_that_breaks_nothing_passes(tmp_path: Path, module: str, release: str) -> None:
    outcomes = play(module, "*", folder=tmp_path, release=release)
    assert [o.scenario for o in outcomes] == list(scenarios())
    assert [(o.scenario.name, o.evidence) for o in outcomes if o.status is Status.FAILED] == []


@pytest.mark.parametrize("scenario", ["item-command", "item-endings"])
def test_a_scheduler_may_go_by_what_items_and_jobs_say(tmp_path: Path, scenario: str) -> None:
    (outcome,) = play("believes_its_jobs", scenario, folder=tmp_path)
    assert outcome.status is Status.PASSED, outcome.evidence


WRONG = (Status.FAILED, Status.WARNED, Status.NOTED)

# Ways to write a scheduler that are nobody's fault.
HABITS = [
    # What fails in onSchedule must not fail on the threads of other items.
    ("starts_in_threads", ("exceptions-contained",)),
    # Parameters, logs and servers of the class that it is derived from are not its own.
    ("runs_locally", ("node-overrides", "jobs-at-once", "shared-server", "log-uri")),
]


@pytest.mark.parametrize(("module", "names"), HABITS, ids=[module for module, _ in HABITS])
def test_a_scheduler_may_be_written_so(tmp_path: Path, module: str, names: tuple[str, ...]) -> None:
    outcomes = play(module, *names, folder=tmp_path)
    assert len(outcomes) == len(names)
    assert [(o.scenario.name, o.evidence) for o in outcomes if o.status in WRONG] == []


# Scenarios that ask which release it is, and that of items, on which most of PDG has a say.
BY_RELEASE = ("item-*", "stop-cook", "submit-as-job", "accepts-items", "tick-before-item")


@pytest.mark.parametrize(
    ("module", "release"), [("oldest", "18.0"), ("older", "19.5"), ("good", "20.0")]
)
def test_it_passes_what_goes_by_the_release_in_those_between(
    tmp_path: Path, module: str, release: str
) -> None:
    outcomes = play(module, *BY_RELEASE, folder=tmp_path, release=release)
    assert len(outcomes) >= 12
    assert [(o.scenario.name, o.evidence) for o in outcomes if o.status is Status.FAILED] == []


FAILED_AS = {
    Severity.ERROR: Status.FAILED,
    Severity.WARNING: Status.WARNED,
    Severity.NOTE: Status.NOTED,
}
HANGS = "had not ended"

# What a broken scheduler fails: module, scenario, a part of the evidence.
FAILURES = [
    ("needs_hou", "imports-without-hou", "No module named 'hou'"),
    ("nameless", "registers", "'name less'"),
    ("no_label", "registers", "label is empty"),
    ("no_scheduler", "registers", "NoScheduler is not derived from pdg.PyScheduler"),
    ("registers_once", "registers-twice", "with the name 'registersonce'; register only a"),
    ("reads_in_init", "constructs", "bad port"),
    ("refuses_to_start", "constructs", "onStart returned False"),
    ("odd_types", "reads-parameters", "odd: its type is 'bool'"),
    ("not_json", "reads-parameters", "templateBody cannot be read"),
    ("ticks_too_early", "tick-before-item", "has no attribute 'submitted'"),
    ("done_when_queued", "item-succeeds", "item 0 ran 0 times in place of 1"),
    ("never_reports", "item-succeeds", HANGS),
    ("all_is_well", "item-fails", "ended as CookedSuccess"),
    ("deaf", "item-cancelled", "still running"),
    ("runs_on", "cook-cancelled", "still running"),
    ("submits_after_cancel", "cook-cancelled", "of its jobs still ran"),
    ("busy_for_ever", "scheduler-busy", HANGS),
    ("starts_then_defers", "deferred-once", "ran 2 times in place of 1"),
    ("swallows_start", "start-cook-fails", "setWorkingDir failed in onStartCook"),
    (
        "stops_once",
        "stop-cook",
        "before the first cook raised: onStopCook: KeyError",
    ),
    ("remembers_done", "second-cook", HANGS),
    ("leaves_thread", "nothing-left", "thread watcher"),
    ("leaves_server", "nothing-left", "server on port"),
    ("leaves_process", "nothing-left", "sleep 60"),
    ("leaves_daemon", "nothing-left", "sleep 60"),
    ("keeps_items", "no-item-kept", "self.table[1001]['item']"),
    ("keeps_in_module", "no-item-kept", "pdg.types.keeps_in_module['LATEST'][0]"),
    ("swallows_errors", "exceptions-contained", HANGS),
    ("fails_silently", "exceptions-contained", "nobody is told why"),
    ("uri_none", "log-uri", "getStatusURI gives None"),
    ("old_shape", "submit-as-job", "expects the pair (status_uri, job_id)"),
    ("submit_reads_nothing", "submit-as-job", "it raised: RuntimeError"),
    ("submit_breaks", "submit-as-job", "has no attribute 'no_such_method'"),
]


@pytest.mark.parametrize(
    ("module", "scenario", "evidence"), FAILURES, ids=[f"{s} {m}" for m, s, _ in FAILURES]
)
def test_a_scheduler_that_breaks_it_fails(
    tmp_path: Path, module: str, scenario: str, evidence: str
) -> None:
    # What hangs is waited for; the rest has time to end on a loaded machine.
    (outcome,) = play(module, scenario, folder=tmp_path, timeout=6.0 if evidence == HANGS else 30.0)
    assert outcome.status is FAILED_AS[outcome.scenario.severity], outcome.evidence
    assert evidence in outcome.evidence


def test_a_farm_that_starts_jobs_seconds_later_is_waited_for(tmp_path: Path) -> None:
    (outcome,) = play("slow_farm", "item-fails", folder=tmp_path)
    assert outcome.status is Status.PASSED, outcome.evidence


def test_a_scheduler_may_set_its_working_directory_in_on_setup_cook(tmp_path: Path) -> None:
    (outcome,) = play("sets_up_later", "item-data", folder=tmp_path)
    assert outcome.status is Status.PASSED, outcome.evidence


def test_a_scheduler_that_looks_seldom_by_any_clock_is_not_waited_for(tmp_path: Path) -> None:
    (outcome,) = play("polls_rarely", "item-fails", folder=tmp_path)
    assert outcome.status is Status.PASSED, outcome.evidence


def test_a_scheduler_with_nobody_to_wait_for_is_given_up_by_its_own_clock(tmp_path: Path) -> None:
    (outcome,) = play("never_reports", "item-succeeds", folder=tmp_path, timeout=600.0)
    assert outcome.status is Status.FAILED
    assert "(600 of them by advancing the clock)" in outcome.evidence


def test_every_scenario_has_a_scheduler_that_fails_it() -> None:
    by_dialog_script = {"overridable-parameters"}
    by_mutants = {mutant.scenario for mutant in MUTANTS if not mutant.own}
    assert {scenario for _, scenario, _ in FAILURES} | by_dialog_script | by_mutants == {
        scenario.name for scenario in scenarios()
    }


@pytest.mark.parametrize(
    ("module", "scenario", "release", "reason"),
    [
        ("good", "item-cancelled", "20.5", "came with 21.0"),
        ("good", "overridable-parameters", "18.5", "came with 19.0"),
        ("cannot_submit", "submit-as-job", "22.0", "use the button of the farm"),
    ],
)
def test_what_does_not_apply_is_skipped(
    tmp_path: Path, module: str, scenario: str, release: str, reason: str
) -> None:
    (outcome,) = play(module, scenario, folder=tmp_path, release=release)
    assert outcome.status is Status.SKIPPED
    assert reason in outcome.evidence


ONE_OF_EACH = list({mutant.scenario: mutant for mutant in reversed(MUTANTS)}.values())


@pytest.mark.parametrize("mutant", ONE_OF_EACH, ids=lambda mutant: mutant.name)
def test_a_snippet_that_breaks_one_statement_fails(run: Run, here: Path, mutant: Mutant) -> None:
    run("generate", str(build(mutant, here)), "-o", "houdini")
    edit_package(mutant, here / "houdini")
    result = run("verify", "houdini", *mutant.choice, code=1)
    assert f"FAILED  {mutant.scenario}: " in result.stdout


@pytest.mark.parametrize("base", ["local", "queue"])
def test_the_author_s_own_scenarios_pass_with_the_unbroken_scheduler(
    run: Run, here: Path, base: str
) -> None:
    own = HERE / "own" / base
    run("generate", str(copy_base(base, here)), "-o", "houdini")
    names = [f"--scenario={path.stem.replace('_', '-')}" for path in sorted(own.glob("*.py"))]
    result = run("verify", "houdini", "--own", str(own), *names)
    assert result.stdout.count("PASSED") == len(names) > 0


def test_every_mutant_is_an_edit_that_can_be_made(tmp_path: Path) -> None:
    for mutant in MUTANTS:
        build(mutant, tmp_path / mutant.name)


FOREIGN = """import os
import subprocess

command = ["/usr/bin/python3", "-c", "import this"]
done = subprocess.run(command, env=os.environ.copy(), capture_output=True, text=True)
if done.returncode:
    raise RuntimeError(done.stderr)
return pdg.tickResult.SchedulerReady
"""


@pytest.mark.skipif(
    not Path("/usr/bin/python3").exists() or Path(sys.executable).samefile("/usr/bin/python3"),
    reason="there is no other Python here",
)
def test_another_python_must_not_inherit_pythonhome(run: Run, here: Path) -> None:
    source = build(Mutant("python", "default", "ontick.py", FOREIGN, ""), here)
    run("generate", str(source), "-o", "houdini")
    result = run("verify", "houdini", "--scenario", "tick-before-item", code=1)
    assert "PYTHONHOME" in result.stdout
    mended = FOREIGN.replace(".copy()", " | {'PYTHONHOME': ''}")
    (source / "ontick.py").write_text(mended, encoding="utf-8")
    run("generate", str(source), "-o", "houdini")
    run("verify", "houdini", "--scenario", "tick-before-item")


def test_the_mutants_cover_every_callback_that_a_snippet_can_break() -> None:
    raising = {mutant.file for mutant in MUTANTS if mutant.name.startswith("raises-in")}
    assert len(raising) == 16


def test_a_uri_that_houdini_opens_all_the_same_is_a_warning(tmp_path: Path) -> None:
    (outcome,) = play("uri_by_hand", "log-uri", folder=tmp_path)
    assert outcome.status is Status.WARNED
    assert "which is no URI" in outcome.evidence


OWN = """\"\"\"The queue of this farm is asked for.\"\"\"

TITLE = "the queue is night"
MEANING = "Frames render by day."


def play(context):
    session = context.open()
    queue = session.scheduler["farm_queue"].evaluateString()
    context.check(queue == "night", "the queue is {!r}".format(queue))
    return "asked"
"""


def test_a_scenario_of_the_author_is_played(run: Run, here: Path) -> None:
    package_with("good", here / "houdini")
    write_tree(here, {"own/queue_of_farm.py": OWN})
    choice = ["verify", "houdini", "--own", "own", "--scenario", "queue-*"]
    assert "the queue is 'all'" in run(*choice, code=1).stdout
    run(*choice, "--set", "farm_queue=night")
    waived = run(*choice, "--waive", "queue-of-farm=the farm has one queue").stdout
    assert "waived: the farm has one queue" in waived
    assert "WAIVED  queue-of-farm" in waived


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--waive", "item-fails"], "has no reason; write --waive item-fails=REASON"),
        (["--waive", "no-such=x"], "no scenario is called no-such"),
        (["--own", "empty"], "holds no scenario"),
        (["--own", "bad.py"], "is not a scenario: it has no TITLE, no MEANING, no play(context)"),
    ],
)
def test_what_is_no_scenario_or_waiver_is_refused(
    run: Run, here: Path, arguments: list[str], message: str
) -> None:
    package_with("good", here / "houdini")
    write_tree(here, {"bad.py": "x = 1\n", "empty/readme.txt": ""})
    assert message in run("verify", "houdini", *arguments, code=2).stderr


def test_a_callback_that_hangs_is_named(run: Run, here: Path) -> None:
    source = build(
        Mutant("hangs", "default", "onstartcook.py", "while True:\n    pass\n", ""), here
    )
    run("generate", str(source), "-o", "houdini", "--houdini", "20.5")
    result = run("verify", "houdini", "--scenario", "item-succeeds", "--timeout", "4", code=1)
    assert "in onStartCook (File" in result.stdout


def test_the_page_on_adding_a_scenario_holds(run: Run, here: Path) -> None:
    page = (ROOT / "docs/contributing/adding-a-scenario.md").read_text(encoding="utf-8")
    text = page.partition("```python\n")[2].partition("```")[0]
    package_with("good", here / "houdini")
    write_tree(here, {"own/cooks_nothing.py": text})
    result = run("verify", "houdini", "--own", "own", "--scenario", "cooks-nothing")
    assert "PASSED  cooks-nothing: " in result.stdout
