"""A graph in memory, in; the graph file another process cooks it from, out.

Where Houdini saves a scene for a graph that is submitted as a job, the stand-in writes this file:
`{"schema": "pysched-gen/graph", "version": 1, "nodes": [...]}`, as the command `cook` reads it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pdg._batch import BatchWorkItem
from pdg._enums import attribFlag, attribType
from pdg._folders import write_file

if TYPE_CHECKING:
    from pdg._attributes import AttributeOwner
    from pdg._context import GraphContext
    from pdg._graph import Node
    from pdg._workitem import WorkItem

__all__ = ["write_graph"]

_PLAIN = (attribType.Int, attribType.Float, attribType.String, attribType.Dict)


def write_graph(context: GraphContext, path: str) -> None:
    """Write the graph of `context` to `path`; raises OSError.

    Items that cooked are written too, and cook again. Attributes that hold files or Python
    objects are left out: the file has no place for them.
    """
    graph = context.graph
    data = {
        "schema": "pysched-gen/graph",
        "version": 1,
        "attributes": _attributes(graph),
        "nodes": [_node(node) for node in graph.nodes()],
    }
    write_file(path, json.dumps(data, indent=1).encode("utf-8"))


def _node(node: Node) -> dict[str, Any]:
    return {
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
    """Give the attributes that are not variables, which are written on their own."""
    values: dict[str, Any] = {}
    for name, attribute in (owner._attributes or {}).items():
        kept = attribute.type in _PLAIN and not name.startswith("__pdg_")
        if kept and attribute.size and not attribute.hasFlag(attribFlag.EnvExport):
            array = attribute.values
            values[name] = array[0] if len(array) == 1 else array
    return values
