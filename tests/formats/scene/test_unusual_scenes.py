"""Scenes as other tools leave them: packed in another order, with other line ends, encoded."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from containers import SCENE, folder, odc
from trees import write_tree

from pysched_gen import formats
from pysched_gen.errors import NothingToReadError
from pysched_gen.formats.scene.patched import patched

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

FARM, LOCAL = "tasks/top/farm", "tasks/top/local"
LAYOUT = b'parm { name "queue" label "Queue" type string default { "x" } }'
DRIVEN = b"{\nversion 0.8\npdg_workingdir\t[ 0\tlocks=0 ]\t(\t[ pdg_workingdir\t1 ] \t)\n}\n"
CHANNELS = b'{\nchannel pdg_workingdir { segment { length = 0 expr = "$F" } }\n}\n'
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12\n"


@pytest.mark.parametrize("place", ["first", "last", "with another node"])
def test_a_layout_and_channels_apart_from_their_node_are_its_own(
    tmp_path: Path, place: str
) -> None:
    lone = {f"{LOCAL}.spareparmdef": LAYOUT, f"{LOCAL}.chn": CHANNELS}
    nodes = {**SCENE, f"{LOCAL}.def": b"end\n", f"{LOCAL}.parm": DRIVEN}
    nodes = {name: nodes[name] for name in sorted(nodes, key=lambda one: not one.endswith("init"))}
    items = list({name: body for name, body in nodes.items() if LOCAL not in name}.items())
    own = [
        (f"{LOCAL}.{one}", nodes[f"{LOCAL}.{one}"]) for one in ("init", "def", "parm", "userdata")
    ]
    order = {
        "first": [*lone.items(), *items, *own],
        "last": [*own, *items, *lone.items()],
        "with another node": [*own, *items[:6], *lone.items(), *items[6:]],
    }[place]
    path = tmp_path / "a.hip"
    path.write_bytes(odc(dict(order)))
    with formats.open(path) as scene:
        node = scene.node(f"/{LOCAL}")
        assert node.interface_text == LAYOUT.decode()
        assert node.parms["pdg_workingdir"].values[0].expression == "$F"
        assert scene.node(f"/{FARM}").interface is None


def test_an_expanded_scene_keeps_the_line_ends_of_windows(tmp_path: Path) -> None:
    turned = {
        name: body if b"\0" in body else body.replace(b"\n", b"\r\n")
        for name, body in SCENE.items()
    }
    place = folder(turned, tmp_path / "scene")
    with formats.open(place) as scene:
        assert scene.node(f"/{LOCAL}").parms["pdg_workingdir"].value == "$HIP"
        text = scene.node(f"/{FARM}").parms["onschedule"].value
    assert text == "return pdg.scheduleResult.Succeeded\n"
    content = patched(place, "scene", f"/{FARM}", {"onschedule": ["a\nb\n"]})
    assert content[f"{FARM}.parm"].endswith(b'"a\r\nb\r\n"\t)\r\n}\r\n')
    assert {name for name in turned if content[name] != turned[name]} == {f"{FARM}.parm"}


def test_texts_of_old_encodings_are_readable(here: Path, run: Run) -> None:
    parm = SCENE[f"{LOCAL}.parm"].replace(b"$HIP", b"/caf\xe9")
    comment = 'comment "夜の農場"\nend\n'.encode("cp932")
    write_tree(here, {"a.hip": odc({**SCENE, f"{LOCAL}.parm": parm, f"{FARM}.def": comment})})
    with formats.open("a.hip") as scene:
        assert scene.node(f"/{LOCAL}").parms["pdg_workingdir"].value == "/café"
        assert scene.node(f"/{FARM}").comment == "夜の農場"
    assert run("grep", "caf.$", "a.hip").stdout == f"a.hip:/{LOCAL}:pdg_workingdir:1: /café\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (POINTER.encode(), "is a pointer of Git LFS"),
        (gzip.compress(odc(SCENE), mtime=0), "is compressed by gzip"),
        (b"PK\x03\x04rest", "is a zip archive"),
    ],
    ids=["pointer", "gzip", "zip"],
)
def test_a_file_that_stands_for_a_scene_is_named(
    here: Path, run: Run, content: bytes, message: str
) -> None:
    (here / "a.hip").write_bytes(content)
    with pytest.raises(NothingToReadError, match=message):
        formats.open("a.hip").__enter__()
    for arguments in (["inspect", "a.hip"], ["grep", "x", "a.hip"], ["diff", "a.hip", "a.hip"]):
        assert message in run(*arguments, code=3).stderr


def test_git_is_told_what_cannot_be_read(here: Path, run: Run) -> None:
    write_tree(here, {"pointer.hip": POINTER, "cut.hip": odc(SCENE)[:-200], "a.hip": odc(SCENE)})
    shown = run("inspect", "--values", "--textconv", "pointer.hip").stdout
    assert "is a pointer of Git LFS" in shown
    assert "oid sha256:aaaa" in shown
    assert "truncated" in run("inspect", "--values", "--textconv", "cut.hip").stdout
    plain = run("inspect", "--values", "a.hip").stdout
    assert run("inspect", "--values", "--textconv", "a.hip").stdout == plain
