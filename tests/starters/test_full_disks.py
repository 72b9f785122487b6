"""Starters on disks that are full: that of a node, and that of the cook."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import starter_cooks
from celery_stack import celery_stack
from daemons import require, wait_for
from dask_cluster import dask_cluster
from grid_cluster import grid_cluster
from slurm_cluster import INSTALL, slurm_cluster
from starter_cooks import BAD, GOOD, Cook, graph_of, make_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Have a disk of `size` at `folder`."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("needs the right to mount a disk: run it as root, in no container")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> Path:
    """Fill a disk with one file; return it."""
    waste = disk / "waste"
    with contextlib.suppress(OSError), waste.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return waste


@pytest.mark.xdist_group("slurm")
def test_a_node_whose_disk_is_full_loses_no_item(
    here: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    require(INSTALL, programs=["slurmctld"], root=True)
    place = tmp_path_factory.mktemp("f")
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(contextlib.contextmanager(slurm_cluster)(place))
        stack.enter_context(small_disk(place / "spool", "256k"))
        for name in ("PATH", "SLURM_CONF"):
            monkeypatch.setenv(name, cluster.environment[name])
        make_package(here, "slurm")
        waste = fill(place / "spool")
        cook = Cook(here, graph_of(*[f"echo __PDG_ITEM_NAME__ >> '{here}/ran'"] * 3))
        # Slurm takes the node out of service.
        wait_for(lambda: "drain" in cluster.run("sinfo", "--noheader", "--format=%T"))
        assert cook.ran() == []
        waste.unlink()
        cluster.mend_node()
        states = cook.states()
        assert Counter(states.values()) == {GOOD: 3}, cook.report
        assert sorted(cook.ran()) == sorted(states)
        # What could not begin is not left there for somebody to look at.
        wait_for(lambda: cluster.jobs() == [])


@pytest.mark.xdist_group("gridengine")
def test_a_machine_of_grid_engine_whose_disk_is_full_loses_no_item(
    here: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("g")
    with contextlib.ExitStack() as stack:
        (place / "spool").mkdir()
        # Grid Engine works in there, so it is mounted before.
        stack.enter_context(small_disk(place / "spool/execd", "256k"))
        cluster = stack.enter_context(contextlib.contextmanager(grid_cluster)(place))
        for name, value in cluster.environment.items():
            monkeypatch.setenv(name, value)
        make_package(here, "gridengine")
        waste = fill(place / "spool/execd")
        cook = Cook(here, graph_of(*[f"echo __PDG_ITEM_NAME__ >> '{here}/ran'"] * 3))
        # Grid Engine takes the queue out of service.
        wait_for(lambda: "E" in cluster.queue_state())
        assert cook.ran() == []
        waste.unlink()

        def have_run() -> bool:
            # A report of the time before may take it out of service once more.
            cluster.mend_queue()
            return len(set(cook.ran())) == 3

        wait_for(have_run)
        states = cook.states()
        assert Counter(states.values()) == {GOOD: 3}, cook.report
        assert sorted(cook.ran()) == sorted(states)
        wait_for(lambda: cluster.jobs() == [])


@pytest.mark.xdist_group("dask")
def test_workers_of_dask_whose_disk_is_full_lose_no_item(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("d")
    with contextlib.ExitStack() as stack:
        stack.enter_context(small_disk(place, "1m"))
        cluster = stack.enter_context(contextlib.contextmanager(dask_cluster)(place))
        make_package(here, "dask", address=cluster.address, python=sys.executable)
        waste = fill(place)
        cook = Cook(here, graph_of(*[f"echo __PDG_ITEM_NAME__ >> '{here}/ran'"] * 3))
        # What Dask would keep there it keeps in memory.
        states = cook.states()
        assert waste.stat().st_size > 0
        assert Counter(states.values()) == {GOOD: 3}, cook.report
        assert sorted(cook.ran()) == sorted(states)


@pytest.mark.xdist_group("celery")
def test_a_redis_whose_disk_is_full_loses_no_item(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("c")
    disk = place / "saves"
    with contextlib.ExitStack() as stack:
        stack.enter_context(small_disk(disk, "256k"))
        celery = stack.enter_context(contextlib.contextmanager(celery_stack)(place))
        make_package(here, "celery", broker=celery.url, python=sys.executable)
        waste = fill(disk)
        celery.save()
        cook = Cook(here, graph_of(*[f"echo __PDG_ITEM_NAME__ >> '{here}/ran'"] * 3))
        # The worker and the cook try again and again.
        wait_for(lambda: celery.refused() > 12)
        assert cook.ran() == []
        waste.unlink()
        states = cook.states()
        assert Counter(states.values()) == {GOOD: 3}, cook.report
        assert sorted(cook.ran()) == sorted(states)


@pytest.mark.xdist_group("slurm")
@pytest.mark.parametrize("starter", ["local", "slurm"])
def test_an_item_fails_whose_job_cannot_be_written(
    starter: str,
    here: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with contextlib.ExitStack() as stack:
        if starter == "slurm":
            place = tmp_path_factory.mktemp("w")
            cluster = stack.enter_context(contextlib.contextmanager(slurm_cluster)(place))
            for name in ("PATH", "SLURM_CONF"):
                monkeypatch.setenv(name, cluster.environment[name])
        else:
            monkeypatch.setattr(starter_cooks, "QUICK", {})
        make_package(here, starter)
        working = here / "small"
        stack.enter_context(small_disk(working, "3m"))
        cook = Cook(here, filling_graph(), "--set", f"pdg_workingdir={working}")
        states = cook.states()
    assert list(states.values()) == [GOOD, BAD], cook.report
    (problem,) = cook.report["problems"]
    assert "No space left on device" in problem
    assert problem.startswith(list(states)[1])


def filling_graph() -> dict[str, Any]:
    """Return a graph of an item that fills the disk, and one that waits for it."""
    graph = graph_of("head -c 9000000 /dev/zero >waste; true")
    after = {"index": 0, "command": "true", "dependsOn": ["work:0"]}
    graph["nodes"].append({"name": "after", "inputs": ["work"], "items": [after]})
    return graph
