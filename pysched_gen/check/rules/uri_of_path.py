"""getLogURI and getStatusURI must give a URI, not a path.

## What it does
Reports a path that is given back as it is: `os.path.join(self.logDir(True), ...)`,
`self.tempDir(True) + "/logs/" + ...`, a text that starts with `/` or a drive. What a variable holds
is looked at where it is set once. A path behind `"file://"` by hand is a note.

## Why it matters on a farm
"View Log" of a work item opens what is at the URI; from a path it opens nothing. `"file://" + path`
breaks with a space, a percent sign, a drive of Windows or a share.

## Bad
    # getloguri.py
    import os
    return os.path.join(self.logDir(True), work_item.name + ".log")

## Good
    # getloguri.py
    import pathlib
    return pathlib.Path(self.logDir(True), work_item.name + ".log").absolute().as_uri()

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import import_edit, wrapped
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(
    __name__,
    "PSG125",
    Severity.WARNING,
    kinds=frozenset({Kind.CALLBACK}),
    callbacks=["getLogURI", "getStatusURI"],
)

_FOLDERS = frozenset(
    f"method self.{name}" for name in ("logDir", "tempDir", "workingDir", "scriptDir", "dataDir")
)
_PATHS = frozenset(
    f"from os.path.{name}" for name in ("join", "abspath", "realpath", "normpath", "expanduser")
)
_BARE_SCHEME = re.compile(r"file:/*(\{\d*\}|%s)?")
_AS_URI = "pathlib.Path(path).absolute().as_uri()"


@rule.node(ast.Return)
def visit(node: ast.Return, text: Text) -> Iterator[Finding]:
    """Report a path that is given back."""
    if node.value is None or text.function_of(node) is not None:
        return
    value = _given(node.value, text)
    first = _first(value)
    if _starts_path(first, text):
        yield Finding(
            node.value,
            f"{text.method} gives a path, Houdini opens a URI; write {_AS_URI}",
            edits=(
                *import_edit("pathlib", text),
                *wrapped(node.value, "pathlib.Path(", ").absolute().as_uri()", text),
            ),
        )
    elif _BARE_SCHEME.fullmatch(_text_of(first)) and value is not first:
        yield Finding(
            node.value,
            f"a URI that is put together by hand breaks with spaces and drives; write {_AS_URI}",
            severity=Severity.NOTE,
        )


def _given(node: ast.expr, text: Text) -> ast.expr:
    """Return the one value that a name is given in the text, else the node itself."""
    stores = text.stores(text.tree).get(node.id, []) if isinstance(node, ast.Name) else []
    parents = [text.parent_of(one) for one in stores]
    if len(parents) == 1 and isinstance(parents[0], ast.Assign) and len(parents[0].targets) == 1:
        return parents[0].value if parents[0].targets[0] is stores[0] else node
    return node


def _first(node: ast.expr) -> ast.expr:
    """Return what a text that is put together starts with."""
    while True:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
            node = node.left
        elif isinstance(node, ast.JoinedStr) and node.values:
            first = node.values[0]
            node = first.value if isinstance(first, ast.FormattedValue) else first
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("format", "replace")
        ):
            node = node.func.value
        else:
            return node


def _text_of(node: ast.expr) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else ""  # type: ignore[attr-defined]


def _starts_path(node: ast.expr, text: Text) -> bool:
    if isinstance(node, ast.Call):
        return text.context.inference.type_of(node.func, text) in _FOLDERS | _PATHS
    return bool(re.match(r"/(?!/)\w|[A-Za-z]:[\\/]|\\\\", _text_of(node)))
