"""The interfaces of the scheduler nodes that Houdini 22.0.400 ships, from their listing."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from trees import ROOT

from pysched_gen.formats.dialog_script.resolved import resolved_items
from pysched_gen.formats.dialog_script.tree import (
    Folder,
    Item,
    Items,
    Limit,
    Limits,
    Menu,
    Multiparm,
    Parm,
)

__all__ = ["LISTING", "NODES", "interface", "listing", "needs_listing"]

LISTING = ROOT.parent / "shared/reference/top-schedulers-22.0.400.json"
NODES = [
    "tractorscheduler",
    "deadlinescheduler",
    "hqueuescheduler",
    "inprocessscheduler",
    "localscheduler",
    "pythonscheduler",
    "servicescheduler",
]
TYPES = {"Int": "integer", "Float": "float", "Menu": "ordinal"}

needs_listing = pytest.mark.skipif(
    not LISTING.exists(), reason="the listing of shipped nodes is not beside this project"
)

Facts = dict[str, Any]


@cache
def listing() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LISTING.read_text("utf-8"))["nodes"]
    return found


def interface_from(parms: list[Facts], path: list[str]) -> Items:
    """Give what stands first in `parms` and directly inside of the folders `path`; take it."""
    found: list[Item] = []
    while parms and parms[0].get("folder", []) == path:
        facts = parms.pop(0)
        if facts["type"] != "Folder":
            found.append(field(facts))
            continue
        inner = interface_from(parms, [*path, facts["label"]])
        repeats = any(isinstance(entry, Parm) and "#" in entry.name for entry in inner)
        name, label = facts["name"], facts["label"]
        if repeats:
            found.append(Multiparm(name, label=label, default=facts["default"], items=inner))
        else:
            found.append(Folder(name, label=label, items=inner))
    return tuple(found)


def field(facts: Facts) -> Parm:
    raw = facts.get("default", [])
    tokens: list[str] = facts.get("menu_tokens", [])
    values = raw if isinstance(raw, list) else [tokens[raw] if facts["type"] == "Menu" else raw]
    return Parm(
        facts["name"],
        TYPES.get(facts["type"], facts["type"].lower()),
        facts["label"],
        size=max(1, facts["num_components"]),
        default=tuple(values) or None,
        menu=(
            Menu(pairs=tuple(zip(tokens, facts["menu_labels"], strict=True))) if tokens else None
        ),
        range=limits(facts) if "min" in facts else None,
        help=facts.get("help"),
    )


def limits(facts: Facts) -> Limits:
    low, high = float(facts["min"]), float(facts["max"])
    return Limits(Limit(low, facts["min_strict"]), Limit(high, facts["max_strict"]))


def interface(node: str) -> Items:
    parms = list(listing()[node]["parms"])
    found = resolved_items(interface_from(parms, []))
    assert parms == []
    return found
