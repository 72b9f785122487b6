"""Processes of the local scheduler: each job in a process group of its own, with a log file.

Each runs on a thread that waits for its process. A job starts as soon as slots are free, not with
the next tick: a tick only fills the queue.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from typing import Any, Callable, Iterator

__all__ = ["LocalJob", "LocalRunner", "end_processes", "start_process"]

# What killed processes get to be gone; a process in an uninterruptible call takes longer.
_GRACE = 5.0
_RESULT = "PDG_RESULT: "
# A process group is killed as one. A session is one too, and all that Pythons before 3.11 offer;
# where the system shares its processors out by session, as Linux does, jobs start slower in one.
_GROUP: dict[str, Any] = (
    {"process_group": 0} if sys.version_info >= (3, 11) else {"start_new_session": True}
)
# Threads end with the process they wait for.
_JOIN = 10.0


class LocalJob:
    """The job of one work item: what it runs, and its process; never the item itself.

    `on_time_out` and `on_failure` are choices of the parameters "On Task Timeout" and "On Task
    Failure", `handled_code` the only exit code that the second is for, None where it is for all.
    """

    __slots__ = (
        "_lock",
        "command",
        "environment",
        "folder",
        "handled_code",
        "is_canceled",
        "is_overdue",
        "key",
        "log_file",
        "name",
        "on_failure",
        "on_time_out",
        "process",
        "retries",
        "slots",
        "started",
        "time_limit",
        "tries",
        "waits",
    )

    def __init__(self, key: int | str, name: str, command: str, log_file: str) -> None:
        self.key = key
        self.name = name
        self.command = command
        self.log_file = log_file
        self.environment: dict[str, str] = {}
        self.folder = ""
        self.slots = 1
        self.time_limit = 0.0
        self.on_time_out = self.on_failure = self.retries = self.tries = 0
        self.handled_code: int | None = None
        self.is_canceled = self.is_overdue = self.waits = False
        self.started = 0.0
        self.process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @property
    def age(self) -> float:
        """Return the seconds since its process started."""
        return time.monotonic() - self.started

    @property
    def has_failed(self) -> bool:
        """Tell whether its process ended as a failure."""
        code = 0 if self.process is None else self.process.returncode
        if self.is_overdue:
            return self.on_time_out == 0
        return code != 0

    @property
    def failure_choice(self) -> int:
        """Return the choice of "On Task Failure" for how its process ended; 0 is an error.

        "Exit Code" (`local_eccustomcode`) names the one code it is for; the help says that all
        other codes but 0 are failures as usual then.
        """
        code = 0 if self.process is None else self.process.returncode
        return self.on_failure if self.handled_code in (None, code) else 0

    def start(self) -> bool:
        """Start its process, unless it was cancelled; raises OSError where that fails."""
        with self._lock:
            if not self.is_canceled:
                self.tries += 1
                self.is_overdue = False
                self.started = time.monotonic()
                # The log keeps what an earlier try printed, not what the cook before did.
                if self.tries == 1:
                    with contextlib.suppress(FileNotFoundError):
                        os.remove(self.log_file)
                arguments = (self.command, self.environment, self.folder, self.log_file)
                self.process = start_process(*arguments)
            return not self.is_canceled

    def wait(self) -> None:
        """Wait until its process has ended; kill it when its time is over."""
        process = self.process
        if process is None:
            return
        try:
            process.wait(self.time_limit if self.time_limit > 0 else None)
        except subprocess.TimeoutExpired:
            self.is_overdue = True
            kill_processes([process])

    def cancel(self) -> subprocess.Popen[bytes] | None:
        """Start no process any more; give the one to kill, if any."""
        with self._lock:
            self.is_canceled = True
            return self.process

    def printed_results(self) -> Iterator[list[str]]:
        """Return item, sub-item, path, tag and hash of each result line in the log.

        Jobs without a callback server print `PDG_RESULT: id;sub;path;tag;hash`.
        """
        with open(self.log_file, encoding="utf-8", errors="replace") as log:
            for line in log:
                if line.startswith(_RESULT):
                    yield line[len(_RESULT) :].rstrip("\n").split(";")


def start_process(
    command: str, environment: dict[str, str], folder: str, log_file: str
) -> subprocess.Popen[bytes]:
    """Start a command line in a shell; raises OSError where that fails."""
    with open(log_file, "ab") as log:
        if sys.platform == "win32":
            return subprocess.Popen(  # noqa: S602 - commands of PDG are lines for a shell
                command,
                shell=True,
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
            )
        return subprocess.Popen(  # noqa: S603 - as above
            ["/bin/sh", "-c", command],
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            **_GROUP,
        )


def kill_processes(processes: list[subprocess.Popen[bytes]]) -> None:
    """Kill processes with all they started, and wait until they are gone."""
    for process in processes:
        _kill_group(process)
    _wait_for(processes)


def end_processes(processes: list[subprocess.Popen[bytes]]) -> None:
    """Have processes end what they started, as by Ctrl-C; kill those that have not ended then."""
    if sys.platform != "win32":
        for process in processes:
            _signal_group(process, signal.SIGINT)
        _wait_for(processes)
    kill_processes(processes)


def _wait_for(processes: list[subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + _GRACE
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, end - time.monotonic()))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        _signal_group(process, signal.SIGKILL)
    elif process.returncode is None:
        command = ["taskkill", "/f", "/t", "/pid", str(process.pid)]
        subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Signal the group of a process; one that was waited for may have lent its number to others."""
    if sys.platform != "win32" and process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)


class LocalRunner:
    """A queue of jobs and as many threads as run at a time.

    `begin(job, error)` is called on the thread of a job once its process runs, or with the error
    that stopped it or its reports; `end(job)` once it has ended, and answers whether it runs again.
    Neither is called for a job that was cancelled.
    """

    def __init__(
        self,
        begin: Callable[[LocalJob, Exception | None], None],
        end: Callable[[LocalJob], bool],
    ) -> None:
        self.slots = 1
        self._begin = begin
        self._end = end
        self._lock = threading.RLock()
        self._queue: deque[LocalJob] = deque()
        self._running: dict[int | str, LocalJob] = {}
        self._threads: set[threading.Thread] = set()

    @property
    def queued(self) -> int:
        """Return the number of jobs that wait for slots."""
        return len(self._queue)

    def keys(self) -> list[int | str]:
        """Return the keys of all jobs, running ones first."""
        with self._lock:
            return [*self._running, *(job.key for job in self._queue)]

    def submit(self, job: LocalJob) -> None:
        """Run a job as soon as it is its turn and its slots are free."""
        with self._lock:
            self._queue.append(job)
        self._fill()

    def set_waiting(self, key: int | str, *, waits: bool) -> None:
        """Lend the slots of a job to others while it waits; afterwards more may be in use."""
        with self._lock:
            if key in self._running:
                self._running[key].waits = waits
        self._fill()

    def kill(self, key: int | str) -> bool:
        """Cancel the job with this key; tell whether there was one."""
        with self._lock:
            found = [job for job in self._queue if job.key == key]
            self._queue = deque(job for job in self._queue if job.key != key)
            running = self._running.get(key)
            found += [running] if running is not None else []
        _cancel(found)
        return bool(found)

    def kill_all(self) -> None:
        """Cancel all jobs; their processes and threads are gone afterwards."""
        with self._lock:
            jobs = [*self._queue, *self._running.values()]
            self._queue.clear()
            threads = self._threads - {threading.current_thread()}
        _cancel(jobs)
        for thread in threads:
            thread.join(_JOIN)

    def _fill(self) -> None:
        """Start threads for the jobs whose turn it is."""
        with self._lock:
            while True:
                job = self._take()
                if job is None:
                    return
                thread = threading.Thread(target=self._work, args=(job,), name="pdg local job")
                self._threads.add(thread)
                thread.start()

    def _take(self) -> LocalJob | None:
        """Return the next job where its slots are free; the order is never changed."""
        used = sum(job.slots for job in self._running.values() if not job.waits)
        if not self._queue or (used and used + self._queue[0].slots > self.slots):
            return None
        job = self._queue.popleft()
        self._running[job.key] = job
        return job

    def _work(self, job: LocalJob | None) -> None:
        """Run jobs, one after the other, until none is left for this thread."""
        while job is not None:
            try:
                self._run(job)
            finally:
                with self._lock:
                    if self._running.get(job.key) is job:
                        del self._running[job.key]
                    job = self._take()
                    if job is None:
                        self._threads.discard(threading.current_thread())
            self._fill()

    def _run(self, job: LocalJob) -> None:
        again = True
        try:
            while again and job.start():
                self._begin(job, None)
                job.wait()
                again = not job.is_canceled and self._end(job)
        except Exception as error:  # noqa: BLE001 - of the system, or of who overrides a report
            self._begin(job, error)


def _cancel(jobs: list[LocalJob]) -> None:
    processes = [job.cancel() for job in jobs]
    kill_processes([process for process in processes if process is not None])
