"""Parameters go from any form to any form of a snippet folder, and none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shipped_interfaces import LISTING, NODES, interface
from test_build_interface import FLAT, NESTED, SCENE, SCRIPT

from pysched_gen.formats.dialog_script import write
from pysched_gen.formats.dialog_script.tree import Script
from pysched_gen.model.build import build
from pysched_gen.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

HEAD = '[scheduler]\nname = "farmq"\nhoudini = "20.5"\n'
STANDARD = HEAD + 'include = ["job-limits", "task-environment"]\n'
FORMS = {
    "flat": (HEAD + FLAT, None),
    "nested": (HEAD + NESTED, None),
    "script": (HEAD, SCRIPT),
    "standard": (STANDARD + NESTED, None),
    "standard alone": (STANDARD, None),
    "none": (HEAD, None),
}


def put(folder: Path, manifest: str, script: str | None) -> None:
    folder.mkdir()
    (folder / "scheduler.toml").write_text(manifest)
    (folder / "onschedule.py").write_text("return pdg.scheduleResult.Succeeded\n")
    if script is not None:
        (folder / "parameters.ds").write_text(script)


def generated(run: Run, here: Path, source: str, name: str) -> dict[str, bytes]:
    run("generate", source, "-o", name, "-q")
    return {
        str(path.relative_to(here / name)): path.read_bytes()
        for path in sorted((here / name).rglob("*"))
        if path.is_file() and path.parent.name != ".pysched-gen.lock"
    }


@pytest.mark.parametrize("form", ["toml", "ds"])
@pytest.mark.parametrize("name", FORMS)
def test_extracted_parameters_generate_the_same_package(
    run: Run, here: Path, name: str, form: str
) -> None:
    put(here / "own", *FORMS[name])
    run("extract", "own", "-o", "copy", "--parameters", form)
    assert (here / "copy/parameters.ds").exists() == (
        form == "ds" and "alone" not in name and name != "none"
    )
    [own], [copy] = read("own"), read("copy")
    assert build(copy).interface == build(own).interface
    assert build(copy).digest == build(own).digest
    assert generated(run, here, "copy", "b") == generated(run, here, "own", "a")


@pytest.mark.skipif(not LISTING.exists(), reason="the listing of shipped nodes is absent")
@pytest.mark.parametrize("node", NODES)
def test_the_interface_of_a_shipped_node_goes_round(run: Run, here: Path, node: str) -> None:
    put(here / "own", HEAD, write(Script(interface(node))))
    run("extract", "own", "-o", "tables")
    run("extract", "tables", "-o", "back", "--parameters", "ds")
    [own], [back] = read("own"), read("back")
    assert build(back).own == build(own).own == interface(node)


@pytest.mark.skipif(not SCENE.exists(), reason="../shared/corpus is absent")
@pytest.mark.parametrize("form", ["toml", "ds"])
def test_a_scene_keeps_its_folders(run: Run, form: str) -> None:
    run("extract", str(SCENE), "-o", "copy", "--parameters", form)
    [scene], [copy] = read(str(SCENE)), read("copy")
    assert build(copy).own == build(scene).own
    assert build(copy).own
