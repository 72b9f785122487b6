"""Jobs that end with the worker that runs them, whoever ends that."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

# What a job has of its worker; all else it sets itself.
KEPT = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TMPDIR")
# Runs beside a worker, and outlives it for a moment. It is told of a job when that begins, and when
# it has ended, or is to be ended. It is no child of the worker: an engine may kill those first.
WATCHER = """
import os
import signal
import sys
import time

if os.fork():
    os._exit(0)
alive = set()


def end(pids):
    # The script of a job gives what ignores the first less time than this.
    for number, pause in ((signal.SIGTERM, 3), (signal.SIGKILL, 0)):
        for pid in pids.copy():
            try:
                os.killpg(pid, number)
            except OSError:
                pids.discard(pid)
        time.sleep(pause if pids else 0)


for line in sys.stdin:
    sign, pid = line[0], int(line[1:])
    (alive.add if sign == "+" else alive.discard)(pid)
    if sign == "!":
        end({pid})
end(alive)
"""
# A job tells the watcher itself: the worker may be killed before it knows the process.
BEGIN = "trap '' PIPE; echo +$$; trap - PIPE; exec >/dev/null; . \"$1\""


class WatchedJobs:
    """The jobs of a worker: scripts, each in a process group of its own."""

    def __init__(self):
        self._lock = threading.Lock()
        self._pids = set()
        self._watcher = None

    @contextlib.contextmanager
    def run(self, script, *more):
        """Give the process of a script, which is told to end where it has not by then.

        It has the variables KEPT of the worker, and those called `more`.
        """
        # Only has a watcher there.
        self._tell(b"-", 0)
        process = subprocess.Popen(
            ["/bin/sh", "-c", BEGIN, "job", script],
            stdin=subprocess.DEVNULL,
            stdout=self._watcher.stdin if self._watcher else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in (*KEPT, *more) if name in os.environ},
            start_new_session=True,
        )
        try:
            self._tell(b"+", process.pid)
            yield process
        finally:
            if process.poll() is None:
                self.end(process.pid)
            # Who kills its shell alone leaves what that has started.
            has_ended = process.returncode is not None and process.returncode >= 0
            self._tell(b"-" if has_ended else b"!", process.pid)

    def wait(self, process, seconds):
        """Wait until a job ends, and end it after `seconds`, 0 for never; give what became of it."""
        started, reason = time.monotonic(), ""
        try:
            process.wait(seconds or None)
        except subprocess.TimeoutExpired:
            reason = "it ran longer than its time limit"
            self.end(process.pid)
            process.wait()
        return {**self.facts(process, started), "reason": reason}

    def facts(self, process, started):
        """Give the exit code of a job that has ended, as a shell gives it, and how long it took."""
        code = process.returncode
        seconds = time.monotonic() - started
        return {"code": 128 - code if code < 0 else code, "seconds": seconds}

    def end(self, pid):
        """Tell a job to end, and all it has started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGTERM)

    def _tell(self, sign, pid):
        # A job begins and ends without a watcher, too.
        with self._lock, contextlib.suppress(OSError):
            (self._pids.add if sign == b"+" else self._pids.discard)(pid)
            try:
                self._watcher.stdin.write(b"%s%d\n" % (sign, pid))
            except (AttributeError, OSError):
                # There is none yet, or somebody has ended it.
                self._start()

    def _start(self):
        self._watcher = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", WATCHER],
            stdin=subprocess.PIPE,
            bufsize=0,
            # Who ends the worker by its group must not end this.
            start_new_session=True,
        )
        self._watcher.wait()
        self._watcher.stdin.write(b"".join(b"+%d\n" % pid for pid in self._pids))
