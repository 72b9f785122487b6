"""Imports point left along the line, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import click
from trees import ROOT

from pysched_gen.cli import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LINE = [
    *["formats", "sources", "model", "check", "asset", "render", "output", "scaffold", "project"],
    *["cache", "run_state", "pipeline", "pages", "standin", "run", "run.verify", "run.cook", "cli"],
    *["editor", "_api", "testing"],
]
BASE = {
    "houdini",
    "errors",
    "span",
    "resources",
    "html_page",
    "visible_text",
    "xml_text",
    "signed_file",
    "parallel_map",
    "__init__",
}
HEAVY = {"black", "jinja2"}
# What only shows progress, drives a browser or runs a scheduler.
LATE = {"rich", "selenium", "pygls", "lsprotocol", "pysched_gen.standin", "pysched_gen.run.child"}
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


def allowed(path: Path) -> set[str]:
    here = place(path)
    if path.name == "dump_node.py" or here == "standin":
        return set()  # runs inside Houdini, or in its place, without this package
    if here == "houdini":
        return {here}
    return BASE if here in BASE else {*BASE, *LINE[: LINE.index(here) + 1]}


def test_imports_point_left() -> None:
    doors = {ROOT / "pysched_gen/__init__.py", ROOT / "pysched_gen/__main__.py"}
    checked = [path for path in MODULES if path not in doors and place(path) != "cli"]
    assert len(checked) > 100
    wrong = {str(path): extra for path in checked if (extra := imported(path) - allowed(path))}
    assert wrong == {}


def loaded(*commands: Sequence[str]) -> list[set[str]]:
    """Give the modules that are loaded after each of `commands`, run one after the other."""
    code = (
        "import json, sys; from pysched_gen.cli import main\n"
        "for arguments in json.loads(sys.argv[1]):\n"
        "    try: main(arguments, prog_name='pysched-gen')\n"
        "    except SystemExit: pass\n"
        "    print('loaded:', *sys.modules, file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, json.dumps(commands)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Traceback" not in run.stderr
    lines = run.stderr.splitlines()
    return [set(line.split()) for line in lines if line.startswith("loaded:")]


def test_nothing_heavy_is_loaded() -> None:
    default = str(ROOT / "snippets/default")
    commands = [
        ["--version"],
        ["--help"],
        *([name, "--help"] for name in COMMANDS),
        ["callbacks"],
        ["callbacks", "onSchedule"],
        ["schema"],
        ["completion", "bash"],
        ["inspect", default],
        ["preview", default, "-o", "-"],
        ["document", default, "-o", "-"],
        ["nonsense"],
    ]
    wrong = {
        " ".join(command): sorted(heavy)
        for command, modules in zip(commands, loaded(*commands), strict=True)
        if (heavy := modules & (HEAVY | LATE))
    }
    assert wrong == {}


def test_check_needs_nothing_that_writes_code() -> None:
    (modules,) = loaded(["check", str(ROOT / "snippets/default")])
    assert modules.isdisjoint(HEAVY | LATE)
