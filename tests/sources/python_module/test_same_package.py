"""One scheduler in every form gives one package, byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from renderings import as_code, json_dump
from trees import ROOT, SHARED, generated_tree

from pysched_gen.model.build import build
from pysched_gen.sources import read

if TYPE_CHECKING:
    from conftest import Run

    from pysched_gen.sources.source import Source

SYNTHETIC = SHARED / "corpus/synthetic"
IDENTITY = ("--name", "farmq", "--houdini", "20.5")

pytestmark = pytest.mark.skipif(
    not SYNTHETIC.is_dir(), reason="the corpus is not beside the project"
)


def scene() -> Source:
    (source,) = read(str(SYNTHETIC / "pythonscheduler.hip"))
    return source


def form(name: str, folder: Path) -> str:
    """Give the argument that names the synthetic node in the form `name`."""
    if name == "scene":
        return str(SYNTHETIC / "pythonscheduler.hip")
    if name == "node of the scene":
        return f"{SYNTHETIC / 'pythonscheduler.hip'}:{scene().origin.node}"
    if name == "opscript":
        return str(SYNTHETIC / "pythonscheduler.cmd")
    path = folder / "source"
    if name == "dump":
        path.write_bytes(json_dump(scene(), "20.5.487"))
    else:
        path.write_text(as_code(scene()), encoding="utf-8")
    return str(path)


FORMS = ["scene", "node of the scene", "opscript", "dump", "as-code"]


def generated(run: Run, argument: str, output: Path, *options: str) -> dict[str, bytes]:
    run("generate", argument, "-o", str(output), "-q", *options)
    return generated_tree(output)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_package_of_the_scene(run: Run, here: Path, name: str) -> None:
    wanted = generated(run, form("scene", here), here / "wanted", *IDENTITY)
    assert wanted.keys() == {
        "pdg/types/farmq/__init__.py", "pdg/types/farmq/farmq.py", "topscheduler.user.ds",
    }  # fmt: skip
    assert generated(run, form(name, here), here / "found", *IDENTITY) == wanted


@pytest.mark.parametrize("name", FORMS)
def test_what_extract_writes_gives_the_same_package(run: Run, here: Path, name: str) -> None:
    argument = form(name, here)
    run("extract", argument, "-o", "folder", *IDENTITY)
    direct = generated(run, argument, here / "direct", *IDENTITY)
    assert generated(run, "folder", here / "again") == direct


PACKAGES = {
    "default": ("snippets/default", ()),
    "local": ("snippets/local", ()),
    "hostile": ("tests/data/hostile", ()),
    "subclass": ("tests/data/subclass", ()),
    "dump": ("tests/data/farmq_dump.json", ("--houdini", "19.5")),
    "python-2": ("tests/data/oldfarm", ()),
    "rich": ("tests/data/rich", ()),
    "scene": (str(SYNTHETIC / "pythonscheduler.hip"), IDENTITY),
}


def without_digest(files: dict[str, bytes]) -> dict[str, list[bytes]]:
    return {
        name: [line for line in data.splitlines() if not line.startswith(b"# Source: ")]
        for name, data in files.items()
    }


@pytest.mark.parametrize("layout", ["package", "module"])
@pytest.mark.parametrize("case", PACKAGES)
def test_a_package_gives_itself(run: Run, here: Path, case: str, layout: str) -> None:
    """The first round changes the digest alone, since black has written the texts anew."""
    argument, options = PACKAGES[case]
    source = argument if Path(argument).is_absolute() else str(ROOT / argument)
    same = ("--layout", layout)
    first = generated(run, source, here / "first", *options, *same)
    release = ("--houdini", build_release(source, options))
    second = generated(run, module(here / "first"), here / "second", *release, *same)
    assert without_digest(second) == without_digest(first)
    run("extract", module(here / "second"), "-o", "folder", *release)
    assert generated(run, "folder", here / "third", *same) == second
    assert generated(run, module(here / "third"), here / "fourth", *release, *same) == second


def build_release(source: str, options: tuple[str, ...]) -> str:
    """A module does not say for which Houdini it was made."""
    if "--houdini" in options:
        return options[options.index("--houdini") + 1]
    return build(read(source)[0]).release.name


def module(output: Path) -> str:
    """Give the folder of the package, or the module, in `output`."""
    (found,) = [path for path in (output / "pdg/types").iterdir() if path.name != "__pycache__"]
    return str(found)
