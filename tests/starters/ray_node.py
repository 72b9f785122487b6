"""A node of Ray on this machine, for tests: processes of its own."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from daemons import end_process, free_ports, require, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

__all__ = ["ray_node"]

INSTALL = "pip install ray"


def ray_node(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the address of a node with four CPUs, and end it; the body of a fixture.

    It listens at all addresses of this machine, so it asks for a token, which the environment has.
    """
    require(INSTALL, modules=["ray"])
    for name, text in {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
    }.items():
        monkeypatch.setenv(name, text)
    (port,) = free_ports(1)
    # Paths of its sockets have to be short.
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block"]
        options = [f"--port={port}", "--num-cpus=4", "--include-dashboard=false"]
        node = subprocess.Popen(
            [*command, *options, f"--temp-dir={folder}/r"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_for(lambda: node.poll() is not None or _answers(port))
            yield f"127.0.0.1:{port}"
        finally:
            end_process(node.pid)
            node.wait()
            with contextlib.suppress(ProcessLookupError):  # nothing is left of it, as a rule
                os.killpg(node.pid, signal.SIGKILL)


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
