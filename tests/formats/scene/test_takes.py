"""Takes: the tree of them, what they change, and what the tool does where a scene has some."""

from __future__ import annotations

import struct
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from containers import SCENE, folder, masked, mime, newc, odc
from hypothesis import given
from hypothesis import strategies as st
from trees import SHARED, write_tree

from pysched_gen import formats
from pysched_gen.errors import SourceError
from pysched_gen.formats.scene.takes import parse_takes
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

HEAD = b"HoudiniTakeFile 1.0\n"
LOCAL, FARM = "/tasks/top/local", "/tasks/top/farm"


def record(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def change(name: str, node: int, parm: int, value: str) -> bytes:
    entry = f"{{\nversion 0.8\n{name}\t[ 0\tlocks=0 ]\t(\t{value}\t)\n}}\n".encode()
    return record(b"d %d %d\n" % (node, parm) + record(entry))


def take(name: bytes, kids: int, *records: bytes) -> bytes:
    return b"take name %s kids %d\n" % (name, kids) + b"".join(records) + record(b"e\n")


WORK = "pdg_workingdir"
TAKES = (
    HEAD
    + take(
        b"Main",
        2,
        record(f"s 0 {LOCAL}\n".encode()),
        record(f"s 1 {WORK}\n".encode()),
        change(WORK, 0, 1, "$HIP"),
        record(f"s 2 {FARM}\n".encode()),
        record(b"s 3 onschedule\n"),
        change("onschedule", 2, 3, '"return pdg.scheduleResult.Succeeded\n"'),
    )
    + take(b"night", 1, change(WORK, 0, 1, "/night"))
    + take(b"late", 0, record(b"x of a later Houdini\n"), change("onschedule", 2, 3, "pass"))
    + take(b"empty", 0)
)
FILES = {**SCENE, ".takes": TAKES}
JSON_DATA = {name: b"{}" for name in SCENE if name.endswith(".userdata")}
FORMS: dict[str, Callable[[dict[str, bytes], Path], Path]] = {
    "odc": lambda files, here: put(here, odc(files)),
    "newc": lambda files, here: put(here, newc(files)),
    "masked": lambda files, here: put(here, masked(files)),
    "mime": lambda files, here: put(here, mime({**files, **JSON_DATA})),
    "folder": lambda files, here: folder(files, here / "scene"),
}


def put(here: Path, data: bytes) -> Path:
    path = here / "scene.hip"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_scene_tells_its_takes(form: str, tmp_path: Path) -> None:
    with formats.open(FORMS[form](FILES, tmp_path)) as scene:
        found = {one.name: (one.parent, one.parms) for one in scene.takes}
    assert [(name, parent) for name, (parent, _) in found.items()] == [
        ("Main", ""),
        ("night", "Main"),
        ("late", "night"),
        ("empty", "Main"),
    ]
    assert found["night"][1][LOCAL][WORK].value == "/night"
    assert found["Main"][1][LOCAL][WORK].value == "$HIP"
    assert found["empty"][1] == {}


def test_a_scene_without_takes_has_none(tmp_path: Path) -> None:
    with formats.open(put(tmp_path, odc(SCENE))) as scene:
        assert scene.takes == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"take name Main kids 0\n", "byte 0: does not begin with HoudiniTakeFile"),
        (HEAD + b"taken\n", "byte 20: expected a take here"),
        (HEAD + b"take name Main kids 0\n", "ends inside a take"),
        (HEAD + take(b"Main", 0)[:-1], "the length of a record is wrong"),
        (HEAD + take(b"Main", 0, record(b"d 0 1\n\0\0\0\4{ }\n")), "does not begin with {"),
    ],
)
def test_damaged_takes_are_told(data: bytes, message: str, tmp_path: Path) -> None:
    path = put(tmp_path, odc({**SCENE, ".takes": data}))
    with formats.open(path) as scene, pytest.raises(SourceError, match=message):
        _ = scene.takes


@given(st.data())
def test_mutated_takes_are_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TAKES)))
    end = data.draw(st.integers(start, len(TAKES)))
    with suppress(SourceError):
        parse_takes(TAKES[:start] + data.draw(st.binary(max_size=8)) + TAKES[end:], Origin("x"))


def test_the_reader_of_a_scheduler_names_takes_that_change_it(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": odc(FILES), "plain.hip": odc(SCENE)})
    shown = run("check", "a.hip", code=0).stdout
    assert f"a.hip:{FARM}[onschedule]:1:1: note[PSG011" in shown
    assert "has another value in the take late; a package has that of the main take" in shown
    assert "take" not in run("check", "plain.hip").stdout
    run("generate", "a.hip", "--name", "farmq", "-o", "with")
    run("generate", "plain.hip", "--name", "farmq", "-o", "without")
    module = "pdg/types/farmq/farmq.py"
    assert (here / "with" / module).read_text().replace("a.hip", "plain.hip") == (
        here / "without" / module
    ).read_text()


def test_values_grep_and_diff_show_takes(here: Path, run: Run) -> None:
    other = TAKES.replace(b"/night", b"/later")
    write_tree(here, {"a.hip": odc(FILES), "b.hip": odc({**SCENE, ".takes": other})})
    assert f"night  take of Main\n  {LOCAL}/{WORK} = /night\n" in (
        run("inspect", "a.hip", "--values").stdout
    )
    assert run("grep", "/night", "a.hip").stdout == f"a.hip:night:{LOCAL}/{WORK}:1: /night\n"
    shown = run("diff", "a.hip", "b.hip", code=1).stdout
    assert f"-  {LOCAL}/{WORK} = /night\n+  {LOCAL}/{WORK} = /later\n" in shown


def test_a_value_that_a_take_has_is_not_patched(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": odc(FILES)})
    patch = ("patch", f"a.hip:{LOCAL}", "-o", "b.hip", "--set")
    assert "has another value in the take night" in run(*patch, f"{WORK}=/x", code=2).stderr
    assert not (here / "b.hip").exists()


def test_scenes_of_the_corpus_have_the_main_take_alone() -> None:
    scenes = sorted((SHARED / "corpus/hip").iterdir())
    assert len(scenes) == 9
    for path in scenes:
        with formats.open(path) as scene:
            assert [(one.name, one.parms) for one in scene.takes] == [("Main", {})], path.name
