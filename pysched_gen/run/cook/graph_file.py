"""A graph file in, a task graph that can be cooked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, Problem, SourceError, UsageError
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.formats.json_text import json_path, json_spans, parse_json, quote
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pysched_gen.run.cook.random_graph import Graph

__all__ = ["read_graph"]

_Wrong = tuple[tuple[str | int, ...], str]


def read_graph(file: Path) -> Graph:
    """Give the graph in `file`.

    Raises:
        UsageError: the file cannot be read.
        SourceError: it is no JSON.
        ConfigError: with every place where it is no graph that can be cooked.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error
    graph = parse_json(data, str(file))
    if not isinstance(graph, dict):
        raise SourceError(Origin(str(file)).span(), "is JSON, but no graph")
    wrong: list[_Wrong] = [
        (one.path, one.message) for one in violations(graph, load_schema("graph"))
    ]
    wrong = wrong or list(_wrong_graph(graph))
    if wrong:
        spans = json_spans(data, str(file), (path for path, _ in wrong))
        raise ConfigError(
            [Problem(spans[path], f"{json_path(path)}: {text}") for path, text in wrong]
        )
    _resolve_files(graph, file.absolute().parent)
    return graph


def _resolve_files(graph: Graph, folder: Path) -> None:
    """Make files that nodes and items need absolute: the cook has another working directory."""
    for node in graph["nodes"]:
        for owner in (node, *node["items"]):
            files = owner.get("fileDependencies")
            if files:
                owner["fileDependencies"] = [str(folder / name) for name in files]


def _wrong_graph(graph: Graph) -> Iterator[_Wrong]:
    """Give what a schema cannot say: names that lead nowhere, are taken, or lead round."""
    places: dict[str, tuple[str | int, ...]] = {}
    nodes: list[str] = []
    for position, node in enumerate(graph["nodes"]):
        where: tuple[str | int, ...] = ("nodes", position)
        if node["name"] in nodes:
            yield (*where, "name"), f"a second node {quote(node['name'])}; give it another name"
        for number, name in enumerate(node.get("inputs", [])):
            if name not in nodes:
                message = f"no node {quote(name)} before this one; nodes follow their inputs"
                yield (*where, "inputs", number), message
        nodes.append(node["name"])
        for number, item in enumerate(node["items"]):
            key = f"{node['name']}:{item['index']}"
            yield from _wrong_kind(("nodes", position, "items", number), item)
            if key in places:
                yield (*where, "items", number, "index"), f"a second item {quote(key)}"
            places[key] = (*where, "items", number)
    named = {node.get("scheduler") for node in graph["nodes"]}
    for name in graph.get("schedulers", {}):
        if name not in named:
            yield ("schedulers", name), "no node names it, so it has no effect"
    yield from _wrong_references(graph, places)


def _wrong_kind(where: tuple[str | int, ...], item: dict[str, Any]) -> Iterator[_Wrong]:
    """Give what contradicts how an item cooks."""
    kind = item.get("cookType", "OutOfProcess")
    if "script" in item and kind != "InProcess":
        yield (*where, "script"), 'has no effect; it is for an item whose cookType is "InProcess"'
    if "batch" in item and kind != "OutOfProcess":
        yield (*where, "cookType"), "a batch is one job of its scheduler; leave it out"
    if kind == "Service" and not item.get("command"):
        yield (*where, "command"), "is missing: the client of a service runs it"


def _wrong_references(graph: Graph, places: dict[str, tuple[str | int, ...]]) -> Iterator[_Wrong]:
    waits: dict[str, list[str]] = {}
    for node in graph["nodes"]:
        for item in node["items"]:
            key = f"{node['name']}:{item['index']}"
            where = places[key]
            found = list(_references(item))
            for path, name in found:
                if name not in places:
                    yield (*where, *path), f"no item {quote(name)}; write node:index"
            waits[key] = [name for _, name in found if name in places]
    for key in _round(waits):
        yield places[key], f"waits for itself: {' -> '.join(_circle(key, waits))}"


def _references(item: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for field in ("dependsOn", "partition"):
        for number, name in enumerate(item.get(field, [])):
            yield (field, number), name
    for position, sub in enumerate(item.get("batch", [])):
        for number, name in enumerate(sub.get("dependsOn", [])):
            yield ("batch", position, "dependsOn", number), name


def _round(waits: dict[str, list[str]]) -> Iterator[str]:
    """Give the first item, in order of the file, of what cannot start because of a circle."""
    left = {key: len(set(names)) for key, names in waits.items()}
    behind: dict[str, list[str]] = {}
    for key, names in waits.items():
        for name in set(names):
            behind.setdefault(name, []).append(key)
    ready = [key for key, count in left.items() if count == 0]
    while ready:
        key = ready.pop()
        del left[key]
        for other in behind.get(key, []):
            left[other] -= 1
            if left[other] == 0:
                ready.append(other)
    for key in left:
        if _circle(key, waits):
            yield key
            return


def _circle(key: str, waits: dict[str, list[str]]) -> list[str]:
    """Give the items on the way from `key` to itself, both ends included; [] for no way."""
    came: dict[str, str] = {}
    todo = [key]
    while todo:
        here = todo.pop(0)
        for name in waits[here]:
            if name not in came:
                came[name] = here
                todo.append(name)
        if key in came:
            break
    if key not in came:
        return []
    way = [key]
    while len(way) == 1 or way[-1] != key:
        way.append(came[way[-1]])
    return way[::-1]
