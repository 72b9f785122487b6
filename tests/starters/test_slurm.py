"""The starter `slurm`, on a real Slurm that the tests start."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from slurm_cluster import SlurmCluster, slurm_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.xdist_group("slurm")
QUICK = ["--set", "frost_lookperiod=0.2", "--set", "frost_gathertime=0.1"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlurmCluster]:
    yield from slurm_cluster(tmp_path_factory.mktemp("s"))


@pytest.fixture
def slurm(cluster: SlurmCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlurmCluster]:
    for name in ("PATH", "SLURM_CONF"):
        monkeypatch.setenv(name, cluster.environment[name])
    yield cluster
    assert cluster.jobs() == []


@pytest.fixture
def package(run: Run, here: Path) -> Path:
    run("new", "frost", "--from", "slurm", "--yes")
    run("generate", "frost", "-o", "houdini", "--strict")
    return here


def test_its_own_tests_pass(slurm: SlurmCluster, package: Path) -> None:
    del slurm
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-W", "error"],
        cwd=package / "frost",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "7 passed" in ran.stdout, ran.stdout + ran.stderr


def test_every_scenario_passes(slurm: SlurmCluster, package: Path, run: Run) -> None:
    del slurm, package
    found = json.loads(run("verify", "houdini", *QUICK, "--format", "json").stdout)
    wrong = [one for one in found["scenarios"] if one["status"] not in ("passed", "skipped")]
    assert wrong == []
    assert sum(one["status"] == "passed" for one in found["scenarios"]) > 30
