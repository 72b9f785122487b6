"""`pysched-gen dump-script`: the script it writes dumps a node of a scene that `extract` reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from trees import ROOT

if TYPE_CHECKING:
    from conftest import Run

SCRIPT = (ROOT / "pysched_gen/houdini/dump_node.py").read_text("utf-8")


def test_what_it_writes_dumps_a_node_that_is_extracted(run: Run, here: Path) -> None:
    said = run("dump-script")
    assert (
        said.stderr == "dump_node.py: written; next: hython dump_node.py SCENE.hip -o dump.json\n"
    )
    # Stands for hython: Houdini cannot be had here.
    hython = [sys.executable, str(Path(__file__).with_name("hython.py"))]
    subprocess.run(
        [*hython, "dump_node.py", "edited.hip", "-o", "dump.json"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    told = run("extract", "dump.json", "-o", "farmq").stderr
    assert "nothing says which Houdini" not in told
    assert (here / "farmq/onschedule.py").is_file()


def test_it_prints_the_same(run: Run) -> None:
    assert run("dump-script", "-o", "-").stdout == SCRIPT


def test_another_file_is_kept(run: Run, here: Path) -> None:
    run("dump-script")
    run("dump-script")
    Path("dump_node.py").write_text("mine\n", encoding="utf-8")
    assert "was not written by pysched-gen" in run("dump-script", code=1).stderr
    run("dump-script", "--force")
    assert (here / "dump_node.py.orig").read_text() == "mine\n"
    assert Path("dump_node.py").read_text("utf-8") == SCRIPT


@pytest.mark.parametrize("place", ["nowhere/x/dump.py"])
def test_the_folder_is_made(run: Run, here: Path, place: str) -> None:
    run("dump-script", "-o", place)
    assert (here / place).read_text("utf-8") == SCRIPT
