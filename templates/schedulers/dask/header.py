import json
from urllib.parse import quote

# Runs in the Python that has distributed.
DASK_PROGRAM = """
from distributed import Client, fire_and_forget

address = json.loads(sys.argv[1])["address"]
clients = []
futures = {}


# With a worker its jobs end, which Dask begins again elsewhere. This runs beside each worker, is told
# of every job when it begins and when it has ended, and outlives the worker for a moment.
WATCHER = '''
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
'''


# The next four run in workers, which get them by value.


def tell_watcher(worker, line):
    import contextlib
    import subprocess
    import sys
    import threading

    known = worker.__dict__
    # A job begins and ends without one, too.
    with known.setdefault("pdg_lock", threading.Lock()), contextlib.suppress(OSError):
        try:
            known["pdg_watcher"].stdin.write(line.encode())
        except (KeyError, OSError):
            # There is none yet, or somebody has ended it.
            known["pdg_watcher"] = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", WATCHER],
                stdin=subprocess.PIPE,
                bufsize=0,
                # Who ends the worker by its group must not end this.
                start_new_session=True,
            )
            lines = ["+%d\\n" % pid for pid in list(known["pdg_processes"].values())]
            known["pdg_watcher"].stdin.write("".join(lines).encode())


def run_job(script, job, seconds):
    import os
    import signal
    import subprocess
    import time

    from distributed import get_worker

    worker = get_worker()
    processes = worker.__dict__.setdefault("pdg_processes", {})
    ended = worker.__dict__.setdefault("pdg_ended", set())
    kept = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TMPDIR")
    started = time.monotonic()
    process = subprocess.Popen(
        ["/bin/sh", script],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in kept if name in os.environ},
        start_new_session=True,
    )
    processes[job] = process.pid
    try:
        tell_watcher(worker, "+%d\\n" % process.pid)
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
        tell_watcher(worker, "-%d\\n" % process.pid)
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
