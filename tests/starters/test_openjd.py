"""The starter `openjd`, with the real command openjd."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from daemons import require
from starter_cooks import (
    BAD,
    FARM_SCENARIOS,
    Cook,
    assert_cancelled,
    assert_many_items_cook,
    assert_own_tests_pass,
    assert_scenarios_pass,
    assert_texts_arrive,
    graph_of,
    make_package,
)

if TYPE_CHECKING:
    from conftest import Run

pytestmark = pytest.mark.xdist_group("openjd")
OPENJD = Path(sys.executable).with_name("openjd")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require("pip install openjd-cli", modules=["openjd.cli"])
    return make_package(tmp_path_factory.mktemp("made"), "openjd", command=OPENJD)


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_its_own_tests_pass(package: Path) -> None:
    assert_own_tests_pass(package, 6)


def test_scenarios_pass(package: Path, run: Run) -> None:
    del package
    # A session takes its time to end what it runs, and nothing-left has a limit of time.
    assert_scenarios_pass(run, *(one for one in FARM_SCENARIOS if one != "nothing-left"))


def test_many_items_cook(package: Path) -> None:
    # Each is a process of Python, so there are fewer than of other starters.
    assert_many_items_cook(package, each=10)


def test_a_cook_that_is_cancelled_leaves_no_process(package: Path) -> None:
    assert_cancelled(package, at_once=4)  # as many as there are sessions


def test_texts_stay_what_they_are(package: Path) -> None:
    assert_texts_arrive(package)


def test_a_session_that_says_nothing_fails_the_item(package: Path) -> None:
    cook = Cook(package, graph_of("true"), command="false")
    assert list(cook.states().values()) == [BAD]
    (item,) = cook.report["items"]
    assert "openjd ended with code 1" in item["logTail"][-1]
