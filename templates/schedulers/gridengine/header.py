import getpass
import os
import shlex
import subprocess
import time
from collections.abc import Sequence
from urllib.parse import quote
from xml.etree import ElementTree

# Variables that lead the commands to a Grid Engine.
FARM_VARIABLES = (
    "SGE_ROOT",
    "SGE_CELL",
    "SGE_CLUSTER_NAME",
    "SGE_QMASTER_PORT",
    "SGE_EXECD_PORT",
    "SGE_ARCH",
)
COMMAND_VARIABLES = (
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LD_LIBRARY_PATH"),
    *FARM_VARIABLES,
)
# Variables of a job that this session may be in itself say nothing about the jobs it submits.
JOB_VARIABLES = ("JOB_ID", "JOB_NAME", "JOB_SCRIPT", "QUEUE", "REQUEST", "RESTARTED", "NSLOTS")

# What Grid Engine says where the same call will do later, and where it never will.
PASSING_TROUBLES = (
    "unable to contact qmaster",
    "unable to send message to qmaster",
    "got send error",
    "got select error",
    "commlib error",
    "can't connect to service",
    "timeout",
    "job rejected: Only",
    # The disk of the master is full.
    "No space left on device",
)
FINAL_TROUBLES = (
    "Unknown option",
    "invalid option argument",
    "does not exist",
    "unknown resource",
    "no access to project",
    "no suitable queues",
    "was denied",
    "Invalid",
)
# Seconds for which a machine may not have told yet that it began a job it was given. A master that is
# killed as it gives one away holds it for begun, and gives it again after five minutes.
HAND_OVER_TIME = 60.0
# In what qacct says after "failed"; the command of the job is not to blame for these.
RESCUE_CODES = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20, 21, 24, 25, 26, 28}


class GridClient(FarmClient):
    """The calls of Grid Engine: a batch is an array, a job "12.3" is task 3 of array 12."""

    def __init__(self) -> None:
        self._numbers = JobNumbers()
        self._given_away: dict[str, float] = {}

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Submit `tasks` as the array `name`."""
        text = array_script("$SGE_TASK_ID", [task.farm_script for task in tasks], first=1)
        array = self._qsub(name, text, (*tasks[0].options, "-t", f"1-{len(tasks)}"))
        return self._known_as(name, array, len(tasks))

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Submit a script; return the number of the job."""
        return self._qsub(name, f"#!/bin/sh\nexec /bin/sh {shlex.quote(script)}\n", options)

    def _qsub(self, name: str, text: str, options: Sequence[str]) -> str:
        arguments = [
            # "12", or "12.1-3:1" for an array.
            *("qsub", "-terse", "-N", job_name(name), "-S", "/bin/sh"),
            # Jobs have logs of their own, and go to their folder themselves.
            *("-o", "/dev/null", "-j", "y"),
            *options,
        ]
        answer = self._run(arguments, text).strip().splitlines()
        number = answer[-1].partition(".")[0] if answer else ""
        if not number.isdigit():
            raise FarmError(f"qsub answered {answer!r}, which is no number of a job")
        return number

    def find(self, name: str, count: int) -> list[str]:
        """Return the tasks of the array that is called `name`."""
        found = {
            array for array, _, title, _ in self._listed() if title == job_name(name)
        } or self._accounted_as(job_name(name))
        return self._known_as(name, found.pop(), count) if found else []

    def _known_as(self, name: str, array: str, count: int) -> list[str]:
        """Return the tasks of the array that is called `name`."""
        self._numbers.note(array, job_name(name))
        return [f"{array}.{number}" for number in range(1, count + 1)]

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask qstat for all jobs of this user."""
        wanted = set(jobs)
        reports = {}
        broken = []
        given_away, self._given_away = self._given_away, {}
        for array, number, name, state in self._listed():
            job = f"{array}.{number}"
            if job not in wanted or not self._numbers.is_own(array, name):
                continue
            if "E" in state:
                broken.append(job)
            elif "q" in state:
                reports[job] = JobReport(
                    "waiting", "by qhold" * ("h" in state), is_held="h" in state
                )
            elif "t" in state:
                since = given_away.get(job, time.monotonic())
                self._given_away[job] = since
                reports[job] = handed_over(time.monotonic() - since)
            else:
                reports[job] = JobReport("running")
        if broken:
            reasons = self._error_reasons({job.partition(".")[0] for job in broken})
            for job in broken:
                text = reasons.get(job.partition(".")[0], "no reason is given")
                reason = f"Grid Engine could not start it: {text}"
                # It stays until somebody looks at it.
                reports[job] = JobReport("failed", reason, is_rescue=True, is_left=True)
        return reports

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask qacct, which knows of a job a little after its end."""
        reports = {}
        wanted = set(jobs)
        for array in dict.fromkeys(job.partition(".")[0] for job in jobs):
            try:
                answer = self._run(["qacct", "-j", array])
            except FarmError:
                # There is no record yet, or no accounting at all.
                continue
            for record in accounting_records(answer):
                job = f"{array}.{record.get('taskid', '')}"
                if job in wanted and self._numbers.is_own(array, record.get("jobname", "")):
                    reports[job] = job_report(record)
        return reports

    def end(self, jobs: Sequence[str]) -> None:
        """Delete jobs; those that have ended are no error."""
        own = [job for job in jobs if not self._numbers.is_lost(job.partition(".")[0])]
        if not own:
            return
        try:
            self._run(["qdel", *own])
        except FarmError as error:
            if error.passing:
                raise

    def _listed(self) -> list[tuple[str, str, str, str]]:
        """Give number, task, name and state of each job of this user that has not ended."""
        # One line for each task of an array.
        answer = self._run(["qstat", "-xml", "-g", "d", "-u", getpass.getuser()])
        try:
            root = ElementTree.fromstring(answer)
        except ElementTree.ParseError as error:
            raise FarmError(f"qstat answered what is no XML: {error}", passing=True) from None
        fields = ("JB_job_number", "tasks", "JB_name", "state")
        found = []
        for one in root.iter("job_list"):
            array, number, name, state = ((one.findtext(field) or "") for field in fields)
            found.append((array, number, name, state))
        return found

    def _accounted_as(self, name: str) -> set[str]:
        """Give the numbers of jobs called `name` that have ended."""
        try:
            answer = self._run(["qacct", "-j", name])
        except FarmError as error:
            if error.passing:
                raise
            return set()
        return {record.get("jobnumber", "") for record in accounting_records(answer)}

    def _error_reasons(self, arrays: set[str]) -> dict[str, str]:
        """Give for each array the first reason why a task of it could not be started."""
        reasons: dict[str, str] = {}
        for array in arrays:
            for line in self._run(["qstat", "-j", array]).splitlines():
                name, _, text = line.partition(":")
                if name.startswith("error reason"):
                    reasons.setdefault(array, text.strip())
        return reasons

    def _run(self, arguments: Sequence[str], text: str = "") -> str:
        known = {name: os.environ[name] for name in COMMAND_VARIABLES if name in os.environ}
        try:
            ran = run_command(arguments, known, text)
        except subprocess.TimeoutExpired as error:
            seconds = f"{error.timeout:g} s"
            raise FarmError(f"{arguments[0]} took longer than {seconds}", passing=True) from None
        except FileNotFoundError:
            message = f"there is no command {arguments[0]} on the PATH of Houdini"
            raise FarmError(message, final=True) from None
        except OSError as error:
            raise FarmError(f"{arguments[0]} cannot be started: {error}", passing=True) from None
        if ran.returncode == 0:
            return ran.stdout
        told = (ran.stderr + ran.stdout).strip()
        line = told.splitlines()[0] if told else f"exit code {ran.returncode}"
        raise FarmError(
            f"{arguments[0]}: {line}",
            passing=any(part in told for part in PASSING_TROUBLES),
            final=any(part in told for part in FINAL_TROUBLES),
        )


def job_name(name: str) -> str:
    """Give a name that Grid Engine takes: it must not begin with a digit."""
    return f"pdg-{name}"


def handed_over(seconds: float) -> JobReport:
    """Give what it means that a machine has not begun a job for so long after it was given to it."""
    if seconds < HAND_OVER_TIME:
        return JobReport("waiting")
    reason = f"no machine has begun it in {HAND_OVER_TIME:g} s, though it was given to one"
    return JobReport("failed", reason, is_rescue=True, is_left=True)


def accounting_records(answer: str) -> list[dict[str, str]]:
    """Give the records that qacct prints, one a task, as its names of fields to their values."""
    records: list[dict[str, str]] = []
    for line in answer.splitlines():
        if line.startswith("====="):
            records.append({})
            continue
        name, _, value = line.strip().partition(" ")
        if records:
            records[-1][name] = value.strip()
    return records


def job_report(record: Mapping[str, str]) -> JobReport:
    """Give what a record of qacct says."""
    failed = record.get("failed", "0").split()[0]
    code = record.get("exit_status", "0").split()[0]
    exit_code = int(code) if code.isdigit() else 0
    try:
        seconds = float(record.get("ru_wallclock", "0").rstrip("s"))
    except ValueError:
        seconds = 0.0
    if failed == "0" and exit_code == 0:
        return JobReport("succeeded", exit_code=0, leaves_code=True, seconds=seconds)
    if failed == "0":
        # From 125 on it may be that of a shell that could not begin the command.
        is_own = exit_code < 125
        return JobReport(
            "failed", f"exit code {exit_code}", exit_code=exit_code, leaves_code=is_own
        )
    reason = record["failed"].partition(":")[2].strip() or f"Grid Engine says {failed}"
    if exit_code > 128:
        reason = f"it was ended with signal {exit_code - 128}, as at its time limit or by qdel"
    is_rescue = failed.isdigit() and int(failed) in RESCUE_CODES
    return JobReport("failed", reason, exit_code=exit_code or None, is_rescue=is_rescue)
