"""What the workers of Celery load: `celery --app worker worker`, with this folder on PYTHONPATH.

The scheduler sends messages for the task below, by its name. It needs nothing of Houdini.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from celery import Celery
from celery.exceptions import Ignore

# Broker and results are given on the command line: --broker and --result-backend.
app = Celery("pdg")
app.conf.update(
    broker_connection_retry_on_startup=True,
    # The message of a job stays until the job has ended, so that none is lost with a worker. One
    # that comes a second time is left alone.
    task_acks_late=True,
    broker_transport_options={"visibility_timeout": 300},
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=False,
)

# What a job has of its worker; all else it sets itself.
KEPT = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TMPDIR")
# Seconds between two signs of life of a job.
BEAT = 2.0
# Runs beside each process that runs jobs, and outlives it for a moment. It is told of a job when that
# begins, and when it has ended.
WATCHER = """
import os
import signal
import sys

alive = set()
for line in sys.stdin:
    sign, pid = line[0], int(line[1:])
    (alive.add if sign == "+" else alive.discard)(pid)
for pid in alive:
    try:
        os.killpg(pid, signal.SIGTERM)
    except OSError:
        pass
"""


class Watcher:
    """Has a job end with this process, whoever kills it."""

    def __init__(self):
        self._process = None

    def tell(self, sign, pid):
        """Say that a job has begun, "+", or ended, "-"; one begins without a watcher, too."""
        with contextlib.suppress(OSError):
            try:
                self._process.stdin.write(b"%s%d\n" % (sign, pid))
            except (AttributeError, OSError):
                # There is none yet, or somebody has ended it.
                self._start()
                self._process.stdin.write(b"%s%d\n" % (sign, pid))

    def _start(self):
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", WATCHER],
            stdin=subprocess.PIPE,
            bufsize=0,
            # Who ends this process by its group must not end the watcher.
            start_new_session=True,
        )


watcher = Watcher()


@app.task(bind=True, name="pdg.run_script")
def run_script(self, script):
    """Run a script; return its exit code, and the seconds it took."""
    try:
        Path(f"{script}.{self.request.id}").touch(exist_ok=False)
    except FileExistsError:
        raise Ignore from None
    started = time.monotonic()
    process = subprocess.Popen(
        ["/bin/sh", script],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in KEPT if name in os.environ},
        start_new_session=True,
    )
    watcher.tell(b"+", process.pid)
    try:
        while True:
            try:
                self.update_state(state="STARTED", meta={"beat": time.time()})
            except Exception:
                # The broker is away. The job goes on.
                pass
            try:
                process.wait(BEAT)
                break
            except subprocess.TimeoutExpired:
                pass
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        watcher.tell(b"-", process.pid)
    code = process.returncode
    return {"code": 128 - code if code < 0 else code, "seconds": time.monotonic() - started}
