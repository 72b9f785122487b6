import contextlib
import json
import os
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path

# What a session has of Houdini, whose libraries are wrong for openjd; jobs set all else themselves.
KEPT = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL")
# Seconds in which a session ends what it runs, before it is killed itself.
SESSION_GRACE = 10.0
# Seconds after which it is told again: while its command begins, openjd does not pass that on.
TELL_SESSION_AGAIN = 2.0


def job_template(seconds: int) -> str:
    """Give a template of Open Job Description that runs one script, for `seconds` at most."""
    action: dict[str, object] = {"command": "/bin/sh", "args": ["{{Param.Script}}"]}
    if seconds > 0:
        action["timeout"] = seconds
    template = {
        "specificationVersion": "jobtemplate-2023-09",
        "name": "work item",
        # A value is not looked through for {{}}, a path in the template would be.
        "parameterDefinitions": [{"name": "Script", "type": "STRING"}],
        "steps": [{"name": "work", "script": {"actions": {"onRun": action}}}],
    }
    return json.dumps(template, indent=2)


def session_file(script: Path) -> Path:
    """Give the file that has what the session of a script says."""
    return script.with_suffix(".session.txt")


def has_begun(script: Path) -> bool:
    """Tell whether the job of a script has begun: openjd takes its time before, and it makes its log."""
    return (script.parent.parent / "logs" / f"{script.stem}.log").exists()


def session_name(work_item: pdg.WorkItem) -> str:
    """Give the name of that file for an item."""
    return f"{file_stem(work_item.name, work_item.id)}.session.txt"


def start_session(command: Sequence[str], script: Path) -> subprocess.Popen[bytes]:
    """Begin a session, in a process group of its own."""
    # Sessions have folders of their own, which are removed with them.
    place = script.parent / "sessions"
    place.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    with session_file(script).open("wb") as log:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=kept | {"TMPDIR": str(place)},
            start_new_session=True,
        )


def end_session(process: subprocess.Popen[bytes]) -> None:
    """Tell a session to end until it does; kill one that does not."""
    end = time.monotonic() + SESSION_GRACE
    while time.monotonic() < end:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(TELL_SESSION_AGAIN)
            return
    process.kill()


class SessionClient(FarmClient):
    """Runs sessions of openjd on this machine, a few at a time; a job is the name of one."""

    def __init__(self, program: str, most: int) -> None:
        self._program = program
        self._most = most
        self._changed = threading.Condition()
        self._waiting: deque[tuple[str, Task]] = deque()
        self._running: dict[str, tuple[subprocess.Popen[bytes], Task]] = {}
        self._cancelled: set[str] = set()
        self._ended: dict[str, JobReport] = {}

    def command(self, script: Path, template: str) -> list[str]:
        """Write the template of a script beside it; give the command that runs it."""
        place = script.with_suffix(".template.json")
        place.write_text(template, encoding="utf-8")
        return [self._program, "run", str(place), "--job-param", f"Script={script}"]

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Take tasks, and begin as many as may run."""
        jobs = [f"{name}-{number}" for number in range(len(tasks))]
        with self._changed:
            self._waiting.extend(zip(jobs, tasks, strict=True))
            self._fill()
        return jobs

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Begin a session that goes on when this one of Houdini ends; return its process."""
        command = self.command(Path(script), options[0])
        try:
            return str(start_session(command, Path(script)).pid)
        except OSError as error:
            raise FarmError(f"{command[0]} cannot be started: {error}", final=True) from None

    def find(self, name: str, count: int) -> list[str]:
        """Return nothing: what is submitted here arrives."""
        return []

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Say what became of sessions; one that has ended is forgotten then."""
        with self._changed:
            reports = {job: JobReport("waiting") for job, _ in self._waiting}
            for job, (_, task) in self._running.items():
                reports[job] = JobReport("running" if has_begun(task.script) else "waiting")
            reports |= self._ended
            for job in jobs:
                self._ended.pop(job, None)
        return reports

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return nothing: there is no other record."""
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        """End sessions; each ends what it runs first."""
        wanted = set(jobs)
        with self._changed:
            kept = [(job, task) for job, task in self._waiting if job not in wanted]
            self._waiting = deque(kept)
            for job in (wanted & self._running.keys()) - self._cancelled:
                self._cancelled.add(job)
                process, _ = self._running[job]
                threading.Thread(
                    target=end_session, args=(process,), name="session end", daemon=True
                ).start()

    def close(self) -> None:
        """Wait for sessions that are ending."""
        end = time.monotonic() + SESSION_GRACE
        with self._changed:
            while self._running and time.monotonic() < end:
                self._changed.wait(0.1)
            for process, _ in self._running.values():
                process.kill()

    def _fill(self) -> None:
        """Begin what may run; called while nobody else changes anything."""
        while self._waiting and len(self._running) < self._most:
            job, task = self._waiting.popleft()
            try:
                process = start_session(self.command(task.script, task.options[0]), task.script)
            except OSError as error:
                reason = f"{self._program} cannot be started: {error}"
                self._ended[job] = JobReport("failed", reason)
                continue
            self._running[job] = process, task
            threading.Thread(
                target=self._wait, args=(job, task, process), name="session", daemon=True
            ).start()

    def _wait(self, job: str, task: Task, process: subprocess.Popen[bytes]) -> None:
        started = time.monotonic()
        code = process.wait()
        report = session_report(code, task, time.monotonic() - started)
        with self._changed:
            del self._running[job]
            self._ended[job] = report
            self._fill()
            self._changed.notify_all()


def session_report(code: int, task: Task, seconds: float) -> JobReport:
    """Give what became of a session that ended with `code`."""
    if code == 0:
        return JobReport("succeeded", exit_code=0, seconds=seconds)
    with contextlib.suppress(OSError, ValueError):
        left = int(task.exit_file.read_text("utf-8"))
        return JobReport("failed", f"exit code {left}", exit_code=left)
    # It ended before its command did: at its time limit, or openjd refused it.
    with contextlib.suppress(OSError):
        lines = session_file(task.script).read_text("utf-8", errors="replace").splitlines()
        told = [line for line in lines if "ERROR" in line or "TIMEOUT" in line or "timed out" in line]
        if told:
            return JobReport("failed", told[-1].strip())
    return JobReport("failed", f"openjd ended with code {code}, and said no more")
