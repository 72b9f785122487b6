"""Runs one child and leaves nothing of it behind. A script of its own, for Python 3.7 on.

Called as `supervisor.py SETTINGS`, where SETTINGS is JSON: `main` and `argv` (what the child runs),
`site` (folder for its `sys.path`), `six` (file of that module), `modules` (of `site`, imported
first), `cache` (folder for their byte code, "" for none), `limit` (seconds), `grace` (seconds
between asking and killing), `events`, `life` and `report` (file descriptors). It writes two JSON
lines to `report`: an empty object when it is there, and what became of the child.

On Linux it becomes the reaper of all that descends from the child, so that a job which left its
session, closed its files and lost its parent is still found: what is left is over when there is
no child any more. Elsewhere it knows the child's process group alone.

The child is ended when the limit is over, when SIGINT has come and the grace is over, and at
once when the other end of `life` is closed, which is what the death of the caller does. When this
process is killed the kernel kills the child, and its caller, a reaper too, ends the rest.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import time
from importlib.util import cache_from_source
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "KILLING",
    "SETTLE",
    "Process",
    "become_reaper",
    "descendants",
    "end_all",
    "process_of",
    "process_table",
]

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PR_SET_CHILD_SUBREAPER = 36
# Seconds a process may take to end after the child has: a job that has reported is still about to
# exit, on a busy machine for some time.
SETTLE = 3.0
# Seconds for which what is left is killed again and again. A process that starts another one and
# ends at once is won after some tries; one that the kernel does not let go is not waited for.
KILLING = 10.0
_LOOK = 0.05
_IS_LINUX = sys.platform.startswith("linux")
_NAMED = 50  # processes that are named in a report; the others are counted
_COMMAND = 1000  # characters of a command line that are kept
_OWN_MAIN = "__main__"
_DEAD = "ZX"  # states in which a process runs no more
_IGNORED = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGTSTP")


class Process(NamedTuple):
    """A process as the system lists it."""

    pid: int
    parent: int
    group: int
    session: int
    state: str
    started: int  # in ticks since the system's start; 0 where that is not known


def main() -> None:
    """Run the child, wait, clean up, write the report."""
    settings = json.loads(sys.argv[1])
    become_reaper(on=True)
    for end in ("report", "life"):
        os.set_inheritable(settings[end], False)
    os.write(settings["report"], b"{}\n")
    wake, wakened = os.pipe()
    os.set_blocking(wakened, False)
    signal.set_wakeup_fd(wakened, warn_on_full_buffer=False)
    asked: list[float] = []
    signal.signal(signal.SIGINT, lambda _number, _frame: asked.append(time.monotonic()))
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    own = os.getpid()
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for descriptor in (wake, wakened, settings["report"], settings["life"]):
            os.close(descriptor)
        _die_with(own)
        _run(settings)
    for name in _IGNORED:  # only the child, or what it started, has a reason to send them
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    # Who started this blocked it: the child, too, must not take one before it has its handler.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    report = _watch(child, settings, wake, asked)
    with os.fdopen(settings["report"], "w") as stream:
        json.dump(report, stream)


def _run(settings: dict[str, Any]) -> None:
    """Become the child: run its main file as a script would be."""
    import runpy  # noqa: PLC0415 - in the child alone

    os.setsid()
    os.set_inheritable(settings["events"], False)
    sys.path.insert(0, settings["site"])
    _provide_six(settings["six"])
    with _byte_code_in(settings["cache"], os.path.join(settings["site"], "pdg", "__init__.py")):
        for name in settings["modules"]:
            __import__(name)
    sys.argv = [settings["main"], *settings["argv"]]
    runpy.run_path(settings["main"], run_name=_OWN_MAIN)
    sys.exit(0)


@contextlib.contextmanager
def _byte_code_in(cache: str, file: str) -> Iterator[None]:
    """Let modules be compiled once for all children that share the folder `cache`.

    Compiling takes most of the time that a child needs to start. It is not needed where there is
    byte code beside `file`; Pythons before 3.8 cannot put it elsewhere.
    """
    if not cache or os.path.exists(cache_from_source(file)) or sys.version_info < (3, 8):
        yield
        return
    before = sys.dont_write_bytecode, sys.pycache_prefix
    sys.dont_write_bytecode, sys.pycache_prefix = False, cache
    try:
        yield
    finally:
        sys.dont_write_bytecode, sys.pycache_prefix = before


def _provide_six(file: str) -> None:
    """Make `six` importable, as it is in Houdini, where this Python has none."""
    try:
        __import__("six")
    except ImportError:
        from importlib.util import module_from_spec, spec_from_file_location  # noqa: PLC0415

        spec = spec_from_file_location("six", file)
        if spec is None or spec.loader is None:
            raise
        sys.modules["six"] = module = module_from_spec(spec)
        spec.loader.exec_module(module)


def become_reaper(*, on: bool) -> None:
    """Let this process be the new parent of what descends from it and is orphaned; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, int(on), 0, 0, 0)


def _die_with(parent: int) -> None:
    """Let the kernel kill this process when its `parent` ends; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:  # it has ended before that was said
            os._exit(1)


def _watch(child: int, settings: dict[str, Any], wake: int, asked: list[float]) -> dict[str, Any]:
    end = time.monotonic() + settings["limit"]
    status, timed_out, told = None, False, 0
    while status is None:
        if len(asked) > told:
            told = len(asked)
            _signal(child, signal.SIGINT if told == 1 else signal.SIGKILL)
            end = min(end, asked[0] + settings["grace"])
        left = end - time.monotonic()
        if left <= 0:
            timed_out = not asked
            _signal(child, signal.SIGKILL)
            left = 1.0
        readable, _, _ = select.select([wake, settings["life"]], [], [], left)
        if wake in readable:
            os.read(wake, 4096)
        if settings["life"] in readable:
            _signal(child, signal.SIGKILL)
            _clean_up(child, 0)
            os._exit(1)
        status = _reap(child)
    code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    settle = SETTLE if code >= 0 else 0.0
    return {"returncode": code, "timed_out": timed_out, **_clean_up(child, settle)}


def _reap(child: int) -> int | None:
    """Collect every process that has ended; give the status of `child` once it is among them."""
    found = None
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return found
            if pid == child:
                found = status
    return found


def _nothing_left(child: int) -> bool:
    """Collect what has ended; tell whether no child is left, and none in the group of `child`."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        if _IS_LINUX:
            return True
        try:
            os.killpg(child, 0)
        except OSError:
            return True
    return False


def _clean_up(child: int, settle: float) -> dict[str, Any]:
    """Kill what is left of the child's descendants; give what `end_all` gives of it."""
    end = time.monotonic() + settle
    while not _nothing_left(child) and time.monotonic() < end:
        time.sleep(_LOOK)
    own = os.getpid()
    return end_all(
        lambda: descendants(process_table(), own, child),
        _young_children,
        lambda: _nothing_left(child),
    )


def end_all(
    all_of_them: Callable[[], list[Process]],
    some_of_them: Callable[[], list[int]],
    nothing_left: Callable[[], bool],
) -> dict[str, Any]:
    """Kill processes until `nothing_left`, for KILLING seconds at most.

    `all_of_them` gives those there are, `some_of_them` those that are found at once. A group is
    killed as one: nothing that it forks in the meantime escapes. Give `left`, a list of `pid` and
    `command` of those that were there, `more`, the number of those that are not named, and
    `alive`, the number of those that could not be ended.
    """
    named: dict[int, str] = {}
    others: set[int] = set()
    own_group = os.getpgrp()
    end = time.monotonic() + KILLING
    while not nothing_left():
        found = [process for process in all_of_them() if process.state not in _DEAD]
        for process in found:
            _note(process.pid, named, others)
        for group in {process.group for process in found} - {own_group}:
            _signal(group, signal.SIGKILL, os.killpg)
        for process in found:
            _signal(process.pid, signal.SIGKILL)
        for _ in range(100):  # one that forks and ends is met only by being faster
            young = some_of_them()
            for pid in young:
                _note(pid, named, others)
                _signal(pid, signal.SIGKILL)
            if nothing_left() or not young:
                break
        if time.monotonic() > end:
            break
        time.sleep(0.001)
    alive = 0 if nothing_left() else sum(one.state not in _DEAD for one in all_of_them())
    left = [{"pid": pid, "command": named[pid]} for pid in sorted(named)]
    return {"left": left, "more": len(others), "alive": alive}


def _note(pid: int, named: dict[int, str], others: set[int]) -> None:
    if pid in named or pid in others:
        return
    if len(named) < _NAMED:
        named[pid] = _command_line(pid)
    else:
        others.add(pid)


def _signal(pid: int, number: int, send: Callable[[int, int], None] = os.kill) -> None:
    with contextlib.suppress(OSError):
        send(pid, number)


def _young_children() -> list[int]:
    """Give the children of this process, where the kernel lists them."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", "rb") as stream:
            return [int(pid) for pid in stream.read().split()]
    except OSError:
        return []


def process_table() -> dict[int, Process]:
    """Give every process by its pid, read from /proc, or from `ps` where there is none."""
    try:
        names = os.listdir("/proc")
    except OSError:
        names = []
    if not any(name.isdigit() for name in names):
        return _table_of_ps()
    found = [process_of(int(name)) for name in names if name.isdigit()]
    return {process.pid: process for process in found if process is not None}


def process_of(pid: int) -> Process | None:
    """Give the process `pid` as /proc shows it, None where it does not."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stream:
            # The name before the last ")" is the process's own choice.
            facts = stream.read().rpartition(b")")[2].decode("ascii").split()
        parent, group, session = (int(fact) for fact in facts[1:4])
        return Process(pid, parent, group, session, facts[0], int(facts[19]))
    except (OSError, ValueError, IndexError):
        return None


def _table_of_ps() -> dict[int, Process]:
    table = {}
    for line in _ps("-A", "-o", "pid=,ppid=,pgid=,stat=").splitlines():
        pid, parent, group, state = line.split()[:4]
        table[int(pid)] = Process(int(pid), int(parent), int(group), 0, state[:1], 0)
    return table


def _ps(*arguments: str) -> str:
    for program in ("/bin/ps", "/usr/bin/ps"):
        try:
            done = subprocess.Popen(
                [program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            continue
        return done.communicate()[0].decode("utf-8", "replace")
    return ""


def _command_line(pid: int) -> str:
    """Give the command line of a process, or its name, "" where there is neither any more."""
    try:
        for name in ("cmdline", "comm"):
            with open(f"/proc/{pid}/{name}", "rb") as stream:
                text = stream.read(_COMMAND + 1).replace(b"\0", b" ").decode("utf-8", "replace")
            if text.strip():
                return text.strip() if len(text) <= _COMMAND else text[:_COMMAND] + "..."
    except OSError:
        if not os.path.isdir("/proc/self"):
            return _ps("-p", str(pid), "-o", "args=").strip()[:_COMMAND]
    return ""


def descendants(table: dict[int, Process], root: int, group: int) -> list[Process]:
    """Give what lives below `root` in `table`, and what is in the process group `group`."""
    below = {root}
    grown = True
    while grown:
        new = {one.pid for one in table.values() if one.parent in below} - below
        below |= new
        grown = bool(new)
    below |= {one.pid for one in table.values() if one.group == group}
    return [table[pid] for pid in sorted(below - {root}) if pid in table]


if __name__ == "__main__":
    main()
