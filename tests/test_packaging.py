"""A wheel, an sdist and an editable install all find what ships."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from trees import ROOT, read_tree

from pysched_gen.resources import resource_folder

pytestmark = pytest.mark.xdist_group("packaging")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return folder


def shipped(kind: str) -> set[str]:
    return {f"{kind}/{name}" for name in read_tree(ROOT / kind)}


def test_the_sdist_carries_everything_needed_to_build_and_test(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    assert shipped("templates") | shipped("snippets") <= names
    assert {"README.md", "LICENSE", "CHANGELOG.md", "Makefile", "tests/trees.py"} <= names


def test_the_wheel_carries_templates_snippets_and_schemas(built: Path) -> None:
    (archive,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(archive).namelist())
    inside = {f"pysched_gen/_{name}" for name in shipped("templates") | shipped("snippets")}
    assert inside <= names
    assert "pysched_gen/schemas/scheduler.schema.json" in names
    assert "pysched_gen/houdini/dump_node.py" in names
    assert "pysched_gen/py.typed" in names
    assert {"pdg-stubs/py.typed", "pdg-stubs/__init__.pyi", "pdg-stubs/scheduler.pyi"} <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_an_installed_wheel_makes_and_generates_a_scheduler(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--target", str(target), str(wheel)], check=True)
    environment = {**os.environ, "PYTHONPATH": str(target)}
    for command in (["new", "farmq", "--from", "local"], ["generate", "farmq", "-o", "out"]):
        subprocess.run(
            [sys.executable, "-m", "pysched_gen", *command],
            cwd=tmp_path,
            env=environment,
            check=True,
        )
    found = subprocess.run(
        [sys.executable, "-c", "import pysched_gen; print(pysched_gen.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()).is_relative_to(target)
    assert (tmp_path / "out/pdg/types/farmq/farmq.py").exists()


@pytest.mark.parametrize("kind", ["templates", "snippets"])
def test_an_editable_install_finds_them_beside_the_package(kind: str) -> None:
    assert resource_folder(kind) == ROOT / kind
