"""Numbers from the command line in, a task graph out; the same numbers give the same graph."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

__all__ = ["FAILING", "Shape", "random_graph"]

Graph = dict[str, Any]  # as described by `schemas/graph.schema.json`

FAILING = "false"  # one word, so that every way to start a command gives its exit code


@dataclass(frozen=True, slots=True)
class Shape:
    """What the graph looks like.

    Attributes:
        items: work items in all; batches count their sub-items.
        depth: TOP nodes, one behind the other; items are spread evenly.
        fan: items of the node before that each item waits for.
        batch: sub-items to a batch; 0 for no batches.
        command: command line of each item, PDG's tokens such as `__PDG_INDEX__` included.
        fail_rate: part of the items, 0 to 1, whose command is one that fails.
        seed: of what is left to chance: who fails, and which items an item waits for.
    """

    items: int = 20
    depth: int = 1
    fan: int = 1
    batch: int = 0
    command: str = "true"
    fail_rate: float = 0.0
    seed: int = 0


def random_graph(shape: Shape) -> Graph:
    """Give the graph of `shape` with nodes "step1" to "step<depth>"."""
    chance = random.Random(shape.seed)  # noqa: S311 - repeatable on purpose
    failing = {index for index in range(shape.items) if chance.random() < shape.fail_rate}
    nodes: list[dict[str, Any]] = []
    before: list[str] = []
    for level in range(shape.depth):
        name = f"step{level + 1}"
        first = shape.items * level // shape.depth
        end = shape.items * (level + 1) // shape.depth
        singles = [
            {"index": number - first, "command": FAILING if number in failing else shape.command}
            for number in range(first, end)
        ]
        items = _batched(singles, shape.batch) if shape.batch else singles
        for position, item in enumerate(items):
            chosen = _chosen(before, shape.fan, position, chance)
            if chosen:
                item["dependsOn"] = chosen
        nodes.append({"name": name, "inputs": [nodes[-1]["name"]] if nodes else [], "items": items})
        before = [f"{name}:{item['index']}" for item in items]
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes}


def _batched(singles: list[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """Give batches of `size` items; the last has what is left."""
    return [
        {"index": position, "batch": singles[first : first + size]}
        for position, first in enumerate(range(0, len(singles), size))
    ]


def _chosen(before: list[str], fan: int, position: int, chance: random.Random) -> list[str]:
    """Give what the item at `position` waits for: the one above it, then others by chance."""
    if not before:
        return []
    straight = before[min(position, len(before) - 1)]
    others = [item for item in before if item != straight]
    extra = min(fan - 1, len(others))
    if fan < 1:
        return []
    picked = {straight, *(_pick(others, chance) for _ in range(extra))}
    return [item for item in before if item in picked]


def _pick(items: list[str], chance: random.Random) -> str:
    # `random()` alone gives equal numbers in every Python; `choice` does not promise to.
    return items[int(chance.random() * len(items))]
