"""Runs one child and leaves nothing of it behind. A script of its own, for Python 3.7 on.

Called as `supervisor.py SETTINGS`, where SETTINGS is JSON: `main` and `argv` (what the child runs),
`site` (folder for its `sys.path`), `six` (file of that module), `limit` (seconds), `grace`
(seconds between asking and killing), `events`, `life` and `report` (file descriptors).

On Linux it becomes the reaper of all that descends from the child, so that a job which left its
session, closed its files and lost its parent is still found; elsewhere it knows the child's
process group alone.

The child is ended when the limit is over, when SIGINT has come and the grace is over, and at
once when the other end of `life` is closed, which is what the death of the caller does.
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
from typing import Any

_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
# Seconds a process may take to end after the child has: a job that has reported is still about to
# exit, on a busy machine for some time.
_SETTLE = 3.0
_LOOK = 0.05
_OWN_MAIN = "__main__"


def main() -> None:
    """Run the child, wait, clean up, write the report."""
    settings = json.loads(sys.argv[1])
    _become_reaper()
    os.set_inheritable(settings["report"], False)
    os.set_inheritable(settings["life"], False)
    wake, wakened = os.pipe()
    os.set_blocking(wakened, False)
    signal.set_wakeup_fd(wakened, warn_on_full_buffer=False)
    asked: list[float] = []
    signal.signal(signal.SIGINT, lambda _number, _frame: asked.append(time.monotonic()))
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for descriptor in (wake, wakened, settings["report"], settings["life"]):
            os.close(descriptor)
        _run(settings)
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
    sys.argv = [settings["main"], *settings["argv"]]
    runpy.run_path(settings["main"], run_name=_OWN_MAIN)
    sys.exit(0)


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


def _become_reaper() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


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
    settle = _SETTLE if code >= 0 else 0.0
    return {"returncode": code, "timed_out": timed_out, "left": _clean_up(child, settle)}


def _reap(child: int) -> int | None:
    """Collect every process that has ended; give the status of `child` once it is among them."""
    found = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            return found
        if pid == child:
            found = status


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, number)


def _clean_up(child: int, settle: float) -> list[dict[str, Any]]:
    """Kill what is left of the child's descendants; give pid and command line of each."""
    end = time.monotonic() + settle
    while time.monotonic() < end and _descendants(child):
        _reap(child)
        time.sleep(_LOOK)
    left: dict[int, str] = {}
    while True:
        alive = _descendants(child)
        if not alive:
            _reap(child)
            return [{"pid": pid, "command": left[pid]} for pid in sorted(left)]
        for pid, command in alive.items():
            left.setdefault(pid, command)
            _signal(pid, signal.SIGKILL)
        _reap(child)
        time.sleep(0.01)


def _descendants(child: int) -> dict[int, str]:
    """Give pid to command line of what lives below this process, or in the child's group."""
    rows = subprocess.Popen(
        ["/bin/ps", "-A", "-o", "pid=,ppid=,pgid=,stat=,args="],
        stdout=subprocess.PIPE,
    )
    listing = rows.communicate()[0].decode("utf-8", "replace")
    processes = {}
    for line in listing.splitlines():
        pid, parent, group, state, command = (*line.split(None, 4), "")[:5]
        if state[:1] != "Z" and int(pid) != rows.pid:
            processes[int(pid)] = (int(parent), int(group), command)
    below = {os.getpid()}
    grown = True
    while grown:
        new = {pid for pid, (parent, _, _) in processes.items() if parent in below} - below
        below |= new
        grown = bool(new)
    below |= {pid for pid, (_, group, _) in processes.items() if group == child}
    below.discard(os.getpid())
    return {pid: processes[pid][2] for pid in below if pid in processes}


if __name__ == "__main__":
    main()
