"""A cluster of Ray, which the tests start on this machine."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def address():
    """Give the address of a cluster of one node, which nobody without its token may use."""
    pytest.importorskip("ray", reason="pip install ray")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    known = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "token"}
    os.environ.update(known, RAY_AUTH_TOKEN=secrets.token_hex(32))
    # Paths of its sockets have to be short.
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block"]
        command += [f"--port={port}", "--num-cpus=2", "--include-dashboard=false"]
        command += [f"--temp-dir={folder}/r"]
        quiet = subprocess.DEVNULL
        node = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        while node.poll() is None:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
        node.terminate()
        node.wait()


@pytest.fixture
def session(pdg_session, generated_package, address):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1, "pdg_tickperiod": 0.1}
    known = {"newscheduler_address": address, "newscheduler_python": sys.executable}
    session.scheduler("newscheduler", **quick, **known)
    return session
