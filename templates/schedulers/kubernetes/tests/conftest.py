"""A double of Kubernetes, which the tests start on this machine."""

import sys
from pathlib import Path

import pytest
from farm_double import running

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def kubeconfig(tmp_path_factory):
    """Give the file that tells where the cluster is."""
    pytest.importorskip("kubernetes", reason="pip install kubernetes")
    # A minute of a time limit is a second.
    with running("api_server.py", tmp_path_factory.mktemp("cluster"), haste=60) as kubeconfig:
        yield kubeconfig


@pytest.fixture
def session(pdg_session, generated_package, kubeconfig):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    known = {"newscheduler_kubeconfig": kubeconfig, "newscheduler_python": sys.executable}
    session.scheduler("newscheduler", newscheduler_image="houdini", **quick, **known)
    return session
