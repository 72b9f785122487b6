"""Counts jobs as running for ever."""

from __future__ import annotations

from typing import Any

import pdg
from processes import Processes, register


class BusyForEver(Processes):
    count = 0

    def start(self, item_id: int, command: str) -> None:
        self.count += 1
        Processes.start(self, item_id, command)

    def onTick(self) -> Any:
        Processes.onTick(self)
        busy = self.count >= 4
        return pdg.tickResult.SchedulerBusy if busy else pdg.tickResult.SchedulerReady


def registerTypes(type_registry: Any) -> None:
    register(type_registry, BusyForEver)
