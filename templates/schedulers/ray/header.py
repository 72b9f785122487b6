import json
from urllib.parse import quote

# Runs in the Python that has ray.
RAY_PROGRAM = (
    WATCHED_JOBS
    + """
import ray
from ray.exceptions import GetTimeoutError, RayError, RayTaskError, TaskCancelledError

settings = json.loads(sys.argv[1])
ray.init(settings["address"], log_to_driver=False, logging_level="ERROR", namespace="pdg")
# Name of a job -> what Ray will give for it.
sent = {}
# Those that have begun, and seconds for which the board may not tell of more.
begun = set()
SILENCE = 40


# The next three run in workers, which get them by value.


def run_script(script, job, seconds, board):
    # Each worker has globals of its own.
    jobs = globals().setdefault("watched_jobs", WatchedJobs())
    # A graph that cooks here asks the cluster for jobs, with what its node has to log in by.
    more = [name for name in os.environ if board is None and name.startswith("RAY_AUTH_")]
    with jobs.run(script, *more) as process:
        if board is not None:
            board.begin.remote(job)
        return jobs.wait(process, seconds)


class Board:
    def __init__(self):
        self.begun = set()

    def begin(self, job):
        self.begun.add(job)

    def running(self, jobs):
        # The others have ended.
        self.begun &= set(jobs)
        return list(self.begun)


class Runner:
    # Goes on when the session that made it has ended.
    def __init__(self, script, job, seconds):
        threading.Thread(target=self.run, args=(script, job, seconds)).start()

    def run(self, *arguments):
        run_script(*arguments, None)
        os._exit(0)

    def ready(self):
        return True


# One that is lost with its node begins again on another.
board = ray.remote(Board).options(num_cpus=0, max_restarts=-1, max_task_retries=-1).remote()


def submit(name, jobs, scripts, wanted, keep):
    seconds = wanted.pop("seconds")
    for job, script in zip(jobs, scripts):
        if keep:
            known = {"name": job, "lifetime": "detached", **wanted}
            runner = ray.remote(Runner).options(**known).remote(script, job, seconds)
            # Where the cluster is full it has arrived, too, and begins later.
            with contextlib.suppress(GetTimeoutError):
                ray.get(runner.ready.remote(), timeout=10)
        else:
            # What ends with its worker is begun again.
            task = ray.remote(run_script).options(name=job, max_retries=3, **wanted)
            sent[job] = task.remote(script, job, seconds, board)
    return jobs


def find(name, jobs, scripts, wanted, keep):
    # With this program all it has submitted ends.
    return jobs if all(job in sent for job in jobs) else []


def look(jobs):
    for job in set(sent) - set(jobs):
        del sent[job]
    known = {job: sent[job] for job in jobs if job in sent}
    if not known:
        return {}
    ready, _ = ray.wait(list(known.values()), num_returns=len(known), timeout=0)
    ended = set(ready)
    begun.update(news_of(jobs))
    begun.intersection_update(jobs)
    found = {}
    for job, reference in known.items():
        if reference in ended:
            found[job] = result(reference)
        else:
            found[job] = {"state": "running" if job in begun else "waiting"}
    return found


def news_of(jobs):
    try:
        return ray.get(board.running.remote(jobs), timeout=SILENCE)
    except Exception as error:
        # A driver whose cluster is gone goes on waiting when there is one again. The next finds
        # that, or fails.
        print("Ray does not answer:", error, file=sys.stderr)
        os._exit(1)


def result(reference):
    try:
        facts = ray.get(reference, timeout=30)
    except TaskCancelledError:
        return {"state": "cancelled", "reason": "its task was cancelled"}
    except RayError as error:
        name = type(error).__name__
        text = (str(error).strip().splitlines() or [""])[0]
        # An error of the task itself comes again; else a worker or a node is to blame.
        lost = not isinstance(error, RayTaskError)
        return {"state": "failed", "reason": name + ": " + text, "lost": lost}
    return {"state": "failed" if facts["code"] else "succeeded", **facts}


def end(jobs):
    for job in jobs:
        if job in sent:
            ray.cancel(sent[job], force=True)


serve({"submit": submit, "find": find, "look": look, "end": end})
"""
)
