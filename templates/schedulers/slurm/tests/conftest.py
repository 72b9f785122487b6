"""The Slurm that this machine is a client of."""

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]


@pytest.fixture
def session(pdg_session, generated_package):
    """Give a session with the node in it."""
    if not shutil.which("sbatch") or subprocess.run(["sinfo"], capture_output=True).returncode:
        pytest.skip("needs a Slurm that answers sinfo: apt-get install slurm-client")
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    session.scheduler("newscheduler", **quick)
    return session
