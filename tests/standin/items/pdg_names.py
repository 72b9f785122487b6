"""The names of `names.json`, from the listing that the project is measured against."""

from __future__ import annotations

import json

from trees import ROOT

__all__ = ["BUILDS", "LISTING", "MEASURED", "NAMES_FILE", "listed_members", "table_of_names"]

LISTING = ROOT.parent / "shared/reference/pdg-names.json"
NAMES_FILE = ROOT / "pysched_gen/standin/site/pdg/names.json"
BUILDS = {"21.0": "21.0.671", "22.0": "22.0.400"}
MEASURED = (
    "Scheduler",
    "PyScheduler",
    "WorkItem",
    "BatchWorkItem",
    "Port",
    "TypeRegistry",
    "File",
    "GraphContext",
    "Graph",
    "Node",
)
# What Houdini's modules import for themselves, and its modules: names of no class or function.
_NOT_PDG = frozenset(
    [
        "attrgetter",
        "callback",
        "context",
        "debugging",
        "dependency",
        "feedback",
        "job",
        "kwargs",
        "logger",
        "mapper",
        "node",
        "os",
        "parms",
        "partitioner",
        "processor",
        "scheduler",
        "staticcook",
        "types",
        "utils",
        "workitem",
    ]
)


def listed_members(build: str) -> dict[str, set[str]]:
    """Give the members of each class of a build, and of each enum."""
    names = json.loads(LISTING.read_text(encoding="utf-8"))["names"][build]
    members: dict[str, set[str]] = {}
    for name in names:
        parts = name.split(".")
        if len(parts) > 1 and parts[1] not in _NOT_PDG:
            found = members.setdefault(parts[1], set())
            if len(parts) > 2:
                found.add(parts[2])
    return members


def table_of_names() -> dict[str, str]:
    """Give what `names.json` must hold: all names of both builds, a class and its members."""
    table: dict[str, set[str]] = {}
    for build in BUILDS.values():
        for name, members in listed_members(build).items():
            table.setdefault(name, set()).update(members)
    return {name: " ".join(sorted(table[name])) for name in sorted(table)}
