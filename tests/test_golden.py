"""Whole runs against whole trees, compared both ways. `make accept` rewrites the trees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from accepted import accepted_tree
from click.testing import CliRunner
from interpreters import require_python
from stub_path import copy_stubs
from trees import ROOT, read_tree

from pysched_gen.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = ROOT / "tests/golden"
LOCK = ".pysched-gen.lock"
CASES: dict[str, list[str]] = {
    "local": ["snippets/local"],
    "default": ["snippets/default"],
    "default-module": ["snippets/default", "--layout", "module"],
    "python-2": ["tests/data/oldfarm"],
    "subclass": ["tests/data/subclass", "--houdini-package"],
    "hostile": ["tests/data/hostile"],
    "dump": ["tests/data/farmq_dump.json", "--houdini", "19.5"],
    "two-owners": ["snippets/local", "tests/data/hostile"],
}


@contextmanager
def chdir(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def generate(output: Path, arguments: list[str]) -> None:
    with chdir(ROOT):
        result = CliRunner().invoke(main, ["generate", *arguments, "-o", str(output), "-q"])
    assert result.exit_code == 0, result.output


@pytest.mark.accepts
@pytest.mark.parametrize("case", CASES)
def test_the_output_is_the_golden_tree(case: str, tmp_path: Path) -> None:
    generate(tmp_path, CASES[case])
    found = read_tree(tmp_path)
    # The lock has tests of its own.
    records = {path for path in found if path.startswith(LOCK)}
    assert records
    found = {path: data for path, data in found.items() if path not in records}
    assert found == accepted_tree(GOLDEN / case, found)


def test_no_golden_tree_is_left_over() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(CASES)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
    ids=["C", "UTF-8"],
)
@pytest.mark.parametrize("case", ["two-owners"])
def test_no_machine_changes_a_byte(case: str, environment: dict[str, str], tmp_path: Path) -> None:
    first, copied = tmp_path / "a/elsewhere", tmp_path / "b/elsewhere"
    for argument in CASES[case]:
        for folder in (first, copied):
            shutil.copytree(ROOT / argument, folder / Path(argument).name)
    generate(tmp_path / "a/two", [str(first / Path(argument).name) for argument in CASES[case]])
    # Another working directory, and other names for the sources.
    subprocess.run(
        [sys.executable, "-m", "pysched_gen", "generate", "-o", "../two"]
        + [Path(argument).name for argument in CASES[case]],
        cwd=copied,
        env={**os.environ, **environment},
        check=True,
    )
    assert read_tree(tmp_path / "a/two") == read_tree(tmp_path / "b/two")


def run_tool(*command: str, files: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", *command, *files], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def python_files(case: str) -> list[str]:
    return [str(path) for path in sorted((GOLDEN / case).rglob("*.py"))]


TYPED = ["local", "default", "default-module", "subclass", "hostile"]


def test_generated_code_passes_mypy_strict(tmp_path: Path) -> None:
    config = tmp_path / "mypy.ini"
    stubs = copy_stubs(tmp_path / "stubs")
    config.write_text(f"[mypy]\nstrict = true\nmypy_path = {stubs}\n")
    # One after the other, as modules of two cases have one name; what they import is kept.
    options = ["--config-file", str(config), "--cache-dir", str(tmp_path / "cache")]
    for case in TYPED:
        run_tool("mypy", *options, files=python_files(case))


def test_generated_code_passes_ruff_and_is_in_the_style_of_black(tmp_path: Path) -> None:
    config = tmp_path / "black.toml"
    config.touch()
    typed = [path for case in TYPED for path in python_files(case)]
    run_tool("ruff", "check", "--isolated", "--target-version", "py37", files=typed)
    styled = [path for case in ["local", "default", "subclass"] for path in python_files(case)]
    run_tool("black", "--check", "--config", str(config), files=styled)


@pytest.mark.parametrize(
    ("case", "python"),
    [("python-2", (2, 7)), ("local", (3, 7)), ("dump", (3, 9)), ("hostile", (3, 13))],
)
def test_generated_code_compiles_on_its_python(case: str, python: tuple[int, int]) -> None:
    interpreter = require_python(python)
    code = "import io, sys; [compile(io.open(f, 'rb').read(), f, 'exec') for f in sys.argv[1:]]"
    subprocess.run([interpreter, "-c", code, *python_files(case)], check=True)
