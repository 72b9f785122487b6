"""Facts of the stand-in's `pdg` are those of the tool's tables and of Houdini's own listings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from accepted import accepted_text
from pdg_facts import FACTS_FILE, expected_facts
from trees import ROOT

from pysched_gen.houdini.pdg_names import BUILTIN_PARAMETERS, PARAMETERS_SINCE

REFERENCE = ROOT.parent / "shared" / "reference"


@pytest.fixture(name="facts")
def read_facts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FACTS_FILE.read_text())
    return found


@pytest.mark.accepts
def test_the_file_is_that_of_the_tables(facts: dict[str, Any]) -> None:
    text = json.dumps(expected_facts(facts), indent=1) + "\n"
    assert accepted_text(FACTS_FILE, text) == text


def test_parameters_are_those_every_scheduler_node_has(facts: dict[str, Any]) -> None:
    assert set(facts["parameters"]) == BUILTIN_PARAMETERS
    since = {name: p["since"] for name, p in facts["parameters"].items() if p["since"]}
    assert since == dict(PARAMETERS_SINCE)


def test_defaults_are_those_of_the_shipped_nodes(facts: dict[str, Any]) -> None:
    defaults = shipped_defaults(reference("top-schedulers-22.0.400.json"))
    # Their own help gives 0.5 s; the shipped nodes each choose another period.
    del defaults["pdg_tickperiod"]
    ours = {name: facts["parameters"][name]["value"] for name in defaults}
    assert {name: value for name, value in ours.items() if value not in defaults[name]} == {}


def test_names_that_came_or_went_do_so_in_the_listings(facts: dict[str, Any]) -> None:
    listed = reference("pdg-names.json")["names"]
    older, newer = set(listed["21.0.671"]), set(listed["22.0.400"])
    wrong = [
        name
        for name, (first, last) in facts["names"].items()
        for full in [f"pdg.{name}"]
        if (first == "22.0" and (full in older or full not in newer))
        or (last == "21.0" and (full not in older or full in newer))
    ]
    assert wrong == []


def reference(name: str) -> Any:
    file = REFERENCE / name
    if not file.exists():
        pytest.skip("the reference listings are not beside the project")
    return json.loads(file.read_text())


def shipped_defaults(node: Any) -> dict[str, list[Any]]:
    """Give the defaults of each pdg_ parameter found anywhere in `node`."""
    found: dict[str, list[Any]] = {}
    if isinstance(node, dict):
        name = str(node.get("name", ""))
        if name.startswith("pdg_") and "default" in node:
            value = node["default"]
            found.setdefault(name, []).append(value[0] if isinstance(value, list) else value)
        node = list(node.values())
    for part in node if isinstance(node, list) else ():
        for name, values in shipped_defaults(part).items():
            found.setdefault(name, []).extend(values)
    return found
