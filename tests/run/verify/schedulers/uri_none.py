"""Says None where it has no page."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class UriNone(Processes):
    def getStatusURI(self, work_item: Any) -> Any:
        return None


def registerTypes(type_registry: Any) -> None:
    register(type_registry, UriNone)
