"""A Redis and workers of Celery, which the tests start on this machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Give the address of a Redis with two workers."""
    pytest.importorskip("celery", reason="pip install celery[redis]")
    if not shutil.which("redis-server"):
        pytest.skip("needs Redis: apt-get install redis-server")
    folder = tmp_path_factory.mktemp("c")
    socket = folder / "s"
    redis = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""]
    url = f"redis+socket://{socket}"
    worker = [sys.executable, "-m", "celery", "--app", "worker", "--broker", url]
    worker += ["--result-backend", url, "worker", "--pool", "prefork", "--concurrency", "2"]
    environment = {**os.environ, "PYTHONPATH": str(FOLDER / "farm"), "PYTHONDONTWRITEBYTECODE": "1"}
    with (folder / "log").open("wb") as log:
        started = [
            subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
            for command in (redis, worker)
        ]
    yield url
    for process in reversed(started):
        process.terminate()
        process.wait()


@pytest.fixture
def session(pdg_session, generated_package, address):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    known = {"newscheduler_broker": address, "newscheduler_python": sys.executable}
    session.scheduler("newscheduler", **quick, **known)
    return session
