"""A queue, which the tests start on this machine."""

from pathlib import Path

import pytest
from farm_double import running

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Give the address of a queue."""
    with running("queue_server.py", tmp_path_factory.mktemp("queue")) as address:
        yield address


@pytest.fixture
def session(pdg_session, generated_package, address):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    session.scheduler("newscheduler", newscheduler_address=address, **quick)
    return session
