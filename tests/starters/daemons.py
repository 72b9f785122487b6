"""Daemons of an engine that the tests start: what they need, and how they are ended."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING

from interpreters import without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "end_process",
    "free_ports",
    "kill_with_children",
    "lives",
    "processes_of",
    "require",
    "wait_for",
]

PATIENCE = 600.0  # of what is waited for; a machine that is busy is slow, not wrong


def require(
    install: str, *, programs: Sequence[str] = (), modules: Sequence[str] = (), root: bool = False
) -> None:
    """Skip the test, or fail it where engines are required, unless all is there.

    `install` is the command that brings it.
    """
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    missing = [name for name in programs if shutil.which(name, path=path) is None]
    missing += [name for name in modules if importlib.util.find_spec(name) is None]
    if root and (os.name != "posix" or os.geteuid() != 0):
        missing.append("root's rights")
    if not missing:
        return
    without(f"needs {', '.join(missing)}: {install}")


def wait_for(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until `condition` holds; raises TimeoutError if it does not in time."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it did not get there")
        time.sleep(0.05)


def free_ports(count: int, first: int = 10_000) -> list[int]:
    """Return ports of the loopback interface, from `first` on, that nobody listens at."""
    ports: set[int] = set()
    while len(ports) < count:
        # Those above are given to connections, which may take one before its daemon does.
        port = first + secrets.randbelow(32_000 - first)
        with socket.socket() as one, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            ports.add(port)
    return list(ports)


def lives(pid: int) -> bool:
    """Tell whether a process runs; one that ended and was not waited for does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def end_process(pid: int, number: signal.Signals = signal.SIGTERM) -> None:
    """End a process; kill it where it does not end."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
        try:
            wait_for(lambda: not lives(pid), 10.0)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)


def processes_of(program: str, variable: str) -> list[int]:
    """Return the processes of programs that begin with `program`, started with `variable`."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_one = (path / "comm").read_text().startswith(program)
            if is_one and variable.encode() in (path / "environ").read_bytes().split(b"\0"):
                found.append(int(path.name))
    return found


def kill_with_children(pid: int) -> None:
    """Kill a process, then all that it has started."""
    children: list[str] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += (task / "children").read_text().split()
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    for child in children:
        kill_with_children(int(child))
