"""Starts a helper that nobody ends."""

from __future__ import annotations

import subprocess
from typing import Any

from processes import Processes, register


class LeavesProcess(Processes):
    def onStart(self) -> bool:
        self.helper = subprocess.Popen(["sleep", "60"], start_new_session=True)
        return True


def registerTypes(type_registry: Any) -> None:
    register(type_registry, LeavesProcess)
