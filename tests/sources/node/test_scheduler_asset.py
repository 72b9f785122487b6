"""Assets in, the schedulers they are out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from containers import library
from trees import SHARED

from pysched_gen.errors import NothingToReadError, SourceError
from pysched_gen.model.build import build
from pysched_gen.model.scheduler import Provenance
from pysched_gen.sources import read, read_data

if TYPE_CHECKING:
    from pysched_gen.sources.source import Source

HDA = SHARED / "corpus/hda"
SCHEDULE = '# "é"\\ttab\nreturn pdg.scheduleResult.Succeeded\n'

INTERFACE = r"""
# Dialog script for farm automatically generated
{
    name    farm
    script  pythonscheduler
    label   "Farm Node"
    help { "" }

    parm { name "sepparm" label "S" type separator default { "" } }
    group {
        name "folder2" label "Settings"
        parm { name "pdg_workingdir" label "Dir" type string default { "$HIP" } }
        group {
            name "folder9" label "Farm"
            parm {
                name "farm_queue" label "Queue" type string default { "all" }
                menureplace { "all" "All" "gpu" "GPU" }
                parmtag { "pdg::scheduler" "" }
            }
        }
    }
    group {
        name "folder1" label "Scheduling"
        parm { name "onschedule" label "On Schedule" type string invisible
            default { "# \"é\"\\ttab\nreturn pdg.scheduleResult.Succeeded\n" } }
        parm { name "ontick" label "On Tick" type string
            default { [ "return 1" python ] } }
    }
}
"""


def asset(interface: str, extra: str, name: str = "studio::Top/farm::1.0") -> bytes:
    return library({name: {"DialogScript": interface.encode()}}, extra)


def source_of(interface: str, extra: str) -> Source:
    (source,) = read_data("lib.hda", asset(interface, extra))
    return source


@pytest.mark.parametrize(
    ("interface", "extra"),
    [
        (INTERFACE, ""),
        (INTERFACE, "pdgtype='scheduler' subtype=pythonscheduler"),
        (
            INTERFACE.replace("script  pythonscheduler", "script  farm"),
            "pdgtype='scheduler' subtype=pythonscheduler",
        ),
    ],
)
def test_an_asset_made_from_a_node(interface: str, extra: str) -> None:
    source = source_of(interface, extra)
    assert (source.kind, source.name, source.node_type) == (
        "asset",
        "farm::1.0",
        "studio::farm::1.0",
    )
    scheduler = build(source)
    assert scheduler.name == "farm"
    callbacks = {c.method: c for c in scheduler.callbacks if c.provenance is Provenance.GIVEN}
    assert callbacks["onSchedule"].snippet.text == SCHEDULE
    assert callbacks["onTick"].snippet.expression == "python"
    assert list(callbacks) == ["onSchedule", "onTick"]


def test_what_the_node_type_has_is_left_out() -> None:
    found = build(source_of(INTERFACE, "")).parameters
    assert [(p.name, p.folder) for p in found] == [
        ("folder2", ()),
        ("folder9", ("Settings",)),
        ("farm_queue", ("Settings", "Farm")),
    ]
    assert found[2].overridable
    assert found[2].values is None


def test_an_asset_that_fronts_a_scheduler_gives_its_parameters() -> None:
    interface = INTERFACE.replace("script  pythonscheduler", "script  farm")
    source = source_of(interface, "pdgtype='scheduler' subtype=farmq")
    assert source.fields == ()
    scheduler = build(source)
    assert scheduler.name == "farmq"
    assert [p.name for p in scheduler.parameters if p.holds_value] == ["farm_queue"]


@pytest.mark.parametrize(
    ("name", "interface", "extra"),
    [
        ("Top/other", INTERFACE.replace("script  pythonscheduler", "script  other"), ""),
        ("Sop/farm", INTERFACE, "pdgtype='scheduler' subtype=pythonscheduler"),
        ("Top/other", "# pythonscheduler\n{ name other }", ""),
    ],
)
def test_an_asset_that_is_no_scheduler(name: str, interface: str, extra: str) -> None:
    with pytest.raises(NothingToReadError):
        read_data("lib.hda", asset(interface, extra, name))


def test_an_asset_without_interface() -> None:
    data = library({"Top/farm": {"Help": b""}}, "pdgtype='scheduler' subtype=farm")
    with pytest.raises(NothingToReadError):
        read_data("lib.hda", data)


def test_labels_of_another_encoding() -> None:
    interface = INTERFACE.replace('"Queue"', '"Qu\xe9"').encode("latin-1")
    data = library({"Top/farm": {"DialogScript": interface}})
    (source,) = read_data("lib.hda", data)
    assert build(source).parameters[2].label == "Qu\xe9"


def test_an_interface_that_breaks_the_grammar() -> None:
    with pytest.raises(SourceError, match=r"lib\.hda:studio::Top/farm::1\.0\[DialogScript\]:\d+:"):
        read_data("lib.hda", asset(INTERFACE[:-40], ""))


@pytest.mark.skipif(not HDA.is_dir(), reason="the corpus is not beside the project")
@pytest.mark.parametrize(
    ("file", "name", "label", "overridable"),
    [
        ("CGRU__afanasyscheduler.hda", "afanasyscheduler", "Afanasy Scheduler", 18),
        (
            "firehawkvfx__Top_firehawkdeadlinescheduler_2.0.0.hda",
            "firehawkdeadlinescheduler",
            "Firehawk Deadline Scheduler",
            14,
        ),
        (
            "firehawkvfx__Top_firehawklocalscheduler_1.0.0.hda",
            "firehawklocalscheduler",
            "Firehawk Local Scheduler",
            17,
        ),
    ],
)
def test_real_assets(file: str, name: str, label: str, overridable: int) -> None:
    """The last number is that of the tag in the interface, one for all inside of a multiparm."""
    (source,) = read(str(HDA / file))
    scheduler = build(source)
    assert (scheduler.name, scheduler.label) == (name, label)
    assert sum(p.overridable for p in scheduler.parameters) == overridable
