"""The graph of a cook in, its items with edges, layer by layer, out; and the same as DOT."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.run.cook.random_graph import Graph

__all__ = ["Edge", "TaskGraph", "Vertex", "dot", "task_graph", "waits_for"]

Edge = tuple[str, str]  # what is waited for, what waits

_COLOURS = {
    "CookedSuccess": "#2e8b57",
    "CookedCache": "#5f9ea0",
    "CookedFail": "#c23934",
    "CookedCancel": "#8a5cc2",
}
_UNENDED = "#9aa0a6"


@dataclass(frozen=True, slots=True)
class Vertex:
    """One work item.

    Attributes:
        key: "node:index".
        name: its name in the cook, as every other report has it; the key where none is known.
        label: what is shown.
        node: name of its TOP node.
        state: how it ended, "" where that is not known.
        size: work items it stands for; a batch has several.
    """

    key: str
    name: str
    label: str
    node: str
    state: str
    size: int = 1

    @property
    def colour(self) -> str:
        """Colour of its state, as `#rrggbb`."""
        return _COLOURS.get(self.state, _UNENDED)


@dataclass(frozen=True, slots=True)
class TaskGraph:
    """Items in order of their layers, and edges between them.

    No edge leads to the same layer or back: an item stands right of all it waits for.
    """

    layers: tuple[tuple[Vertex, ...], ...]
    edges: tuple[Edge, ...]


def task_graph(
    graph: Graph, states: Mapping[str, str], names: Mapping[str, str] | None = None
) -> TaskGraph:
    """Give the items of `graph` in layers.

    Args:
        graph: what was cooked.
        states: "node:index" to how it ended.
        names: "node:index" to the name that the cook gave it.
    """
    known = names or {}
    vertices: dict[str, Vertex] = {}
    edges: list[Edge] = []
    for node in graph["nodes"]:
        for item in node["items"]:
            key = f"{node['name']}:{item['index']}"
            size = len(item.get("batch", [])) or 1
            name = known.get(key) or item.get("name") or key
            label = item.get("label") or name
            vertices[key] = Vertex(key, name, label, node["name"], states.get(key, ""), size)
            edges.extend((name, key) for name in dict.fromkeys(waits_for(item)))
    return TaskGraph(_layers(vertices, edges), tuple(edges))


def waits_for(item: Mapping[str, object]) -> Iterator[str]:
    """Yield what an item of a graph file waits for, its sub-items included, as "node:index"."""
    for field in ("dependsOn", "partition"):
        names = item.get(field, [])
        if isinstance(names, list):
            yield from names
    subs = item.get("batch", [])
    if isinstance(subs, list):
        for sub in subs:
            yield from sub.get("dependsOn", [])


def _layers(vertices: dict[str, Vertex], edges: list[Edge]) -> tuple[tuple[Vertex, ...], ...]:
    """Put each item one layer behind the last it waits for, near to what it waits for."""
    before: dict[str, list[str]] = {key: [] for key in vertices}
    behind: dict[str, list[str]] = {key: [] for key in vertices}
    for source, target in edges:
        before[target].append(source)
        behind[source].append(target)
    layer = dict.fromkeys(vertices, 0)
    left = {key: len(sources) for key, sources in before.items()}
    ready = [key for key, count in left.items() if count == 0]
    for key in ready:
        for target in behind[key]:
            layer[target] = max(layer[target], layer[key] + 1)
            left[target] -= 1
            if left[target] == 0:
                ready.append(target)
    columns: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for key in vertices:
        columns[layer[key]].append(key)
    place: dict[str, float] = {}
    for column in columns:
        middle = {
            key: sum(place[source] for source in before[key]) / len(before[key])
            for key in column
            if before[key]
        }
        column.sort(key=lambda key: middle.get(key, 0.0))
        place.update((key, float(number)) for number, key in enumerate(column))
    return tuple(tuple(vertices[key] for key in column) for column in columns)


def dot(graph: TaskGraph) -> str:
    """Give the graph for Graphviz: a cluster a TOP node, edges from what is waited for."""
    lines = ["digraph taskgraph {", "  rankdir=LR;", '  node [shape=box, style="filled"];']
    nodes: dict[str, list[Vertex]] = {}
    identity: dict[str, str] = {}
    for layer in graph.layers:
        for vertex in layer:
            nodes.setdefault(vertex.node, []).append(vertex)
            identity[vertex.key] = vertex.name
    if len(set(identity.values())) < len(identity):
        identity = {key: key for key in identity}  # two of one name would be one box
    for number, (node, vertices) in enumerate(nodes.items()):
        lines += [f"  subgraph cluster_{number} {{", f"    label={quoted(node)};"]
        lines += [
            f"    {quoted(identity[vertex.key])} {_attributes(vertex)};" for vertex in vertices
        ]
        lines += ["  }"]
    pairs = ((identity[source], identity[target]) for source, target in graph.edges)
    lines += [f"  {quoted(source)} -> {quoted(target)};" for source, target in pairs]
    return "\n".join([*lines, "}", ""])


def _attributes(vertex: Vertex) -> str:
    label = vertex.label if vertex.size == 1 else f"{vertex.label} ({vertex.size} items)"
    tip = vertex.state or "not cooked"
    return f'[label={quoted(label)}, tooltip={quoted(tip)}, fillcolor="{vertex.colour}80"]'


def quoted(text: str) -> str:
    r"""Give a DOT string of the characters of `text`: a backslash would begin an escape."""
    plain = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n") + '"'
