"""Items a second of each starter, against the same commands given straight to its engine.

All are measured one after the other, on an engine that this starts: "bare" are commands that do
nothing; "jobs" the very scripts that the cook gave to the engine, which leave a log and an exit
code; each is given to it by one call of its client, as good as it has one, started and imported
within the time. What a starter adds to the jobs is shown per item, and what a callback took on the
average and at most; no number is asserted. `--items N` says how many, and `--seconds S` how long
each sleeps: short jobs that leave the processors to the rest, as those of other machines do.
The first row is of a scheduler that calls each item done at the next tick, with no script, log or
job: what PDG's stand-in costs by itself, in the same run. "of bare" and "of jobs" are the starter's
rate as shares of those.
"schedule" is a call of onSchedule by the clock, "of CPU" without what it waited for a processor.
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
import shlex
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
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
from ray_node import ray_node  # noqa: E402
from slurm_cluster import slurm_cluster  # noqa: E402
from starter_cooks import graph_of, make_package  # noqa: E402
from test_doubled_farms import FARMS, Farm  # noqa: E402
from trees import write_tree  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

STARTERS = TESTS.parent / "templates/schedulers"
# For minutes after files were deleted, ext4 makes new ones at a fifth of the rate; the cook deletes
# and makes more of them than what is given to an engine straight. Memory does neither.
SHM = "/dev/shm"  # noqa: S108 - folders in it have names of their own
MEMORY = SHM if os.access(SHM, os.W_OK) else None
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


# A program, or /bin/sh and a script.
Commands = Sequence[Sequence[str]]
SHELL = "/bin/sh"
# Goes to the end of a package: what each call of onSchedule took, in ms, of the clock and of a
# processor.
CLOCK = """

def _clocked(call):
    import atexit, json, time
    taken = []
    atexit.register(lambda: open({file!r}, "w").write(json.dumps(taken)))

    def clocked(*arguments):
        began = time.perf_counter(), time.thread_time()
        try:
            return call(*arguments)
        finally:
            ended = time.perf_counter(), time.thread_time()
            taken.append([1000 * (end - begin) for begin, end in zip(began, ended)])

    return clocked


FrostScheduler.onSchedule = _clocked(FrostScheduler.onSchedule)
"""


class Engine:
    """An engine that runs: what its starter has to know, and how it is given commands straight."""

    def __init__(
        self,
        straight: Callable[[Commands], object],
        answers: Mapping[str, object] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.straight = straight
        self.answers = dict(answers or {})
        self.environment = dict(environment or {})


# What one would write to have commands run by an engine and know their ends; none may fail.
DASK_COMMANDS = """
import subprocess
from distributed import Client

with Client(address, set_as_default=False) as client:
    assert not any(client.gather(client.map(subprocess.call, commands, pure=False)))
"""
RAY_COMMANDS = """
import subprocess
import ray

ray.init(address, log_to_driver=False, logging_level="ERROR")
run = ray.remote(subprocess.call)
assert not any(ray.get([run.remote(one) for one in commands]))
"""
CELERY_COMMANDS = """
from celery import Celery, group

app = Celery("bench", broker=address, backend=address)
run = app.signature("pdg.run_script")
sent = group(run.clone(args=[script]) for script in commands).apply_async()
assert not any(one["code"] for one in sent.get(timeout=600))
"""


def in_python(program: str, address: str, commands: Sequence[object]) -> None:
    """Run a program that has a farm's client in a process of its own, as sbatch is one."""
    start = f"import json, sys\naddress, commands = json.load(sys.stdin)\n{program}"
    given = json.dumps([address, commands])
    subprocess.run([sys.executable, "-c", start], input=given, text=True, check=True)


def numbered(index: str, commands: Commands, folder: Path) -> str:
    """Give a command that runs that of `commands` whose number `index` expands to, from 1 on."""
    if commands[0][0] != SHELL:
        return shlex.join(commands[0])
    place = tempfile.mkdtemp(dir=folder)
    for number, (_, script) in enumerate(commands, 1):
        Path(place, f"{number}").symlink_to(script)
    return f"exec /bin/sh {place}/{index}"


@contextlib.contextmanager
def slurm(folder: Path) -> Iterator[Engine]:
    with contextlib.contextmanager(slurm_cluster)(folder) as cluster:

        def straight(commands: Commands) -> None:
            text = numbered("$SLURM_ARRAY_TASK_ID", commands, folder)
            words = ["--output=/dev/null", f"--array=1-{len(commands)}", f"--wrap={text}"]
            cluster.run("sbatch", *words)
            wait_for(lambda: not cluster.jobs(), 600)

        yield Engine(straight, environment=cluster.environment)


@contextlib.contextmanager
def gridengine(folder: Path) -> Iterator[Engine]:
    with contextlib.contextmanager(grid_cluster)(folder) as cluster:

        def straight(commands: Commands) -> None:
            script = folder / "array.sh"
            script.write_text(numbered("$SGE_TASK_ID", commands, folder) + "\n")
            words = ["-S", "/bin/sh", "-o", "/dev/null", "-j", "y", "-t", f"1-{len(commands)}"]
            cluster.run("qsub", *words, str(script))
            wait_for(lambda: not cluster.jobs(), 600)

        yield Engine(straight, environment=cluster.environment)


@contextlib.contextmanager
def dask(folder: Path) -> Iterator[Engine]:
    with contextlib.contextmanager(dask_cluster)(folder) as cluster:

        def straight(commands: Commands) -> None:
            in_python(DASK_COMMANDS, cluster.address, commands)

        yield Engine(straight, {"address": cluster.address, "python": sys.executable})


@contextlib.contextmanager
def celery(folder: Path) -> Iterator[Engine]:
    with contextlib.contextmanager(celery_stack)(folder) as stack:

        def straight(commands: Commands) -> None:
            # The task of its workers takes scripts.
            bare = folder / "bare.sh"
            bare.write_text(f"exec {shlex.join(commands[0])}\n")
            scripts = [words[1] if words[0] == SHELL else str(bare) for words in commands]
            in_python(CELERY_COMMANDS, stack.url, scripts)

        yield Engine(straight, {"broker": stack.url, "python": sys.executable})


@contextlib.contextmanager
def ray(_: Path) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch, contextlib.contextmanager(ray_node)(patch) as node:

        def straight(commands: Commands) -> None:
            in_python(RAY_COMMANDS, node.address, commands)

        yield Engine(straight, {"address": node.address, "python": sys.executable})


@contextlib.contextmanager
def rest(folder: Path) -> Iterator[Engine]:
    with running_double("rest", "queue_server.py", folder) as address:

        def ask(path: str, body: object) -> Any:
            data = json.dumps(body).encode()
            request = urllib.request.Request(f"{address}{path}", data)  # noqa: S310 - our own
            with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
                return json.load(answer)["jobs"]

        def straight(commands: Commands) -> None:
            jobs = [{"name": "bench", "command": list(words)} for words in commands]
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
    # What the starter keeps: with PYTHONDONTWRITEBYTECODE each session would compile openjd.
    kept = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["TMPDIR"] = str(folder)

    def session(command: Sequence[str]) -> None:
        action = {"command": command[0]} | ({"args": list(command[1:])} if command[1:] else {})
        step = {"name": "work", "script": {"actions": {"onRun": action}}}
        template = {"specificationVersion": "jobtemplate-2023-09", "name": "bench", "steps": [step]}
        with tempfile.NamedTemporaryFile("w", suffix=".json", dir=folder) as file:
            json.dump(template, file)
            file.flush()
            words = [program, "run", file.name]
            # Linux shares processors among sessions of processes, and the starter begins such, too.
            subprocess.run(
                words, env=environment, check=True, capture_output=True, start_new_session=True
            )

    def straight(commands: Commands) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(session, commands))

    yield Engine(straight, {"command": program, "sessions": 4})


def doubled(farm: Farm) -> Callable[[Path], contextlib.AbstractContextManager[Engine]]:
    """Return what starts the double of a farm."""

    @contextlib.contextmanager
    def engine(folder: Path) -> Iterator[Engine]:
        require(farm.install, modules=farm.modules)
        with running_double(farm.starter, farm.double, folder) as address:
            yield Engine(on_machine, {**farm.answers, farm.parameter: address})

    return engine


def on_machine(commands: Commands) -> None:
    """Run commands on the machine that doubles have, without what farms speak."""
    sys.path.insert(0, str(SHARED))
    machine = importlib.import_module("farm_double").Machine()
    jobs = [machine.add(list(words)) for words in commands]
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

        def straight(commands: Commands) -> None:
            job = author.Job(title="bench")
            for number, words in enumerate(commands):
                # A blade with the slots that tasks of the starter have.
                job.newTask(title=f"{number}", argv=list(words), service="Houdini")
            count = len(commands)
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
    "ray": ray,
    "rest": rest,
    "openjd": openjd,
    "tractor": tractor,
}
ENGINES |= {farm.starter: doubled(farm) for farm in FARMS if farm.starter not in ENGINES}
DOUBLES = {"rest", "tractor", *(farm.starter for farm in FARMS)}


def cook(
    package: Path,
    commands: Sequence[str],
    environment: Mapping[str, str],
    values: Mapping[str, object],
) -> dict[str, Any]:
    """Cook an item of each of `commands`; return the report."""
    graph = package / "graph.json"
    graph.write_text(json.dumps(graph_of(*commands)))
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
    with tempfile.TemporaryDirectory(prefix="psg-", dir=MEMORY) as place:
        package = Path(place)
        write_tree(package, {f"frost/{name}": text for name, text in NOTHING.items()})
        command = [sys.executable, "-m", "pysched_gen", "generate", "frost", "-o", "houdini"]
        subprocess.run(command, cwd=package, check=True, capture_output=True)
        return cook(package, ["true"] * count, {}, UNHELD)


def measure(name: str, count: int, words: Sequence[str]) -> str:
    """Return a line about a starter that cooks `count` items of one command."""
    with tempfile.TemporaryDirectory(prefix="psg-", dir=MEMORY) as place:
        folder = Path(place)
        for one in ("e", "p", "p/work"):
            (folder / one).mkdir()
        try:
            with ENGINES[name](folder / "e") as engine:
                package = make_package(folder / "p", name, **engine.answers)
                with (package / "houdini/pdg/types/frost/frost.py").open("a") as module:
                    module.write(CLOCK.format(file=str(package / "clock")))
                bare = timed(engine, [words] * count)
                place_of = {"pdg_workingdir": str(package / "work"), "pdg_deletetempdir": 0}
                values = QUICK | UNHELD | place_of
                report = cook(package, [shlex.join(words)] * count, engine.environment, values)
                for file in package.glob("work/pdgtemp/*/jobs/*.exit"):
                    file.unlink()
                jobs = timed(engine, scripts_of(package))
                taken = zip(*json.loads((package / "clock").read_text()), strict=True)
        except pytest.skip.Exception as skipped:
            return f"{name:11}{skipped}"
    seconds = report["seconds"]
    shown = f"{name}*" if name in DOUBLES else name
    return (
        f"{shown:12}{count / bare:9.1f}{count / jobs:9.1f}{count / seconds:9.1f}"
        f"{bare / seconds:9.0%}{jobs / seconds:9.0%}{1000 * (seconds - jobs) / count:9.1f}"
        f"{first_begun(report):9.2f}"
    ) + "".join(f"{sum(calls) / len(calls):9.2f}{max(calls):9.2f}" for calls in taken)


def scripts_of(package: Path) -> Commands:
    """Return what the cook of a package had its engine run."""
    (folder,) = package.glob("work/pdgtemp/*/jobs")
    runner = folder / "run_job.py"
    if runner.exists():
        # Others are of the message queue.
        specs = folder.glob("work_*.json")
        return [(sys.executable, str(runner), str(one)) for one in specs]
    return [(SHELL, str(one)) for one in folder.glob("*.sh")]


def timed(engine: Engine, commands: Commands) -> float:
    """Return the seconds that an engine takes for commands that are given straight to it."""
    started = time.monotonic()
    engine.straight(commands)
    return time.monotonic() - started


def first_begun(report: Mapping[str, Any]) -> float:
    """Return the seconds until the first item was seen to begin."""
    return min(float(item["started"]) for item in report["items"])


def main() -> None:
    """Measure the starters that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="STARTER", help="such as slurm")
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=0.0)
    given = parser.parse_args()
    told = (
        "",
        "bare",
        "jobs",
        "starter",
        "of bare",
        "of jobs",
        "added",
        "first",
        "schedule",
        "most",
        "of CPU",
        "most",
    )
    units = ("", *["items/s"] * 3, "", "", "ms/item", "s", *["ms/call"] * 4)
    for first, *rest in (told, units):
        show(f"{first:12}" + "".join(f"{one:>9}" for one in rest))
    count = given.items
    words = ["sleep", f"{given.seconds:g}"] if given.seconds else ["true"]
    report = cook_with_nothing(count)
    floor = report["seconds"]
    alone = f"{1000 * floor / count:9.1f}{first_begun(report):9.2f}"
    show(f"{'nothing':12}{'':18}{count / floor:9.1f}{'':18}{alone}")
    for name in given.names or ENGINES:
        show(measure(name, count, words))


def show(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
