import os
import re
import shlex
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

# What deadlinecommand has of this session; Houdini's own libraries are not for it.
COMMAND_VARIABLES = ("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "DEADLINE_PATH")
# What Deadline calls the states of a task -> what they are called here.
TASK_STATES = {
    "queued": "waiting",
    "pending": "waiting",
    "suspended": "waiting",
    "rendering": "running",
    "completed": "succeeded",
    "failed": "failed",
}
# A task fails with its first error: what is tried again is submitted again. A job never fails as a
# whole, for the number of errors of all its tasks.
FAILURES = {
    "OverrideTaskFailureDetection": "true",
    "FailureDetectionTaskErrors": "1",
    "OverrideJobFailureDetection": "true",
    "FailureDetectionJobErrors": "0",
}


def deadline_command(given: str) -> str:
    """Give the path of deadlinecommand: `given`, that of this machine's Deadline, or its name."""
    folder = os.environ.get("DEADLINE_PATH", "")
    return given or (f"{folder}/deadlinecommand" if folder else "deadlinecommand")


def info_lines(values: Mapping[str, str]) -> tuple[str, ...]:
    """Give lines of an info file, without those that are empty; raises ValueError."""
    for key, value in values.items():
        if len(value.splitlines()) > 1:
            raise ValueError(f"{key}: {value!r} has a line break in it")
    return tuple(f"{key}={value}" for key, value in values.items() if value)


class DeadlineClient(FarmClient):
    """The calls of deadlinecommand: a batch is a job, and "ID.3" its task 3."""

    def __init__(self, command: str) -> None:
        self._command = command
        # Id of a job -> the states of its tasks when Deadline told them last, and when that was.
        self._known: dict[str, tuple[float, dict[str, str]]] = {}

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Submit `tasks` as tasks of the job `name`; its files are beside those of the items."""
        text = array_script("$1", [task.farm_script for task in tasks])
        folder = tasks[0].script.parent
        return self._submit(name, folder, text, len(tasks), tasks[0].options)

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Submit a script; return the id of the job."""
        text = f"#!/bin/sh\nexec /bin/sh {shlex.quote(script)}\n"
        return self._submit(name, Path(script).parent, text, 1, options)[0].partition(".")[0]

    def find(self, name: str, count: int) -> list[str]:
        """Return the tasks of the job that is called `name`."""
        found = self._run("-GetJobIdsFilterAnd", f"Name={name}").split()
        return [f"{found[0]}.{number}" for number in range(count)] if found else []

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask for the tasks of each job, first of that which was asked for longest ago.

        Where a call fails, the rest is as it was told before.
        """
        ids = dict.fromkeys(job.partition(".")[0] for job in jobs)
        self._known = {job: self._known.get(job, (0.0, {})) for job in ids}
        for number, job in enumerate(sorted(ids, key=lambda job: self._known[job][0])):
            try:
                states = self._states(job)
            except FarmError:
                if not number:
                    raise
                break
            self._known[job] = (time.monotonic(), states)
        reports = {}
        for one in jobs:
            job, _, task = one.partition(".")
            told, states = self._known[job]
            if not told:
                reports[one] = JobReport("waiting")
            elif task in states:
                reports[one] = task_report(states[task])
        return reports

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return nothing: what was deleted is not shown any more."""
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        """Mark tasks complete, which ends those that are rendering, and with the last the job."""
        tasks: dict[str, list[str]] = {}
        for one in jobs:
            job, _, task = one.partition(".")
            tasks.setdefault(job, []).append(task)
        trouble = None
        # Those that wait first, or they begin when others have ended.
        for job, numbers in reversed(tasks.items()):
            try:
                states = self._states(job)
                left = [one for one in numbers if states.get(one, "completed") != "completed"]
                if left:
                    self._run("-CompleteJobTasks", job, ",".join(left))
            except FarmError as error:
                trouble = error
        if trouble is not None:
            raise trouble

    def _submit(
        self, name: str, folder: Path, text: str, count: int, options: Sequence[str]
    ) -> list[str]:
        info = {"Plugin": "CommandLine", "Name": name, "BatchName": name.rpartition("-")[0]}
        info |= {"Frames": f"0-{count - 1}", "ChunkSize": "1", **FAILURES}
        # Nothing that could be misread is in the arguments: the program goes along as a file.
        plugin = {
            "Executable": "/bin/sh",
            "Arguments": "<QUOTE><AUXFILE0><QUOTE> <STARTFRAME>",
            "ShellExecute": "false",
            "SingleFramesOnly": "true",
        }
        files = {
            f"{name}.job.txt": "\n".join([*info_lines(info), *options]) + "\n",
            f"{name}.plugin.txt": "\n".join(info_lines(plugin)) + "\n",
            f"{name}.sh": text,
        }
        for file, content in files.items():
            (folder / file).write_text(
                content, encoding="utf-8", errors="surrogateescape", newline="\n"
            )
        answer = self._run("-SubmitJob", *(str(folder / file) for file in files))
        found = re.search(r"^\s*JobID=(\w+)\s*$", answer, re.MULTILINE)
        if found is None:
            raise FarmError(f"deadlinecommand answered {answer!r}, which names no job")
        return [f"{found[1]}.{number}" for number in range(count)]

    def _states(self, job: str) -> dict[str, str]:
        """Return the state of each task of a job; none where Deadline does not know it."""
        try:
            answer = self._run("-GetJobTasks", job)
        except FarmError:
            if job in self._run("-GetJobIds").split():
                raise
            return {}
        return dict(task_states(answer))

    def _run(self, *arguments: str) -> str:
        """Return what deadlinecommand prints; raises FarmError where it says that it failed."""
        environment = {name: os.environ[name] for name in COMMAND_VARIABLES if name in os.environ}
        try:
            ran = run_command([self._command, *arguments], environment)
        except subprocess.TimeoutExpired as error:
            message = f"deadlinecommand took longer than {error.timeout:g} s"
            raise FarmError(message, passing=True) from None
        except FileNotFoundError:
            message = f"there is no command {self._command}; see Command"
            raise FarmError(message, final=True) from None
        except OSError as error:
            message = f"{self._command} cannot be started: {error}"
            raise FarmError(message, passing=True) from None
        told = [line.strip() for line in (ran.stdout + "\n" + ran.stderr).splitlines()]
        errors = [line for line in told if line.startswith("Error")]
        if errors or ran.returncode:
            last = [line for line in told if line] or [f"exit code {ran.returncode}"]
            raise FarmError(f"deadlinecommand {arguments[0]}: {[*errors, *last[-1:]][0]}")
        return ran.stdout


def task_states(answer: str) -> Iterator[tuple[str, str]]:
    """Yield number and state of each task in the lines KEY=VALUE of an answer."""
    task = ""
    for line in answer.splitlines():
        key, _, value = line.partition("=")
        if key.strip().lower() == "taskid":
            task = value.strip()
        elif key.strip().lower() == "taskstatus" and task:
            yield task, value.strip().lower()


def task_report(told: str) -> JobReport:
    """Give what Deadline says of a task; of its exit code it says nothing."""
    state = TASK_STATES.get(told)
    if state is None:
        raise FarmError(f"Deadline says that a task is {told!r}, which is not in TASK_STATES")
    held = told == "suspended"
    return JobReport(state, "it is suspended" if held else "", is_held=held)
