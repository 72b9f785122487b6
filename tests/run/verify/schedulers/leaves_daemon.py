"""Starts a helper that leaves its parent."""

from __future__ import annotations

import subprocess
from typing import Any

from processes import Processes, register


class LeavesDaemon(Processes):
    def onStart(self) -> bool:
        subprocess.call(["sh", "-c", "sleep 60 &"], start_new_session=True)
        return True


def registerTypes(type_registry: Any) -> None:
    register(type_registry, LeavesDaemon)
