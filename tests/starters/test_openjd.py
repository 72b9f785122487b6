"""The starter `openjd`, with the real command openjd."""

from __future__ import annotations

import runpy
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from daemons import require, wait_for
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
from trees import write_tree

from pysched_gen.scaffold.starters import starter_texts, starters

if TYPE_CHECKING:
    from conftest import Run

pytestmark = pytest.mark.xdist_group("openjd")
OPENJD = Path(sys.executable).with_name("openjd")

# In place of openjd: while a command begins that does not pass on what it is told.
DEAF_AT_FIRST = f"""#!{sys.executable}
import os, signal, subprocess, sys

told = []


def heed(*_):
    told.append("")
    if len(told) > 1:
        os.killpg(job.pid, signal.SIGKILL)


script = sys.argv[-1].partition("=")[2]
job = subprocess.Popen(["/bin/sh", script], start_new_session=True)
signal.signal(signal.SIGTERM, heed)
sys.exit(job.wait())
"""


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
    chosen = [one for one in FARM_SCENARIOS if one != "nothing-left"]
    assert_scenarios_pass(run, *chosen, "environment-parameters", "scheduler-busy")


def test_many_items_cook(package: Path) -> None:
    # Each is a process of Python, so there are fewer than of other starters.
    assert_many_items_cook(package, each=10)


def test_a_cook_that_is_cancelled_leaves_no_process(package: Path) -> None:
    assert_cancelled(package, at_once=4)  # as many as there are sessions


def test_a_session_that_was_told_to_end_too_early_is_told_again(tmp_path: Path) -> None:
    texts: dict[str, str | bytes] = {"deaf": DEAF_AT_FIRST}
    texts["header.py"] = starter_texts(starters()["openjd"])["header.py"]
    texts["job.sh"] = f"echo $$ > '{tmp_path}/ran'; exec sleep 600"
    write_tree(tmp_path, texts)
    (tmp_path / "deaf").chmod(0o755)
    made = runpy.run_path(str(tmp_path / "header.py"), {"pdg": SimpleNamespace(WorkItem=object)})
    client = made["SessionClient"](str(tmp_path / "deaf"), 1)
    script = tmp_path / "job.sh"
    client.submit("work", [made["Task"](1, "work", script, script, "", ("{}",))])
    wait_for(lambda: (tmp_path / "ran").exists() and (tmp_path / "ran").read_text())
    client.end(["work-0"])
    wait_for(lambda: client.look(["work-0"])["work-0"].state == "failed")
    assert not Path("/proc", (tmp_path / "ran").read_text().strip()).exists()


def test_texts_stay_what_they_are(package: Path) -> None:
    assert_texts_arrive(package)


def test_a_session_that_says_nothing_fails_the_item(package: Path) -> None:
    cook = Cook(package, graph_of("true"), command="false")
    assert list(cook.states().values()) == [BAD]
    (item,) = cook.report["items"]
    assert "openjd ended with code 1" in item["logTail"][-1]
