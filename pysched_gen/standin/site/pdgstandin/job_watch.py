"""What the processes of jobs did, seen without the scheduler: when each ended, and how.

A scheduler learns of the end of a job as it looks for it, at a tick; PDG learns what the scheduler
reports. What is seen here is what the system says, for processes that this one started with
`subprocess`: jobs of a farm are started elsewhere, and only their logs tell of them.
"""

from __future__ import annotations

import functools
import os
import selectors
import subprocess
import threading
from typing import Any, Callable, Mapping

__all__ = ["JobWatch", "log_tail"]

_ITEM = "PDG_ITEM_ID"
_TAIL = 4096  # bytes of a log that are looked at
_LINES = 10  # of them that are shown


class JobWatch:
    """Tells of each process that runs a work item: (id of the item, pid, times, exit code)."""

    def __init__(self, clock: Callable[[], float], tell: Callable[..., None]) -> None:
        """Watch from now on; `tell` gets `id`, `pid`, `started`, `ended` and `code` of each."""
        self._clock = clock
        self._tell = tell
        self._jobs: dict[int, tuple[int, float]] = {}
        self._told: set[int] = set()
        self._lock = threading.Lock()
        self._scheduling = threading.local()
        self._selector: selectors.BaseSelector | None = None
        self._install()

    def scheduling(self, item_id: int | None) -> None:
        """Say that `onSchedule` runs for an item on this thread, None once it is over."""
        self._scheduling.item = item_id

    def _install(self) -> None:
        begin = subprocess.Popen.__init__
        end: Any = getattr(subprocess.Popen, "_handle_exitstatus", None)

        @functools.wraps(begin)
        def started(process: Any, *arguments: Any, **options: Any) -> None:
            begin(process, *arguments, **options)
            self._started(process.pid, options.get("env"))

        def handled(process: Any, status: int, *rest: Any, **options: Any) -> None:
            end(process, status, *rest, **options)
            self._ended(process.pid, process.returncode)

        subprocess.Popen.__init__ = started  # type: ignore[assignment,method-assign]
        if end is not None:
            subprocess.Popen._handle_exitstatus = handled  # type: ignore[attr-defined]

    def _started(self, pid: int, environment: Mapping[str, str] | None) -> None:
        number = str((environment or {}).get(_ITEM, ""))
        item = int(number) if number.isdigit() else getattr(self._scheduling, "item", None)
        if item is None:
            return
        with self._lock:
            self._jobs[pid] = (item, self._clock())
            self._told.discard(pid)
        self._watch(pid)

    def _watch(self, pid: int) -> None:
        """Have the end of the process seen as it comes, where the system can (Linux, 3.9)."""
        opened: Any = getattr(os, "pidfd_open", None)
        if opened is None:
            return
        try:
            descriptor = opened(pid)
        except OSError:  # it has ended, or there are too many
            return
        if self._selector is None:
            self._selector = selectors.DefaultSelector()
            threading.Thread(target=self._see_ends, name="jobs", daemon=True).start()
        self._selector.register(descriptor, selectors.EVENT_READ, pid)

    def _see_ends(self) -> None:
        selector = self._selector
        while selector is not None:
            for key, _events in selector.select(0.05):
                selector.unregister(key.fd)
                os.close(key.fd)
                self._see_end(key.data)

    def _see_end(self, pid: int) -> None:
        try:
            flags = os.WEXITED | os.WNOWAIT | os.WNOHANG
            seen = os.waitid(os.P_PID, pid, flags)
        except OSError:  # its parent has been told already
            return
        if seen is not None:
            good = seen.si_code == os.CLD_EXITED
            self._ended(pid, seen.si_status if good else -seen.si_status)

    def _ended(self, pid: int, code: int | None) -> None:
        with self._lock:
            if pid not in self._jobs or pid in self._told or code is None:
                return
            self._told.add(pid)
            item, started = self._jobs[pid]
        self._tell("job", self._clock(), id=item, pid=pid, started=started, code=code)


def log_tail(uri: str) -> str:
    """Return the last lines of the file that a log URI leads to, "" where it leads to none."""
    from urllib.parse import unquote, urlsplit

    path = unquote(urlsplit(uri).path) if uri.startswith("file:") else uri
    try:
        if not os.path.isfile(path):
            return ""
        with open(path, "rb") as stream:
            stream.seek(0, os.SEEK_END)
            stream.seek(max(0, stream.tell() - _TAIL))
            text = stream.read(_TAIL).decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.rstrip().splitlines()[-_LINES:])
