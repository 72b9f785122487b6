"""Starts a thread that nobody ends."""

from __future__ import annotations

import threading
from typing import Any

from processes import Processes, register


class LeavesThread(Processes):
    def onStart(self) -> bool:
        threading.Thread(target=threading.Event().wait, daemon=True, name="watcher").start()
        return True


def registerTypes(type_registry: Any) -> None:
    register(type_registry, LeavesThread)
