"""A command under `strace`: what it changes, and what it does when one call kills it or fails.

What is on disk changes by system calls only, so stopping at each of them shows every state that a
kill can leave.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from programs import require_program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Call", "changing_calls", "content", "facts", "run_stopped", "run_tool"]

_OPENING = ("open", "openat", "openat2")
_CHANGING = (
    *("mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "unlink"),
    *("symlink", "symlinkat", "unlinkat", "rmdir", "chmod", "fchmod", "fchmodat", "fchmodat2"),
    *("chown", "fchown", "lchown", "fchownat", "utime", "utimes", "utimensat", "futimesat"),
    *("truncate", "ftruncate", "fallocate", "creat", "mknod", "mknodat", "setxattr", "fsetxattr"),
    *("write", "pwrite64", "writev", "sendfile", "copy_file_range", "fsync", "fdatasync"),
    *_OPENING,
)
_FOR_WRITING = re.compile(r"\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND)\b")
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
# What no file holds: standard streams of the test, what wakes threads, a terminal.
_NO_FILE = re.compile(r"\d+<(?:pipe|socket|anon_inode|/dev/null)|\"/dev/(?:null|tty)\"")
_OWN = re.compile(r"(^|/)\.pysched-gen\.tmp\.")
# `watch` sleeps before its first turn and after it; there Ctrl-C ends it.
_SLEEPING = "?clock_nanosleep,?pselect6,?select"
_CTRL_C = f"inject={_SLEEPING}:signal=INT:when=2"


class Call(NamedTuple):
    """The system call `name`, for the `number`th time in a process."""

    name: str
    number: int


def run_tool(
    here: Path, arguments: Sequence[str], *strace: str, trace: str = "none", told: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the tool in `here`, under strace where it is given options; `told` on standard input.

    `watch` gets a Ctrl-C as soon as it has done its work.
    """
    if arguments[0] == "watch":
        strace = (*(strace or ("-o", os.devnull)), "-e", _CTRL_C)
        trace = _SLEEPING if trace == "none" else f"{trace},{_SLEEPING}"
    before = [require_program("strace"), "-qq", "-e", f"trace={trace}", *strace] if strace else []
    temporary = here.parent / f"{here.name}.tmp"
    temporary.mkdir(exist_ok=True)
    variables = {"PYTHONHASHSEED": "0", "TMPDIR": str(temporary), "HOME": str(here.parent)}
    done = subprocess.run(
        [*before, sys.executable, "-B", "-m", "pysched_gen", *arguments],
        input=told,
        capture_output=True,
        text=True,
        check=False,
        cwd=here,
        env={**os.environ, **variables, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert "internal error" not in done.stderr, done.stderr
    return done


def changing_calls(
    here: Path, arguments: Sequence[str], *, all_processes: bool = False, told: str = ""
) -> tuple[int, list[Call], list[str]]:
    """Give exit code and the calls of a whole run that change a file, and the lines about them.

    Without `all_processes` only those of the main process.
    """
    log = here.parent / f"{here.name}.calls"
    names = ",".join(f"?{name}" for name in _CHANGING)
    following = ["-f", "--seccomp-bpf"] if all_processes else []
    done = run_tool(here, arguments, *following, "-y", "-o", str(log), trace=names, told=told)
    seen: Counter[str] = Counter()
    calls, lines = [], []
    for line in log.read_text(errors="replace").splitlines():
        found = _LINE.match(line)
        if found is None or found[1] not in _CHANGING:
            continue
        name, facts_of_call = found.groups()
        seen[name] += 1
        reads = name in _OPENING and not _FOR_WRITING.search(facts_of_call)
        if not reads and not _NO_FILE.search(facts_of_call):
            calls.append(Call(name, seen[name]))
            lines.append(line)
    return done.returncode, calls, lines


def run_stopped(
    here: Path, arguments: Sequence[str], call: Call, how: str
) -> subprocess.CompletedProcess[str]:
    """Run the tool, killed at `call`, or with the error `how` as its answer."""
    what = "signal=KILL" if how == "KILL" else f"error={how}"
    rule = f"inject={call.name}:{what}:when={call.number}"
    return run_tool(here, arguments, "-o", os.devnull, "-e", rule, trace=call.name)


def content(here: Path, *, private: bool = False) -> dict[str, bytes]:
    """Give all files below `here`, those in private folders of the tool only if asked."""
    found = {
        path.relative_to(here).as_posix(): path.read_bytes()
        for path in here.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    return {path: data for path, data in found.items() if private or not _OWN.search(path)}


def facts(here: Path) -> dict[str, tuple[int, ...]]:
    """Give inode, mode, owner, size and times of change of `here` and all below."""
    found: dict[str, tuple[int, ...]] = {}
    for path in [here, *here.rglob("*")]:
        of = path.lstat()
        found[str(path)] = (
            *(of.st_ino, of.st_mode, of.st_uid, of.st_gid, of.st_size),
            *(of.st_mtime_ns, of.st_ctime_ns),
        )
    return found
