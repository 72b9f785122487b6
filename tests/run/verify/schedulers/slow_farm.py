"""Hands its jobs to a farm that starts them seconds later, and looks for the file each leaves."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from typing import Any

import pdg
from processes import Processes, register

_LATER = 5  # seconds; a scenario with nobody to wait for gives up before


class SlowFarm(Processes):
    def __init__(self, scheduler: Any, name: str) -> None:
        super().__init__(scheduler, name)
        self.done: dict[Any, Path] = {}

    def start(self, item_id: Any, command: str) -> None:
        done = Path(self.tempDir(True), f"{item_id}.done")
        job = f"sleep {_LATER}; {command}; echo $? > {shlex.quote(str(done))}"
        subprocess.run(
            ["/bin/sh", "-c", f"({job}) > /dev/null 2>&1 &"],
            env=self.environment,
            cwd=self.workingDir(True),
            check=True,
        )
        self.done[item_id] = done

    def onTick(self) -> Any:
        for item_id, done in list(self.done.items()):
            code = done.read_text().strip() if done.exists() else ""
            if code:
                del self.done[item_id]
                self.report(item_id, int(code), 1.0)
        return pdg.tickResult.SchedulerReady


def registerTypes(type_registry: Any) -> None:
    register(type_registry, SlowFarm)
