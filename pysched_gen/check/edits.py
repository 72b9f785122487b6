"""What rules mend with: edits of a text, made from its nodes.

An edit replaces the text at a span and nothing else, so comments and layout stay as they are.
"Unsafe" is said of an edit that may change what the scheduler does where it worked before, or that
decides what only its author can know.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Edit

if TYPE_CHECKING:
    from pysched_gen.check.text import Text

__all__ = ["append", "import_edit", "insert_before", "member", "replaced", "wrapped"]

Edits = tuple[Edit, ...]


def replaced(node: ast.AST, new: str, text: Text, *, safe: bool = True) -> Edits:
    """Return the edit that puts `new` in the place of `node`."""
    return (Edit(text.parsed.span(node), new, safe),)


def wrapped(node: ast.expr, before: str, after: str, text: Text, *, safe: bool = True) -> Edits:
    """Return the edit that puts `before` and `after` around `node`."""
    return replaced(node, f"{before}{text.parsed.source(node)}{after}", text, safe=safe)


def insert_before(node: ast.AST, new: str, text: Text, *, safe: bool = True) -> Edits:
    """Return the edit that puts `new` in front of `node`."""
    span = text.parsed.span(node)
    place = span.origin.span(span.origin.text_line(span.line), span.column)
    return (Edit(place, new, safe),)


def member(node: ast.Attribute, name: str, text: Text, *, safe: bool = True) -> Edits:
    """Return the edit that gives an attribute another name."""
    span = text.parsed.span(node)
    origin, line = span.origin, span.origin.text_line(span.end_line)
    start = span.end_column - len(node.attr)
    return (Edit(origin.span(line, start, line, span.end_column), name, safe),)


def append(statement: str, text: Text, *, safe: bool = True) -> Edits:
    """Return the edit that adds `statement` as the last of a body."""
    indent, lines = text.parsed.indent, text.parsed.lines
    last = max((getattr(one, "end_lineno", 1) or 1 for one in text.tree.body), default=0)
    origin = text.parsed.snippet.origin
    if not last:
        end = "" if not lines[-1] else "\n"
        place = origin.span(len(lines), len(lines[-1]) + 1)
        return (Edit(place, f"{end}{indent}{statement}\n", safe),)
    column = len(lines[last - 1]) + 1
    return (Edit(origin.span(last, column), f"\n{indent}{statement}", safe),)


def import_edit(name: str, text: Text, *, safe: bool = True) -> Edits:
    """Return the edit that imports `name` at the top of a text, none where it is there already."""
    imported = (alias.name for node in text.nodes.of(ast.Import) for alias in node.names)
    if name in imported or not text.tree.body:
        return ()
    first = text.tree.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        if len(text.tree.body) == 1:
            return ()
        first = text.tree.body[1]
    column = len(text.parsed.indent) + 1
    place = text.parsed.snippet.origin.span(min(_lines_of(first)), column)
    return (Edit(place, f"import {name}\n{text.parsed.indent}", safe),)


def _lines_of(statement: ast.stmt) -> list[int]:
    marks = getattr(statement, "decorator_list", [])
    return [statement.lineno, *(mark.lineno for mark in marks)]
