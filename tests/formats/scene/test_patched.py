"""Values changed in a copy of a scene: what was asked for, and no other byte."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from containers import SCENE, folder, library, masked, mime, newc, odc
from hypothesis import given
from hypothesis import strategies as st
from trees import SHARED

from pysched_gen import formats
from pysched_gen.errors import PyschedError
from pysched_gen.formats.scene.parm_file import edit_parm, parse_parm
from pysched_gen.formats.scene.patched import patched
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NODE = "/tasks/top/farm"
PARM = (
    b"{\nversion 0.8\n"
    b'onschedule\t[ 0\tlocks=0 ]\t(\t"return pdg.scheduleResult.Succeeded\n"\t)\n'
    b"queue\t[ 0\tlocks=0\tautoscope=00 ]\t(\tall\t)\n"
    b'mode\t[ 0\tlocks=0 ]\t(\t"on"\t)\n'
    b"t\t[ 8\tlocks=3 ]\t(\t1\t2\t3\t)\n"
    b"frame\t[ 0\tlocks=0 ]\t(\t[ frame\t1 ] \t)\n}\n"
)
FILES = {**SCENE, "tasks/top/farm.parm": PARM}
WRITERS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "odc": odc,
    "newc": newc,
    "HouNC": masked,
    "HouLC": lambda files: masked(files, b"HouLC"),
    "MIME": mime,
}
TEXTS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]))


def written(files: dict[str, bytes], form: str, place: Path) -> Path:
    path = place / "scene.hip"
    if form == "MIME":
        files = {name: b"{}" if ".userdata" in name else body for name, body in files.items()}
    path.write_bytes(WRITERS[form](files))
    return path


@pytest.mark.parametrize("form", WRITERS)
@given(text=TEXTS, queue=TEXTS)
def test_a_patched_scene_is_the_scene_that_would_have_been_saved(
    tmp_path_factory: pytest.TempPathFactory, form: str, text: str, queue: str
) -> None:
    place = tmp_path_factory.mktemp("scene")
    path = written(FILES, form, place)
    (data,) = patched(path, "scene.hip", NODE, {"onschedule": [text], "queue": [queue]}).values()
    new = place / "new.hip"
    new.write_bytes(data)
    with formats.open(new) as scene:
        parms = scene.node(NODE).parms
        assert (parms["onschedule"].value, parms["queue"].value) == (text, queue)
    # Only the body of the one member differs from what the writer would have made of it.
    body = edit_parm(PARM, {"onschedule": [text], "queue": [queue]}, Origin("x"))
    expected = written({**FILES, "tasks/top/farm.parm": body}, form, place).read_bytes()
    assert data == expected


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"queue": ["two words"]}, b'queue\t[ 0\tlocks=0\tautoscope=00 ]\t(\t"two words"\t)'),
        ({"queue": [""]}, b'queue\t[ 0\tlocks=0\tautoscope=00 ]\t(\t""\t)'),
        ({"queue": ['a"b\\']}, b'queue\t[ 0\tlocks=0\tautoscope=00 ]\t(\ta\\"b\\\\\t)'),
        ({"mode": ["off"]}, b'mode\t[ 0\tlocks=0 ]\t(\t"off"\t)'),
        ({"t": ["1", "5", "3"]}, b"t\t[ 8\tlocks=3 ]\t(\t1\t5\t3\t)"),
    ],
)
def test_a_value_is_spelt_as_houdini_spells_it(changes: dict[str, list[str]], line: bytes) -> None:
    lines = edit_parm(PARM, changes, Origin("x")).split(b"\n")
    assert line in lines
    assert len(set(PARM.split(b"\n")) - set(lines)) == 1


def test_an_expanded_scene_gets_one_other_file(tmp_path: Path) -> None:
    place = folder(FILES, tmp_path / "scene")
    content = patched(place, "scene", NODE, {"queue": ["night"]})
    names = {name for name, data in content.items() if (place / name).read_bytes() != data}
    assert names == {"tasks/top/farm.parm"}


@pytest.mark.parametrize(
    ("node", "changes", "message"),
    [
        (NODE, {"nothing": ["1"]}, "no such parameter"),
        (NODE, {"t": ["1"]}, "has 3 components, and 1 value is given"),
        (NODE, {"frame": ["1"]}, "driven by an expression"),
        ("/tasks/top/none", {"t": ["1"]}, "has no node /tasks/top/none"),
        ("/obj/geo.v1", {"t": ["1"]}, "has no parameters"),
    ],
)
def test_what_cannot_be_changed_is_said(
    tmp_path: Path, node: str, changes: dict[str, list[str]], message: str
) -> None:
    path = written(FILES, "odc", tmp_path)
    with pytest.raises(PyschedError, match=message):
        patched(path, "scene.hip", node, changes)


def test_a_library_of_assets_is_none(tmp_path: Path) -> None:
    path = tmp_path / "lib.hda"
    path.write_bytes(library({"Top/tool": {"PythonModule": b"x"}}))
    with pytest.raises(PyschedError, match="is not a scene"):
        patched(path, "lib.hda", NODE, {"queue": ["x"]})


def test_a_text_that_ends_a_part_of_a_text_scene_is_refused(tmp_path: Path) -> None:
    path = written(FILES, "MIME", tmp_path)
    boundary = path.read_text("utf-8").partition('boundary="')[2].partition('"')[0]
    with pytest.raises(PyschedError, match="saved as text cannot"):
        patched(path, "scene.hip", NODE, {"onschedule": [f"x\n--{boundary}\n"]})


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the project")
def test_every_member_of_the_corpus_is_written_as_it_was() -> None:
    count = 0
    for path in sorted((SHARED / "corpus/hip").iterdir()):
        with formats.open_container(path, path.name) as archive:
            assert archive is not None
            assert not isinstance(archive, formats.Library)
            for member in archive.members(ending=(".parm",)):
                data = archive.body(member)
                same = {
                    entry.name: [value.text for value in entry.values]
                    for entry in parse_parm(data, Origin("x")).entries
                    if not any(value.channel for value in entry.values)
                }
                assert edit_parm(data, same, Origin(f"{path.name}:{member.name}")) == data
                splice = archive.splice(member, data)
                assert path.read_bytes()[splice.start : splice.end] == splice.data
                count += len(same)
    assert count > 20_000


def round_trip(path: Path, node: str, parm: str, new: str) -> None:
    """Change one value in a copy, then back in a copy of that: the file is what it was."""
    whole = path.read_bytes()
    with formats.open(path) as scene:
        (old,) = [value.text for value in scene.node(node).parms[parm].values]
        others = {one: dict(scene.node(one).parms) for one in (node, *nodes_beside(path, node))}
    copy = path.with_name("copy.hip")
    copy.write_bytes(patched(path, "scene.hip", node, {parm: [new]})[""])
    with formats.open(copy) as scene:
        for one, parms in others.items():
            found = dict(scene.node(one).parms)
            if one == node:
                assert found.pop(parm).value == new
                del parms[parm]
            # Lines of later parameters move where the text has other lines.
            assert {name: value.values for name, value in found.items()} == {
                name: value.values for name, value in parms.items()
            }
    assert patched(copy, "copy.hip", node, {parm: [old]})[""] == whole
    assert path.read_bytes() == whole


def nodes_beside(path: Path, node: str) -> list[str]:
    with formats.open(path) as scene:
        paths = [one.path for one in scene.nodes("/*")]
    at = paths.index(node)
    return paths[max(0, at - 1) : at] + paths[at + 1 : at + 2]


def test_two_hundred_scenes_come_back_as_they_were(tmp_path: Path) -> None:
    letters = ["a", "é", "漢", "😀", " ", "\t", "\n", '"', "\\", "(", "]", "{", "\x7f", "#", "$F4"]
    for seed in range(200):
        rng = random.Random(seed)
        files = dict(FILES)
        for number in range(rng.randrange(4)):
            value = "".join(rng.choices(["x", "y1", "ü", ".", "/"], k=rng.randrange(1, 9)))
            parm = f"{{\nversion 0.8\nnote\t[ 0\tlocks=0 ]\t(\t{value}\t)\n}}\n".encode()
            files |= {
                f"obj/geo{number}/node{seed}.init": b"type = null\nmatchesdef = 0\n",
                f"obj/geo{number}/node{seed}.parm": parm,
            }
        path = written(files, list(WRITERS)[seed % len(WRITERS)], tmp_path)
        text = "".join(rng.choices(letters, k=rng.randrange(1, 40))) * rng.choice([1, 1, 1, 300])
        round_trip(path, NODE, rng.choice(["onschedule", "queue"]), text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the project")
def test_every_scene_of_the_corpus_comes_back_as_it_was(tmp_path: Path) -> None:
    count = 0
    for original in sorted((SHARED / "corpus/hip").iterdir()):
        path = tmp_path / "scene.hip"
        path.write_bytes(original.read_bytes())
        with formats.open(path) as scene:
            changeable = [
                (node.path, parm.name, parm.value)
                for node in scene.nodes("/*")
                for parm in list(node.parms.values())[-1:]
                if len(parm.values) == 1 and not parm.values[0].expression and parm.value
            ]
        for node, parm, old in (changeable[0], changeable[len(changeable) // 2], changeable[-1]):
            # What is in quotes without need is a menu's, and gets no text with a line end.
            round_trip(path, node, parm, 'two\nlines "\\é' if len(old.split()) > 1 else 'a"\\é')
            count += 1
    assert count == 27
