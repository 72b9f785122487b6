"""Looks after its jobs every twenty seconds, as `datetime` has them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pdg
from processes import Processes, register

_PERIOD = timedelta(seconds=20)


class PollsRarely(Processes):
    def __init__(self, scheduler: Any, name: str) -> None:
        super().__init__(scheduler, name)
        self.looked: Any = datetime.now() - _PERIOD / 2  # noqa: DTZ005 - as authors write it

    def onTick(self) -> Any:
        now: Any = datetime.now()  # noqa: DTZ005 - as authors write it
        if now - self.looked < _PERIOD:
            return pdg.tickResult.SchedulerReady
        self.looked = now
        return super().onTick()


def registerTypes(type_registry: Any) -> None:
    register(type_registry, PollsRarely)
