"""Breaks nothing: threads start its processes, that of an item while the next one is scheduled."""

from __future__ import annotations

import threading
from typing import Any

from processes import Processes, register

_LONGEST = 1.0  # seconds that the first waits for the second, where there is one


class StartsInThreads(Processes):
    def __init__(self, scheduler: Any, name: str) -> None:
        Processes.__init__(self, scheduler, name)
        self.threads: list[threading.Thread] = []
        self.failed: list[tuple[Any, OSError]] = []

    def onStartCook(self, static: bool, cook_set: Any) -> bool:
        self.second, self.started = threading.Event(), threading.Event()
        return Processes.onStartCook(self, static, cook_set)

    def onSchedule(self, work_item: Any) -> Any:
        if self.threads and work_item.index == 1:
            self.second.set()
            self.started.wait(_LONGEST)
        return Processes.onSchedule(self, work_item)

    def start(self, item_id: Any, command: str) -> None:
        self.threads.append(threading.Thread(target=self.run, args=(item_id, command)))
        self.threads[-1].start()

    def run(self, item_id: Any, command: str) -> None:
        self.second.wait(_LONGEST)
        try:
            Processes.start(self, item_id, command)
        except OSError as error:
            self.failed.append((item_id, error))
        self.started.set()

    def onTick(self) -> Any:
        for item_id, error in self.failed:
            self.cookError(f"{item_id}: {error}")
            self.onWorkItemFailed(item_id, -1)
        self.failed = []
        return Processes.onTick(self)

    def kill(self, item_ids: list[Any]) -> None:
        for thread in self.threads:
            thread.join()
        self.threads = []
        Processes.kill(self, list(self.jobs) if item_ids else [])

    def onStopCook(self, cancel: bool) -> bool:
        for thread in self.threads:
            thread.join()
        return Processes.onStopCook(self, cancel)


def registerTypes(type_registry: Any) -> None:
    register(type_registry, StartsInThreads)
