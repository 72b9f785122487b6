"""The starter `dask`, on a scheduler and workers that the tests start."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from daemons import wait_for
from dask_cluster import DaskCluster, dask_cluster
from failing_clients import failing_python
from starter_cooks import (
    FARM_SCENARIOS,
    GOOD,
    Cook,
    assert_a_pause_loses_none,
    assert_cancelled,
    assert_many_items_cook,
    assert_own_tests_pass,
    assert_scenarios_pass,
    assert_texts_arrive,
    assert_troubles_lose_nothing,
    graph_of,
    make_package,
    waiting,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Run

pytestmark = pytest.mark.xdist_group("dask")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    yield from dask_cluster(tmp_path_factory.mktemp("d"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cluster: DaskCluster) -> Path:
    answers = {"address": cluster.address, "python": sys.executable}
    return make_package(tmp_path_factory.mktemp("made"), "dask", **answers)


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_its_own_tests_pass(package: Path) -> None:
    assert_own_tests_pass(package, 6)


def test_scenarios_pass(package: Path, run: Run) -> None:
    del package
    assert_scenarios_pass(run, *FARM_SCENARIOS)


def test_200_items_cook_over_a_kill_of_everything(package: Path, cluster: DaskCluster) -> None:
    def restart() -> None:
        cluster.kill()
        cluster.start()

    assert_many_items_cook(package, restart, killed=True)


def test_a_cook_that_is_cancelled_leaves_no_process(package: Path) -> None:
    assert_cancelled(package, at_once=4)  # as many as there are threads


def test_texts_stay_what_they_are(package: Path) -> None:
    assert_texts_arrive(package)


def test_jobs_of_a_worker_that_is_killed_run_elsewhere(package: Path, cluster: DaskCluster) -> None:
    # What ends jobs with their worker may itself have been ended before.
    assert set(Cook(package, graph_of(*["true"] * 8)).states().values()) == {GOOD}
    assert cluster.kill_watchers() > 0
    # Each waits until there is a file, and tells who it is.
    cook = Cook(package, graph_of(*[waiting(package)] * 4))
    wait_for(lambda: len(cook.ran()) == 4)
    cluster.kill_worker()
    cluster.start_worker()
    wait_for(lambda: len(cook.ran()) == 6)
    (package / "go").touch()
    assert Counter(cook.states().values()) == {GOOD: 4}
    wait_for(lambda: not any(Path(f"/proc/{number}").exists() for number in cook.ran()))


def test_workers_that_are_paused_hold_jobs_up_and_lose_none(
    package: Path, cluster: DaskCluster
) -> None:
    assert_a_pause_loses_none(
        package, cluster.pause, cluster.resume, lambda: cluster.waiting() == 4
    )


def test_a_client_that_is_slow_and_fails_every_third_time_loses_nothing(package: Path) -> None:
    python, calls = failing_python(package, seconds=5)
    assert_troubles_lose_nothing(package, calls, python=python)
