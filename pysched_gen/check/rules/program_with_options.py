"""applicationBin must return one path, without options and without quotes.

## What it does
Reports an applicationBin that returns options behind the program, or a program in quotes. What a
variable holds is seen where the text gives it one value; what a call returns is taken to be right.

## Why it matters on a farm
The answer takes the place of `__PDG_PYTHON__` and `__PDG_HYTHON__` in commands, and there it stands
in quotes already: `"__PDG_HYTHON__" "__PDG_SCRIPTDIR__/rop.py"`. With options the shell looks for a
program whose name has them in it, with quotes of its own the path falls apart at its blanks, and
every item fails before it starts. What has to come before the program is one more program: a
script that all machines of the farm reach.

## Bad
    # applicationbin.py
    if name == "hython":
        return "/opt/hfs/bin/hython -q"
    return "python3"

## Good
    # applicationbin.py
    if name == "hython":
        return "/mnt/tools/quiet_hython"
    return "python3"

## Since
Houdini 18.0, the first with applicationBin.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.returns import exits
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG179", Severity.WARNING, since="18.0", callbacks=["applicationBin"])

_OPTION = re.compile(r"\s-(?:-|-?[A-Za-z][\w-]*)(?=[\s=]|\Z)")
_UNKNOWN = "\0"  # what only the cook knows


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the ways out that give more than a path."""
    for found in exits(text):
        if not isinstance(found.place, ast.expr):
            continue
        told = f"applicationBin returns {found.shown}"
        program = _written(found.place, text)
        if program[:1] in ('"', "'") or _is_quoted(found.place):
            message = f"{told}, but commands have quotes around it already; return the bare path"
            yield Finding(found.place, message)
        elif option := _OPTION.search(program):
            message = (
                f"{told}, but commands have quotes around it, so {option[0].strip()} becomes part "
                "of the program's name; return a script that adds it"
            )
            yield Finding(found.place, message)


def _written(node: ast.expr, text: Text) -> str:
    """Return the text that `node` makes, with `_UNKNOWN` for what cannot be told."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_written(piece, text) for piece in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _written(node.left, text) + _written(node.right, text)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _written(node.left, text)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _written(node.func.value, text) if node.func.attr == "format" else _UNKNOWN
    value = _only_value(node, text) if isinstance(node, ast.Name) else None
    return _written(value, text) if value else _UNKNOWN


def _only_value(name: ast.Name, text: Text) -> ast.Constant | None:
    stores = text.stores(text.tree).get(name.id, [])
    around = text.parent_of(stores[0]) if len(stores) == 1 else None
    value = around.value if isinstance(around, ast.Assign) else None
    return value if isinstance(value, ast.Constant) else None


def _is_quoted(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted_name(node.func) in ("shlex.quote", "pipes.quote")
