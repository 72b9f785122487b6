import contextlib
import errno
import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path, PurePath

# Seconds a job has to end by itself once its cook was cancelled.
KILL_GRACE = 2.0

# What a program needs to start at all; the first line is for POSIX, the rest for Windows.
SYSTEM_VARIABLES = (
    "HOME LANG LOGNAME PATH TMPDIR USER "
    "APPDATA COMSPEC LOCALAPPDATA NUMBER_OF_PROCESSORS PATHEXT PROGRAMDATA "
    "PROGRAMFILES SYSTEMDRIVE SYSTEMROOT TEMP TMP USERNAME USERPROFILE"
).split()


@dataclass
class Job:
    """What is kept of a work item while its process runs; never the work item itself."""

    process: subprocess.Popen[bytes]
    log_file: Path
    time_limit: float
    started: float = field(default_factory=time.monotonic)
    is_overdue: bool = False

    def age(self) -> float:
        """Give the seconds since it started."""
        return time.monotonic() - self.started

    def has_ended(self) -> bool:
        """Tell whether its process has ended, without waiting for it."""
        return self.process.poll() is not None


def start_process(
    command: str,
    environment: dict[str, str],
    folder: str,
    log_file: Path,
    low_priority: bool,
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own, so that all it starts can be killed."""
    # PDG's commands are lines for a shell. The shell gets the line as it stands: taking it
    # apart and putting it together again would lose quotes.
    with log_file.open("wb") as log:
        if sys.platform == "win32":
            shell = os.environ.get("COMSPEC", "cmd.exe")
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            if low_priority:
                flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS
            process = subprocess.Popen(
                # /s makes cmd take away the outer quotes and no others.
                f'"{shell}" /d /s /c "{command}"',
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                creationflags=flags,
            )
        else:
            priority = ["nice"] if low_priority else []
            process = subprocess.Popen(
                [*priority, "/bin/sh", "-c", command],
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    return process


def signal_group(process: subprocess.Popen[bytes], force: bool) -> None:
    """Ask a process and all it started to end, or kill them; one that is gone is no error."""
    if sys.platform == "win32":
        # Windows can end a tree only by force. The answer is not waited for: callbacks are
        # called from the thread that cooks.
        subprocess.Popen(
            ["taskkill", "/f", "/t", "/pid", str(process.pid)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.CREATE_NO_WINDOW,
        )
    else:
        # macOS answers with PermissionError where only a zombie is left.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL if force else signal.SIGTERM)


def kill_processes(processes: list[subprocess.Popen[bytes]]) -> None:
    """Kill what has not been waited for yet; its number cannot belong to a stranger."""
    alive = [process for process in processes if process.returncode is None]
    for process in alive:
        signal_group(process, force=True)
    for process in alive:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(KILL_GRACE)


def end_process(pid: int) -> None:
    """End one process; raises OSError where it lives and cannot be ended."""
    try:
        os.kill(pid, signal.SIGTERM)
    except OSError as error:
        # How POSIX and Windows say that it has ended already.
        if error.errno not in (errno.ESRCH, errno.EINVAL):
            raise


def session_variables(everything: bool) -> dict[str, str]:
    """Give the variables of this session, or only those a program needs to start."""
    names = set(os.environ)
    if not everything:
        names.intersection_update(SYSTEM_VARIABLES)
    return {name: os.environ[name] for name in names}


def parse_assignments(text: str) -> dict[str, str]:
    """Give the variables of `A=1 B='two words'`; raises ValueError where it is not that."""
    words = shlex.shlex(text, posix=True)
    words.whitespace_split = True
    words.commenters = ""
    # Backslashes are parts of Windows paths.
    words.escape = ""
    variables = {}
    try:
        for word in words:
            name, equals, value = word.partition("=")
            if not name or not equals:
                raise ValueError(f"{word!r} is not NAME=value")
            variables[name] = value
    except ValueError as error:
        raise ValueError(f"Set Variables: {error}") from error
    return variables


def file_uri(path: PurePath) -> str:
    """Give the file URI of an absolute path."""
    uri = path.as_uri()
    if uri.startswith("file:///"):
        return uri
    # Houdini shows a log on a Windows share as file:////host/share, and not as file://host/share.
    return uri.replace("file:", "file://", 1)
