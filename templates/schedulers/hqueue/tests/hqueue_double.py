"""A double of HQueue's server for tests: nothing of HQueue is needed.

It has the calls of XML-RPC that SideFX's manual names and the scheduler makes, and runs jobs as
processes of this machine: ping, newjob, getJob, getJobs, cancelJobs, deleteJobs,
getAllJobStatusNames, getRunningJobStatusNames, getFinishedRootJobIds, getClientGroups. A call about a job that it
does not know is a fault. What it has not: clients and groups, of which, as of priorities, it takes
no notice; jobs with children or several tries; onSuccess and the like; resources; anything kept
over a restart. `python hqueue_double.py FOLDER` writes its address to FOLDER/address.
"""

import itertools
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from xmlrpc.server import SimpleXMLRPCRequestHandler, SimpleXMLRPCServer

from farm_double import Faults, Machine, serve

RUNNING = ["running"]
FINISHED = ["succeeded", "failed", "cancelled", "abandoned"]
# What a job may be told.
KNOWN = {"name", "command", "shell", "priority", "conditions", "triesLeft", "submittedBy"}


class Queue:
    """Jobs, by their id, and the calls."""

    def __init__(self, machine, faults):
        self.machine = machine
        self.faults = faults
        self.numbers = itertools.count(1)
        self.jobs = {}
        self.address = ""

    def _dispatch(self, call, arguments):
        """Make a call by its name, unless there is to be trouble."""
        if call.startswith("_") or call not in CALLS:
            raise NameError(f"there is no {call}")
        return self.faults.answer(self.locked, CALLS[call], arguments)

    def locked(self, call, arguments):
        with self.machine.lock:
            return call(self, *arguments)

    def newjob(self, specifications):
        if isinstance(specifications, dict):
            specifications = [specifications]
        made = []
        for one in specifications:
            if set(one) - KNOWN or not one.get("name"):
                raise ValueError(f"this double knows {sorted(KNOWN)}, and a name must be there")
            job = next(self.numbers)
            environment = {"JOBID": str(job), "HQSERVER": self.address}
            words = [one.get("shell", "bash"), "-c", one["command"]]
            self.jobs[job] = (one, self.machine.add(words, environment))
            made.append(job)
        return made

    def get_jobs(self, ids, attributes=None):
        return [self.get_job(job, attributes) for job in ids]

    def get_job(self, job, attributes=None):
        specification, process = self.found(job)
        facts = {**specification, "id": job, "status": status(process)}
        return {name: facts[name] for name in attributes or facts}

    def cancel(self, ids):
        for job in ids:
            self.machine.cancel(self.found(job)[1])

    def delete(self, ids):
        for job in ids:
            self.machine.cancel(self.found(job)[1])
            del self.jobs[job]

    def finished(self):
        return [job for job, (_, process) in self.jobs.items() if status(process) in FINISHED]

    def found(self, job):
        if job not in self.jobs:
            raise ValueError(f"there is no job {job}")
        return self.jobs[job]


CALLS = {
    "ping": lambda queue: True,
    "newjob": Queue.newjob,
    "getJob": Queue.get_job,
    "getJobs": Queue.get_jobs,
    "cancelJobs": Queue.cancel,
    "deleteJobs": Queue.delete,
    "getAllJobStatusNames": lambda queue: ["waiting", *RUNNING, *FINISHED],
    "getRunningJobStatusNames": lambda queue: RUNNING,
    "getFinishedRootJobIds": Queue.finished,
    "getClientGroups": lambda queue: [],
}


def status(process):
    """Give what HQueue calls the state of a job."""
    if process.state != "ended":
        return "running" if process.state == "running" else "waiting"
    if process.is_cancelled:
        return "cancelled"
    return "failed" if process.code else "succeeded"


class Server(ThreadingMixIn, SimpleXMLRPCServer):
    """Answers several at once."""

    daemon_threads = True


class Handler(SimpleXMLRPCRequestHandler):
    """Answers at /, as HQueue does."""

    rpc_paths = ("/", "/RPC2")


def main(folder):
    """Serve until the process is ended."""
    machine = Machine()
    server = Server(("127.0.0.1", 0), Handler, logRequests=False, allow_none=True)
    queue = Queue(machine, Faults(folder))
    queue.address = f"http://127.0.0.1:{server.server_address[1]}"
    server.register_instance(queue)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    serve(folder, queue.address, machine, server.shutdown)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
