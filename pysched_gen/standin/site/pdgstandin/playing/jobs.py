"""Commands for work items: scripts of one word each, which leave a trace of every run.

One word, because schedulers exist that run the first word of a command only.
"""

from __future__ import annotations

import os
import shlex
import stat
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Callable

__all__ = ["Jobs", "lives", "wait_until"]

_POLL = 0.02


class Jobs:
    """Scripts in a folder; the number of each is the index of its item."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.join(folder, "jobs")
        os.makedirs(self._folder)
        self._numbers: dict[str, int] = {}

    @property
    def folder(self) -> str:
        """Where the scripts are."""
        return self._folder

    def number_of(self, command: str) -> int | None:
        """Return the number of a command, None for one that is none of these."""
        return self._numbers.get(command)

    def good(self, number: int) -> str:
        """Return a command that succeeds at once."""
        return self._script(number, "exit 0")

    def bad(self, number: int) -> str:
        """Return a command that fails at once."""
        return self._script(number, "echo this job fails on purpose >&2; exit 3")

    def endless(self, number: int) -> str:
        """Return a command that runs until it is killed."""
        return self._script(number, "exec sleep 3600")

    def brief(self, number: int, seconds: float, *, mark: bool = False) -> str:
        """Return a command that succeeds after a while; with `mark` it is known when it did."""
        if mark:
            path = shlex.quote(os.path.join(self._folder, "job{}.ended".format(number)))
            return self._script(number, "sleep {} && : > {}".format(seconds, path))
        return self._script(number, "exec sleep {}".format(seconds))

    def fails_later(self, number: int, seconds: float) -> str:
        """Return a command that fails after a while."""
        return self._script(number, "sleep {}; exit 3".format(seconds))

    def second_try(self, number: int, seconds: float = 0.0) -> str:
        """Return a command that fails the first time and succeeds, after a while, from then on."""
        trace = shlex.quote(os.path.join(self._folder, "job{}.runs".format(number)))
        end = "[ $(wc -l < {}) -gt 1 ] || exit 3; sleep {}".format(trace, seconds)
        return self._script(number, end)

    def began(self, number: int) -> float:
        """Return when a command last ran, in seconds of the system's clock; 0 if it never did."""
        return self._time_of("job{}.runs".format(number))

    def ended(self, number: int) -> float:
        """Return when a brief one with a mark ended by itself; 0 if it never did."""
        return self._time_of("job{}.ended".format(number))

    def _time_of(self, name: str) -> float:
        try:
            return os.stat(os.path.join(self._folder, name)).st_mtime
        except FileNotFoundError:
            return 0.0

    def _script(self, number: int, end: str) -> str:
        path = os.path.join(self._folder, "job{}".format(number))
        trace = shlex.quote(path + ".runs")
        # A job that begins just now must find the whole of one, and cannot be written to.
        fresh = path + ".new"
        with open(fresh, "w", encoding="utf-8") as script:
            script.write("#!/bin/sh\necho $$ $PPID >> {}\n{}\n".format(trace, end))
        os.chmod(fresh, stat.S_IRWXU)
        os.replace(fresh, path)
        self._numbers[shlex.quote(path)] = number
        return shlex.quote(path)

    def runs(self, number: int) -> list[int]:
        """Return the process ids a command ran as, in order of their starts."""
        return [pid for pid, _parent in self.starts(number)]

    def starts(self, number: int) -> list[tuple[int, int]]:
        """Return the ids of its processes, and of those that started them."""
        try:
            with open(os.path.join(self._folder, "job{}.runs".format(number))) as trace:
                lines = [line.split() for line in trace]
        except FileNotFoundError:
            return []
        return [(int(words[0]), int(words[1])) for words in lines]

    def alive(self, number: int) -> list[int]:
        """Return those of its processes that have not ended."""
        return [pid for pid in self.runs(number) if lives(pid)]

    def any_alive(self) -> bool:
        """Tell whether one of the processes has not ended."""
        numbers = [int(name[3:-5]) for name in os.listdir(self._folder) if name.endswith(".runs")]
        return any(self.alive(number) for number in numbers)

    def wait_for(self, number: int, patience: float) -> bool:
        """Wait until a command runs; False if it does not in time."""
        return wait_until(lambda: self.runs(number), patience)


def wait_until(condition: Callable[[], object], patience: float) -> bool:
    """Wait until `condition` holds; False if it does not within `patience` seconds."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(_POLL)
    return True


def lives(pid: int) -> bool:
    """Tell whether a process runs; on Linux one that ended and was not waited for does not."""
    try:
        os.kill(pid, 0)
        with open("/proc/{}/stat".format(pid)) as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        # Without /proc a process that can be signalled is alive; with it, it has just ended.
        return not os.path.isdir("/proc/self")
    except OSError:
        return False
