"""Functions that schedulers import from `pdg.utils`.

The names are those of Houdini 21.0 and 22.0; what they do follows from their names, the help and
their use in public schedulers, as each says.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
import threading
import time
from typing import Any, Callable, Mapping

from pdg._port import expand_known

__all__ = [
    "TickTimer",
    "TimerScope",
    "common_path_part",
    "expand_vars",
    "make_glob_pattern",
    "natural_sort_key",
    "parseEnvDefinition",
    "parseEnvironmentFile",
    "print_headless",
    "timer_base_cls",
]


# What TickTimer is made from; it has this name in Houdini.
timer_base_cls = threading.Thread


class TickTimer(threading.Thread):
    """Calls `function` every `interval` seconds until it is cancelled or answers with False.

    Houdini 17.5 schedulers ticked with it; it is a daemon, so it never keeps a session alive.
    """

    def __init__(self, interval: float, function: Callable[[], object]) -> None:
        super().__init__(name="TickTimer", daemon=True)
        self.interval = interval
        self.function = function
        self._cancelled = threading.Event()

    def run(self) -> None:
        """Tick; an exception of the function ends the thread, as in any thread."""
        while not self._cancelled.wait(self.interval):
            if self.function() is False:
                return

    def cancel(self) -> None:
        """Tick no more; a call that runs is not interrupted."""
        self._cancelled.set()


class TimerScope:
    """Prints how long its `with` block took (not documented; its name says as much)."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.seconds = 0.0
        self._started = 0.0

    def __enter__(self) -> TimerScope:
        self._started = time.perf_counter()
        return self

    def __exit__(self, *_error: object) -> None:
        self.seconds = time.perf_counter() - self._started
        print_headless(f"{self.name}: {self.seconds:.6f} s")


def expand_vars(text: str, env: Mapping[str, str]) -> str:
    """Return `text` with `$NAME` and `${NAME}` of `env` put in; what it lacks stays as written.

    The help's example of a custom scheduler calls it before `os.path.expandvars`.
    """
    return expand_known(text, env)


def print_headless(*values: Any) -> None:
    """Print where nobody has a user interface; it is flushed at once."""
    sys.stdout.write(" ".join(str(value) for value in values) + "\n")
    sys.stdout.flush()


def parseEnvDefinition(text: str) -> dict[str, str]:
    """Return the variables of `A=1;B="two words"`, apart by spaces or semicolons.

    Raises ValueError for a part that is not NAME=value. Not documented; chosen because both
    separators are used by environment parameters of shipped schedulers.
    """
    words = shlex.shlex(text, posix=True)
    words.whitespace = " \t\r\n;"
    words.whitespace_split = True
    words.commenters = ""
    words.escape = ""
    variables = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not name or not equals:
            raise ValueError(f"{word!r} is not NAME=value")
        variables[name] = value
    return variables


def parseEnvironmentFile(path: str) -> dict[str, str]:
    """Return the variables of a file with one NAME=value a line; `#` begins a comment.

    Raises OSError where it cannot be read, ValueError with its name and line for another line.
    """
    variables = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            name, equals, value = text.partition("=")
            if not equals:
                raise ValueError(f"{path}:{number}: {text!r} is not NAME=value")
            variables[name.strip()] = value.strip().strip("\"'")
    return variables


def natural_sort_key(text: str) -> list[Any]:
    """Return a key that sorts "a2" before "a10"."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text)]


def common_path_part(paths: list[str]) -> str:
    """Return the directory that all paths are under, "" where there is none."""
    try:
        return os.path.commonpath(paths) if paths else ""
    except ValueError:
        return ""


def make_glob_pattern(path: str) -> str:
    """Return a path with each run of digits in its last part as `*`."""
    folder, name = os.path.split(path)
    return os.path.join(folder, re.sub(r"\d+", "*", name))
