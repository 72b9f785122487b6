"""Imports point left along the line, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from trees import ROOT

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

LINE = [
    *["read", "model", "check", "asset", "render", "output", "scaffold", "state", "pipeline"],
    *["preview", "document", "standin", "run", "run.verify", "run.cook", "cli"],
]
BASE = {
    "errors",
    "span",
    "resources",
    "page",
    "xml_text",
    "signature",
    "spread",
    "dialog",
    "__init__",
}
HEAVY = {"libcst", "black", "jinja2"}
# What only shows progress, drives a browser or runs a scheduler.
LATE = {"rich", "selenium", "pysched_gen.standin", "pysched_gen.run.child"}
COMMANDS = main.list_commands(click.Context(main))
MODULES = sorted((ROOT / "pysched_gen").rglob("*.py"))


def place(path: Path) -> str:
    return place_of_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def place_of_module(name: str) -> str:
    room = ".".join(name.split(".")[1:3])
    return room if room in LINE else room.split(".")[0]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {place_of_module(name) for name in names if name.startswith("pysched_gen.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_left(path: Path) -> None:
    here = place(path)
    if here in {"__main__", "cli"}:
        return
    if here in {"houdini", "standin"}:
        assert imported(path) == set(), "runs inside Houdini, or in its place, without this package"
        return
    allowed = BASE if here in BASE else {*BASE, *LINE[: LINE.index(here) + 1]}
    assert imported(path) <= allowed


def loaded(*arguments: str) -> set[str]:
    code = (
        "import sys; from pysched_gen.cli import main\n"
        "try: main(sys.argv[1:], prog_name='pysched-gen')\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert "Traceback" not in run.stderr
    return set(run.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        *([name, "--help"] for name in COMMANDS),
        ["callbacks"],
        ["callbacks", "onSchedule"],
        ["schema"],
        ["completion", "bash"],
        ["inspect", str(ROOT / "snippets/default")],
        ["preview", str(ROOT / "snippets/default"), "-o", "-"],
        ["document", str(ROOT / "snippets/default"), "-o", "-"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_nothing_heavy_is_loaded(arguments: list[str]) -> None:
    assert loaded(*arguments).isdisjoint(HEAVY | LATE)


def test_check_needs_neither_black_nor_jinja2() -> None:
    modules = loaded("check", str(ROOT / "snippets/default"))
    assert "libcst" in modules
    assert modules.isdisjoint({"black", "jinja2"} | LATE)


def test_an_unchanged_rerun_loads_nothing_heavy(tmp_path: Path) -> None:
    arguments = ["generate", str(ROOT / "snippets/default"), "-o", str(tmp_path)]
    assert loaded(*arguments) >= HEAVY
    assert loaded(*arguments).isdisjoint(HEAVY | LATE)
