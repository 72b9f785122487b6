"""A folder must be made with those above it.

## What it does
Reports `os.mkdir(path)` that is not in a `try` for OSError; a note where the text asks before
whether the folder is there.

## Why it matters on a farm
os.mkdir fails where the folder above is not there, as in the first cook of a new shot, and where
the folder is there already, as in each cook after the first.

## Bad
    # onstartcook.py
    import os

    folder = self["pdg_workingdir"].evaluateString()
    self.setWorkingDir(folder, folder)
    os.mkdir(os.path.join(folder, "farm", "logs"))
    return True

## Good
    # onstartcook.py
    import os

    folder = self["pdg_workingdir"].evaluateString()
    self.setWorkingDir(folder, folder)
    os.makedirs(os.path.join(folder, "farm", "logs"), exist_ok=True)
    return True

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG174", Severity.WARNING)

_ERRORS = ("OSError", "FileExistsError", "FileNotFoundError", "IOError", "EnvironmentError")


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a folder that may be there, or whose parent may not."""
    if text.context.inference.type_of(node.func, text) != "from os.mkdir" or not node.args:
        return
    if isinstance(node.args[0], ast.Starred) or is_guarded(node, text, *_ERRORS):
        return
    if any(node in _nodes(one.body) for one in text.nodes.of(ast.Try)):
        return  # whatever it catches, somebody thought of it
    plain = len(node.args) == 1 and not node.keywords
    new = f"os.makedirs({text.parsed.source(node.args[0])}, exist_ok=True)"
    mends = plain and not text.context.scheduler.release.python_2
    named = isinstance(node.func, ast.Attribute)
    yield Finding(
        node,
        "os.mkdir fails where the folder above is missing, and where it is there already; write "
        "os.makedirs(path, exist_ok=True)",
        severity=Severity.NOTE if _is_asked_for(node, text) else None,
        edits=replaced(node, new, text) if mends and named else (),
    )


def _is_asked_for(node: ast.Call, text: Text) -> bool:
    """Return whether somebody looks whether the folder is there; the one above may be too."""
    tests = (one.test for one in text.ancestors_of(node) if isinstance(one, ast.If))
    words = ("isdir", "exists")
    return any(word in ast.dump(test) for test in tests for word in words)


def _nodes(statements: list[ast.stmt]) -> set[ast.AST]:
    return {one for statement in statements for one in walk(statement)}
