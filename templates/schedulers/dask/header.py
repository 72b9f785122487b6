import json
from urllib.parse import quote

# Runs in the Python that has distributed.
DASK_PROGRAM = (
    f"WATCHED_JOBS = {WATCHED_JOBS!r}"
    + """
from distributed import Client, fire_and_forget, get_worker

address = json.loads(sys.argv[1])["address"]
clients = []
futures = {}


# The next three run in workers, which get them by value.


def run_job(script, job, seconds):
    known = get_worker().__dict__
    if "pdg_jobs" not in known:
        # Dask would unpack the class anew for each job, where a text costs nothing.
        module = {}
        exec(WATCHED_JOBS, module)
        known.setdefault("pdg_jobs", module["WatchedJobs"]())
    jobs = known["pdg_jobs"]
    processes = known.setdefault("pdg_processes", {})
    ended = known.setdefault("pdg_ended", set())
    with jobs.run(script) as process:
        processes[job] = process.pid
        try:
            if job in ended:
                jobs.end(process.pid)
            return jobs.wait(process, seconds)
        finally:
            del processes[job]


def running_jobs(dask_worker):
    return list(dask_worker.__dict__.get("pdg_processes", ()))


def end_jobs(jobs, dask_worker):
    # Some may be on their way to the worker.
    dask_worker.__dict__.setdefault("pdg_ended", set()).update(jobs)
    processes = dask_worker.__dict__.get("pdg_processes", {})
    for job in jobs:
        if job in processes:
            dask_worker.pdg_jobs.end(processes[job])


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
)
