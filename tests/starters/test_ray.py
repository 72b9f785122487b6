"""The starter `ray`, on a node of Ray that the tests start; `make slow` runs these."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from daemons import wait_for
from ray_node import RayNode, ray_node
from starter_cooks import (
    GOOD,
    Cook,
    assert_cancelled,
    assert_many_items_cook,
    assert_own_tests_pass,
    assert_scenarios_pass,
    assert_texts_arrive,
    assert_two_cooks_do_not_mix,
    graph_of,
    header_of,
    make_package,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Run

pytestmark = [
    pytest.mark.xdist_group("ray"),
    pytest.mark.skipif(
        os.environ.get("PYSCHED_GEN_LONG") != "1",
        reason="a node of Ray takes a gigabyte: make slow",
    ),
]


@pytest.fixture(scope="module")
def node() -> Iterator[RayNode]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield from ray_node(monkeypatch)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, node: RayNode) -> Path:
    answers = {"address": node.address, "python": sys.executable}
    return make_package(tmp_path_factory.mktemp("made"), "ray", **answers)


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_its_own_tests_pass(package: Path) -> None:
    assert_own_tests_pass(package, 6)


def test_scenarios_pass(package: Path, run: Run) -> None:
    del package
    # Each starts a driver, some several.
    assert_scenarios_pass(run, options=("-j", "1"))


def test_200_items_cook(package: Path) -> None:
    assert_many_items_cook(package)


def test_200_items_cook_over_a_kill_of_the_node(package: Path, node: RayNode) -> None:
    def restart() -> None:
        node.kill()
        node.start()

    assert_many_items_cook(package, restart, killed=True)


def test_a_cook_that_is_cancelled_leaves_no_process(package: Path) -> None:
    assert_cancelled(package, at_once=4)  # as many as there are CPUs


def test_texts_stay_what_they_are(package: Path) -> None:
    assert_texts_arrive(package)


def test_two_cooks_at_once_do_not_mix(package: Path) -> None:
    assert_two_cooks_do_not_mix(package)


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_job_whose_worker_is_killed_runs_again(package: Path) -> None:
    command = f"echo $$ >> '{package}/ran'; until [ -e '{package}/go' ]; do sleep 0.1; done"
    cook = Cook(package, graph_of(command))
    wait_for(cook.ran)
    (first,) = map(int, cook.ran())
    # The shell of the command, that of its script.
    os.kill(parent(parent(first)), signal.SIGKILL)
    wait_for(lambda: len(cook.ran()) == 2)
    (package / "go").touch()
    assert Counter(cook.states().values()) == {GOOD: 1}
    wait_for(lambda: not any(Path(f"/proc/{number}").exists() for number in cook.ran()))


def test_a_graph_waits_for_its_place_where_the_cluster_is_full(
    node: RayNode, tmp_path: Path
) -> None:
    parts = header_of("ray", tmp_path)
    client = parts["ForeignClient"](sys.executable, parts["RAY_PROGRAM"], {"address": node.address})
    all_of_it = (json.dumps({"num_cpus": 4, "seconds": 0}),)
    fill, graph = tmp_path / "fill.sh", tmp_path / "graph.sh"
    fill.write_text(f"touch '{tmp_path}/filled'; sleep 3600\n")
    graph.write_text(f"touch '{tmp_path}/began'\n")
    task = parts["Task"](1, "fill", fill, tmp_path / "exit", str(fill), all_of_it)
    # What it has submitted ends with it, but for the graph.
    with contextlib.closing(client):
        client.submit("fill", [task])
        wait_for((tmp_path / "filled").exists)
        assert client.submit_script("graph", str(graph), all_of_it) == "graph-0"
        assert not (tmp_path / "began").exists()
    wait_for((tmp_path / "began").exists)
