"""Breaks nothing before Houdini 19, where reports name the item."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class Oldest(Processes):
    def key(self, work_item: Any) -> Any:
        return work_item.name

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        return "http://farm/jobs/7"


def registerTypes(type_registry: Any) -> None:
    register(type_registry, Oldest)
