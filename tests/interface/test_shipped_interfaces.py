"""The interfaces of the scheduler nodes that Houdini 22.0.400 ships, as TOML and dialog script."""

from __future__ import annotations

import pytest
from shipped_interfaces import NODES, interface, listing, needs_listing

from pysched_gen.formats.dialog_script import parse, write
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Script, parms_of
from pysched_gen.sources.manifest.tables import read_parameters
from pysched_gen.sources.manifest.write import parameters_toml
from pysched_gen.sources.parameters import parameters_of
from pysched_gen.span import Origin

ORIGIN = Origin("parameters.ds")

pytestmark = needs_listing


def test_each_shipped_node_is_told() -> None:
    assert set(NODES) == set(listing())


@pytest.mark.parametrize("node", NODES)
def test_it_survives_toml_and_dialog_script(node: str) -> None:
    told = interface(node)
    script = read_parameters(parameters_toml(told), "parameters.toml")
    assert resolved(script).items == told
    assert resolved(parse(write(Script(told)), ORIGIN)).items == told


@pytest.mark.parametrize("node", NODES)
def test_its_parameters_are_those_of_the_listing(node: str) -> None:
    """In Houdini's order, in their folders, with their defaults; a multiparm stands for its own."""
    script = parse(write(Script(interface(node))), ORIGIN)
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
    fields = list(parms_of(interface("tractorscheduler")))
    folders = [
        facts for facts in listing()["tractorscheduler"]["parms"] if facts["type"] == "Folder"
    ]
    assert len(fields) + len(folders) == 117
    defaults = {one.name: one.default for one in fields}
    assert defaults["tractor_hostname"] == ("tractor-engine",)
    assert defaults["tractor_port"] == (80,)
