"""The double of Tractor, which the tests start on this machine."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    """Give the folder of an engine that runs."""
    folder = tmp_path_factory.mktemp("engine")
    server = subprocess.Popen([sys.executable, FOLDER / "tests/tractor_engine.py", folder])
    while not (folder / "address").exists():
        assert server.poll() is None
        time.sleep(0.05)
    yield folder
    server.terminate()
    server.wait()


MADE = []


@pytest.fixture
def package(generated_package):
    """Give the folder of the package, which is made once for all tests."""
    if not MADE:
        MADE.append(generated_package(FOLDER))
    return MADE[0]


@pytest.fixture
def session(pdg_session, package, engine, monkeypatch):
    """Give a session with the node in it."""
    for name in ("PDG_TRACTOR_USER", "TRACTOR_USER", "TRACTOR_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    session = pdg_session(path=[package, FOLDER / "tests"])
    host, _, port = (engine / "address").read_text().partition(":")
    where = {"tractor_hostname": host, "tractor_port": int(port), "tractor_user": "artist"}
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    session.node = session.scheduler("newscheduler", **where, **quick)
    return session
