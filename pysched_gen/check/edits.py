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
    """Return the edit that imports `name` where the imports of a text are, none where it is there.

    LibCST knows the place: behind what a file asks of the future, behind other imports.
    """
    imported = (alias.name for node in text.nodes.of(ast.Import) for alias in node.names)
    statements = [one for one in text.tree.body if not _is_docstring(one)]
    if name in imported or not statements or text.concrete is None:
        return ()
    from libcst.codemod import CodemodContext  # noqa: PLC0415 - start-up
    from libcst.codemod.visitors import AddImportsVisitor  # noqa: PLC0415 - start-up

    context = CodemodContext()
    AddImportsVisitor.add_needed_import(context, name)
    old = text.concrete.code.split("\n")
    new = AddImportsVisitor(context).transform_module(text.concrete).code.split("\n")
    at = next(place for place, line in enumerate(new) if line != old[place])
    place = text.parsed.snippet.origin.span(at + 1, 1)
    return (Edit(place, f"{text.parsed.indent}{new[at]}\n", safe),)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
