"""Sessions of openjd on this machine."""

import shutil
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]
OPENJD = shutil.which("openjd") or shutil.which("openjd", path=str(Path(sys.executable).parent))


@pytest.fixture
def session(pdg_session, generated_package):
    """Give a session with the node in it."""
    if OPENJD is None:
        pytest.skip("needs openjd: pip install openjd-cli")
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    session.scheduler("newscheduler", newscheduler_command=OPENJD, **quick)
    return session
