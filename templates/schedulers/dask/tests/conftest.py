"""A cluster of Dask, which the tests start on this machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Give the address of a scheduler with one worker of two threads."""
    pytest.importorskip("distributed", reason="pip install distributed")
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    options = [f"--scheduler-file={file}", "--no-dashboard", "--host=127.0.0.1"]
    commands = [
        ["scheduler", *options, "--port=0"],
        ["worker", *options, "--nthreads=2", "--no-nanny", f"--local-directory={folder}"],
    ]
    started = []
    with (folder / "log").open("wb") as log:
        for command in commands:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "dask", *command], stdout=log, stderr=log
                )
            )
    from distributed import Client

    with Client(scheduler_file=str(file), timeout=600, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=600)
    yield json.loads(file.read_text())["address"]
    for process in reversed(started):
        process.terminate()
        process.wait()


@pytest.fixture
def session(pdg_session, generated_package, address):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    known = {"newscheduler_address": address, "newscheduler_python": sys.executable}
    session.scheduler("newscheduler", **quick, **known)
    return session
