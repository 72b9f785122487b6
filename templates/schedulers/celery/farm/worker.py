"""What the workers of Celery load: `celery --app worker worker`, with this folder on PYTHONPATH.

The scheduler sends messages for the task below, by its name. It needs nothing of Houdini.
"""

import subprocess
import time
from pathlib import Path

from celery import Celery
from celery.exceptions import Ignore
from watched_jobs import WatchedJobs

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

# Seconds between two signs of life of a job.
BEAT = 2.0
jobs = WatchedJobs()


@app.task(bind=True, name="pdg.run_script")
def run_script(self, script):
    """Run a script; return its exit code, and the seconds it took."""
    try:
        Path(f"{script}.{self.request.id}").touch(exist_ok=False)
    except FileExistsError:
        raise Ignore from None
    started = time.monotonic()
    with jobs.run(script) as process:
        while True:
            try:
                self.update_state(state="STARTED", meta={"beat": time.time()})
            except Exception:
                # The broker is away. The job goes on.
                pass
            try:
                process.wait(BEAT)
                return jobs.facts(process, started)
            except subprocess.TimeoutExpired:
                pass
