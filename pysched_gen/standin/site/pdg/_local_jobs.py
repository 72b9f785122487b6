"""Processes of the local scheduler: each job in a process group of its own, with a log file."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any, Iterator

__all__ = ["LocalJob", "kill_processes", "start_process"]

# What killed processes get to be gone; a process in an uninterruptible call takes longer.
_GRACE = 5.0

_RESULT = "PDG_RESULT: "

# A process group is killed as one. A session is one too, and all that Pythons before 3.11 offer;
# where the system shares its processors out by session, as Linux does, jobs start slower in one.
_GROUP: dict[str, Any] = (
    {"process_group": 0} if sys.version_info >= (3, 11) else {"start_new_session": True}
)


class LocalJob:
    """The job of one work item: what it runs, and its process; never the item itself.

    `on_time_out` and `on_failure` are choices of the parameters "On Task Timeout" and "On Task
    Failure", `bad_code` the only exit code that is a failure, or None where all but 0 are.
    """

    __slots__ = (
        "_lock",
        "bad_code",
        "command",
        "environment",
        "folder",
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
        self.bad_code: int | None = None
        self.is_canceled = self.is_overdue = self.waits = False
        self.started = 0.0
        self.process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @property
    def age(self) -> float:
        """Give the seconds since its process started."""
        return time.monotonic() - self.started

    @property
    def has_failed(self) -> bool:
        """Tell whether its process ended as a failure."""
        code = 0 if self.process is None else self.process.returncode
        if self.is_overdue:
            return self.on_time_out == 0
        return code != 0 if self.bad_code is None else code == self.bad_code

    def start(self) -> bool:
        """Start its process, unless it was cancelled; raises OSError where that fails."""
        with self._lock:
            if not self.is_canceled:
                self.tries += 1
                self.is_overdue = False
                self.started = time.monotonic()
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
        """Give item, sub-item, path, tag and hash of each result line in the log.

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
    end = time.monotonic() + _GRACE
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, end - time.monotonic()))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the group of a process; one that was waited for may have lent its number to others."""
    if process.returncode is not None:
        return
    if sys.platform == "win32":
        command = ["taskkill", "/f", "/t", "/pid", str(process.pid)]
        subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
