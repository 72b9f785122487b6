"""A queue for tests: speaks as farm/openapi.json says, and runs jobs as processes of this machine.

It is no farm. It has one machine and no pools, takes no notice of CPUs, memory and priority, keeps
nothing over a restart, and knows no users: any token will do. `python queue_server.py FOLDER` writes
its address to FOLDER/address and what it was asked to FOLDER/asked, a line of JSON for each call.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

AT_ONCE = 4
GRACE = 2.0


class Queue:
    """Jobs and their processes."""

    def __init__(self):
        self.lock = threading.Lock()
        self.jobs = {}
        self.batches = {}

    def submit(self, batch, jobs):
        with self.lock:
            if batch not in self.batches:
                made = [f"job{len(self.jobs) + number}" for number in range(len(jobs))]
                self.batches[batch] = made
                for job, wanted in zip(made, jobs):
                    self.jobs[job] = {"state": "queued", "wanted": wanted}
                self.fill()
        return self.of_batch(batch)

    def of_batch(self, batch):
        return self.told(self.batches.get(batch, ()))

    def told(self, ids):
        with self.lock:
            known = [(job, self.jobs[job]) for job in ids if job in self.jobs]
            keys = ("state", "exitCode", "reason", "seconds")
            return [{"id": job, **{key: one.get(key) for key in keys}} for job, one in known]

    def cancel(self, ids):
        with self.lock:
            for job in ids:
                one = self.jobs.get(job, {"state": ""})
                if one["state"] == "queued":
                    one["state"] = "cancelled"
                elif one["state"] == "running":
                    one["ending"] = True
                    threading.Thread(target=end, args=(one["process"],), daemon=True).start()

    def fill(self):
        running = sum(one["state"] == "running" for one in self.jobs.values())
        for one in self.jobs.values():
            if running < AT_ONCE and one["state"] == "queued":
                running += 1
                one["state"] = "running"
                one["process"] = subprocess.Popen(
                    one["wanted"]["command"],
                    stdin=subprocess.DEVNULL,
                    env={"PATH": os.environ["PATH"]},
                    start_new_session=True,
                )
                threading.Thread(target=self.wait, args=(one,), daemon=True).start()

    def wait(self, one):
        started = time.monotonic()
        reason = None
        try:
            one["process"].wait(one["wanted"].get("timeLimit") or None)
        except subprocess.TimeoutExpired:
            reason = "it ran longer than its time limit"
            end(one["process"])
        code = one["process"].wait()
        with self.lock:
            one["exitCode"] = 128 - code if code < 0 else code
            one["state"] = "failed" if code else "succeeded"
            if one.get("ending"):
                one["state"] = "cancelled"
            one["reason"] = reason
            one["seconds"] = time.monotonic() - started
            self.fill()


def end(process):
    """End a process and all it has started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(GRACE)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            pass


class Handler(BaseHTTPRequestHandler):
    """One call."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        self.answer(200, {"jobs": self.server.queue.of_batch(query["batch"][0])})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked = body
        queue = self.server.queue
        if self.path == "/jobs":
            self.answer(201, {"jobs": queue.submit(body["batch"], body["jobs"])})
        elif self.path == "/jobs/query":
            self.answer(200, {"jobs": queue.told(body["ids"])})
        elif self.path == "/jobs/cancel":
            queue.cancel(body["ids"])
            self.answer(204, None)
        else:
            self.answer(404, {"message": f"there is no {self.path}"})

    def answer(self, code, body):
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        facts = {"method": self.command, "path": self.path, "asked": getattr(self, "asked", None)}
        with self.server.queue.lock, (self.server.folder / "asked").open("a") as log:
            log.write(json.dumps({**facts, "code": code, "answered": body}) + "\n")

    def log_message(self, *arguments):
        pass


def main(folder):
    """Serve until the process is ended."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.queue = Queue()
    server.folder = folder
    written = folder / "address.part"
    written.write_text(f"http://127.0.0.1:{server.server_address[1]}")
    written.rename(folder / "address")
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
