"""The Python Scheduler node of Houdini 22.0.400 as a node dump, from the name listing beside us."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pysched_gen.houdini.callbacks import CALLBACKS

__all__ = ["LISTING", "shipped_node_dump"]

LISTING = Path(__file__).parents[2] / "shared/reference/top-schedulers-22.0.400.json"

_CALLBACK_PARMS = {spec.parm for spec in CALLBACKS if spec.parm}


def shipped_node_dump() -> dict[str, Any]:
    """Give a dump with the untouched node; skip the test where the listing is absent."""
    if not LISTING.is_file():
        pytest.skip(f"the listing of shipped nodes is not there: {LISTING.name}")
    parameters = json.loads(_listing_text())["nodes"]["pythonscheduler"]["parms"]
    callbacks = [
        {"parm": facts["name"], "text": facts["default"][0], "default": True}
        for facts in parameters
        if facts["name"] in _CALLBACK_PARMS
    ]
    node = {
        "path": "/tasks/topnet1/pythonscheduler1",
        "name": "pythonscheduler1",
        "type": "pythonscheduler",
        "category": "Top",
        "callbacks": callbacks,
        "parameters": [_parameter(facts) for facts in parameters],
    }
    return {
        "schema": "pysched-gen/node-dump",
        "version": 1,
        "houdini": "22.0.400",
        "nodes": [node],
    }


@cache
def _listing_text() -> str:
    return LISTING.read_text(encoding="utf-8")


def _parameter(facts: dict[str, Any]) -> dict[str, Any]:
    kind = facts["type"]
    parameter = {
        "name": facts["name"],
        "label": facts["label"],
        "type": kind,
        "size": facts["num_components"],
        "spare": False,
        "folders": [{"label": label, "type": "Tabs"} for label in facts.get("folder", [])],
    }
    if kind == "Folder":
        parameter["folder_type"] = "Tabs"
    if "menu_tokens" in facts:
        parameter["menu"] = {"tokens": facts["menu_tokens"], "labels": facts["menu_labels"]}
    if "min" in facts:
        parameter["range"] = {key: facts[key] for key in ("min", "max", "min_strict", "max_strict")}
    if kind in {"Float", "Int", "Menu", "String", "Toggle"}:
        parameter["default"] = _defaults(facts)
        if facts["name"] not in _CALLBACK_PARMS:
            parameter["values"] = _defaults(facts)
    return parameter


def _defaults(facts: dict[str, Any]) -> list[Any]:
    """Give the defaults, of a menu the token instead of its position."""
    value = facts["default"]
    if facts["type"] == "Menu":
        return [facts["menu_tokens"][value]]
    return value if isinstance(value, list) else [value]
