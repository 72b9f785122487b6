"""Items a second of each starter, against the same commands given straight to its engine.

Both are measured one after the other, on an engine that this starts. What a starter adds is shown
per item, and what a callback took on the average; no number is asserted. `--items N` says how many.
The first row is of a scheduler that calls each item done at the next tick, with no script, log or
job: what PDG's stand-in costs by itself, in the same run. "of both" is the time of the engine and
of that, one after the other, as a share of the starter's; it may pass 100 %, as they can overlap.
"first" is when the first item was seen to begin: a client may take a second to be imported.
A star is behind the name of a farm that cannot be had here: its figures are those of the double
that its starter ships, and say what the starter costs, nothing about the farm.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "starters")]

import pytest  # noqa: E402
from celery_stack import celery_stack  # noqa: E402
from daemons import require, wait_for  # noqa: E402
from dask_cluster import dask_cluster  # noqa: E402
from doubles import SHARED, running_double  # noqa: E402
from grid_cluster import grid_cluster  # noqa: E402
from slurm_cluster import slurm_cluster  # noqa: E402
from starter_cooks import graph_of, make_package  # noqa: E402
from test_doubled_farms import FARMS, Farm  # noqa: E402
from trees import write_tree  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

STARTERS = TESTS.parent / "templates/schedulers"
QUICK = {"frost_lookperiod": 0.2, "frost_gathertime": 0.1}
# PDG hands a scheduler 30 items each half a second unless told otherwise, which hides every engine.
UNHELD = {"pdg_tickperiod": 0.1, "pdg_maxitems": 1000}


NOTHING = {
    "scheduler.toml": """schema = 1

[scheduler]
name = "frost"
label = "Frost Scheduler"
class = "FrostScheduler"
category = "Frost"
parm_prefix = "frost"
callback_server = "none"
houdini = "21.0"
include = ["working-directory"]
""",
    "init.py": "self._new: list[int] = []\n",
    "onstartcook.py": """working_dir = self["pdg_workingdir"].evaluateString()
self.setWorkingDir(working_dir, working_dir)
return True
""",
    "onschedule.py": """self._new.append(work_item.id)
return pdg.scheduleResult.Succeeded
""",
    "ontick.py": """new, self._new = self._new, []
for item_id in new:
    self.onWorkItemStartCook(item_id, -1)
    self.onWorkItemSucceeded(item_id, -1, 0.0)
return pdg.tickResult.SchedulerReady
""",
}


class Engine:
    """An engine that runs: what its starter has to know, and how it is given commands straight."""

    def __init__(
        self,
        straight: Callable[[int], object],
        answers: Mapping[str, object] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.straight = straight
        self.answers = dict(answers or {})
        self.environment = dict(environment or {})


@contextlib.contextmanager
def slurm(folder: Path) -> Iterator[Engine]:
    with contextlib.contextmanager(slurm_cluster)(folder) as cluster:

        def straight(count: int) -> None:
            cluster.run("sbatch", "--output=/dev/null", f"--array=0-{count - 1}", "--wrap=true")
            wait_for(lambda: not cluster.jobs(), 600)

        yield Engine(straight, environment=cluster.environment)


@contextlib.contextmanager
def gridengine(folder: Path) -> Iterator[Engine]:
    with contextlib.contextmanager(grid_cluster)(folder) as cluster:

        def straight(count: int) -> None:
            words = ["-b", "y", "-o", "/dev/null", "-j", "y", "-t", f"1-{count}", "true"]
            cluster.run("qsub", *words)
            wait_for(lambda: not cluster.jobs(), 600)

        yield Engine(straight, environment=cluster.environment)


@contextlib.contextmanager
def dask(folder: Path) -> Iterator[Engine]:
    with contextlib.contextmanager(dask_cluster)(folder) as cluster:
        distributed = importlib.import_module("distributed")
        with distributed.Client(cluster.address, set_as_default=False) as client:

            def straight(count: int) -> None:
                words = [["true"]] * count
                client.gather(client.map(subprocess.call, words, pure=False))

            yield Engine(straight, {"address": cluster.address, "python": sys.executable})


@contextlib.contextmanager
def celery(folder: Path) -> Iterator[Engine]:
    with contextlib.contextmanager(celery_stack)(folder, STARTERS / "celery/farm") as stack:
        library = importlib.import_module("celery")
        app = library.Celery("bench", broker=stack.url, backend=stack.url)

        def straight(count: int) -> None:
            place = Path(tempfile.mkdtemp(dir=folder))
            script = place / "true.sh"
            script.write_text("true\n")
            sent = [app.send_task("pdg.run_script", args=[str(script)]) for _ in range(count)]
            for one in sent:
                one.get(timeout=600)

        yield Engine(straight, {"broker": stack.url, "python": sys.executable})


@contextlib.contextmanager
def rest(folder: Path) -> Iterator[Engine]:
    with running_double("rest", "queue_server.py", folder) as address:

        def ask(path: str, body: object) -> Any:
            data = json.dumps(body).encode()
            request = urllib.request.Request(f"{address}{path}", data)  # noqa: S310 - our own
            with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
                return json.load(answer)["jobs"]

        def straight(count: int) -> None:
            jobs = [{"name": "true", "command": ["true"]}] * count
            ids = [one["id"] for one in ask("/jobs", {"batch": f"{time.time()}", "jobs": jobs})]
            told = ("queued", "running")
            wait_for(
                lambda: all(one["state"] not in told for one in ask("/jobs/query", {"ids": ids})),
                600,
            )

        yield Engine(straight, {"address": address})


@contextlib.contextmanager
def openjd(folder: Path) -> Iterator[Engine]:
    program = str(Path(sys.executable).with_name("openjd"))
    action = {"command": "true"}
    step = {"name": "work", "script": {"actions": {"onRun": action}}}
    template = {"specificationVersion": "jobtemplate-2023-09", "name": "true", "steps": [step]}
    (folder / "template.json").write_text(json.dumps(template))
    environment = os.environ | {"TMPDIR": str(folder)}

    def session(_number: int) -> None:
        command = [program, "run", str(folder / "template.json")]
        subprocess.run(command, env=environment, check=True, capture_output=True)

    def straight(count: int) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(session, range(count)))

    yield Engine(straight, {"command": program, "sessions": 4})


def doubled(farm: Farm) -> Callable[[Path], contextlib.AbstractContextManager[Engine]]:
    """Return what starts the double of a farm."""

    @contextlib.contextmanager
    def engine(folder: Path) -> Iterator[Engine]:
        require(farm.install, modules=farm.modules)
        with running_double(farm.starter, farm.double, folder) as address:
            yield Engine(on_machine, {**farm.answers, farm.parameter: address})

    return engine


def on_machine(count: int) -> None:
    """Run commands on the machine that doubles have, without what farms speak."""
    sys.path.insert(0, str(SHARED))
    machine = importlib.import_module("farm_double").Machine()
    jobs = [machine.add(["true"]) for _ in range(count)]
    wait_for(lambda: all(job.state == "ended" for job in jobs), 600)


@contextlib.contextmanager
def tractor(folder: Path) -> Iterator[Engine]:
    library = str(STARTERS / "tractor/tests")
    with running_double("tractor", "tractor_engine.py", folder) as address:
        host, _, port = address.partition(":")
        sys.path.insert(0, library)
        author = importlib.import_module("tractor.api.author")
        query = importlib.import_module("tractor.api.query")
        author.setEngineClientParam(hostname=host, port=int(port), user="artist")

        def straight(count: int) -> None:
            job = author.Job(title="true")
            for number in range(count):
                # A blade with the slots that tasks of the starter have.
                job.newTask(title=f"{number}", argv=["true"], service="Houdini")
            clause = f"jid={job.spool(block=True)}"
            wait_for(lambda: query.jobs(clause, columns=["numdone"])[0]["numdone"] == count, 600)

        answers = {"tractor_hostname": host, "tractor_port": port, "tractor_user": "artist"}
        answers["tractor_servicekeys"] = "Houdini"
        yield Engine(straight, answers, {"PYTHONPATH": library})


ENGINES: dict[str, Callable[[Path], contextlib.AbstractContextManager[Engine]]] = {
    "slurm": slurm,
    "gridengine": gridengine,
    "dask": dask,
    "celery": celery,
    "rest": rest,
    "openjd": openjd,
    "tractor": tractor,
}
ENGINES |= {farm.starter: doubled(farm) for farm in FARMS if farm.starter not in ENGINES}
DOUBLES = {"rest", "tractor", *(farm.starter for farm in FARMS)}


def cook(
    package: Path, count: int, environment: Mapping[str, str], values: Mapping[str, float]
) -> dict[str, Any]:
    """Cook `count` items that do nothing; return the report."""
    graph = package / "graph.json"
    graph.write_text(json.dumps(graph_of(*["true"] * count)))
    given = [f"--set={key}={value}" for key, value in values.items()]
    command = [sys.executable, "-m", "pysched_gen", "cook", "houdini", "--graph", str(graph)]
    ran = subprocess.run(
        [*command, "--format", "json", "--timeout", "600", *given],
        cwd=package,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    report: dict[str, Any] = json.loads(ran.stdout)
    assert report["good"], report["problems"]
    return report


def cook_with_nothing(count: int) -> dict[str, Any]:
    """Cook by a scheduler that runs nothing; return the report."""
    with tempfile.TemporaryDirectory(prefix="psg-") as place:
        package = Path(place)
        write_tree(package, {f"frost/{name}": text for name, text in NOTHING.items()})
        command = [sys.executable, "-m", "pysched_gen", "generate", "frost", "-o", "houdini"]
        subprocess.run(command, cwd=package, check=True, capture_output=True)
        return cook(package, count, {}, UNHELD)


def measure(name: str, count: int, floor: float) -> str:
    """Return a line about a starter; PDG by itself takes `floor` seconds."""
    with tempfile.TemporaryDirectory(prefix="psg-") as place:
        folder = Path(place)
        (folder / "e").mkdir()
        (folder / "p").mkdir()
        try:
            with ENGINES[name](folder / "e") as engine:
                package = make_package(folder / "p", name, **engine.answers)
                started = time.monotonic()
                engine.straight(count)
                straight = time.monotonic() - started
                report = cook(package, count, engine.environment, QUICK | UNHELD)
        except pytest.skip.Exception as skipped:
            return f"{name:11}{skipped}"
    seconds = report["seconds"]
    shown = f"{name}*" if name in DOUBLES else name
    return (
        f"{shown:11}{count / straight:9.1f}{count / seconds:9.1f}{straight / seconds:9.0%}"
        f"{(straight + floor) / seconds:9.0%}{1000 * (seconds - straight) / count:9.1f}"
        f"{first_begun(report):9.2f}{spent(report)}"
    )


def first_begun(report: Mapping[str, Any]) -> float:
    """Return the seconds until the first item was seen to begin."""
    return min(float(item["started"]) for item in report["items"])


def spent(report: Mapping[str, Any]) -> str:
    """Return what onSchedule and onTick took for each call, in ms."""
    calls = [report["callbacks"][name] for name in ("onSchedule", "onTick")]
    return "".join(f"{1000 * one['seconds'] / one['calls']:9.2f}" for one in calls)


def main() -> None:
    """Measure the starters that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="STARTER", help="such as slurm")
    parser.add_argument("--items", type=int, default=200)
    given = parser.parse_args()
    told = ("", "straight", "starter", "share", "of both", "added", "first", "schedule", "tick")
    units = ("", "items/s", "items/s", "", "", "ms/item", "s", "ms/call", "ms/call")
    for first, *rest in (told, units):
        show(f"{first:11}" + "".join(f"{one:>9}" for one in rest))
    count = given.items
    report = cook_with_nothing(count)
    floor = report["seconds"]
    alone = f"{1000 * floor / count:9.1f}{first_begun(report):9.2f}{spent(report)}"
    show(f"{'nothing':11}{'':9}{count / floor:9.1f}{'':9}{'':9}{alone}")
    for name in given.names or ENGINES:
        show(measure(name, count, floor))


def show(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
