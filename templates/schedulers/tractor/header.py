import contextlib
import getpass
import importlib
import json
import ntpath
import os
import re
import secrets
import shlex
import socket
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

# One session of Tractor's client is shared by all who import it.
CLIENT_LOCK = threading.Lock()
CLIENT_SETTINGS: dict[str, Any] = {}
# What the engine says when it will not take a call; all else may pass.
REFUSALS = ("login", "password", "permission", "denied", "syntax", "parse", "not understood")
# Tractor tells ends by these signals as their negative numbers, and takes them for what a user did.
USER_SIGNALS = (-2, -9, -15)
# What a hython on the farm needs of this session to find the scene's tools and this scheduler.
SESSION_PREFIXES = ("HOUDINI_", "HIP", "PDG_", "PXR_")
SESSION_VARIABLES = ("JOB", "PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "OCIO")

# Runs around the command of each item, by the Python of the farm's machines. Its argument is a file
# of JSON; everything else stands in there, so that no shell reads it.
RUNNER = '''"""Runs the command of a work item: `python run_job.py FILE`."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time


def script_text(text):
    """Return a script that is given by its path or as it stands."""
    if os.path.isfile(text):
        with open(text, encoding="utf-8") as file:
            return file.read()
    return text


def run_python(text, name):
    exec(compile(script_text(text), name, "exec"), {"__name__": name, "job": JOB})


def end_all(*_):
    # What ignores the end of the task, or is left behind by its command, is killed with it.
    time.sleep(2)
    os.killpg(0, signal.SIGKILL)


def leave(path, text):
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".part", path)


def run():
    for name in JOB["unset"]:
        os.environ.pop(name, None)
    os.environ.update(JOB["environment"])
    os.environ.setdefault("PYTHON", sys.executable)
    if JOB["folder"]:
        os.chdir(JOB["folder"])
    if JOB["pre_python"]:
        run_python(JOB["pre_python"], "before")
    command = JOB["command"]
    if JOB["pre_shell"] and os.name != "nt":
        source = JOB["pre_shell"]
        if os.path.isfile(source):
            source = ". " + shlex.quote(source)
        command = source + "\\n[ $? -eq 0 ] || exit $?\\n" + command
    code = subprocess.call(command, shell=True, stdin=subprocess.DEVNULL)
    code = 128 - code if code < 0 else code
    print_trouble("Post Python", lambda: run_python(JOB["post_python"], "after"))
    print_trouble("Post Shell", lambda: subprocess.call(script_text(JOB["post_shell"]), shell=True))
    return code


def print_trouble(name, step):
    """Do what comes after a command: it fails nothing."""
    try:
        step()
    except Exception as error:
        print("%s: %s" % (name, error), flush=True)


def main():
    try:
        with open(JOB["exit"], encoding="utf-8") as file:
            # A farm that has lost its memory begins again what has ended well.
            if file.read().strip() == "0":
                return 0
    except OSError:
        pass
    log = open(JOB["log"], "ab", 0)
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    if hasattr(os, "getpgrp") and os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, end_all)
    try:
        code = run()
    except BaseException as error:
        print("%s: %s" % (type(error).__name__, error), flush=True)
        code = 1
    if code and JOB["handle"] in ("warning", "ignore") and code in (JOB["exit_code"] or code,):
        if JOB["handle"] == "warning":
            leave(JOB["exit"] + ".warning", str(code))
        code = 0
    leave(JOB["exit"], str(code))
    if not code:
        time.sleep(JOB["success_wait"])
    return code


with open(sys.argv[1], encoding="utf-8") as job_file:
    JOB = json.load(job_file)
sys.exit(main())
'''


class TractorClient(FarmClient):
    """The calls of Tractor's client: a batch is a job, a job "12.3" is task 3 of job 12."""

    def __init__(self, settings: Mapping[str, Any], owner: str, keeps_session: bool) -> None:
        self._settings = dict(settings)
        self._owner = owner
        self._keeps_session = keeps_session
        # Batches whose submission was begun: their tasks.
        self._sent: dict[str, Sequence[Task]] = {}
        # Job -> the task it was submitted for.
        self._tasks: dict[str, Task] = {}

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Spool `tasks` as a job that has `name` as its comment."""
        self._sent[name] = tasks
        commands = [json.loads(task.own_options[0]) for task in tasks]
        job = self._spool(name, json.loads(tasks[0].options[0]), commands)
        return self._known_as(name, job)

    def submit_command(self, name: str, job: Mapping[str, Any], command: Mapping[str, Any]) -> str:
        """Spool one task; return the id of its job."""
        return self._spool(name, job, [command])

    def find(self, name: str, count: int) -> list[str]:
        """Return the tasks of the job that has `name` as its comment."""
        found = self._ask("query", "jobs", f'comment="{name}"', columns=["jid"])
        return self._known_as(name, str(found[0]["jid"])) if found else []

    def leftovers(self, names: Sequence[str]) -> list[str]:
        """Return the tasks of jobs that wait or run."""
        clause = f"comment in [{' '.join(names)}] and (numready or numactive or numblocked)"
        jobs = [str(job["jid"]) for job in self._ask("query", "jobs", clause, columns=["jid"])]
        if not jobs:
            return []
        clause = f"jid in [{' '.join(jobs)}] and (state=ready or state=active or state=blocked)"
        found = self._ask("query", "tasks", clause, columns=["jid", "tid"])
        return [f"{task['jid']}.{task['tid']}" for task in found]

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask for all tasks at once, and for the exit codes of those that failed."""
        numbers = " ".join(dict.fromkeys(job.partition(".")[0] for job in jobs))
        columns = ["jid", "tid", "state"]
        found = self._ask("query", "tasks", f"jid in [{numbers}]", columns=columns)
        states = {f"{task['jid']}.{task['tid']}": str(task["state"]) for task in found}
        bad = [job for job in jobs if states.get(job) == "error"]
        runs: dict[str, Mapping[str, Any]] = {}
        if bad:
            columns = ["jid", "tid", "rcode", "elapsedreal"]
            clause = f"{tasks_clause(bad)} and current"
            for run in self._ask("query", "invocations", clause, columns=columns):
                runs[f"{run['jid']}.{run['tid']}"] = run
        return {
            job: self._report(job, states[job], runs.get(job, {})) for job in jobs if job in states
        }

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return nothing: what Tractor has archived has left its exit code."""
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        """Kill what runs, and skip all, so that nothing of it begins later."""
        for call in ("kill", "skip"):
            self._ask("query", call, tasks_clause(jobs))

    def close(self) -> None:
        """Log out, unless the login is kept for the session."""
        if not self._keeps_session:
            with CLIENT_LOCK, contextlib.suppress(Exception):
                importlib.import_module("tractor.api.author").closeEngineClient()
                CLIENT_SETTINGS.clear()

    def _known_as(self, name: str, jid: str) -> list[str]:
        """Return the tasks of a job in the order in which they were given."""
        found = self._ask("query", "tasks", f"jid={jid}", columns=["tid", "title"])
        numbers = {str(task["title"]): str(task["tid"]) for task in found}
        tasks = self._sent[name]
        if not numbers.keys() >= {task.title for task in tasks}:
            raise FarmError(f"the engine does not know all tasks of job {jid} yet", passing=True)
        jobs = [f"{jid}.{numbers[task.title]}" for task in tasks]
        self._tasks.update(zip(jobs, tasks, strict=True))
        del self._sent[name]
        return jobs

    def _spool(
        self, name: str, wanted: Mapping[str, Any], commands: Sequence[Mapping[str, Any]]
    ) -> str:
        with CLIENT_LOCK, as_farm_errors():
            author = self._module("author")
            job = author.Job(comment=name, **wanted)
            for command in commands:
                task = author.Task(**command["task"])
                task.addCommand(author.Command(**command["command"]))
                job.addChild(task)
            # Only an answer that is waited for tells what was wrong with a job.
            return str(job.spool(block=True, owner=self._owner))

    def _ask(self, module: str, call: str, *given: Any, **named: Any) -> Any:
        with CLIENT_LOCK, as_farm_errors():
            return getattr(self._module(module), call)(*given, **named)

    def _module(self, name: str) -> Any:
        """Return a module of Tractor's client, which acts for this scheduler from here on."""
        modules = {
            one: importlib.import_module(f"tractor.api.{one}") for one in ("author", "query")
        }
        if CLIENT_SETTINGS != self._settings:
            for module in modules.values():
                module.setEngineClientParam(**self._settings)
            CLIENT_SETTINGS.clear()
            CLIENT_SETTINGS.update(self._settings)
        return modules[name]

    def _report(self, job: str, state: str, run: Mapping[str, Any]) -> JobReport:
        task = self._tasks.get(job)
        seconds = float(run.get("elapsedreal") or 0.0)
        if state in ("ready", "blocked"):
            return JobReport("waiting", state)
        if state == "done":
            return JobReport("succeeded", exit_code=0)
        if state == "active":
            # It may have succeeded and keep its machine for a while.
            left = None if task is None else exit_code_in(task.exit_file)
            return JobReport("running") if left != 0 else JobReport("succeeded", exit_code=0)
        code = int(run["rcode"]) if run.get("rcode") is not None else None
        if code not in USER_SIGNALS:
            return JobReport("failed", "", exit_code=code, seconds=seconds)
        limit = 0
        if task is not None:
            limit = json.loads(task.own_options[0])["command"].get("maxrunsecs", 0)
        if limit and seconds >= limit:
            return JobReport("failed", "it ran longer than Maximum Run Time", exit_code=code)
        return JobReport("cancelled", "its task was killed in Tractor")


@contextlib.contextmanager
def as_farm_errors() -> Iterator[None]:
    """Raise FarmError for what Tractor's client raises, which has many names for it."""
    try:
        yield
    except ImportError as error:
        message = f"Tractor's client cannot be imported: {error}; put it on PYTHONPATH"
        raise FarmError(message, final=True) from None
    except Exception as error:  # the client's own errors have no common base that is documented
        text = " ".join(str(error).split()) or type(error).__name__
        is_refusal = any(word in text.lower() for word in REFUSALS)
        raise FarmError(f"Tractor: {text}", passing=not is_refusal, final=is_refusal) from None


def tasks_clause(jobs: Sequence[str]) -> str:
    """Give the search clause of tasks."""
    tasks: dict[str, list[str]] = {}
    for job in jobs:
        jid, _, tid = job.partition(".")
        tasks.setdefault(jid, []).append(tid)
    parts = (f"(jid={jid} and tid in [{' '.join(tids)}])" for jid, tids in tasks.items())
    return f"({' or '.join(parts)})"


def exit_code_in(exit_file: Path) -> int | None:
    """Return the exit code that a job has left; None where it has left none."""
    with contextlib.suppress(OSError, ValueError):
        return int(exit_file.read_text("utf-8"))
    return None


def job_ids(job: str) -> list[int]:
    """Give the numbers of a job and its task."""
    jid, _, tid = job.partition(".")
    return [int(jid), int(tid)]


def is_absolute(path: str) -> bool:
    """Tell whether a path is absolute on any machine."""
    return path.startswith("/") or bool(ntpath.splitdrive(path)[0])


def below(root: str, path: str) -> str:
    """Join a root and a path that is relative to it."""
    return f"{root.rstrip('/')}/{path}" if path not in ("", ".") else root


def graph_job_variables() -> dict[str, str]:
    """Give the variables of this session that a hython on the farm needs."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith(SESSION_PREFIXES) or name in SESSION_VARIABLES
    }
