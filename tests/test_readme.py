"""The README says what the code says, and its commands run one after the other."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from accepted import accepted_text
from containers import SCENE, odc
from trees import ROOT, write_tree

from pysched_gen.houdini.releases import LATEST, RELEASES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

README = ROOT / "README.md"
SPAN = re.compile(rf"\b{re.escape(RELEASES[0].name)} to \d+\.\d(?=[;:,])")


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_come_first(target: str) -> None:
    head = README.read_text(encoding="utf-8").split("\n\n")[1]
    assert f"make {target}" in head


@pytest.mark.accepts
@pytest.mark.parametrize("name", ["README.md", "docs/checking.md", "docs/proving.md"])
def test_the_releases_are_those_of_the_table(name: str) -> None:
    page = ROOT / name
    text = page.read_text(encoding="utf-8")
    assert SPAN.findall(text)
    made = SPAN.sub(f"{RELEASES[0]} to {LATEST}", text)
    assert accepted_text(page, made) == made


NODE = "tasks/topnet1/pythonscheduler1"


def test_the_commands_run_in_their_order(run: Run, here: Path) -> None:
    scene = {name.replace("tasks/top/farm", NODE): body for name, body in SCENE.items()}
    write_tree(here, {"scene.hip": odc(scene)})
    lines = re.findall(
        r"^    (pysched-gen .*?)(?:  +#.*)?$", README.read_text("utf-8"), re.MULTILINE
    )
    ran = []
    for line in lines:
        words = shlex.split(line)[1:]
        if words[0] == "verify":  # all scenarios take longer than a test may
            words += ["--scenario", "registers"]
        elif words[0] == "cook" and "--items" not in words:
            words += ["--items", "2"]
        run(*words)
        ran.append(words[0])
    assert ran[:5] == ["new", "check", "generate", "verify", "cook"]
    assert {"inspect", "extract", "dump-script"} <= set(ran)


def test_the_picture_is_there_and_was_drawn_by_cook() -> None:
    (picture,) = re.findall(r"!\[.*?\]\((.*?)\)", README.read_text("utf-8"))
    assert "<title>Cook of farmq</title>" in (ROOT / picture).read_text("utf-8")
