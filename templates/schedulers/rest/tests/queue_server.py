"""A queue for tests: speaks as farm/openapi.json says, and runs jobs as processes of this machine.

It is no farm. It has one machine and no pools, takes no notice of CPUs, memory and priority, keeps
nothing over a restart, and knows no users: any token will do. `python queue_server.py FOLDER` writes
its address to FOLDER/address and what it was asked to FOLDER/asked, a line of JSON for each call.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from farm_double import Faults, Machine, Trouble, serve


class Queue:
    """Jobs, by their id, and batches of them."""

    def __init__(self):
        self.machine = Machine()
        self.jobs = {}
        self.batches = {}

    def submit(self, batch, jobs):
        with self.machine.lock:
            if batch not in self.batches:
                made = [f"job{len(self.jobs) + number}" for number in range(len(jobs))]
                self.batches[batch] = made
                for job, wanted in zip(made, jobs):
                    seconds = wanted.get("timeLimit") or 0
                    self.jobs[job] = self.machine.add(wanted["command"], seconds=seconds)
        return self.of_batch(batch)

    def of_batch(self, batch):
        return self.told(self.batches.get(batch, ()))

    def told(self, ids):
        with self.machine.lock:
            return [{"id": job, **facts(self.jobs[job])} for job in ids if job in self.jobs]

    def cancel(self, ids):
        for job in ids:
            if job in self.jobs:
                self.machine.cancel(self.jobs[job])


def facts(job):
    """Give what the queue says of a job."""
    state = {"waiting": "queued", "running": "running"}.get(job.state)
    state = state or ("failed" if job.code else "succeeded")
    if job.state == "ended" and job.is_cancelled:
        state = "cancelled"
    reason = "it ran longer than its time limit" if job.is_late else None
    seconds = job.ended - job.started if job.state == "ended" and job.started else None
    return {"state": state, "exitCode": job.code, "reason": reason, "seconds": seconds}


class Handler(BaseHTTPRequestHandler):
    """One call."""

    protocol_version = "HTTP/1.1"
    # Else a body waits 40 ms for the client to acknowledge its head.
    disable_nagle_algorithm = True

    def do_GET(self):
        self.respond()

    def do_POST(self):
        self.respond()

    def respond(self):
        """Do what is asked, unless there is to be trouble."""
        length = int(self.headers["Content-Length"] or 0)
        self.asked = json.loads(self.rfile.read(length)) if length else None
        try:
            code, body = self.server.faults.answer(self.done)
        except Trouble as trouble:
            code, body = 503, {"message": str(trouble)}
        self.answer(code, body)

    def done(self):
        """Do what is asked; give code and body of the answer."""
        queue, asked = self.server.queue, self.asked
        if asked is None:
            query = parse_qs(urlsplit(self.path).query)
            return 200, {"jobs": queue.of_batch(query["batch"][0])}
        if self.path == "/jobs":
            return 201, {"jobs": queue.submit(asked["batch"], asked["jobs"])}
        if self.path == "/jobs/query":
            return 200, {"jobs": queue.told(asked["ids"])}
        if self.path == "/jobs/cancel":
            queue.cancel(asked["ids"])
            return 204, None
        return 404, {"message": f"there is no {self.path}"}

    def answer(self, code, body):
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        call = {"method": self.command, "path": self.path, "asked": self.asked}
        with self.server.queue.machine.lock, (self.server.folder / "asked").open("a") as log:
            log.write(json.dumps({**call, "code": code, "answered": body}) + "\n")

    def log_message(self, *arguments):
        pass


def main(folder):
    """Serve until the process is ended."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.queue = Queue()
    server.folder = folder
    server.faults = Faults(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    serve(folder, address, server.queue.machine, server.shutdown)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
