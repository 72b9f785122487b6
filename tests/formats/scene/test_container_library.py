"""Asset libraries: binary, expanded, embedded in scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from containers import (
    MEMBERS,
    SCENE,
    expanded_library,
    gzipped,
    index,
    library,
    masked,
    mime,
    newc,
    odc,
)

from pysched_gen.errors import SourceError
from pysched_gen.formats import DataBlob, Library, container_in, node_types, open_container
from pysched_gen.formats.hda.embedded import DEFINITIONS, INTERFACES, archives_in, assets_in
from pysched_gen.formats.hda.inflate import open_gzip
from pysched_gen.formats.scene.budget import Budget

if TYPE_CHECKING:
    from pathlib import Path

EXTRA = "pdgtype='scheduler' subtype=farmtype "
CONTENTS = {
    "node_type": b"Top",
    "hdaroot.init": b"type = farm\nmatchesdef = 0\n",
    "hdaroot/inner.init": b"type = pythonscheduler\nmatchesdef = 0\n",
}
INNER = [("Top/farm", "farm"), ("Top/farm/inner", "pythonscheduler")]


def opened(data: bytes) -> Library:
    found = container_in(DataBlob(data), "lib.hda")
    assert isinstance(found, Library)
    return found


@pytest.mark.parametrize("version", [4, 5, 6, 9])
def test_facts_of_every_known_version_of_the_index(version: int) -> None:
    (asset,) = opened(library({"Top/farm": {"DialogScript": b"{}"}}, EXTRA, version)).assets
    known = version < 9
    assert asset.facts.label == ("Label of Top/farm" if known else "")
    assert asset.facts.pdg_type == ("scheduler" if known else "")
    assert asset.facts.subtype == ("farmtype" if known else "")
    assert asset.text("DialogScript") == b"{}"
    assert asset.text("Help") is None


@pytest.mark.parametrize(
    ("key", "table", "operator"),
    [
        ("Top/farm", "Top", "farm"),
        ("Top/farm::2.0", "Top", "farm::2.0"),
        ("labs::Sop/uv::1.0", "Sop", "labs::uv::1.0"),
        ("a::b::Top/farm", "Top", "a::b::farm"),
    ],
)
def test_the_type_is_the_key_with_its_namespace_in_front(
    key: str, table: str, operator: str, tmp_path: Path
) -> None:
    data = {key: {"DialogScript": b"{}"}}
    place = expanded_library(data, tmp_path / "lib", EXTRA)
    with open_container(place, "lib") as expanded:
        assert isinstance(expanded, Library)
        for found in (opened(library(data, EXTRA)), expanded):
            (asset,) = found.assets
            assert (asset.name, asset.table, asset.type) == (key, table, operator)
            assert (asset.facts.label, asset.facts.subtype) == (f"Label of {key}", "farmtype")


@pytest.mark.parametrize("archive", [odc, newc, masked, mime])
def test_contents_are_found_however_they_are_stored(archive: object, tmp_path: Path) -> None:
    assert callable(archive)
    data = archive(CONTENTS)
    for sections in ({"Contents.gz": gzipped(data)}, {"Contents": data}):
        (asset,) = opened(library({"Top/farm": sections})).assets
        contents = asset.contents()
        assert contents is not None
        assert list(node_types(contents, asset.name)) == INNER
    place = expanded_library({"Top/farm": {"Contents.gz": mime(CONTENTS)}}, tmp_path)
    with open_container(place, "lib") as found:
        assert isinstance(found, Library)
        contents = found.assets[0].contents()
        assert contents is not None
        assert list(node_types(contents, "Top/farm")) == INNER


def test_entries_that_are_no_assets_are_left_out() -> None:
    asset = index({"DialogScript": b""})
    found = opened(index({"Sop/a": asset, "Sop/a.idx": b"#PSI_PRESET 1\n", "": b""}))
    assert [asset.name for asset in found.assets] == ["Sop/a"]


def test_contents_of_an_unknown_kind_say_how_to_save_them() -> None:
    (asset,) = opened(library({"Top/farm": {"Contents.sc": b"blosc"}})).assets
    with pytest.raises(SourceError, match=r"stored as Contents\.sc.* gzip"):
        asset.contents()


@pytest.mark.parametrize("write", [odc, masked, mime])
def test_assets_embedded_in_a_scene(write: object) -> None:
    assert callable(write)
    whole = library({"Top/farm": {"Contents.gz": gzipped(odc(CONTENTS))}})
    bare = library({"Top/other": {"DialogScript": b"{}"}})
    scene = container_in(DataBlob(write({DEFINITIONS: whole, INTERFACES: bare, **SCENE})), "s.hip")
    assert scene is not None
    names = [asset.name for asset in assets_in(scene, DEFINITIONS, INTERFACES)]
    assert names == ["Top/farm", "Top/other"]
    places = list(archives_in(scene))
    assert [place.prefix for place in places] == ["", "Top/farm"]
    assert len(list(places[0].archive.members())) == MEMBERS + 2
    assert list(node_types(*places[1])) == INNER


def test_contents_of_many_megabytes_are_inflated_in_any_order() -> None:
    archive = bytes(range(251)) * 160_000
    blob = open_gzip(DataBlob(gzipped(archive)), "x", Budget())
    assert blob.size == len(archive)
    for offset in (0, 39_000_000, 17_000_000, 1, 22_222_222, 17_000_001, len(archive) - 5):
        assert blob.read_at(offset, 300_000) == archive[offset : offset + 300_000]
    assert blob.read_at(len(archive), 1) == b""
