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

__all__ = ["RayNode", "ray_node"]

INSTALL = "pip install ray"


class RayNode:
    """A head node with four CPUs, that this object starts and ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Those before are for its own workers.
        (self._port,) = free_ports(1, 20_000)
        self.address = f"127.0.0.1:{self._port}"
        self._node: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it takes jobs."""
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block"]
        options = [f"--port={self._port}", "--num-cpus=4", "--include-dashboard=false"]
        log = self._folder / "log"
        with log.open("wb") as file:
            node = self._node = subprocess.Popen(
                [*command, *options, f"--temp-dir={self._folder}/r"],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        # Its port answers long before it takes jobs.
        wait_for(lambda: node.poll() is not None or "runtime started" in log.read_text())
        assert node.poll() is None, log.read_text()

    def end(self) -> None:
        """End it."""
        if self._node is not None:
            end_process(self._node.pid)
            self.kill()

    def kill(self) -> None:
        """Kill all its processes at once."""
        if self._node is not None:
            with contextlib.suppress(ProcessLookupError):  # nothing is left of it, as a rule
                os.killpg(self._node.pid, signal.SIGKILL)
            self._node.wait()
            self._node = None


def ray_node(monkeypatch: pytest.MonkeyPatch) -> Iterator[RayNode]:
    """Give a node that runs, and end it; the body of a fixture.

    It listens at all addresses of this machine, so it asks for a token, which the environment has.
    """
    require(INSTALL, modules=["ray"])
    for name, text in {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
    }.items():
        monkeypatch.setenv(name, text)
    # Paths of its sockets have to be short.
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        node = RayNode(Path(folder))
        try:
            node.start()
            yield node
        finally:
            node.end()
