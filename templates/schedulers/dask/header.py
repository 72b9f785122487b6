import json
import secrets
from collections.abc import Sequence
from urllib.parse import quote

# Runs in the Python that has distributed.
DASK_PROGRAM = """
from distributed import Client, fire_and_forget

address = json.loads(sys.argv[1])["address"]
clients = []
futures = {}


# The next three run in workers, which get them by value.


def run_job(script, job, seconds):
    import os
    import shutil
    import signal
    import subprocess
    import time

    from distributed import get_worker

    worker = get_worker()
    processes = worker.__dict__.setdefault("pdg_processes", {})
    ended = worker.__dict__.setdefault("pdg_ended", set())
    kept = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TMPDIR")
    # With the worker its jobs end, which Dask begins again elsewhere.
    guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    started = time.monotonic()
    process = subprocess.Popen(
        [*guard, "/bin/sh", script],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in kept if name in os.environ},
        start_new_session=True,
    )
    processes[job] = process.pid
    try:
        if job in ended:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(seconds or None)
        reason = ""
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        reason = "it ran longer than its time limit"
    finally:
        del processes[job]
    code = process.returncode
    code = 128 - code if code < 0 else code
    return {"code": code, "seconds": time.monotonic() - started, "reason": reason}


def running_jobs(dask_worker):
    return list(dask_worker.__dict__.get("pdg_processes", ()))


def end_jobs(jobs, dask_worker):
    import os
    import signal

    # Some may be on their way to the worker.
    dask_worker.__dict__.setdefault("pdg_ended", set()).update(jobs)
    processes = dask_worker.__dict__.get("pdg_processes", {})
    for job in jobs:
        if job in processes:
            try:
                os.killpg(processes[job], signal.SIGTERM)
            except ProcessLookupError:
                pass


def client():
    if clients and clients[-1].status not in ("running", "connecting"):
        clients.pop().close(timeout=1)
        futures.clear()
    if not clients:
        clients.append(Client(address, name="pdg", timeout=10, set_as_default=False))
    return clients[-1]


def running():
    answers = client().run(running_jobs, on_error="ignore")
    return {job for jobs in answers.values() for job in jobs or ()}


def submit(jobs, scripts, wanted, keep):
    for job, script in zip(jobs, scripts):
        future = client().submit(
            run_job,
            script,
            job,
            wanted["seconds"],
            key=job,
            pure=False,
            resources=wanted["resources"] or None,
            workers=wanted["workers"] or None,
            priority=wanted["priority"],
        )
        futures[job] = future
        if keep:
            fire_and_forget(future)


def find(jobs):
    known = client().run_on_scheduler(
        lambda jobs, dask_scheduler: [job for job in jobs if job in dask_scheduler.tasks], jobs
    )
    return all(job in futures for job in known) and len(known) == len(jobs)


def look(jobs):
    busy = running()
    found = {}
    for job in jobs:
        status = futures[job].status if job in futures else "lost"
        if job in busy:
            found[job] = {"state": "running"}
        elif status == "pending":
            found[job] = {"state": "waiting"}
        elif status == "finished":
            result = futures[job].result(timeout=10)
            state = "failed" if result["code"] else "succeeded"
            found[job] = {"state": state, **result}
        elif status == "error":
            error = futures[job].exception(timeout=10)
            name = type(error).__name__
            lost = name in ("KilledWorker", "CommClosedError", "NoValidWorkerError")
            reason = name + ": " + str(error)
            found[job] = {"state": "failed", "reason": reason, "lost": lost}
    for job in [job for job in futures if job not in jobs and futures[job].done()]:
        del futures[job]
    return found


def end(jobs):
    known = [futures[job] for job in jobs if job in futures]
    client().cancel(known, force=True)
    client().run(end_jobs, jobs, on_error="ignore")


serve({"submit": submit, "find": find, "look": look, "end": end})
"""


class DaskClient(FarmClient):
    """The calls of Dask, made by a program in a Python that has it; a job is the key of a task."""

    def __init__(self, python: str, address: str) -> None:
        self._python = ForeignPython(python, DASK_PROGRAM, {"address": address})

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Submit `tasks` as "name-0" and so on."""
        jobs = [f"{name}-{number}" for number in range(len(tasks))]
        scripts = [task.farm_script for task in tasks]
        wanted = json.loads(tasks[0].options[0])
        self._python.ask("submit", jobs=jobs, scripts=scripts, wanted=wanted, keep=False)
        return jobs

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Submit a script that goes on when this session ends."""
        wanted = json.loads(options[0])
        self._python.ask("submit", jobs=[name], scripts=[script], wanted=wanted, keep=True)
        return name

    def find(self, name: str, count: int) -> list[str]:
        """Return the tasks of a batch."""
        jobs = [f"{name}-{number}" for number in range(count)]
        return jobs if self._python.ask("find", jobs=jobs) else []

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask workers what they run, and the scheduler for the rest."""
        found = self._python.ask("look", jobs=list(jobs))
        return {job: job_report(facts) for job, facts in found.items()}

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return nothing: Dask keeps none."""
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        """Cancel tasks, and end the processes of those that run."""
        self._python.ask("end", jobs=list(jobs))

    def close(self) -> None:
        """End the program; tasks that nobody waits for any more are forgotten."""
        self._python.close()


def job_report(facts: Mapping[str, Any]) -> JobReport:
    """Give what the program says of a job."""
    code = facts.get("code")
    reason = str(facts.get("reason") or (f"exit code {code}" if code else ""))
    return JobReport(
        facts["state"],
        reason,
        exit_code=code,
        is_rescue=bool(facts.get("lost")),
        seconds=float(facts.get("seconds", 0.0)),
    )


def worker_resources(text: str) -> dict[str, float]:
    """Give the resources of `GPU=1 MEMORY=2e9`; raises ValueError where it is not that."""
    resources = {}
    for word in text.split():
        name, _, amount = word.partition("=")
        try:
            resources[name] = float(amount)
        except ValueError:
            raise ValueError(f"Resources: {word!r} is not NAME=NUMBER") from None
    return resources
