"""A Redis and workers of Celery on this machine, for tests."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from daemons import end_process, require, wait_for
from trees import write_tree

from pysched_gen.scaffold.starters import starter_texts, starters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["CeleryStack", "celery_stack"]

INSTALL = "apt-get install redis-server; pip install celery[redis]"
# A worker may end when Redis does ("Unrecoverable error", celery 5.7 with kombu 5.7), so it needs
# who starts it again, as systemd does on a farm.
KEEP_ALIVE = "trap 'kill $!; wait; exit' TERM; while :; do \"$@\" & wait $!; sleep 0.5; done"


class CeleryStack:
    """A Redis that saves nothing, and a worker of four processes, that this object starts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "s"
        self.saves = folder / "saves"
        self.url = f"redis+socket://{self._socket}"
        self._redis: subprocess.Popen[bytes] | None = None
        self._worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start both; return when the worker takes jobs."""
        self.start_redis()
        self.start_worker()

    def start_redis(self) -> None:
        """Start a Redis that knows nothing."""
        self.saves.mkdir(exist_ok=True)
        options = ["--port", "0", "--unixsocket", str(self._socket), "--save", ""]
        options += ["--dir", str(self.saves)]
        self._redis = self._begin("redis", ["redis-server", *options])
        wait_for(self._socket.exists)

    def start_worker(self) -> None:
        """Start a worker, which takes jobs once this has returned."""
        log = self._folder / "worker.log"
        log.unlink(missing_ok=True)
        place = ["--broker", self.url, "--result-backend", self.url]
        options = ["--pool=prefork", "--concurrency=4", "--without-gossip", "--without-mingle"]
        celery = [sys.executable, "-m", "celery", "--app", "worker", *place, "worker", *options]
        command = ["/bin/sh", "-c", KEEP_ALIVE, "sh", *celery, "--loglevel=INFO"]
        self._worker = self._begin("worker", command)
        wait_for(lambda: " ready." in log.read_text())

    def kill_redis(self) -> None:
        """Kill Redis; what it knew is lost."""
        if self._redis is not None:
            _end(self._redis, signal.SIGKILL)
            self._socket.unlink(missing_ok=True)

    def kill_worker(self) -> None:
        """Kill the worker with all its processes, as a machine that fails does."""
        if self._worker is not None:
            os.killpg(self._worker.pid, signal.SIGKILL)
            self._worker.wait()

    def pause(self) -> None:
        """Have the worker take no message any more."""
        self._control("cancel_consumer")

    def resume(self) -> None:
        """Have the worker take messages again."""
        self._control("add_consumer")

    def waiting(self) -> int:
        """Return how many messages wait for a worker."""
        return int(self._redis_cli("llen", "celery"))

    def save(self) -> None:
        """Have Redis save into `saves`; where it cannot, it takes no message any more."""
        self._redis_cli("config", "set", "save", "1 1")
        wait_for(lambda: "MISCONF" in self._redis_cli("set", "tried", "1"))

    def refused(self) -> int:
        """Return how many calls Redis has refused because it cannot save."""
        found = re.search(r"errorstat_MISCONF:count=(\d+)", self._redis_cli("info", "all"))
        return int(found[1]) if found else 0

    def _control(self, word: str) -> None:
        celery = [sys.executable, "-m", "celery", "--broker", self.url]
        # It waits as long as it is told, whoever has replied by then; and fails where nobody has.
        command = [*celery, "control", "--timeout=3", word, "celery"]
        wait_for(lambda: subprocess.run(command, check=False).returncode == 0)

    def _redis_cli(self, *words: str) -> str:
        command = ["redis-cli", "-s", str(self._socket), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def stop(self) -> None:
        """End both."""
        if self._worker is not None:
            _end(self._worker, signal.SIGTERM)
            with contextlib.suppress(ProcessLookupError):  # nothing is left of it, as a rule
                os.killpg(self._worker.pid, signal.SIGKILL)
        self.kill_redis()

    def _begin(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        own = {"PYTHONPATH": str(self._folder / "farm"), "PYTHONDONTWRITEBYTECODE": "1"}
        own["TMPDIR"] = str(self._folder)  # what is killed leaves files there
        with (self._folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=os.environ | own,
                start_new_session=True,
            )


def _end(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    end_process(process.pid, number)
    process.wait()


def celery_stack(folder: Path) -> Iterator[CeleryStack]:
    """Give a running stack with its files in `folder`, and end it; the body of a fixture."""
    require(INSTALL, programs=["redis-server"], modules=["celery", "redis"])
    made = starter_texts(starters()["celery"])
    write_tree(folder, {name: text for name, text in made.items() if name.startswith("farm/")})
    stack = CeleryStack(folder)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
