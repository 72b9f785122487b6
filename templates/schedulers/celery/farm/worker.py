"""What the workers of Celery load: `celery --app worker worker`, with this folder on PYTHONPATH.

The scheduler sends messages for the task below, by its name. It needs nothing of Houdini.
"""

import os
import shutil
import signal
import subprocess
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


@app.task(bind=True, name="pdg.run_script")
def run_script(self, script):
    """Run a script; return its exit code, and the seconds it took."""
    try:
        Path(f"{script}.{self.request.id}").touch(exist_ok=False)
    except FileExistsError:
        raise Ignore from None
    # With this process its job ends, whoever kills it.
    guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    started = time.monotonic()
    process = subprocess.Popen(
        [*guard, "/bin/sh", script],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in KEPT if name in os.environ},
        start_new_session=True,
    )
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
    code = process.returncode
    return {"code": 128 - code if code < 0 else code, "seconds": time.monotonic() - started}
