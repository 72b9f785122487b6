"""A queue, which the tests start on this machine."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Give the address of a queue."""
    folder = tmp_path_factory.mktemp("queue")
    server = subprocess.Popen([sys.executable, FOLDER / "tests/queue_server.py", folder])
    while not (folder / "address").exists():
        assert server.poll() is None
        time.sleep(0.05)
    yield (folder / "address").read_text()
    server.terminate()
    server.wait()


@pytest.fixture
def session(pdg_session, generated_package, address):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1}
    session.scheduler("newscheduler", newscheduler_address=address, **quick)
    return session
