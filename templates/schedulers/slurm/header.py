import os
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

# Variables of a job that this session may be in itself say nothing about the jobs it submits.
KEPT_VARIABLES = ("SLURM_CONF", "SLURM_CLUSTERS", "SLURM_JWT")
# What a command of Slurm, and a job before it sets its own variables, has of this session.
COMMAND_VARIABLES = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", *KEPT_VARIABLES)

WAITING_STATES = {
    "PENDING",
    "CONFIGURING",
    "REQUEUED",
    "REQUEUE_HOLD",
    "REQUEUE_FED",
    "RESV_DEL_HOLD",
    "SPECIAL_EXIT",
}
RUNNING_STATES = {
    "RUNNING",
    "COMPLETING",
    "STAGE_OUT",
    "SIGNALING",
    "SUSPENDED",
    "STOPPED",
    "RESIZING",
}
CANCELLED_STATES = {"CANCELLED", "REVOKED"}
# The node is to blame, or a job that matters more.
RESCUE_STATES = {"NODE_FAIL", "BOOT_FAIL", "PREEMPTED"}
REASONS = {
    "TIMEOUT": "it ran longer than its time limit",
    "DEADLINE": "it could not end before its deadline",
    "OUT_OF_MEMORY": "it needed more memory than it asked for",
    "NODE_FAIL": "its node failed",
    "BOOT_FAIL": "its node did not boot",
    "PREEMPTED": "another job took its place",
}
# What Slurm says where the same call will do later, and where it never will.
PASSING_TROUBLES = (
    "Unable to contact slurm controller",
    "timed out",
    "Zero Bytes were transmitted",
    "Connection refused",
    "Transport endpoint",
    "temporarily",
    "in standby mode",
    "submit limit",
    "Resource temporarily unavailable",
    # The disk of slurmctld is full.
    "I/O error writing script/environment to file",
)
FINAL_TROUBLES = (
    "invalid partition",
    "Invalid account",
    "Invalid qos",
    "Invalid generic resource",
    "Invalid license",
    "Invalid feature",
    "Invalid --",
    "Requested node configuration is not available",
    "unrecognized option",
    "requires an argument",
    "User's group not permitted",
)

# What Slurm says of a job that it cannot release because there is nothing left to release.
ENDED_JOBS = ("Job has already finished", "Invalid job id")

# Names of jobs in one call: a word of a command line has an end.
MOST_NAMES = 1000
LOOK_FIELDS = ":|,".join(
    ("ArrayJobID", "Name", "ArrayTaskID", "State", "exit_code", "StartTime", "EndTime", "Reason:|")
)


def slurm_environment() -> dict[str, str]:
    """Give the variables for Slurm's commands; times come as seconds, texts in English."""
    environment = {name: os.environ[name] for name in COMMAND_VARIABLES if name in os.environ}
    return environment | {"SLURM_TIME_FORMAT": "%s"}


class SlurmClient(HoldingClient):
    """The calls of Slurm: a batch is an array, a job "12_3" is task 3 of array 12."""

    def __init__(self, farm_folder: str) -> None:
        self._folder = farm_folder
        self._numbers = JobNumbers()

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Submit `tasks` as the array `name`."""
        text = array_script("$SLURM_ARRAY_TASK_ID", [task.farm_script for task in tasks])
        options = (*tasks[0].options, f"--array=0-{len(tasks) - 1}")
        array = self._sbatch(name, text, options)
        return self._known_as(name, array, len(tasks))

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Submit a script; return the number of the job."""
        return self._sbatch(name, f"#!/bin/sh\nexec /bin/sh {shlex.quote(script)}\n", options)

    def _sbatch(self, name: str, text: str, options: Sequence[str]) -> str:
        arguments = [
            "sbatch",
            "--parsable",
            f"--job-name={name}",
            f"--chdir={self._folder}",
            # The name of a file is a pattern. Jobs have logs of their own; here is what Slurm
            # says of them.
            f"--output={self._folder.replace('%', '%%')}/slurm-%A.txt",
            "--open-mode=append",
            # Of what sbatch has, which is little.
            "--export=ALL",
            *options,
        ]
        # "12", or "12;cluster" where there are several.
        number = self._run(arguments, text).strip().partition(";")[0]
        if not number.isdigit():
            raise FarmError(f"sbatch answered {number!r}, which is no number of a job")
        return number

    def find(self, name: str, count: int) -> list[str]:
        """Return the tasks of the array that is called `name`."""
        arguments = ["squeue", "--noheader", "--states=all", f"--name={name}"]
        found = self._run([*arguments, "--Format=ArrayJobID:|"]).replace("|", " ").split()
        return self._known_as(name, found[0], count) if found else []

    def _known_as(self, name: str, array: str, count: int) -> list[str]:
        """Return the tasks of the array that is called `name`."""
        self._numbers.note(array, name)
        return [f"{array}_{number}" for number in range(count)]

    def leftovers(self, names: Sequence[str]) -> list[str]:
        """Return the tasks of arrays that wait or run; slurmctld saves what it knows now and then."""
        jobs = []
        for start in range(0, len(names), MOST_NAMES):
            wanted = f"--name={','.join(names[start : start + MOST_NAMES])}"
            arguments = ["squeue", "--noheader", "--array", wanted]
            answer = self._run([*arguments, "--Format=ArrayJobID:|,ArrayTaskID:|"])
            jobs += ["_".join(line.replace(" ", "").split("|")[:2]) for line in answer.splitlines()]
        return jobs

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask squeue for the arrays of `jobs`."""
        arrays = ",".join(dict.fromkeys(job.partition("_")[0] for job in jobs))
        arguments = ["squeue", "--noheader", "--array", "--states=all", f"--jobs={arrays}"]
        try:
            answer = self._run([*arguments, f"--Format={LOOK_FIELDS}"])
        except FarmError as error:
            # Slurm's way to say that it knows none of them any more.
            if "Invalid job id" in str(error):
                return {}
            raise
        reports = {}
        for line in answer.splitlines():
            fields = [field.strip() for field in line.split("|")]
            if len(fields) >= 8 and self._numbers.is_own(fields[0], fields[1]):
                array, _, number, state, code, start, end, reason = fields[:8]
                reports[f"{array}_{number}"] = job_report(state, int(code), start, end, reason)
        return reports

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask sacct, which answers only where accounting is on."""
        arrays = ",".join(dict.fromkeys(job.partition("_")[0] for job in jobs))
        arguments = ["sacct", "--allocations", "--noheader", "--parsable2", f"--jobs={arrays}"]
        try:
            answer = self._run([*arguments, "--format=JobID,JobName,State,ExitCode,Start,End"])
        except FarmError:
            return {}
        reports = {}
        for line in answer.splitlines():
            job, name, state, codes, start, end = line.split("|")
            if not self._numbers.is_own(job.partition("_")[0], name):
                continue
            code, _, number = codes.partition(":")
            status = int(code) << 8 | int(number or 0)
            # "CANCELLED by 1000"
            reports[job] = job_report(state.split()[0], status, start, end, "")
        return {job: reports[job] for job in jobs if job in reports}

    def end(self, jobs: Sequence[str]) -> None:
        """Cancel jobs; scancel does not mind those that have ended, or that it does not know."""
        arrays: dict[str, list[str]] = {}
        for job in jobs:
            array, _, number = job.partition("_")
            if not self._numbers.is_lost(array):
                arrays.setdefault(array, []).append(number)
        if not arrays:
            return
        # Tasks of an array at once: some may begin while the first are being ended.
        tasks = (f"{array}_[{','.join(numbers)}]" for array, numbers in arrays.items())
        self._run(["scancel", *tasks])

    def as_held(self, task: Task) -> Task:
        """Return `task` for an array that is held, one for each node of the graph."""
        return replace(task, options=("--hold", f"--comment={task.title}", *task.options))

    def release(self, tasks: Sequence[Task]) -> None:
        """Release jobs; of those that have ended or are unknown the next look will tell."""
        for start in range(0, len(tasks), MOST_NAMES):
            jobs = ",".join(task.job for task in tasks[start : start + MOST_NAMES])
            self._run(["scontrol", "release", jobs], ignored=ENDED_JOBS)

    def _run(self, arguments: Sequence[str], text: str = "", *, ignored: Sequence[str] = ()) -> str:
        try:
            ran = run_command(arguments, slurm_environment(), text)
        except subprocess.TimeoutExpired as error:
            seconds = f"{error.timeout:g} s"
            raise FarmError(f"{arguments[0]} took longer than {seconds}", passing=True) from None
        except FileNotFoundError:
            message = f"there is no command {arguments[0]} on the PATH of Houdini"
            raise FarmError(message, final=True) from None
        except OSError as error:
            raise FarmError(f"{arguments[0]} cannot be started: {error}", passing=True) from None
        is_passing = any(part in ran.stderr for part in PASSING_TROUBLES)
        is_ignored = not is_passing and any(part in ran.stderr for part in ignored)
        if ran.returncode == 0 or is_ignored:
            return ran.stdout
        told = ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"]
        message = f"{arguments[0]}: {told[-1]}"
        raise FarmError(
            message,
            passing=is_passing,
            final=any(part in ran.stderr for part in FINAL_TROUBLES),
        )


def job_report(state: str, status: int, start: str, end: str, reason: str) -> JobReport:
    """Give what a line of squeue or sacct says; `status` is that of wait(2)."""
    if state in WAITING_STATES and reason.startswith("launch failed"):
        # Its node could not begin it. Slurm keeps it for somebody to look at.
        return JobReport("failed", reason, is_rescue=True, is_left=True)
    if state in WAITING_STATES:
        return JobReport("waiting", reason, is_held="held" in reason.lower())
    if state in RUNNING_STATES:
        return JobReport("running")
    if state in CANCELLED_STATES:
        return JobReport("cancelled", "by scancel, or by whoever looks after Slurm")
    seconds = 0.0
    if start.isdigit() and end.isdigit():
        seconds = max(0.0, float(end) - float(start))
    if state == "COMPLETED":
        return JobReport("succeeded", exit_code=0, leaves_code=True, seconds=seconds)
    if state != "FAILED":
        is_rescue = state in RESCUE_STATES
        return JobReport("failed", REASONS.get(state, state), is_rescue=is_rescue)
    signal_number, code = status & 127, status >> 8
    if reason == "SystemFailure" or (signal_number and code):
        # It never began: what stands there is the number of an error of Slurm's own.
        text = f"Slurm could not begin it: {reason or 'no reason is given'}"
        return JobReport("failed", text, is_rescue=True)
    if signal_number:
        return JobReport("failed", f"signal {signal_number}", exit_code=128 + signal_number)
    # From 125 on it may be that of a shell that could not begin the command.
    return JobReport("failed", f"exit code {code}", exit_code=code, leaves_code=code < 125)
