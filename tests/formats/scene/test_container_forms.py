"""Every container gives the same members and nodes, whichever way they are stored."""

from __future__ import annotations

import tracemalloc
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from containers import MEMBERS, SCENE, folder, library, masked, mime, newc, odc

from pysched_gen.errors import SourceError
from pysched_gen.formats import (
    Archive,
    DataBlob,
    Library,
    NodeType,
    container_in,
    node_types,
    nodes,
    open_container,
)
from pysched_gen.formats.scene.nodes import each_node

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMS: dict[str, tuple[str, Callable[[dict[str, bytes]], bytes]]] = {
    "odc": ("cpio", odc),
    "newc": ("newc cpio", newc),
    "HouLC": ("HouLC", lambda files: masked(files, b"HouLC")),
    "HouNC": ("HouNC", masked),
    "MIME": ("MIME", mime),
    "MIME with Windows line ends": ("MIME", lambda files: mime(files, line_end="\r\n")),
}

NODES = [
    NodeType("/obj/geo.v1", "geo"),
    NodeType("/tasks/top/farm", "pythonscheduler"),
    NodeType("/tasks/top/local", "localscheduler"),
]


def opened(data: bytes) -> Archive:
    archive = container_in(DataBlob(data), "scene")
    assert archive is not None
    assert not isinstance(archive, Library)
    return archive


def is_farm(node: NodeType) -> bool:
    return node.type == "pythonscheduler"


@pytest.mark.parametrize(("kind", "write"), FORMS.values(), ids=FORMS)
def test_every_form_gives_the_same_members(
    kind: str, write: Callable[[dict[str, bytes]], bytes]
) -> None:
    archive = opened(write(SCENE))
    assert archive.kind == kind
    members = list(archive.members())
    assert len(members) == MEMBERS
    assert {member.name: archive.body(member) for member in members} == SCENE
    assert {member.name: _in_pieces(archive, member.name) for member in members} == SCENE
    assert list(node_types(archive)) == NODES


def _in_pieces(archive: Archive, name: str) -> bytes:
    (member,) = (member for member in archive.members(starting=(name,)) if member.name == name)
    blob = archive.blob(member)
    return b"".join(blob.read_at(offset, 7) for offset in range(0, blob.size, 7))


@pytest.mark.parametrize(("kind", "write"), FORMS.values(), ids=FORMS)
def test_every_form_is_read_from_disk_whatever_its_name(
    kind: str, write: Callable[[dict[str, bytes]], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(write(SCENE))
    with open_container(path, "odd.txt") as archive:
        assert archive is not None
        assert not isinstance(archive, Library)
        assert archive.kind == kind
        assert list(node_types(archive)) == NODES
        (farm,) = nodes(archive, is_farm)
        assert farm.text("parm") == SCENE["tasks/top/farm.parm"]


@pytest.mark.parametrize("where", [".", "cpio.scene.hip.dir"])
def test_an_expanded_scene_is_an_archive(where: str, tmp_path: Path) -> None:
    place = folder(SCENE, tmp_path / where)
    (place / "link").symlink_to(place)
    (place / "link.init").symlink_to(place / "obj.def")
    with open_container(place, "scene.dir") as archive:
        assert archive is not None
        assert not isinstance(archive, Library)
        assert archive.kind == "folder"
        assert {m.name: archive.body(m) for m in archive.members()} == SCENE
        assert sorted(node_types(archive)) == sorted(NODES)
        (farm,) = nodes(archive, is_farm)
        assert farm.houdini == "20.5.487"
        assert set(farm.members) == {"init", "def", "parm", "userdata"}


@pytest.mark.parametrize("order", [list, sorted, reversed])
def test_members_of_a_node_are_found_wherever_they_stand(
    order: Callable[[list[str]], list[str]],
) -> None:
    names = list(order(list(SCENE)))
    scattered = [*names[::2], *names[1::2]]
    for write in (odc, masked, mime):
        (farm,) = nodes(opened(write({name: SCENE[name] for name in scattered})), is_farm)
        assert {key: farm.text(key) for key in farm.members} == {
            key: SCENE[f"tasks/top/farm.{key}"] for key in ("init", "def", "parm", "userdata")
        }
        assert farm.text("chn") is None


@pytest.mark.parametrize("body", [b"x" * size for size in (0, 1, 500, 1_000, 5_000, 300_000)])
@pytest.mark.parametrize("write", [odc, newc, masked])
def test_members_of_any_length_are_hopped_over(
    write: Callable[[dict[str, bytes]], bytes], body: bytes, tmp_path: Path
) -> None:
    files = {f"obj/node_{number}.data": body for number in range(9)}
    files |= {f"obj/{'n' * length}.init": b"type = geo\n" for length in (1, 900, 4_000)}
    path = tmp_path / "scene.hip"
    path.write_bytes(write(files))
    with open_container(path, "scene.hip") as archive:
        assert archive is not None
        assert not isinstance(archive, Library)
        assert {m.name: archive.body(m) for m in archive.members()} == files


class CountingBlob(DataBlob):
    """Adds up what is read of it; nothing is ever at hand, as on a disk."""

    read = 0

    def read_at(self, offset: int, length: int) -> bytes:
        data = super().read_at(offset, length)
        self.read += len(data)
        return data

    def at_hand(self, offset: int, length: int) -> bytes:
        del offset, length
        return b""


@pytest.mark.parametrize("write", [odc, newc, masked])
def test_bodies_are_hopped_over_and_not_read(write: Callable[[dict[str, bytes]], bytes]) -> None:
    files = {f"obj/geo{number}.data": bytes(1 << 20) for number in range(40)}
    blob = CountingBlob(write({**SCENE, **files, "obj/last.init": b"type = last\n"}))
    archive = container_in(blob, "scene.hip")
    assert archive is not None
    assert not isinstance(archive, Library)
    assert [node.type for node in node_types(archive)] == [*(n.type for n in NODES), "last"]
    (farm,) = nodes(archive, is_farm)
    assert farm.text("parm") == SCENE["tasks/top/farm.parm"]
    assert blob.read < blob.size / 20


@pytest.mark.parametrize("write", [odc, newc, masked])
def test_a_damaged_scene_is_looked_through_once_for_all_of_its_nodes(
    write: Callable[[dict[str, bytes]], bytes],
) -> None:
    bodies = {"init": b"type = geo\n", "def": b"", "parm": b"", "userdata": b""}
    whole = write({f"a/n{n}.{key}": bodies[key] for n in range(1_000) for key in bodies})
    blob = CountingBlob(whole[: len(whole) * 9 // 10])
    archive = container_in(blob, "scene.hip")
    assert archive is not None
    assert not isinstance(archive, Library)
    found = list(islice(each_node(archive), 500))
    before = blob.read
    for node in found:
        with pytest.raises(SourceError, match="damaged"):
            node.text("spareparmdef")
    assert blob.read - before < 3 * blob.size


def test_a_scene_of_2_gigabytes_is_listed_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "scene.hip"
    head = odc({"obj/geo.data": b""})[:65] + b"%011o" % (2 << 30) + b"obj/geo.data\0"
    with path.open("wb") as file:  # a hole, which takes no space
        file.write(head)
        file.seek(len(head) + (2 << 30))
        file.write(odc(SCENE))
    tracemalloc.start()
    with open_container(path, "scene.hip") as archive:
        assert archive is not None
        assert not isinstance(archive, Library)
        assert list(node_types(archive)) == NODES
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 << 20


def test_an_archive_inside_an_archive_is_a_body() -> None:
    inner = {"hdaroot.init": b"type = inner\n"}
    for write in (odc, newc, masked):
        files = {".OPdummydefs": library({"Sop/x": {"Contents": write(inner)}}), **SCENE}
        assert list(node_types(opened(write(files)))) == NODES


def test_a_text_scene_refers_to_files_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "scene.hip"
    (tmp_path / "farm.txt").write_bytes(SCENE["tasks/top/farm.parm"])
    path.write_bytes(mime(SCENE, external={"tasks/top/farm.parm": "farm.txt"}))
    with open_container(path, "scene.hip") as archive:
        assert archive is not None
        assert not isinstance(archive, Library)
        (farm,) = nodes(archive, is_farm)
        assert farm.text("parm") == SCENE["tasks/top/farm.parm"]


@pytest.mark.parametrize("data", [b"", b"x", b"07070", b"INDE", b"HouXC\x1a", b"\x1f\x8b\x08\0"])
def test_what_is_no_container_is_left_alone(data: bytes) -> None:
    assert container_in(DataBlob(data), "x") is None
