"""The tag by which Houdini 17.5 marked what single nodes may override."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import manifest, read_tree, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

TAGS = {
    "old": 'parmtag { "jobParm" "" }',
    "new": 'parmtag { "pdg::scheduler" "" }',
    "both": 'parmtag { "jobParm" "" } parmtag { "pdg::scheduler" "" }',
}


def folder(here: Path, tags: str, houdini: str) -> None:
    files: dict[str, str | bytes] = {
        "scheduler.toml": manifest(name="old", label="Old", houdini=houdini),
        "onschedule.py": "return pdg.scheduleResult.Succeeded\n",
        "parameters.ds": f'parm {{ name old_q label Q type string default {{ "a" }} {tags} }}\n',
    }
    write_tree(here / "old", files)


@pytest.mark.parametrize("tags", TAGS.values(), ids=TAGS)
@pytest.mark.parametrize(
    ("houdini", "tag"),
    [("17.5", '"tag": ["pdg::scheduler", "jobParm"]'), ("20.5", '"tag": ["pdg::scheduler"]')],
)
def test_either_tag_makes_a_parameter_overridable(
    run: Run, here: Path, tags: str, houdini: str, tag: str
) -> None:
    folder(here, tags, houdini)
    run("generate", "old", "-o", "out", "-q")
    assert tag in (here / "out/pdg/types/old/old.py").read_text()
    script = (here / "out/topscheduler.user.ds").read_text()
    assert 'name    "old_q"' in script
    assert "jobParm" not in script


def test_a_package_for_17_5_is_read_as_what_it_was_made_of(run: Run, here: Path) -> None:
    folder(here, TAGS["new"], "17.5")
    run("generate", "old", "-o", "out", "-q")
    run("extract", "out/pdg/types/old", "-o", "copy", "--houdini", "17.5")
    assert "jobParm" not in (here / "copy/scheduler.toml").read_text()
    run("generate", "copy", "-o", "again", "-q", "--name", "old")
    made, again = read_tree(here / "out"), read_tree(here / "again")
    name = "topscheduler.user.ds"
    assert made[name].split(b"parm {")[1] == again[name].split(b"parm {")[1]
