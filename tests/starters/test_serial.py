"""The starter `serial`, the example of Houdini's help."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import starter_cooks
from starter_cooks import (
    FARM_SCENARIOS,
    assert_many_items_cook,
    assert_own_tests_pass,
    assert_scenarios_pass,
    make_package,
)

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.xdist_group("serial")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_package(tmp_path_factory.mktemp("made"), "serial")


@pytest.fixture
def package(made: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Its parameters are the local scheduler's: there is no farm to look at.
    monkeypatch.setattr(starter_cooks, "QUICK", {"pdg_tickperiod": 0.02})
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_200_items_cook(package: Path) -> None:
    assert_many_items_cook(package, pause=0.0)
    assert_own_tests_pass(package, 2)


def test_scenarios_pass(package: Path, run: Run) -> None:
    del package
    parameters = ("environment-parameters", "node-overrides")
    assert_scenarios_pass(run, *FARM_SCENARIOS, *parameters, "cook-cancelled", "shared-server")
