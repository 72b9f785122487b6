"""Measures the stand-in for PDG: the cost of items, of reports, and of real jobs.

`rows` gives (measure, ours, unit, peer, aim) for each line of the table of `bench.py`. Every
number comes from a process of its own, which has the stand-in on its path as a cook has. The cost
of items is time of the processor, which other work on the machine does not add to.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from pysched_gen.standin import HFS, JOB, SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MeasurementError", "rows"]

Line = tuple[str, float, str, float | None, float | None]

SIZES = (1_000, 10_000, 100_000)
RUNS = {1_000: 7, 10_000: 5, 100_000: 3}
JOBS = 200
COMMAND = "sleep 0.05"

COMMON = """
import json, os, resource, subprocess, sys, threading, time
import pdg
from concurrent.futures import ThreadPoolExecutor
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler
from pdgstandin import Session
from pdgstandin.spec import flat
tell = lambda **facts: print(json.dumps(facts))
count = int(sys.argv[1])
session = Session(os.getcwd())
def cook(type_object, command="true", **values):
    name = type_object.__name__.lower()
    session.registry.registerScheduler(type_object)
    session.add_scheduler(name, values={"pdg_tickperiod": 0, "pdg_maxitems": 1000, **values})
    session.load(flat(count, command))
    began, worked = time.perf_counter(), time.process_time()
    result = session.cook(timeout=300)
    seconds, session.worked = time.perf_counter() - began, time.process_time() - worked
    assert result.count("CookedSuccess") == count, result
    return seconds
"""

ITEMS = """
class Ends(PyScheduler):
    @classmethod
    def templateName(cls): return "ends"
    def onSchedule(self, work_item): return pdg.scheduleResult.CookSucceeded
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
cook(Ends)
kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
tell(microseconds=session.worked / count * 1e6, bytes=kilobytes * 1024 / count)
"""

PROCESSES = """
slots = os.cpu_count() or 1
sys.path.insert(0, os.environ["HFS"] + "/houdini/pdg/types/schedulers")
from local import LocalScheduler
command = sys.argv[2]
def bare():
    run = lambda _: subprocess.call(command, shell=True)
    began = time.perf_counter()
    with ThreadPoolExecutor(slots) as pool:
        assert not any(pool.map(run, range(count)))
    return time.perf_counter() - began
first = bare()
ours = cook(
    LocalScheduler, command, pdg_tickperiod=0.005, maxprocsmenu=1, maxprocs=slots
)
session.close()
tell(ours=ours, bare=(first + bare()) / 2)
"""


class MeasurementError(Exception):
    """What was to be measured failed."""


def rows() -> Iterator[Line]:
    """Give the lines of the table, each as soon as it is measured."""
    costs: dict[int, float] = {}
    for count in SIZES:
        runs = [_run(ITEMS, count) for _ in range(RUNS[count])]
        costs[count] = statistics.median(one["microseconds"] for one in runs)
        yield f"stand-in, a cooked item of {count}", costs[count], "us", None, None
        memory = max(one["bytes"] for one in runs)
        yield f"stand-in, peak memory an item of {count}", memory, "bytes", None, None
    small, large = SIZES[0], SIZES[-1]
    flat = f"stand-in, an item of {large} against one of {small}"
    yield flat, costs[large], "us", costs[small], 1.3
    told = _run(PROCESSES, JOBS, COMMAND)
    jobs = f"stand-in, {JOBS} processes '{COMMAND}' against bare ones"
    yield jobs, told["ours"], "s", told["bare"], 1 / 0.9


def _run(code: str, *arguments: object) -> dict[str, Any]:
    """Run `code` with the stand-in on its path; give what it told."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PDG_", "HOUDINI", "PYTHON"))}
    environment = {**own, "PYTHONPATH": os.pathsep.join(map(str, (SITE, JOB))), "HFS": str(HFS)}
    with tempfile.TemporaryDirectory(prefix="pysched-gen-bench-") as folder:
        run = subprocess.run(
            [sys.executable, "-B", "-c", COMMON + code, *map(str, arguments)],
            cwd=folder,
            env={**environment, "HIP": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    if run.returncode != 0:
        raise MeasurementError(f"a measurement ended with {run.returncode}:\n{run.stderr}")
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


def main() -> None:
    for measure, ours, unit, peer, aim in rows():
        against = "" if peer is None else f"  {ours / peer:.2f} of {peer:.3f}, aim {aim:.2f}"
        sys.stdout.write(f"{measure:60} {ours:10.3f} {unit}{against}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
