"""What a process has open: threads, listening sockets, child processes."""

from __future__ import annotations

import contextlib
import os
import socket
import threading

__all__ = ["child_processes", "listening_ports", "open_files", "threads"]


def threads() -> dict[int, str]:
    """Return the threads of Python code that run now: identifier -> name."""
    return {
        thread.ident: thread.name for thread in threading.enumerate() if thread.ident is not None
    }


def listening_ports() -> set[int]:
    """Return the TCP ports this process listens on (on Linux; none elsewhere)."""
    ports = set()
    for name in _open_files():
        with contextlib.suppress(OSError, ValueError):
            if not os.readlink("/proc/self/fd/" + name).startswith("socket:"):
                continue
            copy = socket.socket(fileno=os.dup(int(name)))
            with copy:
                if copy.type == socket.SOCK_STREAM and _listens(copy):
                    ports.add(int(copy.getsockname()[1]))
    return ports


def _open_files() -> list[str]:
    try:
        return os.listdir("/proc/self/fd")
    except OSError:
        return []


def _listens(found: socket.socket) -> bool:
    internet = found.family in (socket.AF_INET, socket.AF_INET6)
    return internet and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1


def child_processes() -> dict[int, str]:
    """Return the children of this process that run (on Linux; none elsewhere): id -> command."""
    found = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                with open("/proc/{}/stat".format(name)) as file:
                    state, parent = file.read().rpartition(")")[2].split()[:2]
                if int(parent) == os.getpid() and state not in "ZX":
                    found[int(name)] = _command(name)
    return found


def _command(pid: str) -> str:
    with open("/proc/{}/cmdline".format(pid), "rb") as file:
        return file.read().replace(b"\0", b" ").decode("utf-8", "replace").strip()


def open_files(folder: str) -> int:
    """Return how many files below `folder` this process has open (on Linux; 0 elsewhere)."""
    count = 0
    for name in _open_files():
        with contextlib.suppress(OSError):
            path = os.readlink("/proc/self/fd/" + name).replace(" (deleted)", "")
            count += path.startswith(os.path.join(folder, "")) and not path.endswith(".log.lock")
    return count
