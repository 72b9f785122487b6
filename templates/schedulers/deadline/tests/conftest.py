"""A double of deadlinecommand, which the tests start on this machine."""

from pathlib import Path

import pytest
from farm_double import running

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def command(tmp_path_factory):
    """Give the path of a command like deadlinecommand."""
    with running("deadline_double.py", tmp_path_factory.mktemp("deadline")) as command:
        yield command


@pytest.fixture
def session(pdg_session, generated_package, command):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    session.scheduler("newscheduler", newscheduler_command=command, **quick)
    return session
