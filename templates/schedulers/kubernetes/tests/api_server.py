"""A double of Kubernetes' API server, for tests: jobs of batch/v1 run as processes of this machine.

It is no Kubernetes. It knows jobs and the pods they make: create, list by one label, delete. It has no
images, volumes, resources, priorities, nodes, users, quotas, watches, resource versions or evictions,
no suspended job that goes on, keeps nothing over a restart, and checks of a manifest only its image.
`python api_server.py FOLDER` writes FOLDER/config for clients, and its path to FOLDER/address.
"""

import json
import sys
import threading
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from farm_double import Faults, Machine, Trouble, serve

LAG = 0.3  # seconds until the controller of jobs has seen the end of a pod


def written(seconds):
    """Give a time as Kubernetes writes it."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Cluster:
    """Manifests by the name of their job; each job has one pod, which is a process."""

    def __init__(self):
        self.machine = Machine()
        self.jobs = {}

    def create(self, manifest):
        name, spec = manifest["metadata"]["name"], manifest["spec"]
        container = spec["template"]["spec"]["containers"][0]
        if name in self.jobs:
            return 409, failure(409, f'jobs.batch "{name}" already exists')
        image = container.get("image")
        if not image or " " in image:
            return 422, failure(422, f"Job {name!r} is invalid: image: Invalid value")
        process = self.machine.add(
            container["command"],
            seconds=spec["template"]["spec"].get("activeDeadlineSeconds", 0),
            held=spec.get("suspend", False),
        )
        self.jobs[name] = (manifest, process)
        return 201, told_job(manifest, process)

    def delete(self, name):
        if name not in self.jobs:
            return 404, failure(404, f'jobs.batch "{name}" not found')
        self.machine.cancel(self.jobs.pop(name)[1])
        return 200, {"kind": "Status", "status": "Success"}

    def listed(self, tell, selector):
        label, _, value = selector.partition("=")
        found = [
            tell(manifest, process)
            for manifest, process in self.jobs.values()
            if manifest["metadata"]["labels"].get(label) == value
        ]
        return {"items": [one for one in found if one]}


def told_job(manifest, process):
    """Give a job with its status."""
    status = {"startTime": written(process.started)} if process.started else {}
    is_seen = process.state == "ended" and time.time() - process.ended > LAG
    if process.state == "running" or (process.state == "ended" and not is_seen):
        status["active"] = 1
    elif process.state == "ended" and process.code == 0:
        status["completionTime"] = written(process.ended)
        status["conditions"] = [{"type": "Complete", "status": "True"}]
    elif process.state == "ended":
        ended = {"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded"}
        status["conditions"] = [ended]
    return {**manifest, "status": status}


def told_pod(manifest, process):
    """Give the pod of a job; None while there is none."""
    if not process.started:
        return None
    name, template = manifest["metadata"]["name"], manifest["spec"]["template"]
    status = {"phase": "Running"}
    if process.state == "ended":
        ended = {"exitCode": process.code, "reason": "Error" if process.code else "Completed"}
        container = {"name": "job", "image": "", "imageID": "", "ready": False}
        container |= {"restartCount": 0, "state": {"terminated": ended}}
        status = {"phase": "Failed" if process.code else "Succeeded"}
        status["containerStatuses"] = [container]
        if process.is_late:
            status["reason"] = "DeadlineExceeded"
    labels = {**template["metadata"]["labels"], "job-name": name}
    return {
        "metadata": {"name": f"{name}-0", "labels": labels},
        "spec": template["spec"],
        "status": status,
    }


def failure(code, message):
    return {"kind": "Status", "status": "Failure", "code": code, "message": message}


class Server(ThreadingHTTPServer):
    """Takes calls, several at a time."""

    # A connection that finds no place here is tried again after a second.
    request_queue_size = 64


class Handler(BaseHTTPRequestHandler):
    """One call."""

    protocol_version = "HTTP/1.1"
    # Else a body waits 40 ms for the client to acknowledge its head.
    disable_nagle_algorithm = True

    def handle_call(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        try:
            self.answer(*self.server.faults.answer(self.done, body))
        except Trouble as trouble:
            self.answer(500, failure(500, str(trouble)))

    do_GET = do_POST = do_DELETE = handle_call

    def done(self, body):
        """Do what is asked; give code and body of the answer."""
        address = urlsplit(self.path)
        name = address.path.strip("/").split("/")[-1]
        selector = parse_qs(address.query).get("labelSelector", [""])[0]
        cluster = self.server.cluster
        with cluster.machine.lock:
            if self.command == "POST":
                return cluster.create(body)
            if self.command == "DELETE":
                return cluster.delete(name)
            if name in ("jobs", "pods"):
                tell = told_job if name == "jobs" else told_pod
                return 200, cluster.listed(tell, selector)
        return 404, failure(404, f"the server could not find {address.path}")

    def answer(self, code, body):
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


def main(folder):
    """Serve until the process is ended."""
    server = Server(("127.0.0.1", 0), Handler)
    server.cluster = Cluster()
    server.faults = Faults(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_address[1]}"
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "test", "cluster": {"server": host}}],
        "users": [{"name": "test", "user": {}}],
        "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}],
        "current-context": "test",
    }
    place = folder / "config"
    place.write_text(json.dumps(config))
    serve(folder, str(place), server.cluster.machine, server.shutdown)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
