import contextlib
import json
import os
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from typing import Any

# Seconds that one call in the other Python may take; it is ended then, and counts as failed.
HELPER_TIME = 60.0
# Of Houdini's Python, and wrong for any other.
OWN_VARIABLES = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "LD_LIBRARY_PATH", "LD_PRELOAD")

# Goes before a program that ends with `serve({name: function})`.
HELPER_START = """
import contextlib
import json
import os
import sys

answers = os.fdopen(os.dup(1), "w")
# What a library prints is no answer.
os.dup2(2, 1)


class Refused(Exception):
    \"\"\"The farm will never do what it was asked.\"\"\"


def serve(calls):
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = {"value": calls[question["call"]](**question["arguments"])}
        except Exception as error:
            text = str(error).strip().splitlines()
            name = "" if isinstance(error, Refused) else type(error).__name__ + ": "
            answer = {"error": name + (text[0] if text else "no reason is given")}
            answer["final"] = isinstance(error, (Refused, ImportError))
        answers.write(json.dumps(answer) + "\\n")
        answers.flush()
"""


class ForeignPython:
    """A program in another Python, which has the farm's client; it answers calls one by one.

    It is started by `open` or the first call, and again where it has ended.
    """

    def __init__(self, python: str, program: str, settings: Mapping[str, str]) -> None:
        self._command = [python, "-u", "-c", HELPER_START + program, json.dumps(dict(settings))]
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()

    def open(self) -> subprocess.Popen[str]:
        """Start the program unless it runs, and do not wait until it has loaded the client."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start()
        return process

    def ask(self, call: str, **arguments: Any) -> Any:
        """Return what a function of the program returns; raises FarmError where it raises."""
        process = self.open()
        line = json.dumps({"call": call, "arguments": arguments})
        try:
            if process.stdin is None:
                raise BrokenPipeError
            process.stdin.write(line + "\n")
            process.stdin.flush()
            answer = self._answers.get(timeout=HELPER_TIME)
        except queue.Empty:
            self.close()
            message = f"the client of the farm took longer than {HELPER_TIME:g} s"
            raise FarmError(message, passing=True) from None
        except OSError:
            answer = ""
        if not answer:
            self.close()
            message = "the client of the farm has ended; Houdini's console has what it said"
            raise FarmError(message, passing=True)
        told = json.loads(answer)
        if "error" in told:
            raise FarmError(told["error"], passing=not told["final"], final=told["final"])
        return told["value"]

    def close(self) -> None:
        """End the program."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def _start(self) -> subprocess.Popen[str]:
        self.close()
        environment = {name: text for name, text in os.environ.items() if name not in OWN_VARIABLES}
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                env=environment,
                # Ctrl-C at a terminal is for Houdini, not for this.
                start_new_session=True,
            )
        except OSError as error:
            message = f"{self._command[0]} cannot be started: {error}; see Python of the Farm"
            # A machine may have no room for one more process just now.
            is_final = isinstance(error, (FileNotFoundError, NotADirectoryError, PermissionError))
            raise FarmError(message, passing=not is_final, final=is_final) from None
        self._process, self._answers = process, queue.SimpleQueue()
        # Waiting for a line has no time limit everywhere, waiting for a thread has.
        reader = threading.Thread(
            target=read_lines, args=(process, self._answers), name="farm client", daemon=True
        )
        reader.start()
        return process


def read_lines(process: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    """Pass on the lines that a process prints, and an empty one at its end."""
    if process.stdout is not None:
        with process.stdout:
            for line in process.stdout:
                lines.put(line)
    lines.put("")


class ForeignClient(FarmClient):
    """The calls of a farm whose client is a library of another Python; options are JSON.

    The program there has the functions submit, find, look and end. `submit` is offered names for
    the jobs, and returns them as they are called in the end; so does `find`, which is asked in the
    same words, or returns nothing.
    """

    def __init__(self, python: str, program: str, settings: Mapping[str, str]) -> None:
        self._python = ForeignPython(python, program, settings)
        # What the last submission asked for.
        self._asked: dict[str, Any] = {}

    def open(self) -> None:
        """Start the program: to load the client of a farm may take a second."""
        self._python.open()

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Submit `tasks` by one call."""
        return self._submit(name, [task.farm_script for task in tasks], tasks[0].options)

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Submit a script."""
        return self._submit(name, [script], options, keep=True)[0]

    def find(self, name: str, count: int) -> list[str]:
        """Return the jobs of the batch that was submitted last."""
        if self._asked.get("name") != name:
            return []
        return [str(job) for job in self._python.ask("find", **self._asked)]

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask for all `jobs` at once."""
        found = self._python.ask("look", jobs=list(jobs))
        return {job: job_report(facts) for job, facts in found.items()}

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return nothing: what `look` does not know is nowhere else."""
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        """End jobs, those that wait and those that run."""
        self._python.ask("end", jobs=list(jobs))

    def close(self) -> None:
        """End the program."""
        self._python.close()

    def _submit(
        self, name: str, scripts: Sequence[str], options: Sequence[str], *, keep: bool = False
    ) -> list[str]:
        self._asked = {
            "name": name,
            "jobs": [f"{name}-{number}" for number in range(len(scripts))],
            "scripts": list(scripts),
            "wanted": json.loads(options[0]),
            "keep": keep,
        }
        return [str(job) for job in self._python.ask("submit", **self._asked)]


def job_report(facts: Mapping[str, Any]) -> JobReport:
    """Give what a program says of a job."""
    code = facts.get("code")
    reason = str(facts.get("reason") or (f"exit code {code}" if code else ""))
    return JobReport(
        facts["state"],
        reason,
        exit_code=code,
        is_rescue=bool(facts.get("lost")),
        is_held=bool(facts.get("held")),
        is_left=bool(facts.get("left")),
        seconds=float(facts.get("seconds") or 0.0),
    )
