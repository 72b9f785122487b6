"""Answers submitAsJob as before Houdini 20."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class OldShape(Processes):
    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        return "http://farm/jobs/7"


def registerTypes(type_registry: Any) -> None:
    register(type_registry, OldShape)
