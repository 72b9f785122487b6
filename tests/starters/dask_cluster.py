"""A scheduler and workers of Dask on this machine, for tests: processes of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from daemons import end_process, free_ports, require, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DaskCluster", "dask_cluster"]

INSTALL = "pip install distributed"


class DaskCluster:
    """A scheduler and two workers of two threads each, that this object starts and ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_ports(1)[0]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._scheduler: subprocess.Popen[bytes] | None = None
        self._workers: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start a scheduler, and workers that know it."""
        options = ["--no-dashboard", "--host=127.0.0.1"]
        self._scheduler = self._begin("scheduler", *options, f"--port={self._port}")
        wait_for(self._answers)
        for _ in range(2):
            self.start_worker()

    def start_worker(self) -> None:
        """Start one more worker."""
        options = ["--no-dashboard", "--no-nanny", "--nthreads=2", "--host=127.0.0.1"]
        place = f"--local-directory={self._folder}"
        # It ends when its scheduler has been gone for a while.
        patience = ["--death-timeout=5", "--resources=disk=1"]
        self._workers.append(self._begin("worker", self.address, *options, place, *patience))

    def kill(self) -> None:
        """Kill the scheduler; the workers end too, as workers do that have lost it."""
        if self._scheduler is not None:
            _end(self._scheduler, signal.SIGKILL)
            self._scheduler = None
        while self._workers:
            _end(self._workers.pop(), signal.SIGKILL)

    def kill_worker(self) -> None:
        """Kill a worker."""
        _end(self._workers.pop(0), signal.SIGKILL)

    def kill_watchers(self) -> int:
        """Kill the processes that end the jobs of a worker with it; return how many there were."""
        killed = 0
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (process / "cmdline").read_bytes().split(b"\0")
                known = (process / "environ").read_bytes().split(b"\0")
                if b"-S" in words and f"TMPDIR={self._folder}".encode() in known:
                    end_process(int(process.name), signal.SIGKILL)
                    killed += 1
        return killed

    def pause(self) -> None:
        """Have the workers begin no job, as they do when memory runs out."""
        # Of those that are paused Dask waits for none.
        self._ask(f"client.wait_for_workers({len(self._workers)})")
        self._set_status("paused")

    def resume(self) -> None:
        """Have the workers begin jobs again."""
        self._set_status("running")

    def waiting(self) -> int:
        """Return how many jobs have not ended."""
        return int(
            self._ask("client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))")
        )

    def _set_status(self, name: str) -> None:
        place = "dask_worker=None: setattr(dask_worker, 'status', distributed.Status[name])"
        self._ask(f"client.run(lambda name, {place}, {name!r})")

    def _ask(self, call: str) -> str:
        """Return what a call gives in a process of its own, which leaves no thread here."""
        lines = f"""
import distributed

with distributed.Client({self.address!r}, timeout=60) as client:
    print({call})
"""
        ran = subprocess.run(
            [sys.executable, "-c", lines], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def _begin(self, *words: str) -> subprocess.Popen[bytes]:
        known = {name: text for name, text in os.environ.items() if "PDG" not in name}
        # A worker would go on by itself, as it has memory left.
        known |= {"TMPDIR": str(self._folder), "DASK_DISTRIBUTED__WORKER__MEMORY__PAUSE": "false"}
        with (self._folder / f"{words[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=known,
                start_new_session=True,
            )

    def _answers(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self._port)) == 0


def _end(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    end_process(process.pid, number)
    process.wait()


def dask_cluster(folder: Path) -> Iterator[DaskCluster]:
    """Give a running cluster with its files in `folder`, and end it; the body of a fixture."""
    require(INSTALL, modules=["distributed"])
    cluster = DaskCluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.kill()
