"""Takes a shell where the item asks for one, and the word of a job for the end of its item."""

from __future__ import annotations

import shlex
import subprocess
import time
from typing import Any

import pdg
from processes import Processes, register


class BelievesItsJobs(Processes):
    def onSchedule(self, work_item: Any) -> Any:
        self.shell = work_item.shouldRunInShell
        return super().onSchedule(work_item)

    def start(self, item_id: Any, command: str) -> None:
        process = subprocess.Popen(
            command if self.shell else shlex.split(command),
            shell=self.shell,
            env=self.environment,
            cwd=self.workingDir(True),
            start_new_session=True,
        )
        self.jobs[item_id] = process, time.monotonic()

    def onTick(self) -> Any:
        for item_id in list(self.jobs):
            item = self.context.graph.workItemById(item_id)
            if item is None or item.state != pdg.workItemState.Cooking:
                del self.jobs[item_id]
        return super().onTick()


def registerTypes(type_registry: Any) -> None:
    register(type_registry, BelievesItsJobs)
