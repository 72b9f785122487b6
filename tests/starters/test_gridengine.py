"""The starter `gridengine`, on a real Grid Engine that the tests start."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest
from daemons import wait_for
from grid_cluster import GridCluster, grid_cluster
from starter_cooks import (
    BAD,
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
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.xdist_group("gridengine")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GridCluster]:
    yield from grid_cluster(tmp_path_factory.mktemp("g"))


@pytest.fixture
def grid(cluster: GridCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[GridCluster]:
    for name, value in cluster.environment.items():
        if name == "PATH" or name.startswith("SGE_"):
            monkeypatch.setenv(name, value)
    yield cluster
    wait_for(lambda: cluster.jobs() == [])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_package(tmp_path_factory.mktemp("made"), "gridengine")


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_its_own_tests_pass(grid: GridCluster, package: Path) -> None:
    del grid
    assert_own_tests_pass(package, 7)


def test_scenarios_pass(grid: GridCluster, package: Path, run: Run) -> None:
    del grid, package
    assert_scenarios_pass(run, *FARM_SCENARIOS)


def test_200_items_cook_over_a_kill_of_the_master(grid: GridCluster, package: Path) -> None:
    def restart() -> None:
        grid.kill_master()
        time.sleep(1.0)
        grid.start_master()

    assert_many_items_cook(package, restart)


def test_a_cook_that_is_cancelled_leaves_nothing_in_the_queue(
    grid: GridCluster, package: Path
) -> None:
    del grid
    assert_cancelled(package, at_once=8)  # as many as there are slots


def test_texts_stay_what_they_are(grid: GridCluster, package: Path) -> None:
    del grid
    assert_texts_arrive(package)


def test_a_job_in_the_error_state_fails_in_the_end(grid: GridCluster, package: Path) -> None:
    del grid
    # A folder that is not there is what a machine with a broken mount looks like.
    cook = Cook(package, graph_of("true"), arguments="-wd /no/such/folder")
    assert list(cook.states().values()) == [BAD]
    (item,) = cook.report["items"]
    assert "could not start it" in item["logTail"][-1]


def test_a_job_that_a_machine_was_given_and_never_began_is_submitted_again(
    grid: GridCluster, package: Path
) -> None:
    (module,) = (package / "houdini/pdg/types").rglob("frost.py")
    patient, text = "HAND_OVER_TIME = 60.0", module.read_text()
    assert patient in text
    module.write_text(text.replace(patient, "HAND_OVER_TIME = 2.0"))
    grid.freeze_machine()
    try:
        cook = Cook(package, graph_of(f"echo __PDG_ITEM_NAME__ >> '{package}/ran'"))
        wait_for(grid.is_given_away)
    finally:
        grid.restart_machine()
    assert list(cook.states().values()) == [GOOD], cook.report
    assert len(cook.ran()) == 1


def test_a_job_that_is_held_is_named_and_waited_for(
    grid: GridCluster, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = grid.lead_to_counted_looks(package, monkeypatch)
    cook = Cook(package, graph_of("true"), arguments="-h")
    wait_for(grid.jobs)
    # The next one may have begun before.
    seen = len(looks()) + 2
    wait_for(lambda: len(looks()) >= seen)
    grid.run("qrls", *grid.jobs())
    assert Counter(cook.states().values()) == {GOOD: 1}
    assert any("is held" in warning for warning in cook.report["warnings"])


def test_a_queue_that_is_paused_holds_jobs_up_and_loses_none(
    grid: GridCluster, package: Path
) -> None:
    pause, resume = (partial(grid.run, "qmod", word, "all.q") for word in ("-d", "-e"))
    assert_a_pause_loses_none(package, pause, resume, grid.jobs)


def test_jobs_of_a_machine_that_crashes_run_again(grid: GridCluster, package: Path) -> None:
    cook = Cook(package, graph_of(*[waiting(package)] * 4))
    wait_for(lambda: len(cook.ran()) == 4)
    grid.crash_machine()
    wait_for(lambda: len(cook.ran()) == 8)
    (package / "go").touch()
    assert Counter(cook.states().values()) == {GOOD: 4}
    assert len(cook.ran()) == 8


def test_a_client_that_is_slow_and_fails_every_third_time_loses_nothing(
    grid: GridCluster, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = grid.lead_to_failing_client(package, monkeypatch, seconds=5)
    assert_troubles_lose_nothing(package, calls)
