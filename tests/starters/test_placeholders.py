"""Jobs that starters put on the farm before their items are ready, held until these are."""

from __future__ import annotations

import contextlib
import dataclasses
import runpy
import shutil
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from daemons import wait_for
from doubles import running_double
from slurm_cluster import SlurmCluster, leaving_nothing, slurm_cluster
from starter_cooks import BAD, CANCELLED, GOOD, Cook, make_package
from tractor_table import STARTER
from trees import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

EACH, FAILED = 12, 3
LOOK = 0.01


def waiting_graph(folder: Path) -> dict[str, Any]:
    """Return a graph in which one item waits for each of another node, and one for all of these.

    One more waits for the first. Those of the first node wait for the file "go"; of them one fails.
    """
    mark = f"echo __PDG_ITEM_NAME__ >> '{folder}/ran'"
    hold = f"{mark}; until [ -e '{folder}/go' ]; do sleep 0.1; done"
    first = [
        {"index": n, "command": f"{hold}; exit 7" if n == FAILED else hold} for n in range(EACH)
    ]
    second = [
        {"index": n, "command": f"{mark}; touch made.{n}", "dependsOn": [f"first:{n}"]}
        for n in range(EACH)
    ]
    good = [f"second:{n}" for n in range(EACH) if n != FAILED]
    third = [{"index": 0, "command": mark, "dependsOn": good}]
    fourth = [{"index": 0, "command": mark, "dependsOn": ["first:0"]}]
    nodes = [
        {"name": "first", "items": first},
        {"name": "second", "inputs": ["first"], "items": second},
        {"name": "third", "inputs": ["second"], "items": third},
        {"name": "fourth", "inputs": ["first"], "items": fourth},
    ]
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlurmCluster]:
    yield from slurm_cluster(tmp_path_factory.mktemp("s"), cpus=2 * EACH)


@pytest.fixture
def slurm(cluster: SlurmCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlurmCluster]:
    yield from leaving_nothing(cluster, monkeypatch)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_package(tmp_path_factory.mktemp("made"), "slurm", placeholders="on")


def held_jobs(slurm: SlurmCluster, *options: str) -> list[tuple[str, ...]]:
    """Return array, node, state and reason of each job that is held, or was."""
    told = slurm.run("squeue", "-h", "-r", *options, "--format=%F %k %T %r")
    jobs = [tuple(line.split(maxsplit=3)) for line in told.splitlines()]
    return [one for one in jobs if one[1] != "(null)"]


def assert_only_ready_ones_ran(cook: Cook, fourth: str = GOOD, *, killed: bool = False) -> None:
    """Wait for the end of a cook of `waiting_graph`; one item and what waits for it failed.

    What ran when its farm was `killed` may have run once more.
    """
    states = cook.states()
    nodes = {one["name"]: one["node"] for one in cook.report["items"]}
    assert Counter((nodes[name], state) for name, state in states.items()) == {
        ("first", GOOD): EACH - 1,
        ("first", BAD): 1,
        ("second", GOOD): EACH - 1,
        ("second", BAD): 1,
        ("third", GOOD): 1,
        ("fourth", fourth): 1,
    }, cook.report
    never = {name for name in states if (nodes[name], states[name]) == ("second", BAD)}
    never |= {name for name, state in states.items() if state == CANCELLED}
    ran = set(cook.ran()) if killed else cook.ran()
    assert sorted(ran) == sorted(states.keys() - never)


def begun(slurm: SlurmCluster, made: Path, here: Path) -> Cook:
    """Give a cook whose first node has run, and the jobs of whose others are held."""
    shutil.copytree(made, here, dirs_exist_ok=True)
    cook = Cook(here, waiting_graph(here))
    wait_for(lambda: len(cook.ran()) == EACH)
    wait_for(lambda: len(held_jobs(slurm)) == EACH + 2)
    return cook


@pytest.mark.xdist_group("slurm")
def test_slurm_begins_what_is_held_when_its_item_is_ready(
    slurm: SlurmCluster, made: Path, here: Path
) -> None:
    cook = begun(slurm, made, here)
    held = held_jobs(slurm)
    assert Counter(one[1:] for one in held) == {
        ("second", "PENDING", "JobHeldUser"): EACH,
        ("third", "PENDING", "JobHeldUser"): 1,
        ("fourth", "PENDING", "JobHeldUser"): 1,
    }
    arrays = {node: array for array, node, *_ in held}
    # Whoever looks after the farm may end what has not begun.
    slurm.run("scancel", arrays["fourth"])
    (here / "go").touch()
    assert_only_ready_ones_ran(cook, fourth=CANCELLED)
    wait_for(lambda: not slurm.jobs())
    # Its item has not come; nothing else was submitted in the place of one that was held.
    assert Counter(one[:3] for one in held_jobs(slurm, "--states=all")) == {
        (arrays["second"], "second", "COMPLETED"): EACH - 1,
        (arrays["second"], "second", "CANCELLED"): 1,
        (arrays["third"], "third", "COMPLETED"): 1,
        (arrays["fourth"], "fourth", "CANCELLED"): 1,
    }
    every = slurm.run("squeue", "-h", "-r", "--states=all", "--format=%F")
    assert len(every.splitlines()) == 2 * EACH + 2


@pytest.mark.xdist_group("slurm")
def test_slurm_keeps_nothing_that_is_held_when_a_cook_is_cancelled(
    slurm: SlurmCluster, made: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slurm.lead_to_failing_client(here, monkeypatch)
    cook = begun(slurm, made, here)
    cook.interrupt()
    assert set(cook.states().values()) == {CANCELLED, "Uncooked"}
    wait_for(lambda: not slurm.jobs())
    assert len(cook.ran()) == EACH


@pytest.mark.xdist_group("slurm")
def test_slurm_begins_what_is_held_over_a_kill_of_its_controller_by_a_client_that_fails(
    made: Path,
    here: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with contextlib.ExitStack() as stack:
        place = tmp_path_factory.mktemp("o")
        slurm = stack.enter_context(contextlib.contextmanager(slurm_cluster)(place, cpus=2 * EACH))
        monkeypatch.setenv("SLURM_CONF", slurm.environment["SLURM_CONF"])
        slurm.lead_to_failing_client(here, monkeypatch)
        cook = begun(slurm, made, here)
        slurm.kill_controller()
        (here / "go").touch()
        slurm.start_controller()
        stack.enter_context(slurm.looked_after())
        assert_only_ready_ones_ran(cook, killed=True)
        # Those that could not be released are gone as well, and what Slurm has begun again, or
        # holds as "launch failed requeued held", when its item had ended.
        wait_for(lambda: not slurm.jobs())


@pytest.mark.xdist_group("tractor")
def test_tractor_begins_what_is_held_when_its_item_is_ready_by_a_client_that_fails(
    here: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("engine")
    monkeypatch.setenv("PYTHONPATH", str(STARTER / "tests"))
    with running_double("tractor", "tractor_engine.py", folder) as address:
        host, _, port = address.partition(":")
        answers = {"tractor_hostname": host, "tractor_port": port, "tractor_user": "artist"}
        make_package(here, "tractor", placeholders="on", **answers)
        cook = Cook(here, waiting_graph(here), "--env=TRACTOR_DOUBLE_FAILS=3")
        # As many as there are slots.
        wait_for(lambda: len(cook.ran()) == 4)
        scripts = folder / "jobs"
        wait_for(lambda: held_tasks(scripts) == EACH + 2)
        (here / "go").touch()
        assert_only_ready_ones_ran(cook)
        assert held_tasks(scripts) == EACH + 2
        tasks = "".join(path.read_text() for path in scripts.glob("*.alf")).count("Task {")
        assert tasks == 2 * EACH + 2 + 1  # and the message queue


def held_tasks(folder: Path) -> int:
    """Return how many tasks were spooled that no blade begins."""
    return sum(path.read_text().count("PDGPlaceholder") for path in folder.glob("*.alf"))


PARTS = ROOT / "templates/starter-parts"
QUEUE = runpy.run_path(str(PARTS / "farm-queue/header.py"))
HOLDING = runpy.run_path(str(PARTS / "placeholders/header.py"), QUEUE)
FarmClient: Any = QUEUE["FarmClient"]
FarmError: Any = QUEUE["FarmError"]


class Farm(FarmClient):  # type: ignore[misc]
    """Keeps what is held, ends all else at once; of its calls to release, some end by `errors`."""

    def __init__(self, errors: Sequence[Exception] = ()) -> None:
        self._errors = list(errors)
        self._is_held: dict[str, bool] = {}
        self.is_open = threading.Event()
        self.submitted: list[tuple[int, bool]] = []
        self.ended: list[str] = []
        self.is_closed = False

    def as_held(self, task: Any) -> Any:
        return dataclasses.replace(task, options=("held", *task.options))

    def submit(self, name: str, tasks: Sequence[Any]) -> list[str]:
        del name
        assert self.is_open.wait(600.0)
        jobs = [f"job {len(self._is_held) + number}" for number in range(len(tasks))]
        self._is_held |= {
            job: "held" in task.options for job, task in zip(jobs, tasks, strict=True)
        }
        self.submitted += [(task.item_id, "held" in task.options) for task in tasks]
        return jobs

    def release(self, tasks: Sequence[Any]) -> None:
        if self._errors:
            raise self._errors.pop(0)
        self._is_held |= dict.fromkeys((task.job for task in tasks), False)

    def look(self, jobs: Sequence[str]) -> dict[str, Any]:
        report = QUEUE["JobReport"]
        states = {True: report("waiting", "by hand", is_held=True), False: report("succeeded")}
        return {job: states[self._is_held[job]] for job in jobs if job not in self.ended}

    def history(self, jobs: Sequence[str]) -> dict[str, Any]:
        del jobs
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        self.ended += jobs

    def close(self) -> None:
        self.is_closed = True


def task(folder: Path, number: int, *options: str) -> Any:
    return QUEUE["Task"](number, "item", folder / "s", folder / f"exit{number}", "s", options)


@pytest.mark.parametrize(
    ("errors", "submitted", "ended"),
    [
        ([], [(0, True), (1, True)], ["job 1"]),
        # Asked again until it does.
        ([FarmError("no")] * 2, [(0, True), (1, True)], ["job 1"]),
        ([FarmError("busy", passing=True)] * 9, [(0, True), (1, True)], ["job 1"]),
        # It never will: the item goes the way of all others.
        ([FarmError("no")] * 5, [(0, True), (1, True), (0, False)], ["job 0", "job 1"]),
        ([FarmError("no", final=True)], [(0, True), (1, True), (0, False)], ["job 0", "job 1"]),
    ],
)
def test_what_is_held_is_released_once_and_what_is_left_is_ended(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    errors: list[Exception],
    submitted: list[tuple[int, bool]],
    ended: list[str],
) -> None:
    farm = Farm(errors)
    queue = HOLDING["HeldQueue"](farm, LOOK, LOOK, 10)
    monkeypatch.setitem(QUEUE["FarmQueue"].submit.__globals__, "BACKOFF", (LOOK,))
    farm.is_open.set()
    for number in range(2):
        queue.hold(task(tmp_path, number))
    wait_for(lambda: len(farm.submitted) == 2)
    assert len(queue) == 0
    wait_for(lambda: sum(one.kind == "submitted" for one in queue.fetch_news()) == 2)
    queue.submit(task(tmp_path, 0))
    news = ends(queue, 1)
    assert [one.item_id for one in news if one.kind == "succeeded"] == [0]
    assert not [one.text for one in news if "is held" in one.text]
    assert queue.stop(cancel=False) == []
    wait_for(lambda: sorted(farm.ended) == ended)
    queue.close()
    wait_for(lambda: farm.is_closed)
    assert farm.submitted == submitted


def test_an_item_that_is_early_or_asks_for_something_else_is_submitted(tmp_path: Path) -> None:
    farm = Farm()
    queue = HOLDING["HeldQueue"](farm, LOOK, LOOK, 10)
    for number in range(3):
        queue.hold(task(tmp_path, number))
    # Before its placeholder is on the farm.
    queue.submit(task(tmp_path, 0))
    farm.is_open.set()
    wait_for(lambda: {(1, True), (2, True)} <= set(farm.submitted))
    ends(queue, 1)
    queue.submit(task(tmp_path, 1, "more memory"))
    queue.hold(task(tmp_path, 1))
    ends(queue, 1)
    assert farm.submitted.count((0, False)) == farm.submitted.count((1, False)) == 1
    assert queue.cancel([2]) == []
    queue.close()
    wait_for(lambda: farm.is_closed)
    # All that was held is gone, and nothing was held after its item.
    assert len(farm.ended) == sum(held for _, held in farm.submitted)
    assert farm.submitted.count((1, True)) == 1


def ends(queue: Any, count: int) -> list[Any]:
    """Wait until as many items have ended; return all news."""
    news: list[Any] = []

    def have_ended() -> bool:
        news.extend(queue.fetch_news())
        return [one.kind for one in news].count("succeeded") == count

    wait_for(have_ended)
    return news
