"""Several processes write into one directory at the same time."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from outputs import DS, package, run, tree

from pysched_gen.output.directory import Folder
from pysched_gen.output.lock import read_lock
from pysched_gen.output.sections import parse

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
sys.path[:0] = {path!r}
from outputs import package, run
sys.stdin.readline()
for number in range(8):
    run(Path({root!r}), package({owner!r}, str(number)))
"""


def start(root: Path, owner: str) -> subprocess.Popen[str]:
    code = WRITER.format(path=sys.path, root=str(root), owner=owner)
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def test_all_owners_end_up_there(tmp_path: Path) -> None:
    root, expected = tmp_path / "a" / "out", tmp_path / "expected"
    owners = ["farmq", "other", "third"]
    writers = [start(root, owner) for owner in owners]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [(*writer.communicate(), writer.returncode) for writer in writers] == [("", "", 0)] * 3
    with Folder.at(root) as folder:
        assert set(read_lock(folder).owners) == set(owners)
    assert set(parse((root / DS).read_text()).sections) == set(owners)
    run(expected, *(package(owner, "7") for owner in owners))
    assert tree(root) == tree(expected)
