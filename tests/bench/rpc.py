"""Measures how many reports of jobs a callback server takes in a second.

The peer is Python's own XML-RPC server with a function that does nothing, called by Python's own
client: what the same protocol costs without a graph, checks and an id for each call. Both sides
take turns in one run. Results in arrays have no peer.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from pysched_gen.standin import JOB, SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

Line = tuple[str, float, str, float | None, float | None]

COUNT = 2_000
ROUNDS = 3

# A session whose items wait for what clients report, beside a bare server, in one process.
SERVE = """
import json, os, subprocess, sys, threading, time
from xmlrpc.server import SimpleXMLRPCServer
import pdg
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler
from pdgstandin.session import Session
from pdgstandin.spec import flat

clients, count = int(sys.argv[1]), int(sys.argv[2])

class Waits(CallbackServerMixin, PyScheduler):
    def __init__(self, scheduler, name):
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)
    def onStartCook(self, static, cook_set):
        self.setWorkingDir(os.getcwd(), os.getcwd())
        self.startCallbackServer()
        self.left = count
        return True
    def onSchedule(self, work_item):
        self.left -= 1
        if not self.left:
            ready.set()
        return pdg.scheduleResult.Succeeded

def run(client, address):
    began = time.perf_counter()
    share = count // clients
    line = [sys.executable, "-B", "-c", client, address]
    started = [
        subprocess.Popen(
            [*line, str(first), str(first + share)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
        )
        for first in range(1, count + 1, share)
    ]
    for one in started:
        one.stdout.readline()
    began = time.perf_counter()
    for one in started:
        one.stdin.close()
    assert not any(one.wait() for one in started)
    return count / (time.perf_counter() - began)

BEGIN = "import sys; print(flush=True); sys.stdin.read()\\n"
OURS = "import pdgcmd, sys\\npdgcmd.setResultServerAddr(sys.argv[1])\\n" + BEGIN
ONE = OURS + '''
for item in range(int(sys.argv[2]), int(sys.argv[3])):
    pdgcmd.addOutputFile("/out/%d" % item, item, to_stdout=False)
'''
ARRAY = OURS + '''
items = range(int(sys.argv[2]), int(sys.argv[3]))
pdgcmd.addOutputFiles(["/array/%d" % item for item in items], items[0], to_stdout=False)
'''
BARE = "import sys, xmlrpc.client\\n" + BEGIN + '''
server = xmlrpc.client.ServerProxy("http://" + sys.argv[1])
for item in range(int(sys.argv[2]), int(sys.argv[3])):
    server.result(item, xmlrpc.client.Binary(b"/out/%d" % item), "file", 0, "")
'''
bare = SimpleXMLRPCServer(("127.0.0.1", 0), logRequests=False)
bare.register_function(lambda *report: True, "result")
threading.Thread(target=bare.serve_forever, daemon=True).start()
bare_address = "127.0.0.1:%d" % bare.server_address[1]
ready = threading.Event()
session = Session(os.getcwd())
session.registry.registerScheduler(Waits)
scheduler = session.add_scheduler(
    "waits", values={"pdg_tickperiod": 0.01, "pdg_maxitems": count}
)._python
session.load(flat(count))
cook = threading.Thread(target=session.cook)
cook.start()
ready.wait()
address = scheduler.workItemResultServerAddr()
one, bare_rate, array = run(ONE, address), run(BARE, bare_address), run(ARRAY, address)
items = session.context.graph._by_id.values()
assert sum(len(item.outputFiles) for item in items) == 2 * count
session.cancel()
cook.join()
scheduler.stopCallbackServer()
print(json.dumps({"one": one, "bare": bare_rate, "array": array}))
"""


def rows() -> Iterator[Line]:
    """Give measure, reports a second, unit, the peer's, and the ratio wanted at most."""
    for clients, who in ((1, "a job"), (8, "8 jobs at once")):
        rounds = [_run(clients) for _ in range(ROUNDS)]
        ours, bare, array = (
            statistics.median(told[name] for told in rounds) for name in ("one", "bare", "array")
        )
        yield f"stand-in, outputs of {who} a second", ours, "/s", bare, None
        yield f"stand-in, outputs of {who} a second, in arrays", array, "/s", None, None


def _run(clients: int) -> dict[str, Any]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PDG_", "HOUDINI", "PYTHON"))}
    with tempfile.TemporaryDirectory(prefix="pysched-gen-bench-") as folder:
        ran = subprocess.run(
            [sys.executable, "-B", "-c", SERVE, str(clients), str(COUNT)],
            cwd=folder,
            env={**own, "PYTHONPATH": os.pathsep.join(map(str, (SITE, JOB))), "HIP": folder},
            capture_output=True,
            text=True,
            check=True,
        )
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


def main() -> None:
    for measure, ours, unit, peer, _aim in rows():
        against = "" if peer is None else f"  {ours / peer:.2f} of {peer:.0f}"
        sys.stdout.write(f"{measure:55} {ours:8.0f} {unit}{against}\n")


if __name__ == "__main__":
    main()
