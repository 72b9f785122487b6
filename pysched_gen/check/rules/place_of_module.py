"""A text must not count on the folder its module is in.

## What it does
Reports `__file__`, `__path__`, `inspect.getfile`, `inspect.getsourcefile` and `pkgutil.get_data`: a
warning where the folders above are looked for (`dirname` of `dirname`, `parent.parent`,
`parents[2]`, `..`), a note elsewhere and in a module.

## Why it matters on a farm
The package is `pdg/types/farmq/farmq.py`, while a single module, such as Save To Python writes, is
`pdg/types/farmq.py`: one folder higher. Tools that were found three folders above the one are not
three folders above the other, and only the first cook says so.

## Bad
    # header.py
    import os

    TOOLS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "tools")

## Good
    # header.py
    import os

    TOOLS = os.path.join(os.environ.get("FARMQ_ROOT", "/opt/farmq"), "tools")

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG141", Severity.WARNING)

_NAMES = frozenset({"__file__", "__path__"})
_CALLS = frozenset({"inspect.getfile", "inspect.getsourcefile", "pkgutil.get_data"})
_ADVICE = (
    "tells where the module is: pdg/types/{name}/{name}.py, one folder deeper than a single "
    "module; take the place from a variable of the environment or a parameter"
)


@rule.node(ast.Name)
def visit_name(node: ast.Name, text: Text) -> Iterator[Finding]:
    """Report the names that hold the place."""
    if node.id in _NAMES and isinstance(node.ctx, ast.Load):
        yield _finding(node, node.id, text)


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report the functions that give the place, or what lies there."""
    called = dotted_name(node.func)
    if called in _CALLS:
        yield _finding(node, called, text)


def _finding(node: ast.expr, shown: str, text: Text) -> Finding:
    scheduler = text.context.scheduler
    of_module = scheduler.origin.path.endswith(".py") and not scheduler.origin.node
    severity = None if _climbs(node, text) and not of_module else Severity.NOTE
    return Finding(node, f"{shown} {_ADVICE.format(name=scheduler.name)}", severity=severity)


def _climbs(node: ast.expr, text: Text) -> bool:
    """Return whether the expression around `node` goes to a folder above that of the module."""
    whole: ast.expr = node
    for around in text.ancestors_of(node):
        if not isinstance(around, ast.expr):
            break
        whole = around
    return sum(map(_steps, walk(whole))) > 1


def _steps(node: ast.AST) -> int:
    """Return how many folders up `node` alone leads; `dirname` of a file is its own folder."""
    if isinstance(node, ast.Attribute):
        return {"dirname": 1, "parent": 1, "parents": 2, "pardir": 2}.get(node.attr, 0)
    if isinstance(node, ast.Name):
        return int(node.id == "dirname")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return 2 * (".." in node.value.replace("\\", "/").split("/"))
    return 0
