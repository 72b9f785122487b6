"""A node of Ray on this machine, for tests: processes of its own."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
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
    # Those before are for its own workers.
    (port,) = free_ports(1, 20_000)
    # Paths of its sockets have to be short.
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block"]
        options = [f"--port={port}", "--num-cpus=4", "--include-dashboard=false"]
        log = Path(folder, "log")
        with log.open("wb") as file:
            node = subprocess.Popen(
                [*command, *options, f"--temp-dir={folder}/r"],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        try:
            # Its port answers long before it takes jobs.
            wait_for(lambda: node.poll() is not None or "runtime started" in log.read_text())
            assert node.poll() is None, log.read_text()
            yield f"127.0.0.1:{port}"
        finally:
            end_process(node.pid)
            node.wait()
            with contextlib.suppress(ProcessLookupError):  # nothing is left of it, as a rule
                os.killpg(node.pid, signal.SIGKILL)
