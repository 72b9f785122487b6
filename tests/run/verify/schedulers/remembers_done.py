"""Does not run again what it ran in an earlier cook."""

from __future__ import annotations

from typing import Any

import pdg
from processes import Processes, register


class RemembersDone(Processes):
    def onSchedule(self, work_item: Any) -> Any:
        ran = self.__dict__.setdefault("ran", set())
        if work_item.id in ran:
            return pdg.scheduleResult.Succeeded
        ran.add(work_item.id)
        return Processes.onSchedule(self, work_item)


def registerTypes(type_registry: Any) -> None:
    register(type_registry, RemembersDone)
