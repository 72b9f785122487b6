"""A double of Cuebot, which the tests start on this machine."""

import sys
from pathlib import Path

import pytest
from farm_double import running

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Give the address of a Cuebot."""
    pytest.importorskip("opencue", reason="pip install opencue-pycue")
    with running("cuebot_double.py", tmp_path_factory.mktemp("cue")) as address:
        yield address


@pytest.fixture
def session(pdg_session, generated_package, address):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    known = {"newscheduler_cuebot": address, "newscheduler_python": sys.executable}
    session.scheduler("newscheduler", **quick, **known)
    return session
