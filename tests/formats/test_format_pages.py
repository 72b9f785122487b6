"""The pages about Houdini's formats: commands print what they say, and examples are read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from containers import SCENE, odc
from trees import ROOT, SHARED

from pysched_gen import formats
from pysched_gen.formats.dialog_script.reader import parse
from pysched_gen.formats.dialog_script.tree import parms_of
from pysched_gen.sources import read
from pysched_gen.span import Origin

DOCS = ROOT / "docs/formats"
REAL_SCENE = SHARED / "corpus/hip/CGRU__pdg.hip"


def example(page: str, language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)
    return str(found)


def commands() -> list[tuple[str, str]]:
    """Return each command of the first page, and what it prints."""
    page = (DOCS / "README.md").read_text("utf-8")
    blocks = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.mark.skipif(not REAL_SCENE.is_file(), reason="the corpus is not beside the project")
@pytest.mark.skipif(shutil.which("git") is None, reason="apt-get install git")
def test_the_commands_print_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "pdg.hip").write_bytes(REAL_SCENE.read_bytes())
    who = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "a")
    where = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "a@b")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **who, **where, "HOME": str(tmp_path), "PATH": path}
    found = []
    for command, _ in commands():
        done = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        found.append((command, done.stdout))
    assert len(found) > 5
    assert found == commands()


def test_the_examples_of_members_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.hip"
    members = {
        f"tasks/top/x.{name}": example("scenes.md", name) for name in ("init", "def", "parm", "chn")
    }
    path.write_bytes(odc({**SCENE, **{name: text.encode() for name, text in members.items()}}))
    with formats.open(path) as scene:
        node = scene.node("/tasks/top/x")
        assert node.type == "labs::filecache::1.0"
        assert (node.comment, node.flags["bypass"]) == ("of the farm", True)
        assert [wire.node for wire in node.inputs] == ["before"]
        assert node.parms["onschedule"].value == 'print("two words")\n'
        driven = node.parms["t"].values[1]
        assert (driven.text, driven.expression) == ("1", 'ch("../tx") + 1')
        assert node.parms["t"].locked == (False, True, False)


def test_the_example_of_a_layout_is_read() -> None:
    script = parse(example("dialog-scripts.md", "ds"), Origin("example.ds"))
    assert [parm.name for parm in parms_of(script.items)] == ["queue", "slots", "name#"]


@pytest.mark.parametrize(("language", "file"), [("ascode", "a.py"), ("opscript", "a.cmd")])
def test_the_example_of_a_node_as_text_is_read(language: str, file: str, here: Path) -> None:
    (here / file).write_text(example("node-texts.md", language))
    (source,) = read(file)
    assert (source.name, source.node_type) == ("farm", "pythonscheduler")
    texts = {snippet.id: snippet.text for snippet in source.fields}
    assert texts["onschedule"].startswith("print(1)\nreturn ")
