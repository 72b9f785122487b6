"""One module prints; every other way to a stream is found in the source."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from trees import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = ROOT / "pysched_gen"
DOOR = PACKAGE / "cli" / "output.py"
# It runs inside of Houdini, without this package; what a child prints is caught and made visible.
ELSEWHERE = (PACKAGE / "houdini" / "dump_node.py", PACKAGE / "standin")
# The live line of a cook, which holds numbers of our own alone.
ALLOWED = {("cli/cook_progress.py", "rich.console"), ("cli/cook_progress.py", "rich.progress")}

PRINTING = {
    *("print", "echo", "secho", "echo_via_pager", "prompt", "confirm", "input"),
    *("breakpoint", "print_exc", "print_exception", "warn", "excepthook"),
}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
WRITING = {"write", "writelines", "buffer", "fileno"}
MODULES = {"rich", "logging", "curses", "getpass", "pprint"}
FROM = {"click": PRINTING, "sys": STREAMS, "os": {"write"}, "traceback": PRINTING}


def doors(tree: ast.AST) -> Iterator[str]:
    """Give each way to the standard streams in `tree`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            yield from PRINTING & {getattr(called, "id", ""), getattr(called, "attr", "")}
        elif isinstance(node, ast.Attribute):
            stream = getattr(node.value, "attr", "")
            if node.attr in WRITING and stream in STREAMS:
                yield f"{stream}.{node.attr}"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_printer(alias.name))
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = {alias.name for alias in node.names}
            yield from [module] if is_printer(module) else names & FROM.get(module, set())


def is_printer(module: str) -> bool:
    return module.partition(".")[0] in MODULES


@pytest.mark.parametrize(
    "code",
    [
        *("print(1)", "click.echo(1)", "click.secho(1)", "sys.stdout.write('')"),
        *("sys.stderr.buffer.write(b'')", "from click import echo", "import logging"),
        *("traceback.print_exc()", "from sys import stdout", "from rich.console import Console"),
        *("os.write(sys.stdout.fileno(), b'')", "warnings.warn('')"),
    ],
)
def test_every_kind_of_door_is_seen(code: str) -> None:
    assert list(doors(ast.parse(code)))


def modules() -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != DOOR and not any(path.is_relative_to(place) for place in ELSEWHERE)
    ]


def test_one_module_prints() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), door)
        for path in modules()
        for door in doors(ast.parse(path.read_text("utf-8")))
    }
    assert len(modules()) > 100
    assert found == ALLOWED


def test_only_the_helpers_make_safe_text() -> None:
    making = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SafeText"
    }
    assert making == {"visible_text.py"}
