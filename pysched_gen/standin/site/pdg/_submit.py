"""Submitting a graph as a job: what the button of a scheduler node does.

Where Houdini saves a scene for the job, the stand-in writes a graph file:
`{"schema": "pysched-gen/graph", "version": 1, "nodes": [...]}`, as the command `cook` reads it.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Mapping

from pdg._batch import BatchWorkItem
from pdg._enums import attribFlag, attribType, workItemCookType
from pdg._paths import write_file
from pdg._release import since

if TYPE_CHECKING:
    from pdg._attribute_owner import AttributeOwner
    from pdg._context import GraphContext
    from pdg._node import Node
    from pdg._work_item import WorkItem

__all__ = ["OUTCOME", "submitGraphAsJob", "write_graph"]

_SCHEMA = "pysched-gen/graph"
# What the job adds to the name of its graph file, for the file that tells what became of it.
OUTCOME = ".outcome.json"
# How items of a graph file can cook, besides by a job.
_COOK_TYPES = (workItemCookType.InProcess, workItemCookType.Service, workItemCookType.Generate)
_PLAIN = (attribType.Int, attribType.Float, attribType.String, attribType.Dict)


def write_graph(context: GraphContext, path: str) -> None:
    """Write the graph of `context` to `path`; raises OSError.

    Items that cooked are written too, and cook again. Attributes that hold files or Python
    objects are left out: the file has no place for them.
    """
    graph = context.graph
    data = {
        "schema": _SCHEMA,
        "version": 1,
        "attributes": _attributes(graph),
        "schedulers": _named_schedulers(graph.nodes()),
        "nodes": [_node(node) for node in graph.nodes()],
    }
    write_file(path, json.dumps(data, indent=1).encode("utf-8"))


def _named_schedulers(nodes: list[Node]) -> dict[str, Any]:
    """Return the schedulers that nodes name, with what of their parameters was changed."""
    found = {}
    for node in nodes:
        if node._scheduler is not None:
            told = _description(node._scheduler)
            found[node._scheduler.name] = {"type": told["type"], "parms": told["values"]}
    return found


def _node(node: Node) -> dict[str, Any]:
    return {
        "scheduler": "" if node._scheduler is None else node._scheduler.name,
        "fileDependencies": list(node._file_dependencies),
        "name": node.name,
        "inputs": [other.name for other in node._inputs],
        "parms": {port.name: port.value for port in node.parameters},
        "items": [_item(item) for item in node._items],
    }


def _item(item: WorkItem) -> dict[str, Any]:
    entry = {
        **_sub_item(item),
        "index": item.index,
        "label": item.label if item.hasLabel else "",
        "priority": item.priority,
    }
    if item.cookType in _COOK_TYPES:
        entry["cookType"] = item.cookType.name
    if item._script:
        entry["script"] = item._script
    if item.isPartition:
        entry["partition"] = [_reference(member) for member in item.partitionItems]
    if isinstance(item, BatchWorkItem):
        entry["activation"] = item.activationMode.name
        entry["batch"] = [_sub_item(sub) for sub in item.batchItems]
    return entry


def _sub_item(item: WorkItem) -> dict[str, Any]:
    members = set(item.partitionItems) if item.isPartition else set()
    entry = {
        "index": item.index,
        "name": item.name,
        "command": item.command,
        "attributes": _attributes(item),
        "environment": {name: str(value) for name, value in item.environment.items()},
        "dependsOn": [_reference(need) for need in item.dependencies if need not in members],
        "expectedOutputs": [file.path for file in item.expectedOutputFiles],
    }
    return dict(entry, frame=item.frame) if item.hasFrame else entry


def _reference(item: WorkItem) -> str:
    return f"{item.node.name}:{item.index}"


def _attributes(owner: AttributeOwner) -> dict[str, Any]:
    """Return the attributes that are not variables, which are written on their own."""
    values: dict[str, Any] = {}
    for name, attribute in (owner._attributes or {}).items():
        kept = attribute.type in _PLAIN and not name.startswith("__pdg_")
        if kept and attribute.size and not attribute.hasFlag(attribFlag.EnvExport):
            array = attribute.values
            values[name] = array[0] if len(array) == 1 else array
    return values


def submitGraphAsJob(kwargs: Mapping[str, Any], node: Any, name: str = "") -> tuple[str, Any]:
    """Hand the graph of a scheduler to its own `submitAsJob`; give (status URI, job id).

    In Houdini a button calls it with the keyword arguments of the callback, the scheduler's TOP
    node and a label. Here `node` is the scheduler, of either side, or has `getPDGNode` for it;
    the graph is written to `$HIPNAME.hip` in the working directory, where Houdini has the scene,
    and the class gets the path relative to that directory (help: "graph_file"). The button may
    be pressed before any cook: a working directory that was not set is that of the parameter.
    `kwargs["toppath"]` may say which node is cooked.

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
    """Return what is wrong with an answer of `submitAsJob`, "" where nothing is."""
    if not since(20, 0):
        return "" if isinstance(value, str) else f"submitAsJob returned {value!r}, not a URI"
    if isinstance(value, tuple) and [str] == [type(uri) for uri in value[:-1]]:
        return ""
    return f"submitAsJob returned {value!r}, not the pair (status_uri, job_id)"


def _write_graph(scheduler: Any) -> str:
    """Write the graph of the scheduler where its jobs find it; return its path relative to that.

    Raises RuntimeError rather than replace a scene that is somebody's.
    """
    folder = scheduler.workingDir(True)
    if not folder:
        folder = scheduler["pdg_workingdir"].evaluateString()
        scheduler.setWorkingDir(folder, folder)
    os.makedirs(folder, exist_ok=True)
    name = f"{os.environ.get('HIPNAME') or 'untitled'}.hip"
    path = f"{folder}/{name}"
    if os.path.exists(path) and not _is_graph(path):
        raise RuntimeError(f"{path} is a scene, which the graph file of the stand-in would replace")
    if os.path.exists(path + OUTCOME):
        os.unlink(path + OUTCOME)
    write_graph(scheduler.context, path)
    write_file(f"{path}.scheduler.json", json.dumps(_description(scheduler)).encode("utf-8"))
    return name


def _is_graph(path: str) -> bool:
    """Tell whether a file is one that `write_graph` wrote."""
    with open(path, "rb") as file:
        return _SCHEMA.encode("utf-8") in file.read(200)


def _description(scheduler: Any) -> dict[str, Any]:
    """Return what the job needs to make the scheduler again; in Houdini the scene has it."""
    changed = {
        port.name: port.value for port in scheduler.parameters if port.value != port.defaultValue
    }
    return {"type": scheduler.typeName, "values": changed}
