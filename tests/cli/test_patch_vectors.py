"""`patch` of one component, and back: the scene is what it was, in each container."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from containers import SCENE, folder, masked, mime, newc, odc
from trees import SHARED, write_tree

from pysched_gen import formats

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

NODE = "/tasks/top/farm"
KINDS = b"""parm { name t type vector size 3 }
parm { name tint type color size 3 }
parm { name span type float_minmax size 2 }
parm { name grid type intvector2 size 2 }
parm { name names type string size 3 }
"""
PARM = (
    b"{\nversion 0.8\n"
    b"t\t[ 8\tlocks=3\tautoscope=07 ]\t(\t1\t[ ty\t2 ] \t-0.10000000000000001\t)\n"
    b"tint\t[ 0\tlocks=0 ]\t(\t1\t0.5\t1e-05\t)\n"
    b"span\t[ 0\tlocks=0 ]\t(\t0\t100\t)\n"
    b"grid\t[ 0\tlocks=0 ]\t(\t4\t5\t)\n"
    b'names\t[ 0\tlocks=0 ]\t(\t"two words"\t""\tplain\t)\n'
    b"loose\t[ 0\tlocks=0 ]\t(\t1\t2\t3\t4\t)\n}\n"
)
FILES = {**SCENE, f"{NODE[1:]}.parm": PARM, f"{NODE[1:]}.spareparmdef": KINDS}
WRITERS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "odc": odc,
    "newc": newc,
    "HouNC": masked,
    "HouLC": lambda files: masked(files, b"HouLC"),
    "MIME": lambda files: mime({**files, f"{NODE[1:]}.userdata": b"{}"}),
}
# Component and what it gets, then what it had.
CHANGES = [
    ("tx=-7.25", "tx=1"),
    ("tz=100", "tz=-0.10000000000000001"),
    ("tintb=1", "tintb=1e-05"),
    ("spanmax=9", "spanmax=100"),
    ("gridy=60", "gridy=5"),
    ("names1=one", "names1=two words"),
    ("names2=a b", "names2="),
    ("names3=", "names3=plain"),
    ("loose4=x", "loose4=4"),
    ("looses=2", None),
    ("grid=8 9", "grid=4 5"),
    ("names='' 'x y' z", "names='two words' '' plain"),
]


def contents(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    return {
        str(one.relative_to(path)): one.read_bytes() for one in path.rglob("*") if one.is_file()
    }


@pytest.mark.parametrize("form", [*WRITERS, "folder"])
def test_each_component_comes_back_byte_for_byte(here: Path, run: Run, form: str) -> None:
    if form == "folder":
        folder(FILES, here / "a.hip")
    else:
        write_tree(here, {"a.hip": WRITERS[form](FILES)})
    before = contents(here / "a.hip")
    for number, (there, back) in enumerate(CHANGES):
        new, again = f"new{number}.hip", f"again{number}.hip"
        if back is None:
            assert (
                "no such parameter"
                in run("patch", f"a.hip:{NODE}", "--set", there, "-o", new, code=2).stderr
            )
            continue
        run("patch", f"a.hip:{NODE}", "--set", there, "-o", new)
        changed = contents(here / new)
        differing = {name for name in before if changed[name] != before[name]}
        assert differing == {f"{NODE[1:]}.parm" if form == "folder" else ""}, there
        run("patch", f"{new}:{NODE}", "--set", back, "-o", again)
        assert contents(here / again) == before, there


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the project")
def test_vectors_of_real_scenes_come_back(here: Path, run: Run) -> None:
    count = 0
    for scene in sorted((SHARED / "corpus/hip").iterdir()):
        with formats.open(scene) as file:
            found = next(
                (
                    (node.path, parm.name, [value.text for value in parm.values])
                    for node in file.nodes("/*")
                    for parm in node.parms.values()
                    if parm.name == "t" and len(parm.values) == 3
                    if not any(value.keyframes for value in parm.values)
                ),
                None,
            )
        if found is None:
            continue
        node, name, old = found
        run("patch", f"{scene}:{node}", "--set", f"{name}y=12.5", "-o", "new.hip", "--force")
        assert (here / "new.hip").read_bytes() != scene.read_bytes()
        back = f"{name}y={old[1]}"
        run("patch", f"new.hip:{node}", "--set", back, "-o", "again.hip", "--force")
        assert (here / "again.hip").read_bytes() == scene.read_bytes()
        count += 1
    assert count >= 5
