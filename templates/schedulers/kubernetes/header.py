import json
import os
import secrets
from urllib.parse import quote

# Runs in the Python that has kubernetes.
KUBERNETES_PROGRAM = """
import re
from concurrent.futures import ThreadPoolExecutor

from kubernetes import client, config
from kubernetes.client.rest import ApiException

settings = json.loads(sys.argv[1])
if settings["config"] or not os.environ.get("KUBERNETES_SERVICE_HOST"):
    config.load_kube_config(settings["config"] or None, settings["context"] or None)
else:
    config.load_incluster_config()
namespace = settings["namespace"]
# Marks the jobs of this cook.
labels = {"pdg-cook": settings["token"]}
api = client.ApiClient()
jobs_of = client.BatchV1Api(api)
# Names of jobs that are known to have been created: when a batch is submitted again, it goes on
# where it failed.
created = set()
# Creations that are under way at a time: a server gives each user some dozens of places.
AT_ONCE = 8
# What a server answers to what it will never take.
REFUSED = (400, 401, 403, 404, 422)
# Seconds to connect, and to answer.
TIMES = (10, 30)
# Seconds for which the record of a job stays after its end.
KEEP = 24 * 3600
# Seconds a job has to end by itself.
GRACE = 5


def job_name(name):
    # Lower case, letters, digits and "-", 63 at most.
    plain = re.sub("[^a-z0-9-]", "-", name.lower())
    return "pdg-" + plain[-58:].strip("-")


def manifest(job, script, wanted):
    resources = {"cpu": str(wanted["cpus"])}
    if wanted["memory"]:
        resources["memory"] = str(wanted["memory"]) + "Mi"
    container = {
        "name": "job",
        "image": wanted["image"],
        "command": ["/bin/sh", script],
        "resources": {"requests": resources},
    }
    pod = {"restartPolicy": "Never", "containers": [container]}
    pod["terminationGracePeriodSeconds"] = GRACE
    if wanted["claim"]:
        place = {"persistentVolumeClaim": {"claimName": wanted["claim"]}}
        pod["volumes"] = [{"name": "shared", **place}]
        container["volumeMounts"] = [{"name": "shared", "mountPath": wanted["mount"]}]
    if wanted["priority"]:
        pod["priorityClassName"] = wanted["priority"]
    if wanted["nodes"]:
        pod["nodeSelector"] = wanted["nodes"]
    if wanted["user"]:
        user, group = map(int, wanted["user"].split(":"))
        pod["securityContext"] = {"runAsUser": user, "runAsGroup": group}
    if wanted["seconds"]:
        # Of the pod: that of a job counts the time for which it waits for a node too.
        pod["activeDeadlineSeconds"] = wanted["seconds"]
    template = {"metadata": {"labels": labels}, "spec": pod}
    # It is the scheduler that tries again: it knows which exit codes are worth it.
    spec = {"backoffLimit": 0, "ttlSecondsAfterFinished": KEEP, "template": template}
    head = {"apiVersion": "batch/v1", "kind": "Job"}
    return {**head, "metadata": {"name": job, "labels": labels}, "spec": spec}


def reason(error):
    try:
        return json.loads(error.body)["message"]
    except (TypeError, ValueError, KeyError):
        return str(error.status) + " " + str(error.reason)


def is_refusal(error):
    return isinstance(error, ApiException) and error.status in REFUSED


def submit(name, jobs, scripts, wanted, keep):
    made = [job_name(job) for job in jobs]
    troubles = {}

    def create(job, script):
        # After a trouble none begins: all would wait for a server that does not answer.
        if job in created or troubles:
            return
        try:
            body = manifest(job, script, wanted)
            jobs_of.create_namespaced_job(namespace, body, _request_timeout=TIMES)
        except Exception as error:
            # It may be there: the answer to the call before was lost.
            if getattr(error, "status", None) != 409:
                troubles[job] = error
                return
        created.add(job)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(create, made, scripts))
    refused = {job: error for job, error in troubles.items() if is_refusal(error)}
    for error in refused.values():
        # The items of the whole batch fail. What had no answer may be there too.
        begun = [job for job in made if job in created or job in troubles and job not in refused]
        created.difference_update(begun)
        end(begun)
        raise Refused(reason(error))
    for error in troubles.values():
        raise error
    return made


def state_of_pod(pod):
    statuses = pod.status.container_statuses or []
    state = statuses[0].state if statuses else None
    if pod.status.phase not in ("Pending", None):
        # One that has ended too: its job knows how, a moment later.
        return {"state": "running"}
    if state is not None and state.waiting is not None:
        # Such as an image that cannot be had; it is tried for ever.
        stuck = state.waiting.reason not in ("ContainerCreating", "PodInitializing", None)
        return {"state": "waiting", "reason": state.waiting.reason or "", "held": stuck}
    return {"state": "waiting", "reason": ""}


def look(jobs):
    # A call for all jobs of the cook, and one for their pods.
    selector = "pdg-cook=" + settings["token"]
    keys = {"label_selector": selector, "_request_timeout": TIMES}
    listed = jobs_of.list_namespaced_job(namespace, **keys).items
    pods = {}
    # Its module takes as long to load as the rest, so not before the first jobs were created.
    for pod in client.CoreV1Api(api).list_namespaced_pod(namespace, **keys).items:
        pods[pod.metadata.labels.get("job-name", "")] = pod
    found = {}
    for job in listed:
        name = job.metadata.name
        if job.metadata.deletion_timestamp is not None:
            continue
        ends = [one for one in job.status.conditions or () if one.status == "True"]
        kinds = {one.type for one in ends}
        if "Complete" in kinds:
            times = (job.status.start_time, job.status.completion_time)
            seconds = (times[1] - times[0]).total_seconds() if all(times) else 0.0
            found[name] = {"state": "succeeded", "code": 0, "seconds": seconds}
        elif "Failed" in kinds:
            found[name] = failure(pods.get(name))
        elif name in pods:
            found[name] = state_of_pod(pods[name])
        else:
            found[name] = {"state": "waiting", "held": bool(job.spec.suspend), "reason": ""}
            if job.spec.suspend:
                found[name]["reason"] = "it is suspended"
    return found


def failure(pod):
    facts = {"state": "failed"}
    if pod is None:
        # What the job has left tells more.
        return facts
    if pod.status.reason == "DeadlineExceeded":
        return {**facts, "reason": "it ran longer than its time limit"}
    # Its node went, or a pod that matters more came.
    broken = [one.type for one in pod.status.conditions or () if one.status == "True"]
    if "DisruptionTarget" in broken or pod.status.reason in ("Evicted", "NodeLost", "Shutdown"):
        return {**facts, "reason": pod.status.reason or "its pod was evicted", "lost": True}
    statuses = pod.status.container_statuses or []
    ended = statuses[0].state.terminated if statuses else None
    if ended is not None:
        facts["code"] = ended.exit_code
        known = ended.reason if ended.reason not in ("Error", None) else ""
        facts["reason"] = known or "exit code " + str(ended.exit_code)
    return facts


def end(jobs):
    trouble = None
    # Those that wait first, or they begin when others have ended.
    for job in reversed(jobs):
        try:
            jobs_of.delete_namespaced_job(
                job, namespace, propagation_policy="Background", _request_timeout=TIMES
            )
        except ApiException as error:
            if error.status != 404:
                trouble = error
    if trouble is not None:
        raise trouble


# A job that is there already is left alone: what is not sure to have arrived is submitted again.
serve({"submit": submit, "find": submit, "look": look, "end": end})
"""


def node_labels(text: str) -> dict[str, str]:
    """Give the labels of `disk=ssd zone=a`; raises ValueError where it is not that."""
    labels = {}
    for word in text.split():
        name, equals, value = word.partition("=")
        if not name or not equals:
            raise ValueError(f"Nodes: {word!r} is not LABEL=VALUE")
        labels[name] = value
    return labels


def this_user() -> str:
    """Give the numbers of the artist as USER:GROUP; "" where a machine has none."""
    if not hasattr(os, "getuid"):
        return ""
    return f"{os.getuid()}:{os.getgid()}"
