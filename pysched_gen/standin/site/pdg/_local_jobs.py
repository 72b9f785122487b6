"""Processes of the local scheduler: each job in a process group of its own, with a log file."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from typing import Iterator

__all__ = ["LocalJob", "kill_jobs", "start_job"]

# What killed processes get to be gone; a process in an uninterruptible call takes longer.
_GRACE = 5.0

_RESULT = "PDG_RESULT: "


class LocalJob:
    """The process of one work item; never the item itself, which a scheduler must not keep."""

    __slots__ = (
        "is_overdue",
        "key",
        "log_file",
        "name",
        "process",
        "slots",
        "started",
        "time_limit",
        "tries",
        "waits",
    )

    def __init__(self, key: int | str, name: str, process: subprocess.Popen[bytes]) -> None:
        self.key = key
        self.name = name
        self.process = process
        self.log_file = ""
        self.slots = 1
        self.started = time.monotonic()
        self.time_limit = 0.0
        self.tries = 1
        self.is_overdue = False
        self.waits = False

    @property
    def age(self) -> float:
        """Give the seconds since it started."""
        return time.monotonic() - self.started

    def has_ended(self) -> bool:
        """Tell whether the process has ended; never waits for it."""
        return self.process.poll() is not None

    def check_time(self) -> None:
        """Kill it where it has run for longer than it may."""
        if 0 < self.time_limit < self.age and not self.is_overdue:
            self.is_overdue = True
            _kill_group(self.process)

    def printed_results(self) -> Iterator[list[str]]:
        """Give item, sub-item, path, tag and hash of each result line in the log.

        Jobs without a callback server print `PDG_RESULT: id;sub;path;tag;hash`.
        """
        with open(self.log_file, encoding="utf-8", errors="replace") as log:
            for line in log:
                if line.startswith(_RESULT):
                    yield line[len(_RESULT) :].rstrip("\n").split(";")


def start_job(
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
            start_new_session=True,
        )


def kill_jobs(processes: list[subprocess.Popen[bytes]]) -> None:
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
