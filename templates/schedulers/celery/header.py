import json
from urllib.parse import quote

# Runs in the Python that has celery. What it sends is for the task of farm/worker.py.
CELERY_PROGRAM = """
import time

from celery import Celery

settings = json.loads(sys.argv[1])
app = Celery("pdg", broker=settings["broker"], backend=settings["backend"])
app.conf.update(broker_transport_options={"max_retries": 1}, broker_connection_timeout=5)
app.conf.update(result_backend_transport_options={"retry_policy": {"timeout": 5.0}})
app.conf.update(redis_socket_timeout=10, redis_socket_connect_timeout=5)
queues = set()
ended = set()
beats = {}

# With these a worker could not store a result: the job has left its exit code all the same.
UNTOLD = ("ConnectionError", "TimeoutError", "BackendStoreError", "OperationalError")
# Seconds for which a job may give no sign of life; farm/worker.py gives one every 2.
SILENCE = 30.0


def submit(name, jobs, scripts, wanted, keep):
    queues.add(wanted["queue"])
    with app.producer_pool.acquire(block=True, timeout=10) as producer:
        for job, script in zip(jobs, scripts):
            app.send_task(
                "pdg.run_script",
                args=[script],
                task_id=job,
                queue=wanted["queue"],
                priority=wanted["priority"],
                time_limit=wanted["seconds"] or None,
                producer=producer,
                retry=False,
            )
    return jobs


def messages():
    # Ids of the messages that the broker has, waiting or at a worker; None where it cannot say.
    with app.connection_for_read() as connection:
        if connection.transport.driver_type != "redis":
            return None
        channel = connection.default_channel
        names = [channel._q_for_pri(one, step) for one in queues for step in channel.priority_steps]
        found = [text for name in names for text in channel.client.lrange(name, 0, -1)]
        held = channel.client.hvals(channel.unacked_key)
    bodies = [json.loads(text) for text in found] + [json.loads(text)[0] for text in held]
    return {body["headers"]["id"] for body in bodies}


def results(jobs):
    backend = app.backend
    if not hasattr(backend, "mget"):
        return {job: backend.get_task_meta(job, cache=False) for job in jobs}
    texts = backend.mget([backend.get_key_for_task(job) for job in jobs])
    return {job: backend.decode_result(text) for job, text in zip(jobs, texts) if text}


def look(jobs):
    # In this order: a message is there until there is a result.
    known = messages()
    facts = results(jobs)
    found = {}
    for job in jobs:
        fact = facts.get(job) or {"status": "PENDING", "result": None}
        status, result = fact["status"], fact["result"]
        if status == "SUCCESS":
            state = "failed" if result["code"] else "succeeded"
            found[job] = {"state": state, **result}
        elif status == "FAILURE":
            name = result.get("exc_type", "") if isinstance(result, dict) else type(result).__name__
            if name in UNTOLD:
                continue
            told = result.get("exc_message", "") if isinstance(result, dict) else str(result)
            told = " ".join(map(str, told)) if isinstance(told, (list, tuple)) else str(told)
            reason = name + ": " + told
            if name == "TimeLimitExceeded":
                reason = "it ran longer than its time limit"
            found[job] = {"state": "failed", "reason": reason, "lost": name == "WorkerLostError"}
        elif status == "REVOKED":
            found[job] = {"state": "cancelled", "reason": "its task was revoked"}
        elif status == "STARTED":
            beat = str(result)
            if beats.get(job, ("", 0))[0] != beat:
                beats[job] = (beat, time.monotonic())
            found[job] = {"state": "running"}
            if time.monotonic() - beats[job][1] > SILENCE:
                reason = "its worker gives no sign of life"
                found[job] = {"state": "failed", "reason": reason, "lost": True}
        elif job not in ended and (known is None or job in known):
            found[job] = {"state": "waiting"}
    return found


def end(jobs):
    app.control.revoke(jobs, terminate=True, signal="SIGTERM")
    # A worker throws a message away when it gets it; nothing is left to wait for.
    ended.update(jobs)


# Each message is known by its id, and run once: what is not sure to have arrived is sent again.
serve({"submit": submit, "find": submit, "look": look, "end": end})
"""
