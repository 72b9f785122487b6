"""Says that it cannot submit a graph."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class CannotSubmit(Processes):
    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        raise NotImplementedError("use the button of the farm")


def registerTypes(type_registry: Any) -> None:
    register(type_registry, CannotSubmit)
