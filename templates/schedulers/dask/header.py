import json
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


def submit(name, jobs, scripts, wanted, keep):
    sent = client().map(
        run_job,
        scripts,
        jobs,
        [wanted["seconds"]] * len(jobs),
        key=jobs,
        pure=False,
        resources=wanted["resources"] or None,
        workers=wanted["workers"] or None,
        priority=wanted["priority"],
    )
    futures.update(zip(jobs, sent))
    if keep:
        fire_and_forget(sent)
    return jobs


def find(name, jobs, scripts, wanted, keep):
    known = client().run_on_scheduler(
        lambda jobs, dask_scheduler: [job for job in jobs if job in dask_scheduler.tasks], jobs
    )
    return jobs if all(job in futures for job in known) and len(known) == len(jobs) else []


def results(jobs):
    # One call for all; what has gone with its worker since is begun again, and not waited for.
    known = {job: futures[job] for job in jobs}
    return client().sync(client().gather, known, errors="skip", callback_timeout=10)


def look(jobs):
    busy = running()
    told = {job: futures[job].status if job in futures else "lost" for job in jobs}
    told.update(dict.fromkeys(busy & set(told), "busy"))
    ended = results([job for job in jobs if told[job] == "finished"])
    found = {}
    for job, status in told.items():
        if status == "busy":
            found[job] = {"state": "running"}
        elif status == "pending":
            found[job] = {"state": "waiting"}
        elif ended.get(job):
            state = "failed" if ended[job]["code"] else "succeeded"
            found[job] = {"state": state, **ended[job]}
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
