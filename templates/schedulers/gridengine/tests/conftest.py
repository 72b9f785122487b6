"""The Grid Engine that this machine is a client of."""

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]


@pytest.fixture
def session(pdg_session, generated_package):
    """Give a session with the node in it."""
    if not shutil.which("qsub") or subprocess.run(["qhost"], capture_output=True).returncode:
        pytest.skip("needs a Grid Engine that answers qhost: apt-get install gridengine-client")
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    session.scheduler("newscheduler", **quick)
    return session
