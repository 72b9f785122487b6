"""Reads in submitAsJob a parameter that there is not."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class SubmitReadsNothing(Processes):
    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        return "", self["farm_pool"].evaluateString()


def registerTypes(type_registry: Any) -> None:
    register(type_registry, SubmitReadsNothing)
