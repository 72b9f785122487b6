"""Starters for farms that cannot be had here, each on the double that it ships for its tests."""

from __future__ import annotations

import contextlib
import shutil
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from daemons import require
from doubles import running_double
from starter_cooks import (
    FARM_SCENARIOS,
    assert_cancelled,
    assert_many_items_cook,
    assert_own_tests_pass,
    assert_scenarios_pass,
    assert_texts_arrive,
    assert_troubles_lose_nothing,
    assert_two_cooks_do_not_mix,
    make_package,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from conftest import Run

PYTHON = {"python": sys.executable}


@dataclass(frozen=True)
class Farm:
    """A starter with its double, and what is asked of both."""

    starter: str
    double: str
    # The parameter that has the address of the double.
    parameter: str
    own_tests: int
    answers: Mapping[str, str] = field(default_factory=dict)
    # The farm's real client, and the command that installs it.
    modules: tuple[str, ...] = ()
    install: str = ""
    # Of the cook while calls fail; a farm that takes one job by each call has many.
    troubled_items: int = 12


FARMS = (
    Farm("deadline", "deadline_double.py", "command", 7),
    Farm("hqueue", "hqueue_double.py", "address", 8),
    Farm(
        "kubernetes",
        "api_server.py",
        "kubeconfig",
        9,
        {**PYTHON, "image": "houdini"},
        ("kubernetes",),
        "pip install kubernetes",
        troubled_items=6,
    ),
    Farm(
        "opencue",
        "cuebot_double.py",
        "cuebot",
        6,
        PYTHON,
        ("opencue", "opencue_proto"),
        "pip install opencue-pycue",
    ),
    Farm("rest", "queue_server.py", "address", 6),
)


@dataclass(frozen=True)
class Made:
    """A package made from a starter, and the folder of the double that runs for it."""

    farm: Farm
    package: Path
    double: Path


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(one, id=one.starter, marks=pytest.mark.xdist_group(one.starter))
        for one in FARMS
    ],
)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    farm: Farm = request.param
    require(farm.install, modules=farm.modules)
    folder = tmp_path_factory.mktemp(farm.starter)
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(running_double(farm.starter, farm.double, folder))
        answers = {**farm.answers, farm.parameter: address}
        package = make_package(tmp_path_factory.mktemp("made"), farm.starter, **answers)
        yield Made(farm, package, folder)


@pytest.fixture
def package(made: Made, here: Path) -> Path:
    shutil.copytree(made.package, here, dirs_exist_ok=True)
    return here


def test_its_own_tests_pass(made: Made, package: Path) -> None:
    assert_own_tests_pass(package, made.farm.own_tests)


def test_scenarios_pass(package: Path, run: Run) -> None:
    del package
    assert_scenarios_pass(run, *FARM_SCENARIOS)


def test_200_items_cook(package: Path) -> None:
    assert_many_items_cook(package)


def test_a_cook_that_is_cancelled_leaves_no_process(package: Path) -> None:
    assert_cancelled(package, at_once=4)  # as many as a double runs


def test_texts_stay_what_they_are(package: Path) -> None:
    assert_texts_arrive(package)


def test_a_farm_that_is_slow_and_fails_every_third_time_loses_nothing(
    made: Made, package: Path
) -> None:
    faults = made.double / "faults"
    faults.touch()
    try:
        assert_troubles_lose_nothing(package, faults, made.farm.troubled_items)
    finally:
        faults.unlink()


def test_two_cooks_at_once_do_not_mix(package: Path) -> None:
    assert_two_cooks_do_not_mix(package)
