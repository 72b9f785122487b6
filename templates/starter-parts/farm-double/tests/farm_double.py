"""What doubles of farms share: a machine that runs jobs as processes, and calls that go wrong.

A double is a script that is given a folder. It serves until it is ended, writes its address to the
file "address" there, and ends what it runs.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

AT_ONCE = 4
# Seconds for which what ignores SIGTERM may live on.
GRACE = 5.0
# How much faster than time the time limits of jobs run.
HASTE = float(os.environ.get("FARM_DOUBLE_HASTE", "1"))
# Seconds that the first call takes where there is a file "faults".
SLOWNESS = 5.0


class Trouble(Exception):
    """A call that is to fail."""


class Job:
    """A process that waits, runs or has ended: `state` is "waiting", "held", "running" or "ended"."""

    def __init__(self, command, environment, seconds):
        self.command = command
        self.environment = environment
        self.time_limit = seconds / HASTE
        self.state = "waiting"
        self.process = None
        # As a shell tells it: 128 and the number of the signal.
        self.code = None
        self.is_cancelled = False
        self.is_late = False
        self.started = 0.0
        self.ended = 0.0


class Machine:
    """Runs jobs, AT_ONCE at a time, in the order in which they came; `lock` guards all of them."""

    def __init__(self):
        self.lock = threading.RLock()
        self.queue = []

    def add(self, command, environment=None, seconds=0, held=False):
        """Take a job; `command` is a list, or a text for /bin/sh."""
        known = {"PATH": os.environ["PATH"], **(environment or {})}
        words = ["/bin/sh", "-c", command] if isinstance(command, str) else list(command)
        job = Job(words, known, seconds)
        job.state = "held" if held else "waiting"
        with self.lock:
            self.queue.append(job)
            self.fill()
        return job

    def fill(self):
        """Begin what may run."""
        with self.lock:
            self.queue = [job for job in self.queue if job.state != "ended"]
            running = sum(job.state == "running" for job in self.queue)
            for job in self.queue:
                if running < AT_ONCE and job.state == "waiting":
                    running += 1
                    job.state = "running"
                    job.started = time.time()
                    job.process = subprocess.Popen(
                        job.command,
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        env=job.environment,
                        start_new_session=True,
                    )
                    threading.Thread(target=self.wait, args=(job,), daemon=True).start()

    def wait(self, job):
        """Wait for a process; it is ended at its time limit."""
        try:
            job.process.wait(job.time_limit or None)
        except subprocess.TimeoutExpired:
            job.is_late = True
            end_group(job.process)
        code = job.process.wait()
        with self.lock:
            job.code = 128 - code if code < 0 else code
            job.ended = time.time()
            job.state = "ended"
            self.fill()

    def cancel(self, job):
        """End a job, whatever it does."""
        with self.lock:
            if job.state in ("waiting", "held"):
                job.state, job.is_cancelled = "ended", True
                job.ended = time.time()
            elif job.state == "running" and not job.is_cancelled:
                job.is_cancelled = True
                threading.Thread(target=end_group, args=(job.process,), daemon=True).start()

    def stop(self):
        """Kill all."""
        with self.lock:
            running = [job for job in self.queue if job.state == "running"]
            self.queue = []
        for job in running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(job.process.pid, signal.SIGKILL)


def end_group(process):
    """End a process and all it has started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(GRACE)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            pass


class Faults:
    """Has calls fail while there is a file "faults", which counts them.

    The first is slow; every third fails, in turn before it did what it is for, and after that.
    """

    def __init__(self, folder):
        self.file = Path(folder) / "faults"
        self.lock = threading.Lock()

    def answer(self, call, *arguments):
        """Make a call; raises Trouble where it is to fail."""
        count = self.count()
        if count == 0:
            time.sleep(SLOWNESS)
        if count is not None and count % 6 == 2:
            raise Trouble("failed before")
        answer = call(*arguments)
        if count is not None and count % 6 == 5:
            raise Trouble("failed after")
        return answer

    def count(self):
        """Count a call; None where all of them are to succeed."""
        with self.lock:
            if not self.file.exists():
                return None
            count = int(self.file.read_text() or 0)
            self.file.write_text(str(count + 1))
            return count


def serve(folder, address, machine, stop):
    """Write the address, then wait until this process is told to end; call `stop` then."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    part = Path(folder) / "address.part"
    part.write_text(address)
    part.rename(Path(folder) / "address")
    ended.wait()
    stop()
    machine.stop()


@contextlib.contextmanager
def running(double, folder, haste=1):
    """Run a double of this folder, whose time limits run `haste` times as fast; give its address."""
    command = [sys.executable, Path(__file__).with_name(double), folder]
    environment = {**os.environ, "FARM_DOUBLE_HASTE": str(haste)}
    with subprocess.Popen(command, env=environment) as process:
        address = Path(folder) / "address"
        while not address.exists():
            assert process.poll() is None, f"{double} has ended"
            time.sleep(0.05)
        yield address.read_text()
        process.terminate()
