"""Whether something may still happen that this process does not do itself.

A farm answers when it likes, so a scheduler that has one is waited for. One that has only started
processes of this machine, all of which have ended, is not: nobody is left who could answer it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.leftovers import child_processes, listening_ports

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["Outside"]

# Audit events by which a process reaches others than those that `subprocess` starts.
_REACHING = frozenset(
    ("os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "ctypes.dlopen")
)
# Those of scenarios, and the one that takes connections of jobs.
_OWN_THREADS = frozenset(("patience", "scenario", "pdg-callback-server"))
_DIGITS = 2  # of the parts of an internet address that name its host and port


class Outside:
    """Watches what this process starts and whom it calls, from before the package is imported.

    `marks` are texts of which each command of a scenario's jobs has one: what else is started may
    hand work to a farm.
    """

    def __init__(self, *marks: str) -> None:
        """Watch from now on; a process cannot stop being watched."""
        self._marks = marks
        self._parents = {os.getpid()}
        self._watches = sys.version_info >= (3, 8)
        self.is_reached = False
        if sys.version_info >= (3, 8):
            sys.addaudithook(self._heard)
        original = subprocess.Popen.__init__

        def counted(process: Any, *arguments: Any, **keywords: Any) -> None:
            original(process, *arguments, **keywords)
            self._parents.add(process.pid)

        subprocess.Popen.__init__ = counted  # type: ignore[method-assign,assignment]

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _REACHING:
            self.is_reached = True
        elif event == "subprocess.Popen":
            command = arguments[1]
            words = [command] if isinstance(command, (str, bytes)) else list(command or ())
            text = " ".join(os.fsdecode(word) for word in words)
            self.is_reached = self.is_reached or not any(mark in text for mark in self._marks)
        elif event == "socket.connect" and not _is_own(arguments[1]):
            self.is_reached = True

    def is_parent(self, pid: int) -> bool:
        """Tell whether a process is this one, or one that it has started."""
        return pid in self._parents

    def has_job(self) -> bool:
        """Tell whether a process that this one started for a job of the scenario still runs."""
        commands = child_processes().values()
        return any(mark in command for command in commands for mark in self._marks)

    def is_alone(self) -> bool:
        """Tell whether nothing runs, here or elsewhere, that the package could wait for."""
        if not self._watches or self.is_reached or not os.path.isdir("/proc/self"):
            return False
        return not child_processes() and not any(map(_may_act, threading.enumerate()))


def _is_own(address: Any) -> bool:
    return (
        isinstance(address, tuple)
        and len(address) >= _DIGITS
        and str(address[0]) in ("localhost", "127.0.0.1", "::1")
        and address[1] in listening_ports()
    )


def _may_act(thread: threading.Thread) -> bool:
    """Tell whether a thread may do something by itself; one that waits for reports does not."""
    if thread is threading.main_thread() or thread.name in _OWN_THREADS:
        return False
    frame: FrameType | None = sys._current_frames().get(thread.ident or 0)
    while frame is not None:
        if frame.f_code.co_name == "serve_forever":
            return False
        frame = frame.f_back
    return True
