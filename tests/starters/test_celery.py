"""The starter `celery`, on a Redis and workers that the tests start."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from celery_stack import CeleryStack, celery_stack
from daemons import lives, wait_for
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
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.xdist_group("celery")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CeleryStack]:
    yield from celery_stack(tmp_path_factory.mktemp("c"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, stack: CeleryStack) -> Path:
    answers = {"broker": stack.url, "python": sys.executable}
    return make_package(tmp_path_factory.mktemp("made"), "celery", **answers)


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_its_own_tests_pass(package: Path) -> None:
    assert_own_tests_pass(package, 5)


def test_scenarios_pass(package: Path, run: Run) -> None:
    del package
    assert_scenarios_pass(run, *FARM_SCENARIOS)


def test_200_items_cook_over_a_kill_of_redis(package: Path, stack: CeleryStack) -> None:
    def restart() -> None:
        stack.kill_redis()
        stack.start_redis()

    # A worker may end with its connection, and its jobs with it.
    assert_many_items_cook(package, restart, killed=True)


def test_a_cook_that_is_cancelled_leaves_no_process(package: Path) -> None:
    assert_cancelled(package, at_once=4)  # as many as the worker has processes


def test_texts_stay_what_they_are(package: Path) -> None:
    assert_texts_arrive(package)


def test_jobs_of_a_worker_that_is_killed_run_again(package: Path, stack: CeleryStack) -> None:
    cook = Cook(package, graph_of(waiting(package)))
    wait_for(cook.ran)
    (job,) = cook.ran()
    stack.kill_worker()
    wait_for(lambda: not lives(int(job)))
    stack.start_worker()
    wait_for(lambda: len(cook.ran()) == 2)
    (package / "go").touch()
    assert Counter(cook.states().values()) == {GOOD: 1}


def test_workers_that_are_paused_hold_jobs_up_and_lose_none(
    package: Path, stack: CeleryStack
) -> None:
    assert_a_pause_loses_none(package, stack.pause, stack.resume, lambda: stack.waiting() == 4)


def test_a_client_that_is_slow_and_fails_every_third_time_loses_nothing(package: Path) -> None:
    python, calls = failing_python(package, seconds=5)
    assert_troubles_lose_nothing(package, calls, python=python)
