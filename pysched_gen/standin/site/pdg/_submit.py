"""Submitting a graph as a job: what the button of a scheduler node does."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping

from pdg._folders import write_file
from pdg._graph_file import write_graph
from pdg._release import since

__all__ = ["submitGraphAsJob"]


def submitGraphAsJob(kwargs: Mapping[str, Any], node: Any, name: str = "") -> tuple[str, Any]:
    """Hand the graph of a scheduler to its own `submitAsJob`; give (status URI, job id).

    In Houdini a button calls it with the keyword arguments of the callback, the scheduler's TOP
    node and a label. Here `node` is the scheduler, of either side, or has `getPDGNode` for it;
    the graph is written to `$HIPNAME.json` in the working directory, where Houdini has the scene,
    and `kwargs["toppath"]` may say which node is cooked.

    Raises RuntimeError where the scheduler fails or answers with the wrong kind of value, after
    it was recorded as an error.
    """
    scheduler = _cpp_side(node)
    label = name or scheduler.name
    graph_file = _write_graph(scheduler)
    outcome = scheduler._call(
        "submitAsJob", graph_file, str(kwargs.get("toppath", "/tasks/topnet1"))
    )
    if outcome.error is not None:
        scheduler.cookError(f"{label}: {outcome.error}")
        raise RuntimeError(f"{label} could not submit the graph: {outcome.error}")
    problem = _problem(outcome.value)
    if problem:
        scheduler.cookError(f"{label}: {problem}")
        raise RuntimeError(f"{label}: {problem}")
    return outcome.value if since(20, 0) else (outcome.value, "")


def _cpp_side(node: Any) -> Any:
    if hasattr(node, "getPDGNode"):
        node = node.getPDGNode()
    return node.cppObject() if hasattr(node, "cppObject") else node


def _problem(value: Any) -> str:
    """Give what is wrong with an answer of `submitAsJob`, "" where nothing is."""
    if not since(20, 0):
        return "" if isinstance(value, str) else f"submitAsJob returned {value!r}, not a URI"
    if isinstance(value, tuple) and [str] == [type(uri) for uri in value[:-1]]:
        return ""
    return f"submitAsJob returned {value!r}, not the pair (status_uri, job_id)"


def _write_graph(scheduler: Any) -> str:
    """Write the graph of the scheduler where its jobs find it, and give its path."""
    folder = scheduler.workingDir(True)
    os.makedirs(folder, exist_ok=True)
    path = f"{folder}/{os.environ.get('HIPNAME', 'untitled')}.json"
    write_graph(scheduler.context, path)
    write_file(f"{path}.scheduler.json", json.dumps(_description(scheduler)).encode("utf-8"))
    return path


def _description(scheduler: Any) -> dict[str, Any]:
    """Give what the job needs to make the scheduler again; in Houdini the scene has it."""
    changed = {
        port.name: port.value for port in scheduler.parameters if port.value != port.defaultValue
    }
    return {"type": scheduler.typeName, "values": changed}
