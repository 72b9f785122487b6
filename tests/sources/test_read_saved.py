"""What `read` takes out of scenes, libraries and texts of nodes, and what it says otherwise."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from containers import (
    SCENE,
    expanded_library,
    folder,
    gzipped,
    library,
    masked,
    mime,
    newc,
    odc,
)

from pysched_gen.errors import NothingToReadError, SourceError, UsageError
from pysched_gen.sources import read, read_data

if TYPE_CHECKING:
    from pathlib import Path

PARM = SCENE["tasks/top/farm.parm"]
NODE = {
    "init": b"type = pythonscheduler\nmatchesdef = 0\n",
    "def": b"end\n",
    "parm": PARM,
    "userdata": b"\0\0\0\0",
}


def node(path: str, kind: str = "pythonscheduler") -> dict[str, bytes]:
    files = {f"{path}.{suffix}": body for suffix, body in NODE.items()}
    return {**files, f"{path}.init": f"type = {kind}\nmatchesdef = 0\n".encode()}


TWO = {
    ".variables": SCENE[".variables"],
    **node("tasks/top/a"),
    **node("tasks/top/b.c", "studio::pythonscheduler::2.0"),
    **node("obj/net/local", "localscheduler"),
}
INSIDE = {"hdaroot.init": b"type = tools\nmatchesdef = 0\n", **node("hdaroot/inner")}
FRONTING = b"{\n    name farm\n    script farm\n    label F\n}\n"


def taken(argument: str, pattern: str = "") -> list[str]:
    return [source.origin.node for source in read(argument, pattern)]


@pytest.fixture
def scene(tmp_path: Path) -> str:
    path = tmp_path / "a:b.hip"
    path.write_bytes(odc(TWO))
    return str(path)


@pytest.mark.parametrize(
    ("selector", "pattern", "paths"),
    [
        ("", "", ["/tasks/top/a", "/tasks/top/b.c"]),
        (":/tasks/top/a", "", ["/tasks/top/a"]),
        (":/tasks/top/b.c", "", ["/tasks/top/b.c"]),
        ("", "*/a", ["/tasks/top/a"]),
        ("", "/tasks/*", ["/tasks/top/a", "/tasks/top/b.c"]),
        ("", "/tasks/top/[bc].?", ["/tasks/top/b.c"]),
        (":/tasks/top/a", "/tasks/*", ["/tasks/top/a"]),
    ],
)
def test_nodes_are_taken_by_path_or_pattern(
    scene: str, selector: str, pattern: str, paths: list[str]
) -> None:
    assert taken(scene + selector, pattern) == paths


@pytest.mark.parametrize(
    ("selector", "pattern", "message"),
    [
        (
            ":/obj/net/local",
            "",
            "/obj/net/local is of type localscheduler, which holds no callbacks",
        ),
        (":/tasks/top/x", "", "holds no /tasks/top/x; its schedulers are /tasks/top/a "),
        (":Top/farm", "", "holds no Top/farm; its schedulers are"),
        ("", "/obj/*", 'holds no scheduler whose path matches "/obj/\\*"; its schedulers are'),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    scene: str, selector: str, pattern: str, message: str
) -> None:
    with pytest.raises(NothingToReadError, match=message):
        read(scene + selector, pattern)


def test_a_scene_without_python_scheduler_lists_the_schedulers_there_are() -> None:
    many = {k: v for n in range(20) for k, v in node(f"obj/s{n}", f"a{n}scheduler").items()}
    with pytest.raises(NothingToReadError) as caught:
        read_data("s.hip", odc(many))
    message = str(caught.value)
    assert "/obj/s0 (a0scheduler), /obj/s1 (a1scheduler)" in message
    assert "and 12 more" in message
    assert "move the code into one" in message
    with pytest.raises(NothingToReadError, match="holds no Python Scheduler; add the node"):
        read_data("s.hip", odc(node("obj/box", "box")))


@pytest.mark.parametrize("write", [odc, newc, masked, mime])
def test_every_form_of_a_scene_gives_the_same_sources(write: object, tmp_path: Path) -> None:
    assert callable(write)
    path = tmp_path / "scene"
    path.write_bytes(write(TWO))
    (tmp_path / "dir").mkdir()
    expected = read_data(str(path), odc(TWO))
    assert read(str(path)) == expected
    assert read_data(str(path), write(TWO)) == expected
    expanded = read(str(folder(TWO, tmp_path / "dir")))
    assert [one.origin.node for one in expanded] == [one.origin.node for one in expected]
    assert expected[0].fields[0].text == PARM.decode().split('"')[1]


def test_assets_and_the_nodes_inside_them(tmp_path: Path) -> None:
    assets = {
        "Top/farm": {"DialogScript": FRONTING},
        "a::Top/tools::1.0": {"DialogScript": b"{ }", "Contents.gz": gzipped(odc(INSIDE))},
    }
    path = tmp_path / "lib.hda"
    path.write_bytes(library(assets, "pdgtype='scheduler' subtype=farm"))
    inner = "a::Top/tools::1.0/inner"
    assert taken(f"{path}:{inner}") == [inner]
    assert taken(f"{path}:Top/farm") == ["Top/farm"]
    assert taken(str(path), "*/inner") == [inner]
    assets["a::Top/tools::1.0"]["Contents.gz"] = mime(INSIDE)
    place = expanded_library(assets, tmp_path / "lib", "pdgtype='scheduler' subtype=farm")
    assert taken(f"{place}:{inner}") == [inner]


def test_contents_that_are_not_asked_for_are_not_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "lib.hda"
    assets = {"Top/farm": {"DialogScript": FRONTING}, "Sop/a": {"Contents.gz": b"damaged"}}
    path.write_bytes(library(assets, "pdgtype='scheduler' subtype=farm"))
    assert taken(f"{path}:Top/farm") == ["Top/farm"]
    with pytest.raises(SourceError, match="cannot be inflated"):
        read(str(path))


def test_definitions_embedded_in_a_scene(tmp_path: Path) -> None:
    extra = "pdgtype='scheduler' subtype=farm"
    embedded = library({"Top/tools": {"Contents.gz": gzipped(odc(INSIDE))}})
    bare = library({"Top/farm": {"DialogScript": FRONTING}}, extra)
    path = tmp_path / "scene.hip"
    path.write_bytes(odc({".OPdummydefs": bare, ".defotl": embedded, **TWO}))
    nodes = ["/tasks/top/a", "/tasks/top/b.c"]
    assert taken(str(path)) == [*nodes, "Top/tools/inner"]
    assert taken(f"{path}:Top/farm") == ["Top/farm"]


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("nowhere.hip", "nowhere.hip: no such file or folder"),
        ("nowhere.hip:/obj/a", "nowhere.hip:/obj/a: no such file or folder"),
        ("", "a source is empty"),
        ("a\0b", "no such file or folder"),
        ("x" * 300, "cannot be read: File name too long"),
    ],
)
def test_paths_that_are_none(argument: str, message: str) -> None:
    with pytest.raises((UsageError, SourceError), match=message):
        read(argument)


def test_nodes_copied_to_a_file_have_paths_of_their_own() -> None:
    (found,) = read_data("copied.cpio", odc(node("farm")))
    assert found.origin.node == "/farm"


@pytest.mark.parametrize("name", ["farm", "farm/scheduler.toml"])
def test_a_snippet_folder_holds_no_nodes(name: str, tmp_path: Path) -> None:
    folder({"scheduler.toml": b'[scheduler]\nname = "farm"\n'}, tmp_path / "farm")
    with pytest.raises(UsageError, match=r'is a snippet folder .* leave out ":/obj/a"'):
        read(f"{tmp_path / name}:/obj/a")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="is not a regular file"):
        read(str(tmp_path / "pipe"))
