"""The starter `slurm`, on a real Slurm that the tests start."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from slurm_cluster import SlurmCluster, slurm_cluster, wait_for
from trees import write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.xdist_group("slurm")
QUICK = ["--set", "frost_lookperiod=0.2", "--set", "frost_gathertime=0.1"]
GOOD, BAD, CANCELLED = "CookedSuccess", "CookedFail", "CookedCancel"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlurmCluster]:
    yield from slurm_cluster(tmp_path_factory.mktemp("s"))


@pytest.fixture
def slurm(cluster: SlurmCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlurmCluster]:
    for name in ("PATH", "SLURM_CONF"):
        monkeypatch.setenv(name, cluster.environment[name])
    yield cluster
    assert cluster.jobs() == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the snippets "frost", made from the starter, and the package of them."""
    folder = tmp_path_factory.mktemp("made")
    for command in (
        ["new", "frost", "--from", "slurm", "--yes"],
        ["generate", "frost", "-o", "houdini", "--strict"],
    ):
        subprocess.run([sys.executable, "-m", "pysched_gen", *command], cwd=folder, check=True)
    return folder


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


class Cook:
    """A cook in a process of its own."""

    def __init__(self, folder: Path, graph: dict[str, Any], *options: str) -> None:
        self.folder = folder
        write_tree(folder, {"graph.json": json.dumps(graph)})
        command = [sys.executable, "-m", "pysched_gen", "cook", "houdini", "--graph", "graph.json"]
        self._process = subprocess.Popen(
            [*command, "--format", "json", *QUICK, *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ran(self) -> list[str]:
        """Return the names of the items whose command has begun, once for each time."""
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / "ran").read_text().split()
        return []

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def states(self) -> dict[str, str]:
        """Wait for the end; return the states of all items by their name."""
        out, err = self._process.communicate(timeout=240)
        assert out, err
        self.report = json.loads(out)
        self.told = err
        return {one["name"]: one["state"] for one in self.report["items"] if "batch" not in one}


def many_items(folder: Path) -> dict[str, Any]:
    """Return a graph of 200 items: three nodes one after the other, one of batches.

    Of the first node every tenth fails, so that 5 in 100 of all do not cook.
    """
    mark = f"echo __PDG_ITEM_NAME__ >> '{folder}/ran'"
    first = [{"index": n, "command": f"{mark}; exit {int(n % 10 == 3)}"} for n in range(60)]
    second = [{"index": n, "command": mark, "dependsOn": [f"first:{n}"]} for n in range(60)]
    third = [{"index": n, "command": f"{mark}; sleep 0.1"} for n in range(60)]
    batches = [{"index": n, "batch": [{"command": mark} for _ in range(4)]} for n in range(5)]
    nodes = [
        {"name": "first", "items": first},
        {"name": "second", "inputs": ["first"], "items": second},
        {"name": "third", "items": third},
        {"name": "batched", "items": batches},
    ]
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes}


def graph_of(*commands: str, **parms: Any) -> dict[str, Any]:
    items = [{"index": number, "command": text} for number, text in enumerate(commands)]
    node = {"name": "work", "items": items, "parms": parms}
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": [node]}


def test_its_own_tests_pass(slurm: SlurmCluster, package: Path) -> None:
    del slurm
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-W", "error"],
        cwd=package / "frost",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "7 passed" in ran.stdout, ran.stdout + ran.stderr


def test_every_scenario_passes(slurm: SlurmCluster, package: Path, run: Run) -> None:
    del slurm, package
    found = json.loads(run("verify", "houdini", *QUICK, "--format", "json").stdout)
    wrong = [one for one in found["scenarios"] if one["status"] not in ("passed", "skipped")]
    assert wrong == []
    assert sum(one["status"] == "passed" for one in found["scenarios"]) > 30


def test_200_items_cook_over_a_restart_of_the_controller(
    slurm: SlurmCluster, package: Path
) -> None:
    cook = Cook(package, many_items(package))
    wait_for(lambda: len(cook.ran()) > 40)
    slurm.stop_controller()
    time.sleep(2.0)
    slurm.start_controller()
    states = cook.states()
    # 6 of the first node fail, and 6 of the second never run; 5 batches have 20 items.
    assert Counter(states.values()) == {GOOD: 185 - 12, BAD: 12}
    ran = cook.ran()
    assert (len(ran), len(set(ran))) == (200 - 6, 200 - 6)


def test_a_client_that_is_slow_and_fails_every_third_time_loses_nothing(
    slurm: SlurmCluster, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin_dir = package / "client"
    path = slurm.environment["PATH"]
    for name in ("sbatch", "squeue", "scancel"):
        program = shutil.which(name, path=path)
        # Every third call fails: in turn before it did what it is for, and after that.
        text = f"""#!/bin/sh
sleep 0.5
count=$(cat '{package}/calls' 2>/dev/null || echo 0)
echo $((count + 1)) >'{package}/calls'
[ $((count % 6)) = 2 ] && echo failed before >&2 && exit 1
{program} "$@"
code=$?
[ $((count % 6)) = 5 ] && echo failed after >&2 && exit 1
exit $code
"""
        write_tree(bin_dir, {name: text})
        (bin_dir / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_dir}:{path}")
    mark = f"echo __PDG_ITEM_NAME__ >> '{package}/ran'"
    cook = Cook(package, graph_of(*[mark] * 12), "--set", "frost_batchsize=3")
    states = cook.states()
    assert Counter(states.values()) == {GOOD: 12}
    assert sorted(cook.ran()) == sorted(states)
    assert int((package / "calls").read_text()) > 6


def test_a_cook_that_is_cancelled_leaves_nothing_in_the_queue(
    slurm: SlurmCluster, package: Path
) -> None:
    mark = f"echo __PDG_ITEM_NAME__ >> '{package}/ran'; sleep 60"
    cook = Cook(package, graph_of(*[mark] * 20))
    wait_for(lambda: len(cook.ran()) == 8)  # as many as there are CPUs
    cook.interrupt()
    states = cook.states()
    assert CANCELLED in set(states.values())
    assert set(states.values()) <= {CANCELLED, "Uncooked"}
    wait_for(lambda: slurm.jobs() == [])
    assert len(cook.ran()) == 8


def test_two_cooks_at_once_do_not_mix(slurm: SlurmCluster, package: Path) -> None:
    del slurm
    shutil.copytree(package / "houdini", package / "other/houdini")
    cooks = [
        Cook(folder, graph_of(*[f"echo __PDG_ITEM_NAME__ >> '{folder}/ran'; exit {code}"] * 6))
        for folder, code in ((package, 0), (package / "other", 2))
    ]
    ends = [Counter(cook.states().values()) for cook in cooks]
    assert ends == [{GOOD: 6}, {BAD: 6}]
    assert [len(cook.ran()) for cook in cooks] == [6, 6]


def test_a_node_that_fails_is_no_fault_of_the_item(slurm: SlurmCluster, package: Path) -> None:
    mark = f"echo __PDG_ITEM_NAME__ >> '{package}/ran'; [ -e '{package}/mended' ] || sleep 60"
    cook = Cook(package, graph_of(mark), "--set", "frost_requeue=0")
    wait_for(lambda: cook.ran() and slurm.run("squeue", "-h", "-t", "R"))
    time.sleep(0.5)
    slurm.fail_node()
    write_tree(package, {"mended": ""})
    slurm.mend_node()
    assert Counter(cook.states().values()) == {GOOD: 1}
    assert len(cook.ran()) == 2


HOSTILE = 'it\'s "q"; $(touch owned) `touch owned` ü'


def test_paths_and_names_stay_the_text_they_are(slurm: SlurmCluster, package: Path) -> None:
    del slurm
    # Houdini evaluates what stands between backticks in a parameter.
    working = package / HOSTILE.replace("`", "")
    working.mkdir()
    graph = graph_of('pwd > where; printf %s "$PDG_ITEM_NAME" > name')
    graph["nodes"][0]["items"][0]["name"] = f"{HOSTILE}\nnext"
    cook = Cook(package, graph, "--set", f"pdg_workingdir={working}")
    states = cook.states()
    assert list(states.values()) == [GOOD], cook.report
    assert (working / "where").read_text() == f"{working}\n"
    assert (working / "name").read_text() == f"{HOSTILE}\nnext"
    assert list(package.rglob("owned")) == []


COMMANDS = ["true", "exit 7", "exec kill -9 $$"]


def forget(folder: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Put a squeue on the path that knows no job any more."""
    text = "#!/bin/sh\necho slurm_load_jobs error: Invalid job id specified >&2\nexit 1\n"
    write_tree(folder, {"forgetful/squeue": text})
    (folder / "forgetful/squeue").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}/forgetful:{path}")


def test_jobs_that_slurm_forgets_have_left_their_exit_code(
    slurm: SlurmCluster, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(package, monkeypatch, slurm.environment["PATH"])
    cook = Cook(package, graph_of(*COMMANDS), "--set", "frost_lookperiod=2")
    assert list(cook.states().values()) == [GOOD, BAD, BAD]


def test_jobs_that_slurm_forgets_are_in_its_accounting(
    package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("a")
    # A folder where the exit code should be: nothing but the accounting can tell.
    block = 'mkdir -p "$PDG_TEMP/jobs/$PDG_ITEM_NAME.exit"'
    with contextlib.contextmanager(slurm_cluster)(place, accounting=True) as accounted:
        monkeypatch.setenv("SLURM_CONF", accounted.environment["SLURM_CONF"])
        forget(package, monkeypatch, accounted.environment["PATH"])
        commands = [f"{block}; {one}" for one in COMMANDS]
        cook = Cook(package, graph_of(*commands), "--set", "frost_lookperiod=3")
        states = cook.states()
        told = accounted.run("sacct", "--allocations", "--noheader", "--format=State")
    assert list(states.values()) == [GOOD, BAD, BAD], cook.report
    assert Counter(told.split()) == {"COMPLETED": 1, "FAILED": 2}
