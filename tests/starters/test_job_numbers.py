"""What starters for Slurm and Grid Engine make of what these say, in answers that were seen."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from starter_cooks import header_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

QSTAT = """<job_info><queue_info><job_list>
<JB_job_number>12</JB_job_number><JB_name>{name}</JB_name><state>r</state><tasks>{task}</tasks>
</job_list></queue_info></job_info>"""


@pytest.mark.parametrize(
    ("state", "status", "reason", "told"),
    [
        ("COMPLETED", 0, "None", ("succeeded", "", 0, False)),
        ("FAILED", 7 << 8, "NonZeroExitCode", ("failed", "exit code 7", 7, False)),
        ("FAILED", 9, "JobLaunchFailure", ("failed", "signal 9", 137, False)),
        # The number of an error where a status should be: its output cannot be written.
        (
            *("FAILED", 4021, "JobLaunchFailure"),
            ("failed", "Slurm could not begin it: JobLaunchFailure", None, True),
        ),
        # The script was lost with the folder in which slurmctld keeps it.
        (
            *("FAILED", 1, "SystemFailure"),
            ("failed", "Slurm could not begin it: SystemFailure", None, True),
        ),
    ],
)
def test_what_slurm_could_not_begin_is_no_fault_of_the_item(
    tmp_path: Path, state: str, status: int, reason: str, told: tuple[object, ...]
) -> None:
    report = header_of("slurm", tmp_path)["job_report"](state, status, "1", "2", reason)
    assert (report.state, report.reason, report.exit_code, report.is_rescue) == told


# Starter -> its client, a job, and what commands answer: those to submit, to look and to end.
FARMS = {
    "slurm": (
        *("SlurmClient", "12_0"),
        {"sbatch": "12\n", "squeue": "12|{name}|0|RUNNING|0|1|N/A|None|\n", "scancel": ""},
    ),
    "gridengine": (
        *("GridClient", "12.1"),
        {"qsub": "12.1-1:1\n", "qstat": QSTAT.replace("{task}", "1"), "qdel": ""},
    ),
}


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("starter", FARMS)
def test_a_number_that_somebody_else_was_given_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starter: str, *, is_own: bool
) -> None:
    client, job, answers = FARMS[starter]
    made = header_of(starter, tmp_path)
    calls: list[str] = []
    names = {"slurm": "mine", "gridengine": "pdg-mine"}

    def run_command(arguments: Sequence[str], *_: object) -> subprocess.CompletedProcess[str]:
        calls.append(arguments[0])
        answer = answers[arguments[0]].replace("{name}", names[starter] if is_own else "theirs")
        return subprocess.CompletedProcess(list(arguments), 0, answer, "")

    monkeypatch.setitem(made[client].look.__globals__, "run_command", run_command)
    farm = made[client]("/shared") if starter == "slurm" else made[client]()
    task = made["Task"](1, "mine", tmp_path / "script", tmp_path / "exit", "script")
    assert farm.submit("mine", [task]) == [job]
    assert [one.state for one in farm.look([job]).values()] == ["running"] * is_own
    farm.end([job])
    submit, look, end = answers
    assert calls == [submit, look, *[end] * is_own]


@pytest.mark.parametrize(
    ("starter", "told", "passes"),
    [
        ("slurm", "I/O error writing script/environment to file", True),
        ("slurm", "Job violates accounting/QOS policy", False),
        ("gridengine", 'error writing to file "users/.me": No space left on device', True),
        ("gridengine", 'no permission to use project "night"', False),
    ],
)
def test_what_a_farm_refuses_because_its_disk_is_full_is_tried_until_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starter: str, told: str, *, passes: bool
) -> None:
    client = FARMS[starter][0]
    made = header_of(starter, tmp_path)

    def run_command(arguments: Sequence[str], *_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(list(arguments), 1, "", f"Unable to run job: {told}\n")

    monkeypatch.setitem(made[client].look.__globals__, "run_command", run_command)
    farm = made[client]("/shared") if starter == "slurm" else made[client]()
    task = made["Task"](1, "mine", tmp_path / "script", tmp_path / "exit", "script")
    with pytest.raises(made["FarmError"]) as caught:
        farm.submit("mine", [task])
    assert (caught.value.passing, caught.value.final) == (passes, False)
