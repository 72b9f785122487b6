"""Real files, against counts that were established by other means.

Members and nodes of cpio scenes: `cpio -t`, with and without `grep -c '[.]init$'`. Those of Indie
and Apprentice scenes: the markers in the whole file less the trailers (archives nested in these
files are empty), and the bytes `.init`, NUL, `type = `; the same count was taken of the cpio
scenes and agreed. Schedulers: `grep -aoE 'type = [a-z:0-9.]*scheduler$'`. Assets: the entries of
the table behind `INDX` in a hexadecimal dump.
"""

from __future__ import annotations

import re

import pytest
from trees import SHARED

from pysched_gen.formats import Library, node_types, nodes, open_container
from pysched_gen.formats.hda.embedded import DEFINITIONS, INTERFACES, assets_in

CORPUS = SHARED / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")

SCENES = {
    "hip/CGRU__pdg.hip": ("cpio", 500, 79, 1, "19.5.368"),
    "hip/Kartaverse__TOPs_Postshot_Static_V001.hip": ("cpio", 93, 8, 1, "20.5.584"),
    "hip/captainhammy__decode_error.hip": ("cpio", 72, 4, 1, "19.0.309"),
    "hip/captainhammy__test_parameters.hiplc": ("HouLC", 323, 49, 0, ""),
    "hip/firehawkvfx__pythonscript_dirname.hip": ("cpio", 786, 151, 4, "18.5.596"),
    "hip/firehawkvfx__test_ondemand_pdg_deadline.hip": ("cpio", 248, 39, 8, "18.5.759"),
    "hip/jtomori__rs_resolution_test.hipnc": ("HouNC", 112, 12, 0, ""),
    "hip/sideeffects__PDG_UnitTest.hip": ("cpio", 182, 29, 1, "18.5.506"),
    "hip/toadstorm__instancer_input_packed_prims.hiplc": ("HouLC", 1371, 286, 1, "20.0.751"),
    "synthetic/pythonscheduler.hip": ("cpio", 103, 10, 2, "20.5.487"),
}

EMBEDDED = {
    "hip/CGRU__pdg.hip": 35,
    "hip/captainhammy__test_parameters.hiplc": 3,
    "hip/firehawkvfx__pythonscript_dirname.hip": 131,
    "hip/toadstorm__instancer_input_packed_prims.hiplc": 40,
}

# Key of each asset, its PDG subtype, number of sections, members and nodes of its contents.
LIBRARIES = {
    "hda/CGRU__afanasyscheduler.hda": ("Top/afanasyscheduler", "afanasyscheduler", 8, 0, 0),
    "hda/MythicaAI__mythica.test_cube.1.0.hdalc": ("mythica::Sop/test_cube::1.0", "", 8, 15, 3),
    "hda/aws-deadline__deadline_cloud.hda": ("Driver/deadline_cloud", "", 9, 0, 0),
    "hda/captainhammy___external_file_reference.otllc": (
        "Object/test_external_file_reference", "", 8, 5, 1,
    ),
    "hda/firehawkvfx__Top_firehawkdeadlinescheduler_2.0.0.hda": (
        "Top/firehawkdeadlinescheduler::2.0.0", "firehawkdeadlinescheduler", 10, 0, 0,
    ),
    "hda/firehawkvfx__Top_firehawklocalscheduler_1.0.0.hda": (
        "Top/firehawklocalscheduler", "firehawklocalscheduler", 9, 0, 0,
    ),
    "hda/firehawkvfx__Top_mplay_0.4.0.hda": ("Top/mplay::0.4.0", "", 11, 94, 16),
    "hda/qLab__work_items_from_string_ql_TOP.otl": (
        "qLib::Top/work_items_from_string_ql::1", "", 8, 23, 4,
    ),
}  # fmt: skip


def test_every_file_of_the_corpus_has_a_row() -> None:
    files = {f"{path.parent.name}/{path.name}" for path in CORPUS.glob("h*/*")}
    assert files == {*SCENES, *LIBRARIES} - {"synthetic/pythonscheduler.hip"}


@pytest.mark.parametrize(("file", "row"), SCENES.items(), ids=SCENES)
def test_a_real_scene(file: str, row: tuple[str, int, int, int, str]) -> None:
    kind, members, count, schedulers, version = row
    with open_container(CORPUS / file, file) as archive:
        assert archive is not None
        assert not isinstance(archive, Library)
        assert archive.kind == kind
        assert len(list(archive.members())) == members
        assert len(list(node_types(archive))) == count
        found = nodes(archive, lambda node: node.type.endswith("scheduler"))
        assert len(found) == schedulers
        assert {node.houdini for node in found} == ({version} if found else set())
        for node in found:
            init = node.text("init")
            assert init is not None
            assert re.fullmatch(rb"type = .*scheduler\nmatchesdef = \d\n", init)
            assert (node.text("parm") or b"").startswith(b"{\nversion 0.8\n")


@pytest.mark.parametrize("file", [file for file in SCENES if file.endswith(("lc", "nc"))])
def test_nested_archives_of_a_masked_scene_are_bodies(file: str) -> None:
    data = (CORPUS / file).read_bytes()
    markers = re.findall(rb"Hou[LN]C\x1a10336[0-9a-f]{23}([^\0]+)\0", data)
    trailers = sum(name.endswith(b"_COMMERCIAL_FILE!!!") for name in markers)
    assert len(markers) - trailers == SCENES[file][1]


@pytest.mark.parametrize(("file", "count"), EMBEDDED.items(), ids=EMBEDDED)
def test_assets_embedded_in_a_real_scene(file: str, count: int) -> None:
    with open_container(CORPUS / file, file) as scene:
        assert scene is not None
        assets = list(assets_in(scene, DEFINITIONS, INTERFACES))
        assert len(assets) == count
        assert all(asset.text("DialogScript") is not None for asset in assets)


@pytest.mark.parametrize(("file", "row"), LIBRARIES.items(), ids=LIBRARIES)
def test_a_real_library(file: str, row: tuple[str, str, int, int, int]) -> None:
    key, subtype, sections, members, count = row
    with open_container(CORPUS / file, file) as found:
        assert isinstance(found, Library)
        (asset,) = found.assets
        assert (asset.name, asset.facts.subtype) == (key, subtype)
        assert len(asset.sections) == sections
        assert asset.facts.operator == asset.type
        assert (asset.text("DialogScript") or b"").lstrip().startswith((b"#", b"{"))
        contents = asset.contents()
        assert (contents is not None) == (members > 0)
        if contents is not None:
            assert len(list(contents.members())) == members
            assert len(list(node_types(contents))) == count
