"""The tables of names against the listings of running Houdini builds."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from trees import SHARED

from pysched_gen.houdini.pdg_names import (
    BUILTIN_PARAMETERS,
    ENUMS,
    LOCAL_SCHEDULER_PARAMETERS,
    NODE_PARAMETERS,
    PARAMETERS_SINCE,
)
from pysched_gen.houdini.releases import release_named

NAMES = SHARED / "reference/pdg-names.json"
NODES = SHARED / "reference/top-schedulers-22.0.400.json"
BUILDS = {"21.0": "21.0.671", "22.0": "22.0.400"}


@cache
def listing(name: str) -> Any:
    path = {"names": NAMES, "nodes": NODES}[name]
    if not path.is_file():
        pytest.skip(f"the listing is not there: {path.name}")
    return json.loads(path.read_text(encoding="utf-8"))[name]


def listed_enums(build: str) -> dict[str, tuple[str, ...]]:
    """Give the enums of `build`: what has `name`, `value` and capitalised members only."""
    found: dict[str, list[str]] = {}
    for name in listing("names")[build]:
        parts = name.split(".")
        if len(parts) == 3:
            found.setdefault(parts[1], []).append(parts[2])
    own = {"name", "value"}
    return {
        name: tuple(sorted(set(members) - own))
        for name, members in found.items()
        if own <= set(members) and all(m[0].isupper() for m in set(members) - own)
    }


@pytest.mark.parametrize("release", BUILDS)
def test_enums_are_those_of_the_build(release: str) -> None:
    named = release_named(release)
    assert named is not None
    ours = {
        enum.name: tuple(sorted(enum.members))
        for enum in ENUMS.values()
        if not enum.since or named >= enum.since
    }
    assert ours == listed_enums(BUILDS[release])


def test_no_other_name_of_pdg_differs_from_an_enum_by_case_only() -> None:
    folded = {name.casefold(): name for name in ENUMS}
    for build in BUILDS.values():
        names = {name.split(".")[1] for name in listing("names")[build] if "." in name}
        assert [n for n in names if n.casefold() in folded and n not in ENUMS] == []


def test_builtin_parameters_are_those_of_the_shipped_nodes() -> None:
    names = {parm["name"] for node in listing("nodes").values() for parm in node["parms"]}
    assert {name for name in names if name.startswith("pdg_")} == BUILTIN_PARAMETERS
    assert set(PARAMETERS_SINCE) <= BUILTIN_PARAMETERS


def test_parameters_of_the_local_scheduler_are_those_of_the_node() -> None:
    parms = listing("nodes")["localscheduler"]["parms"]
    names = {p["name"] for p in parms if p["type"] not in {"Folder", "Separator", "Label"}}
    names |= {p["name"] for p in parms if p["name"].endswith("multi")}
    assert {n for n in names if not n.startswith("pdg_")} == LOCAL_SCHEDULER_PARAMETERS


def test_other_parameters_of_the_python_scheduler_are_listed() -> None:
    parms = listing("nodes")["pythonscheduler"]["parms"]
    assert {p["name"] for p in parms if p["type"] == "Button"} == NODE_PARAMETERS
