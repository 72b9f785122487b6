"""Run a configuration of the stand-in in a child process, and see that nothing outlives it."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pysched_gen.errors import UsageError
from pysched_gen.run import interruption, supervisor
from pysched_gen.run.environment import child_environment
from pysched_gen.run.events import Event, EventReader
from pysched_gen.standin import SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pysched_gen.run.environment import Surroundings

__all__ = ["ChildResult", "LeftOver", "how_it_ended", "run_child"]

_SUPERVISOR = Path(supervisor.__file__)
_MAIN = Path(SITE) / "pdgstandin" / "main.py"
_GRACE = 10.0  # seconds a scheduler has to cancel its cook after Ctrl-C
# Seconds after the limit in which the supervisor ends all that is left; then it is ended itself.
_PATIENCE = supervisor.SETTLE + supervisor.KILLING + 2.0
_NUDGE = 1.0  # seconds between looks at a supervisor that may have been stopped
_SPLITTING = frozenset(";:$&@^`")  # characters that HOUDINI_PATH reads as its own
_FOREIGN = "the package wrote into the channel of events"
_SHOWN = 1 << 20  # bytes of output that are kept at hand, from its end
_LOGGED = 32 << 20  # bytes of output that are kept in a file


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A process that was alive after the child had ended; it was killed."""

    pid: int
    command: str

    def __str__(self) -> str:
        """Return a line about it."""
        return f"process {self.pid}: {self.command}" if self.pid else self.command


@dataclass(frozen=True, slots=True)
class ChildResult:
    """What became of a child.

    Attributes:
        events: what it told, in order.
        returncode: exit code; -N where signal N ended it.
        timed_out: it was killed when its time was over.
        interrupted: the user pressed Ctrl-C.
        stdout, stderr: what it and its jobs printed, the last of it where it was too much.
        left_over: processes that outlived it.
        trouble: what the package did to those who watch over it, or to the events; "" where
            it did nothing of the kind.
    """

    events: tuple[Event, ...]
    returncode: int
    timed_out: bool
    interrupted: bool
    stdout: str
    stderr: str
    left_over: tuple[LeftOver, ...]
    trouble: str = ""


def run_child(
    config: Mapping[str, Any],
    *,
    surroundings: Surroundings,
    working_dir: Path,
    timeout: float,
    python: str | None = None,
    on_event: Callable[[Event], None] = lambda _event: None,
    keep_events: bool = True,
    cache: Path | None = None,
) -> ChildResult:
    """Run the stand-in with `config` and return what came of it.

    Args:
        config: read by `pdgstandin/main.py`.
        surroundings: folders on HOUDINI_PATH, variables, and the release to behave as.
        working_dir: existing directory for the scene, the logs and temporary files.
        timeout: seconds after which the child is killed.
        python: interpreter to run in; this one by default.
        on_event: called with each event as it comes.
        keep_events: False where `on_event` has all that is wanted.
        cache: folder in which several children share the byte code of the stand-in.

    Raises:
        UsageError: this system cannot do it, or `python` cannot be run.
    """
    if os.name != "posix":
        raise UsageError("verify and cook need Linux or macOS")
    working_dir = working_dir.absolute()
    folders = _fit_for_path(surroundings.folders, working_dir)
    surroundings = replace(surroundings, folders=folders)
    config = {**config, "folders": [str(folder) for folder in folders]}
    (working_dir / "tmp").mkdir(exist_ok=True)
    settings_file = working_dir / "standin.json"
    settings_file.write_text(json.dumps(config), encoding="utf-8")
    environment = child_environment(surroundings, working_dir)
    child = _Child(EventReader(on_event, keep=keep_events))
    with (
        interruption.forwarding_interrupts(),
        (working_dir / "stdout.log").open("wb") as stdout,
        (working_dir / "stderr.log").open("wb") as stderr,
    ):
        child.outputs = (_Output(stdout), _Output(stderr))
        child.cache = str(cache or "")
        with _reaping():
            return child.run(python or sys.executable, settings_file, environment, timeout)


def _fit_for_path(folders: Sequence[Path], working_dir: Path) -> tuple[Path, ...]:
    """Return `folders`, with a link for each whose name HOUDINI_PATH would take for several.

    Raises:
        UsageError: the folder of the link has such a name, too.
    """
    fit = []
    for number, folder in enumerate(folders):
        if not _SPLITTING.intersection(str(folder)):
            fit.append(folder)
            continue
        if _SPLITTING.intersection(str(working_dir)):
            raise UsageError(
                f"{folder}: HOUDINI_PATH cannot hold this folder, because of a character of "
                f"{''.join(sorted(_SPLITTING))} in its name; rename it"
            )
        link = working_dir / (f"package{number}" if number else "package")
        link.symlink_to(folder, target_is_directory=True)
        fit.append(link)
    return tuple(fit)


_reapers = 0
_reaper_lock = threading.Lock()
_supervisors: set[int] = set()  # of all threads
# Held from the start of a supervisor until it is known, lest it be taken for a stray.
_supervisors_lock = threading.Lock()


@contextmanager
def _reaping() -> Iterator[None]:
    """Make this process the new parent of what a killed supervisor leaves."""
    global _reapers  # noqa: PLW0603 - a property of the process
    with _reaper_lock:
        _reapers += 1
        supervisor.become_reaper(on=True)
    try:
        yield
    finally:
        with _reaper_lock:
            _reapers -= 1
            if not _reapers:
                supervisor.become_reaper(on=False)


class _Output:
    """What comes out of a pipe, written to a file that was opened before the child was there."""

    def __init__(self, log: IO[bytes]) -> None:
        self.log = log
        self.tail = bytearray()
        self.written = 0

    def take(self, data: bytes) -> None:
        self.tail += data
        if len(self.tail) > 2 * _SHOWN:
            del self.tail[:-_SHOWN]
        room = _LOGGED - self.written
        if room > 0:
            self.written += len(data)
            with suppress(OSError):  # a full disk ends no run
                self.log.write(data[:room])
                if len(data) >= room:
                    self.log.write(b"\n... more was printed, and not kept\n")

    def text(self) -> str:
        return self.tail[-_SHOWN:].decode("utf-8", "replace")


class _Child:
    """The supervisor process and the pipes to it."""

    def __init__(self, reader: EventReader) -> None:
        self.reader = reader
        self.outputs: tuple[_Output, _Output]
        self.cache = ""
        self.told = b""
        self.interruptions = 0
        self.deadline = 0.0
        self.started = 0
        self.supervisor: subprocess.Popen[bytes] | None = None

    def run(
        self, python: str, config: Path, environment: dict[str, str], timeout: float
    ) -> ChildResult:
        pipes = [os.pipe() for _ in range(5)]
        (events, events_out), (report, report_out), (life_in, life) = pipes[:3]
        (stdout, stdout_out), (stderr, stderr_out) = pipes[3:]
        ours, theirs = [events, report, life, stdout, stderr], [events_out, report_out, life_in]
        theirs += [stdout_out, stderr_out]
        settings = {
            "main": str(_MAIN),
            "argv": [str(config), "--events-fd", str(events_out)],
            "site": str(SITE),
            "six": _file_of("six"),
            "modules": ["pdgstandin.playing"] if self.cache else [],
            "cache": self.cache,
            "limit": timeout,
            "grace": _GRACE,
            "events": events_out,
            "life": life_in,
            "report": report_out,
        }
        try:
            with interruption.held(), _supervisors_lock:
                process = subprocess.Popen(  # noqa: S603 - the user's choice of a Python
                    [python, "-I", "-B", str(_SUPERVISOR), json.dumps(settings)],
                    stdin=subprocess.DEVNULL,
                    stdout=stdout_out,
                    stderr=stderr_out,
                    env=environment,
                    cwd=config.parent,
                    pass_fds=[events_out, report_out, life_in],
                    start_new_session=True,
                )
                _supervisors.add(process.pid)
        except OSError as error:
            _close(*ours, *theirs)
            raise UsageError(f"{python}: cannot be run: {error.strerror}") from error
        _close(*theirs)
        self.supervisor = process
        self.started = _start_of(process.pid)
        self.deadline = time.monotonic() + timeout + _PATIENCE
        interruption.add_target(self)
        out, err = self.outputs
        sinks = {
            events: self.reader.take,
            stdout: out.take,
            stderr: err.take,
            report: self._take_report,
        }
        strays: dict[str, Any] = {}
        try:
            self._listen(sinks, report)
            _drain(sinks)
        finally:
            interruption.remove_target(self)
            _close(life)  # a supervisor that still runs ends its child then
            strays = self._end(process)
            _close(*(end for end in ours if end != life))
            _supervisors.discard(process.pid)
        return self._result(python, process.returncode, strays)

    def interrupt(self) -> None:
        """Ask the child to cancel; called from a signal handler."""
        self.interruptions += 1
        self.deadline = min(self.deadline, time.monotonic() + _GRACE + _PATIENCE)
        if self.supervisor is not None:
            self.supervisor.send_signal(signal.SIGINT)

    def _take_report(self, data: bytes) -> None:
        self.told += data

    def _listen(self, sinks: Mapping[int, Callable[[bytes], None]], report: int) -> None:
        """Read all pipes until the supervisor has closed the last, or its time is over."""
        with selectors.DefaultSelector() as selector:
            for end in sinks:
                selector.register(end, selectors.EVENT_READ)
            looked = time.monotonic()
            while True:
                ready = selector.select(_NUDGE)
                now = time.monotonic()
                if now > self.deadline:
                    return
                if now - looked >= _NUDGE and self.supervisor is not None:
                    looked = now
                    self.supervisor.send_signal(signal.SIGCONT)  # the package may have stopped it
                for key, _ in ready:
                    data = os.read(key.fd, 1 << 16)
                    if data:
                        sinks[key.fd](data)
                        continue
                    selector.unregister(key.fd)
                    if key.fd == report:
                        return

    def _end(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        """See the supervisor ended; give what it left because it was killed, and was ended here."""
        wait = max(0.1, self.deadline - time.monotonic())
        end = time.monotonic() + min(wait, supervisor.KILLING + 2.0)
        while process.poll() is None and time.monotonic() < end:
            process.send_signal(signal.SIGCONT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_NUDGE)
        if process.poll() is None:
            process.kill()
            process.wait()
        if _report(self.told) is not None:
            return {}
        # What it had started has this process as its parent now, and a session of its own.
        return supervisor.end_all(
            lambda: _strays(self.started), list, lambda: _no_strays(self.started)
        )

    def _result(self, python: str, returncode: int, strays: Mapping[str, Any]) -> ChildResult:
        out, err = (output.text() for output in self.outputs)
        report = _report(self.told)
        trouble = ""
        if report is None:
            if not self.told:
                last = err.strip().rpartition("\n")[2]
                # What another program says of our words is of no use to whoever named it.
                why = f": {last}" if "{" not in last else ""
                raise UsageError(f"{python}: does not run as Python 3.7 or later does{why}")
            trouble = _trouble(returncode)
            report = {"returncode": returncode, "timed_out": False, **strays}
            report["left"] = [(one["pid"], one["command"]) for one in strays["left"]]
        if self.reader.foreign:
            trouble = (
                trouble or f"the package wrote into the channel of events: {self.reader.foreign}"
            )
        left = [LeftOver(*one) for one in report["left"]]
        if report["more"]:
            left.append(LeftOver(0, f"... {report['more']} more"))
        if report["alive"]:
            trouble = trouble or f"{report['alive']} processes could not be ended"
        return ChildResult(
            events=tuple(self.reader.events),
            returncode=report["returncode"],
            timed_out=report["timed_out"],
            interrupted=self.interruptions > 0,
            stdout=out,
            stderr=err,
            left_over=tuple(left),
            trouble=trouble,
        )


def _trouble(returncode: int) -> str:
    return (
        f"the process that watches over the package was ended {_way(returncode)}: the package did "
        "it, or the memory was full; all that it had started was ended"
    )


def how_it_ended(culprit: str, returncode: int) -> str:
    """Return what an exit code says, such as "importing it ended the process by SIGKILL"."""
    return f"{culprit} ended the process {_way(returncode)}"


def _way(returncode: int) -> str:
    how = f"with exit code {returncode}"
    if returncode < 0:
        with suppress(ValueError):
            how = f"by {signal.Signals(-returncode).name}"
    return how


def _report(told: bytes) -> dict[str, Any] | None:
    """Give the last word of a supervisor, None where it did not come to it."""
    try:
        report = json.loads(told.partition(b"\n")[2])
        return {
            **{key: int(report[key]) for key in ("returncode", "more", "alive")},
            "timed_out": bool(report["timed_out"]),
            "left": [(int(one["pid"]), str(one["command"])) for one in report["left"]],
        }
    except (ValueError, TypeError, KeyError, RecursionError):  # the package can reach that pipe
        return None


def _strays(since: int) -> list[supervisor.Process]:
    """Give what descends from supervisors of this process that were killed, started `since` then.

    All that a supervisor starts is in other sessions than this process, and stays there.
    """
    with _supervisors_lock:
        table = supervisor.process_table()
    own, session = os.getpid(), os.getsid(0)
    roots = [
        one.pid
        for one in table.values()
        if one.parent == own
        and one.session != session
        and one.started >= since
        and one.pid not in _supervisors
    ]
    found = {pid: table[pid] for pid in roots}
    for root in roots:
        found |= {one.pid: one for one in supervisor.descendants(table, root, root)}
    return list(found.values())


def _no_strays(since: int) -> bool:
    """Collect strays that have ended; tell whether there is none."""
    strays = _strays(since)
    for process in strays:
        with suppress(OSError):
            os.waitpid(process.pid, os.WNOHANG)
    return not strays


def _start_of(pid: int) -> int:
    """Give when process `pid` was started, as `Process.started`."""
    process = supervisor.process_of(pid)
    return process.started if process is not None else 0


def _drain(sinks: Mapping[int, Callable[[bytes], None]]) -> None:
    """Take what is still in the pipes, as far as it is there at once."""
    for end, sink in sinks.items():
        os.set_blocking(end, False)
        for _ in range(64):
            try:
                data = os.read(end, 1 << 16)
            except OSError:
                break
            if not data:
                break
            sink(data)


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _file_of(module: str) -> str:
    spec = find_spec(module)
    return spec.origin if spec is not None and spec.origin is not None else ""
