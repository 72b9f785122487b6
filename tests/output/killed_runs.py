"""Runs that are stopped before their k-th system call that changes something, one child each.

    python killed_runs.py MODE SWITCH BEFORE TARGET

Copies the directory BEFORE to TARGET/1, TARGET/2, ... and in the k-th copy lets a forked child run
until its k-th such call: MODE `kill` ends it there and then, `kill-recovery` kills a run half-way
first and then its recovery, `fail` makes the call fail with a full disk, `fail-on` that call and
all that follow. Ends with the first child that makes fewer calls. SWITCH `rename` does without the
exchange of directories. The packages to write come from standard input as JSON.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from pysched_gen.errors import PyschedError
from pysched_gen.output.apply import apply
from pysched_gen.output.files import GeneratedFile, Package
from pysched_gen.output.locked import locked
from pysched_gen.output.plan import make_plan

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["KILLED", "REFUSED", "UNHARMED"]

KILLED = 99
REFUSED = 7
UNHARMED = 8
TOOL = "1.0"
NO_EXCHANGE = patch("pysched_gen.output.steps.exchange", return_value=False)
CALLS = frozenset(
    (
        "os.chmod",
        "os.chown",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.utime",
        "pysched_gen.exchange",
    )
)


class Counter:
    """Calls `act` at the changing call number `limit`, and if `lasting` at all later ones."""

    def __init__(self, limit: int, act: Callable[[], None], *, lasting: bool) -> None:
        self.left = limit
        self.lasting = lasting
        self.act = act
        sync = os.fsync
        sys.addaudithook(self.hear)

        def counted(handle: int) -> None:
            self.count()
            sync(handle)

        os.fsync = counted  # type: ignore[assignment]

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if opened or event in CALLS:
            self.count()

    def count(self) -> None:
        self.left -= 1
        if self.left == 0 or (self.lasting and self.left < 0):
            self.act()


def die() -> None:
    os._exit(KILLED)


def fail() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def run(root: Path, packages: list[Package]) -> None:
    with locked(root) as held:
        apply(make_plan(root, packages, TOOL, prune=True, force=True), held)


def child(root: Path, limit: int, mode: str, packages: list[Package]) -> int:
    act = fail if mode.startswith("fail") else die
    counter = Counter(limit, act, lasting=mode == "fail-on")
    try:
        if mode == "kill-recovery":
            with locked(root):
                return 0
        run(root, packages)
    except PyschedError:
        return REFUSED
    return 0 if counter.left > 0 else UNHARMED


def forked(job: Callable[[], int]) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = job()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def read_packages(text: str) -> list[Package]:
    return [
        Package(**{**value, "files": tuple(GeneratedFile(**file) for file in value["files"])})
        for value in json.loads(text)
    ]


def main(mode: str, switch: str, before: Path, target: Path) -> None:
    packages = read_packages(sys.stdin.read())
    for limit in range(1, 1000):
        root = target / str(limit)
        shutil.copytree(before, root, symlinks=True)
        with nullcontext() if switch == "exchange" else NO_EXCHANGE:
            code = forked(lambda: child(root, limit, mode, packages))  # noqa: B023
        print(code, flush=True)  # noqa: T201
        if code == 0:
            return


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
