"""Which Python brought which syntax, told from nodes of a text that parses."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.lex import tokens
from pysched_gen.check.match import dotted_name
from pysched_gen.check.newer import has_odd_expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.context import Text

__all__ = ["DATED", "constructs"]

Version = tuple[int, int]
Found = tuple[ast.AST, str, Version]

_PLAIN: dict[str, tuple[str, Version]] = {
    "NamedExpr": ("the operator :=", (3, 8)),
    "Match": ("the match statement", (3, 10)),
    "TryStar": ("except*", (3, 11)),
    "TypeAlias": ("the type statement", (3, 12)),
    "TemplateStr": ("a t-string", (3, 14)),
    "AnnAssign": ("an annotated variable", (3, 6)),
    "Nonlocal": ("nonlocal", (3, 0)),
    "YieldFrom": ("yield from", (3, 3)),
    "AsyncFor": ("async for", (3, 5)),
    "AsyncWith": ("async with", (3, 5)),
    "Await": ("await", (3, 5)),
}

# Nodes that `constructs` has something to say about.
DATED: tuple[type[ast.AST], ...] = (
    *(getattr(ast, name) for name in _PLAIN if hasattr(ast, name)),
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.BinOp, ast.AugAssign, ast.Call, ast.Starred, ast.Dict, ast.Subscript, ast.Constant),
    *(ast.Raise, ast.With, ast.ExceptHandler, ast.JoinedStr, ast.Name, ast.Attribute),
)


def constructs(node: ast.AST, text: Text) -> Iterator[Found]:
    """Give what is special about `node` of `text`: where, what, and since which Python."""
    kind = type(node).__name__
    if kind in _PLAIN:
        yield node, *_PLAIN[kind]
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        yield from _definition(node)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.Starred):
        yield from _starred(node, text)
    elif isinstance(node, ast.Constant | ast.With | ast.ExceptHandler | ast.JoinedStr):
        yield from _written(node, text)
    else:
        yield from _marked(node)


def _marked(node: ast.AST) -> Iterator[Found]:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        if isinstance(node.op, ast.MatMult):
            yield node, "the operator @", (3, 5)
    elif isinstance(node, ast.Dict):
        if None in node.keys:
            yield node, "** in a dict display", (3, 5)
    elif isinstance(node, ast.Raise):
        if node.cause is not None:
            yield node.cause, "raise ... from", (3, 0)
    elif isinstance(node, ast.Name | ast.Attribute):
        name = node.id if isinstance(node, ast.Name) else node.attr
        if not name.isascii():
            yield node, "a name with other letters than a to z", (3, 0)


def _definition(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda,
) -> Iterator[Found]:
    if isinstance(node, ast.AsyncFunctionDef):
        yield node, "async def", (3, 5)
    if getattr(node, "type_params", None):
        yield node, "a type parameter", (3, 12)
    for decorator in getattr(node, "decorator_list", ()):
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        if not dotted_name(function):
            yield decorator, "a decorator that is no dotted name", (3, 9)
    if isinstance(node, ast.ClassDef):
        if node.keywords:
            yield node.keywords[0], "a keyword among the bases of a class", (3, 0)
        return
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    if arguments.posonlyargs:
        yield arguments.posonlyargs[0], "a positional-only argument", (3, 8)
    if arguments.kwonlyargs:
        yield arguments.kwonlyargs[0], "a keyword-only argument", (3, 0)
    notes = [argument.annotation for argument in every] + [getattr(node, "returns", None)]
    yield from ((note, "an annotation", (3, 0)) for note in notes if note is not None)


def _call(node: ast.Call) -> Iterator[Found]:
    name = dotted_name(node.func)
    if name == "super" and not (node.args or node.keywords):
        yield node, "super() without arguments", (3, 0)
    keywords = [keyword.arg for keyword in node.keywords]
    if name == "print" and keywords:
        yield node.keywords[0], f"print() with {keywords[0] or '**'}=", (3, 0)
    after_star = False
    for argument in node.args:
        if after_star:
            yield argument, "an argument behind *arguments", (3, 5)
        after_star = after_star or isinstance(argument, ast.Starred)
    if None in keywords[:-1]:
        yield node.keywords[keywords.index(None) + 1], "an argument behind **arguments", (3, 5)


def _starred(node: ast.Starred, text: Text) -> Iterator[Found]:
    parent = text.parent_of(node)
    if isinstance(node.ctx, ast.Store):
        yield node, "a starred target", (3, 0)
    elif isinstance(parent, ast.Tuple) and not _source(parent, text).startswith("("):
        owner = text.parent_of(parent)
        if isinstance(owner, ast.Subscript):
            yield node, "* in a subscript", (3, 11)
        elif isinstance(owner, ast.Return | ast.Yield):
            yield node, "* in a tuple without parentheses", (3, 8)
        else:
            yield node, "* in a tuple", (3, 5)
    elif isinstance(parent, ast.List | ast.Tuple | ast.Set):
        yield node, "* in a display", (3, 5)


def _written(
    node: ast.Constant | ast.With | ast.ExceptHandler | ast.JoinedStr, text: Text
) -> Iterator[Found]:
    """Look at what only the text tells, as the tree is the same for old and new syntax."""
    if isinstance(node, ast.Constant):
        yield from _constant(node, text)
    elif isinstance(node, ast.JoinedStr):
        yield from _f_string(node, text)
    elif isinstance(node, ast.With):
        if _is_parenthesised(node, text):
            yield node, "parentheses around the items of with", (3, 9)
    elif isinstance(node.type, ast.Tuple) and not _source(node.type, text).startswith("("):
        yield node, "except with several types and no parentheses", (3, 14)


def _constant(node: ast.Constant, text: Text) -> Iterator[Found]:
    value = node.value
    if value is ...:
        if not isinstance(text.parent_of(node), ast.Subscript | ast.Tuple):
            yield node, "... outside of a subscript", (3, 0)
    elif isinstance(value, int | float | complex) and not isinstance(value, bool):
        if "_" in _source(node, text):
            yield node, "_ in a number", (3, 6)
    elif isinstance(value, bytes) and re.match(r"[rR][bB]", _source(node, text)):
        yield node, 'rb"..." (in place of br"...")', (3, 3)


def _f_string(node: ast.JoinedStr, text: Text) -> Iterator[Found]:
    if isinstance(text.parent_of(node), ast.FormattedValue):
        return  # what stands behind the colon, "04d"
    source = _source(node, text)
    yield node, "an f-string", (3, 6)
    if re.search(r"(?<!\{)\{[^{}!:]*[^=!<>{}]=\s*[}!:]", source):
        yield node, "= at the end of braces in an f-string", (3, 8)
    # Until Python 3.12 the string ended at the next quote: then tokens are left over.
    if any(token.kind not in ("string", "newline", "comment") for token in tokens(source)):
        yield node, "an f-string that holds its own quotes", (3, 12)
    elif has_odd_expression(source):
        yield node, "an f-string with a backslash or comment in braces", (3, 12)


def _is_parenthesised(node: ast.With, text: Text) -> bool:
    first, last = node.items[0], node.items[-1]
    if len(node.items) == 1 and first.optional_vars is None:
        return False
    source = _source(node, text)
    found = [token for token in tokens(source) if token.kind != "comment"]
    end = next((i for i, t in enumerate(found) if t.text == ":" and not t.depth), 0)
    head = found[1:end]
    whole = head and head[0].text == "(" and all(token.depth for token in head[1:])
    single = len(node.items) == 1 and isinstance(last.context_expr, ast.Tuple)
    return bool(whole) and not single


def _source(node: ast.AST, text: Text) -> str:
    """Give `node` as it stands in the text."""
    span = text.parsed.span(node)
    origin = text.parsed.snippet.origin
    lines = text.parsed.lines[origin.text_line(span.line) - 1 : origin.text_line(span.end_line)]
    if not lines:
        return ""
    cut = [*lines[:-1], lines[-1][: span.end_column - 1]]
    return "\n".join([cut[0][span.column - 1 :], *cut[1:]])
