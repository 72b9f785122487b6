"""Run a configuration of the stand-in in a child process, and see that nothing outlives it."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import InternalError, UsageError
from pysched_gen.run.environment import child_environment
from pysched_gen.standin import SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["ChildResult", "Event", "LeftOver", "forwarding_interrupts", "run_child"]

Event = dict[str, Any]  # one JSON line of the child; "kind" says which

_SUPERVISOR = Path(__file__).with_name("supervisor.py")
_MAIN = Path(SITE) / "pdgstandin" / "main.py"
_GRACE = 10.0  # seconds a scheduler has to cancel its cook after Ctrl-C


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A process that was alive after the child had ended; it was killed."""

    pid: int
    command: str


@dataclass(frozen=True, slots=True)
class ChildResult:
    """What became of a child.

    Attributes:
        events: what it told, in order.
        returncode: exit code; -N where signal N ended it.
        timed_out: it was killed when its time was over.
        interrupted: the user pressed Ctrl-C.
        stdout, stderr: what it and its jobs printed.
        left_over: processes that outlived it.
    """

    events: tuple[Event, ...]
    returncode: int
    timed_out: bool
    interrupted: bool
    stdout: str
    stderr: str
    left_over: tuple[LeftOver, ...]


def run_child(
    config: Mapping[str, Any],
    *,
    package: Path,
    working_dir: Path,
    release: str,
    timeout: float,
    python: str | None = None,
    extra: Mapping[str, str] | None = None,
    on_event: Callable[[Event], None] = lambda _event: None,
    keep_events: bool = True,
) -> ChildResult:
    """Run the stand-in with `config` and give what came of it.

    Args:
        config: read by `pdgstandin/main.py`.
        package: directory on HOUDINI_PATH, as `generate -o` wrote it.
        working_dir: existing directory for the scene, the logs and PDG's temporary files.
        release: Houdini to behave as, such as "20.5".
        timeout: seconds after which the child is killed.
        python: interpreter to run in; this one by default.
        extra: more environment variables.
        on_event: called with each event as it comes.
        keep_events: False where `on_event` has all that is wanted.

    Raises:
        UsageError: this system cannot do it, or `python` cannot be run.
    """
    if os.name != "posix":
        raise UsageError("verify and cook need Linux or macOS")
    settings_file = working_dir / "standin.json"
    settings_file.write_text(json.dumps(config), encoding="utf-8")
    child = _Child(working_dir, on_event, keep_events=keep_events)
    environment = child_environment(
        package.absolute(), working_dir.absolute(), release, extra or {}
    )
    with forwarding_interrupts():
        return child.run(python or sys.executable, settings_file, environment, timeout)


_running: set[_Child] = set()
_undelivered: list[int] = []  # Ctrl-C that came while no child ran to take it


@contextmanager
def forwarding_interrupts() -> Iterator[None]:
    """Give each Ctrl-C to the running children, so that a scheduler can cancel its cook.

    A second Ctrl-C kills them. Children that run in threads need this around them in the main
    thread; elsewhere it does nothing. One that comes before a child is there is for the next
    child; one that no child has taken raises KeyboardInterrupt in the end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda _number, _frame: _interrupt_all())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if _undelivered:
        _undelivered.clear()
        raise KeyboardInterrupt


def _interrupt_all() -> None:
    if not _running:
        _undelivered.append(signal.SIGINT)
    for child in list(_running):
        child.interrupt()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Block SIGINT in this thread and in the process it starts, which unblocks it when ready."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Child:
    """The supervisor process and the three pipes to it."""

    def __init__(
        self, working_dir: Path, on_event: Callable[[Event], None], *, keep_events: bool
    ) -> None:
        self.stdout = working_dir / "stdout.log"
        self.stderr = working_dir / "stderr.log"
        self.on_event = on_event
        self.keep_events = keep_events
        self.events: list[Event] = []
        self.rest = b""
        self.interruptions = 0
        self.supervisor: subprocess.Popen[bytes] | None = None

    def run(
        self, python: str, config: Path, environment: dict[str, str], timeout: float
    ) -> ChildResult:
        events_in, events_out = os.pipe()
        report_in, report_out = os.pipe()
        life_in, life_out = os.pipe()
        settings = {
            "main": str(_MAIN),
            "argv": [str(config), "--events-fd", str(events_out)],
            "site": str(SITE),
            "six": _file_of("six"),
            "limit": timeout,
            "grace": _GRACE,
            "events": events_out,
            "life": life_in,
            "report": report_out,
        }
        ours, theirs = [events_in, report_in, life_out], [events_out, report_out, life_in]
        try:
            with (
                self.stdout.open("wb") as stdout,
                self.stderr.open("wb") as stderr,
                _interrupts_held(),
            ):
                supervisor = subprocess.Popen(  # noqa: S603 - the user's choice of a Python
                    [python, "-I", "-B", str(_SUPERVISOR), json.dumps(settings)],
                    stdin=subprocess.DEVNULL,
                    stdout=stdout,
                    stderr=stderr,
                    env=environment,
                    cwd=config.parent,
                    pass_fds=theirs,
                    start_new_session=True,
                )
        except OSError as error:
            _close(*ours, *theirs)
            raise UsageError(f"{python}: cannot be run: {error.strerror}") from error
        _close(*theirs)
        self.supervisor = supervisor
        _running.add(self)
        if _undelivered:
            _undelivered.clear()
            self.interrupt()
        try:
            report = self.listen(events_in, report_in)
        finally:
            _running.discard(self)
            _close(*ours)  # a supervisor that still runs ends its child then
            supervisor.wait()
        return self.result(report)

    def interrupt(self) -> None:
        """Ask the child to cancel; called from a signal handler."""
        self.interruptions += 1
        if self.supervisor is not None:
            self.supervisor.send_signal(signal.SIGINT)

    def listen(self, events: int, report: int) -> dict[str, Any]:
        """Read both pipes until the supervisor has closed the second."""
        told = b""
        open_ends = {events, report}
        while report in open_ends:
            readable, _, _ = select.select(sorted(open_ends), [], [])
            for end in readable:
                data = os.read(end, 1 << 16)
                if not data:
                    open_ends.discard(end)
                elif end == report:
                    told += data
                else:
                    self.take(data)
        if not told:
            raise InternalError(f"the child's supervisor ended early:\n{_text(self.stderr)}")
        of_supervisor: dict[str, Any] = json.loads(told)
        return of_supervisor

    def take(self, data: bytes) -> None:
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            event = _event(line)
            if event is None:
                continue
            if self.keep_events:
                self.events.append(event)
            self.on_event(event)

    def result(self, report: Mapping[str, Any]) -> ChildResult:
        return ChildResult(
            events=tuple(self.events),
            returncode=report["returncode"],
            timed_out=report["timed_out"],
            interrupted=self.interruptions > 0,
            stdout=_text(self.stdout),
            stderr=_text(self.stderr),
            left_over=tuple(LeftOver(one["pid"], one["command"]) for one in report["left"]),
        )


def _event(line: bytes) -> Event | None:
    """Give the event on `line`, None for what a package wrote there by accident."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and "kind" in event else None


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _file_of(module: str) -> str:
    spec = find_spec(module)
    return spec.origin if spec is not None and spec.origin is not None else ""


def _text(file: Path) -> str:
    """Give the last megabyte of `file`, "" where a job deleted it."""
    if not file.exists():
        return ""
    with file.open("rb") as stream:
        stream.seek(0, os.SEEK_END)
        stream.seek(max(0, stream.tell() - (1 << 20)))
        return stream.read().decode("utf-8", "replace")
