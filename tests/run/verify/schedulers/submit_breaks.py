"""Has a mistake in submitAsJob."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class SubmitBreaks(Processes):
    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        return self.no_such_method(graph_file)


def registerTypes(type_registry: Any) -> None:
    register(type_registry, SubmitBreaks)
