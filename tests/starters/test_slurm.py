"""The starter `slurm`, on a real Slurm that the tests start."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest
from daemons import wait_for
from slurm_cluster import SlurmCluster, leaving_nothing, slurm_cluster
from starter_cooks import (
    BAD,
    GOOD,
    Cook,
    assert_a_pause_loses_none,
    assert_cancelled,
    assert_many_items_cook,
    assert_own_tests_pass,
    assert_scenarios_pass,
    assert_texts_arrive,
    assert_troubles_lose_nothing,
    assert_two_cooks_do_not_mix,
    graph_of,
    make_package,
)
from trees import write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.xdist_group("slurm")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlurmCluster]:
    yield from slurm_cluster(tmp_path_factory.mktemp("s"))


@pytest.fixture
def slurm(cluster: SlurmCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlurmCluster]:
    yield from leaving_nothing(cluster, monkeypatch)


@pytest.fixture
def own_slurm(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SlurmCluster]:
    """Give a cluster to one test, which may leave it in any state."""
    with contextlib.contextmanager(slurm_cluster)(tmp_path_factory.mktemp("o")) as cluster:
        yield from leaving_nothing(cluster, monkeypatch)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_package(tmp_path_factory.mktemp("made"), "slurm")


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_its_own_tests_pass(slurm: SlurmCluster, package: Path) -> None:
    del slurm
    assert_own_tests_pass(package, 7)


def test_every_scenario_passes(slurm: SlurmCluster, package: Path, run: Run) -> None:
    del slurm, package
    assert_scenarios_pass(run)


def test_200_items_cook_over_a_kill_of_the_controller(
    own_slurm: SlurmCluster, package: Path
) -> None:
    with contextlib.ExitStack() as stack:

        def restart() -> None:
            own_slurm.kill_controller()
            own_slurm.start_controller()
            stack.enter_context(own_slurm.looked_after())

        # What runs is ended where it is not remembered.
        assert_many_items_cook(package, restart, killed=True)
        wait_for(lambda: own_slurm.jobs() == [])


def test_a_static_cook_keeps_to_dependencies(slurm: SlurmCluster, package: Path) -> None:
    del slurm
    assert_many_items_cook(package, lambda: None, "--static", each=20)


def test_a_queue_that_is_paused_holds_jobs_up_and_loses_none(
    slurm: SlurmCluster, package: Path
) -> None:
    update = partial(slurm.run, "scontrol", "update", "PartitionName=night")
    assert_a_pause_loses_none(
        package,
        partial(update, "State=DOWN"),
        partial(update, "State=UP"),
        lambda: len(slurm.jobs()) == 4,
        partition="night",
    )


def test_a_client_that_is_slow_and_fails_every_third_time_loses_nothing(
    slurm: SlurmCluster, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = slurm.lead_to_failing_client(package, monkeypatch, seconds=5)
    assert_troubles_lose_nothing(package, calls)


def test_a_cook_that_is_cancelled_leaves_nothing_in_the_queue(
    slurm: SlurmCluster, package: Path
) -> None:
    assert_cancelled(package, at_once=8)  # as many as there are CPUs
    wait_for(lambda: slurm.jobs() == [])


def test_two_cooks_at_once_do_not_mix(slurm: SlurmCluster, package: Path) -> None:
    del slurm
    assert_two_cooks_do_not_mix(package)


def test_a_node_that_fails_is_no_fault_of_the_item(slurm: SlurmCluster, package: Path) -> None:
    mark = f"echo __PDG_ITEM_NAME__ >> '{package}/ran'; [ -e '{package}/mended' ] || sleep 3600"
    cook = Cook(package, graph_of(mark), requeue=0)
    wait_for(lambda: cook.ran() and slurm.run("squeue", "-h", "-t", "R"))
    time.sleep(0.5)
    slurm.fail_node()
    write_tree(package, {"mended": ""})
    slurm.mend_node()
    assert Counter(cook.states().values()) == {GOOD: 1}
    assert len(cook.ran()) == 2


def test_texts_stay_what_they_are(slurm: SlurmCluster, package: Path) -> None:
    del slurm
    assert_texts_arrive(package)


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
    cook = Cook(package, graph_of(*COMMANDS), lookperiod=0.7)
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
        # The accounting may know of a job some seconds later than Slurm itself.
        cook = Cook(package, graph_of(*commands), lookperiod=3.0)
        states = cook.states()
        told = accounted.run(
            "sacct", "--allocations", "--noheader", "--format=State,JobID,JobName%40,Submit,Start"
        )
    assert list(states.values()) == [GOOD, BAD, BAD], cook.report
    found = Counter(line.split()[0] for line in told.splitlines())
    assert found == {"COMPLETED": 1, "FAILED": 2}, told
