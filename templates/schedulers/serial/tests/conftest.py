"""A session with the node in it."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]


@pytest.fixture
def session(pdg_session, generated_package):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    session.scheduler("newscheduler")
    return session
