"""Puts file:// before a path."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class UriByHand(Processes):
    def getLogURI(self, work_item: Any) -> str:
        return f"file://{self.logDir(True)}/{work_item.name}.log"


def registerTypes(type_registry: Any) -> None:
    register(type_registry, UriByHand)
