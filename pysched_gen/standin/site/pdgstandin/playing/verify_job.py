"""The job of scenarios: writes what it sees beside itself, then does what its plan says.

It runs in whatever Python and environment the scheduler gives it, and imports PDG's job-side
modules, and others that take their time, only where its plan asks for that.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))
FACTS: dict[str, Any] = {}


def save() -> None:
    """Write the facts of this run."""
    folder = os.path.join(HERE, "verify_facts")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "{:.6f}-{}.json".format(FACTS["started"], os.getpid()))
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(FACTS, file)
    os.replace(path + ".part", path)


def item() -> Any:
    """Return the work item of this job, loaded as PDG's scripts do."""
    import pdgjson

    return pdgjson.WorkItem.fromJobEnvironment()


def data() -> None:
    """Load the work item."""
    one = item()
    FACTS["item"] = {
        "name": one.name,
        "id": one.id,
        "index": one.index,
        "label": one.label,
        "attributes": {
            name: one.attrib(name).values
            for name in ("shot", "frames", "weight")
            if one.attrib(name) is not None
        },
        "inputs": [os.path.basename(str(file.path)) for file in one.inputFiles],
        "batch": len(one.subItems) if one.isBatch else 0,
    }


def report() -> None:
    """Report an output and an attribute of each kind, by both modules."""
    import pdgcmd

    one = item()
    folder = os.environ["PDG_DIR"]
    for name in ("by pdgjson \u00e9.txt", "by pdgcmd.txt"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(name)
    one.addOutputFile(os.path.join(folder, "by pdgjson \u00e9.txt"), "file/txt")
    pdgcmd.addOutputFile(os.path.join(folder, "by pdgcmd.txt"), result_data_tag="file/txt")
    one.setStringAttrib("told", "two words \u00e9")
    one.setIntAttrib("count", [1, 2, 3])
    one.setFloatAttrib("weight", 0.5)
    one.setDictAttrib("extra", {"a": 1})


def echo_shot() -> None:
    """Report what the item has as `shot`."""
    one = item()
    FACTS["shot"] = one.attrib("shot").values
    one.setStringAttrib("told", FACTS["shot"])


def late_reports() -> None:
    """Report success, twice, and another end, while the process goes on."""
    import pdgcmd

    for _ in range(2):
        with contextlib.suppress(Exception):
            pdgcmd.workItemSuccess(raise_exc=False)
    time.sleep(0.5)
    with contextlib.suppress(Exception):
        pdgcmd.workItemFailed(raise_exc=False)


def foreign_report() -> None:
    """Report the end of an item that does not exist."""
    import pdgcmd

    with contextlib.suppress(Exception):
        pdgcmd.workItemSuccess(987654321, raise_exc=False)


def server(name: str) -> None:
    """Start a server that outlives this job and tell of it."""
    import subprocess

    import pdgrpc

    process = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    FACTS["server"] = process.pid
    save()
    facts = {
        "name": name,
        "pid": process.pid,
        "host": "localhost",
        "port": 9,
        "proto_type": "custom",
    }
    address = os.environ["PDG_RESULT_SERVER"]
    import xmlrpc.client

    host = address if "://" in address else "http://" + address
    with xmlrpc.client.ServerProxy(host, allow_none=True) as proxy:
        proxy.sharedserver_started(facts, "")
    del pdgrpc


def write(megabytes: float) -> None:
    """Print that much, in bytes that are no text."""
    line = b"frame \xff\xfe done\n" * 4096
    for _ in range(int(megabytes * (1 << 20) / len(line))):
        sys.stdout.buffer.write(line)
    sys.stdout.flush()


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def make(name: str) -> None:
    """Make a file and keep its mode."""
    path = os.path.join(os.environ.get("PDG_DIR") or HERE, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(name)
    FACTS["mode"] = os.stat(path).st_mode & 0o777


def end(code: int) -> None:
    """End with an exit code."""
    FACTS["ended"] = time.time()
    save()
    sys.stdout.flush()
    os._exit(code)


def shell() -> None:
    """Run the line that follows the key, by a shell, and end as it does."""
    import subprocess

    code = subprocess.call(sys.argv[2], shell=True)  # noqa: S602 - what the author declared
    end(code if code >= 0 else 128 - code)


def kill(number: int) -> None:
    """End by a signal."""
    os.kill(os.getpid(), number)


def stubborn() -> None:
    """Ignore SIGTERM, as renderers do that save before they end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def child(seconds: float) -> None:
    """Run a child and wait for it."""
    import subprocess

    code = "import time; time.sleep({})".format(seconds)
    process = subprocess.Popen([sys.executable, "-c", code])  # noqa: S603 - ours
    FACTS["child"] = process.pid
    save()
    process.wait()


def wait(seconds: float) -> None:
    """Work for a while."""
    time.sleep(seconds)


def main() -> None:
    """Write the facts, follow the plan."""
    key = sys.argv[1] if len(sys.argv) > 1 else ""
    umask = os.umask(0)
    os.umask(umask)
    FACTS.update(
        key=key,
        argv=sys.argv[1:],
        environment=dict(os.environ),
        folder=os.getcwd(),
        pid=os.getpid(),
        parent=os.getppid(),
        started=time.time(),
        ended=0.0,
        umask=umask,
        script=os.path.abspath(__file__),
        errors=[],
    )
    save()
    sys.path.insert(0, os.environ.get("PDG_SCRIPTDIR") or HERE)
    with open(os.path.join(HERE, "verify_plan.json"), encoding="utf-8") as file:
        plan = json.load(file).get(key, [])
    failed = False
    for name, *arguments in plan:
        try:
            globals()[name](*arguments)
        except Exception as error:  # noqa: BLE001, PERF203 - told by its facts and exit code
            import traceback

            failed = True
            last = traceback.format_exc().strip().splitlines()[-1]
            FACTS["errors"].append("{}: {}".format(name, last))
            sys.stderr.write("{}: {}\n".format(name, error))
    end(9 if failed else 0)


if __name__ == "__main__":
    main()
