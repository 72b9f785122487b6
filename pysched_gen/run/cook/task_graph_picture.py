"""A task graph in layers in, a picture of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.run.cook.task_graph import TaskGraph, Vertex
from pysched_gen.run.cook.timeline import svg_start
from pysched_gen.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.run.cook.outcome import Heading

__all__ = ["task_graph_svg"]

_WIDTH, _HEIGHT = 130, 16  # of a box
_ACROSS, _DOWN = 210, 22  # from box to box
_MARGIN, _TOP = 12, 34
_MOST = 800  # a picture of more boxes shows TOP nodes in their place
_MOST_NAME = 22


def task_graph_svg(graph: TaskGraph, heading: Heading) -> str:
    """Give the picture: a box an item, or a box a TOP node where there are too many items."""
    shown = graph if sum(map(len, graph.layers)) <= _MOST else _of_nodes(graph)
    place = {
        vertex.key: (_MARGIN + column * _ACROSS, _TOP + row * _DOWN)
        for column, layer in enumerate(shown.layers)
        for row, vertex in enumerate(layer)
    }
    width = _MARGIN * 2 + max(0, len(shown.layers) - 1) * _ACROSS + _WIDTH + 120
    height = _TOP + max(map(len, shown.layers), default=0) * _DOWN + _MARGIN
    title = xml_text(f"{heading.title}: task graph")
    return "\n".join(
        [
            svg_start(width, height),
            f"<title>{title}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<text x="{_MARGIN}" y="18" font-size="13">{title}</text>',
            '<g fill="none" stroke="#9aa0a6" stroke-opacity="0.6">',
            *_edges(shown, place),
            "</g>",
            *(_box(vertex, place) for layer in shown.layers for vertex in layer),
            "</svg>",
            "",
        ]
    )


def _edges(graph: TaskGraph, place: dict[str, tuple[int, int]]) -> Iterator[str]:
    for source, target in graph.edges:
        x, y = place[source]
        x, y = x + _WIDTH, y + _HEIGHT // 2
        to_x, to_y = place[target]
        to_y += _HEIGHT // 2
        bend = (to_x - x) // 2
        yield f'<path d="M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"/>'


def _box(vertex: Vertex, place: dict[str, tuple[int, int]]) -> str:
    x, y = place[vertex.key]
    label = vertex.label if vertex.size == 1 else f"{vertex.label} ({vertex.size})"
    short = label if len(label) <= _MOST_NAME else label[: _MOST_NAME - 1] + "…"
    tip = xml_text(f"{label}: {vertex.state or 'not cooked'}")
    return (
        f'<g><title>{tip}</title><rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="3" '
        f'fill="{vertex.colour}" fill-opacity="0.25" stroke="{vertex.colour}"/>'
        f'<text x="{x + 5}" y="{y + 11}">{xml_text(short)}</text></g>'
    )


def _of_nodes(graph: TaskGraph) -> TaskGraph:
    """Give the graph of the TOP nodes: each stands where its first item does."""
    members: dict[str, list[Vertex]] = {}
    column: dict[str, int] = {}
    of_item: dict[str, str] = {}
    for number, layer in enumerate(graph.layers):
        for vertex in layer:
            members.setdefault(vertex.node, []).append(vertex)
            column.setdefault(vertex.node, number)
            of_item[vertex.key] = vertex.node
    layers: dict[int, list[Vertex]] = {}
    for node, vertices in members.items():
        size = sum(vertex.size for vertex in vertices)
        whole = Vertex(node, node, node, node, _worst(vertices), size)
        layers.setdefault(column[node], []).append(whole)
    pairs = dict.fromkeys((of_item[source], of_item[target]) for source, target in graph.edges)
    return TaskGraph(
        tuple(tuple(layers[number]) for number in sorted(layers)),
        tuple((source, target) for source, target in pairs if source != target),
    )


def _worst(vertices: list[Vertex]) -> str:
    states = {vertex.state for vertex in vertices}
    order = ("CookedFail", "CookedCancel", "", "CookedSuccess", "CookedCache")
    return next((state for state in order if state in states), "")
