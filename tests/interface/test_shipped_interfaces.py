"""The interfaces of the scheduler nodes that Houdini 22.0.400 ships, as TOML and dialog script."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from trees import ROOT

from pysched_gen.dialog import parse, write
from pysched_gen.model.interface import (
    Choices,
    Entry,
    Field,
    Group,
    Interface,
    Range,
    Repeat,
    fields_of,
)
from pysched_gen.model.interface_dialog import interface_of, script_of
from pysched_gen.read.dialog_parameters import parameters_of
from pysched_gen.read.parameter_tables import read_parameters
from pysched_gen.scaffold.interface_toml import interface_toml
from pysched_gen.span import Origin

LISTING = ROOT.parent / "shared/reference/top-schedulers-22.0.400.json"
ORIGIN = Origin("parameters.ds")
NODES = [
    "tractorscheduler",
    "deadlinescheduler",
    "hqueuescheduler",
    "inprocessscheduler",
    "localscheduler",
    "pythonscheduler",
    "servicescheduler",
]
TYPES = {"Int": "integer", "Float": "float", "Menu": "menu"}

pytestmark = pytest.mark.skipif(
    not LISTING.exists(), reason="the listing of shipped nodes is not beside this project"
)

Facts = dict[str, Any]


@cache
def listing() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LISTING.read_text("utf-8"))["nodes"]
    return found


def interface_from(parms: list[Facts], path: list[str]) -> Interface:
    """Give what stands first in `parms` and directly inside of the folders `path`; take it."""
    found: list[Entry] = []
    while parms and parms[0].get("folder", []) == path:
        facts = parms.pop(0)
        if facts["type"] != "Folder":
            found.append(field(facts))
            continue
        inner = interface_from(parms, [*path, facts["label"]])
        repeats = any(isinstance(entry, Field) and "#" in entry.name for entry in inner)
        name, label = facts["name"], facts["label"]
        if repeats:
            found.append(Repeat(name, label=label, count=facts["default"], entries=inner))
        else:
            found.append(Group(name, label=label, entries=inner))
    return tuple(found)


def field(facts: Facts) -> Field:
    raw = facts.get("default", [])
    tokens: list[str] = facts.get("menu_tokens", [])
    values = raw if isinstance(raw, list) else [tokens[raw] if facts["type"] == "Menu" else raw]
    return Field(
        facts["name"],
        TYPES.get(facts["type"], facts["type"].lower()),
        facts["label"],
        size=max(1, facts["num_components"]),
        default=tuple(values) or None,
        menu=(
            Choices(pairs=tuple(zip(tokens, facts["menu_labels"], strict=True))) if tokens else None
        ),
        range=limits(facts) if "min" in facts else None,
        help=facts.get("help"),
    )


def limits(facts: Facts) -> Range:
    low, high = float(facts["min"]), float(facts["max"])
    return Range(low, high, facts["min_strict"], facts["max_strict"])


def interface(node: str) -> Interface:
    parms = list(listing()[node]["parms"])
    found = interface_from(parms, [])
    assert parms == []
    return found


def test_each_shipped_node_is_told() -> None:
    assert set(NODES) == set(listing())


@pytest.mark.parametrize("node", NODES)
def test_it_survives_toml_and_dialog_script(node: str) -> None:
    told = interface(node)
    script = read_parameters(interface_toml(told), "parameters.toml")
    assert interface_of(script, ORIGIN) == told
    assert interface_of(parse(write(script_of(told)), ORIGIN), ORIGIN) == told


@pytest.mark.parametrize("node", NODES)
def test_its_parameters_are_those_of_the_listing(node: str) -> None:
    """In Houdini's order, in their folders, with their defaults; a multiparm stands for its own."""
    script = parse(write(script_of(interface(node))), ORIGIN)
    found = [
        (one.name, one.label, list(one.folder), one.size) for one in parameters_of(script, ORIGIN)
    ]
    parms = [facts for facts in listing()[node]["parms"] if "#" not in facts["name"]]
    assert found == [
        (
            facts["name"],
            facts["label"],
            facts.get("folder", []),
            1 if facts["type"] == "Folder" else max(1, facts["num_components"]),
        )
        for facts in parms
    ]
    assert len(found) > 15


def test_the_tractor_interface_is_whole() -> None:
    fields = list(fields_of(interface("tractorscheduler")))
    folders = [
        facts for facts in listing()["tractorscheduler"]["parms"] if facts["type"] == "Folder"
    ]
    assert len(fields) + len(folders) == 117
    defaults = {one.name: one.default for one in fields}
    assert defaults["tractor_hostname"] == ("tractor-engine",)
    assert defaults["tractor_port"] == (80,)
