"""Which Python brought which syntax.

Told from nodes of a text that parses, and from tokens where this Python cannot parse it.
"""

from __future__ import annotations

import ast
import re
import sys
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.lex import statements, tokens
from pysched_gen.check.syntax.nodes import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.syntax.lex import Token
    from pysched_gen.check.syntax.nodes import Index
    from pysched_gen.check.syntax.parse import Parsed
    from pysched_gen.houdini.releases import Release

__all__ = ["DATED", "constructs", "newer_message", "unreadable"]

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

# Nodes that `constructs` has something to say about, and the newest Python it can say.
DATED: dict[type[ast.AST], Version] = {
    **{getattr(ast, name): _PLAIN[name][1] for name in _PLAIN if hasattr(ast, name)},
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef), (3, 12)),
    **dict.fromkeys((ast.BinOp, ast.AugAssign, ast.Call, ast.Dict), (3, 5)),
    **dict.fromkeys((ast.Raise, ast.Name, ast.Attribute), (3, 0)),
    ast.Lambda: (3, 8),
    ast.Starred: (3, 11),
    ast.Constant: (3, 6),
    ast.With: (3, 9),
    ast.ExceptHandler: (3, 14),
    ast.JoinedStr: (3, 12),
}


def constructs(node: ast.AST, text: Parsed, nodes: Index) -> Iterator[Found]:
    """Return what is special about `node` of `text`: where, what, and since which Python.

    `nodes` are those of the tree of `text`.
    """
    kind = type(node).__name__
    if kind in _PLAIN:
        # `except*` is not where its `try` is.
        yield getattr(node, "handlers", [node])[0], *_PLAIN[kind]
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        yield from _definition(node)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.Starred):
        yield from _starred(node, text, nodes)
    elif isinstance(node, ast.Constant | ast.With | ast.ExceptHandler | ast.JoinedStr):
        yield from _written(node, text, nodes)
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


def _starred(node: ast.Starred, text: Parsed, nodes: Index) -> Iterator[Found]:
    parent = nodes.parent(node)
    if isinstance(node.ctx, ast.Store):
        yield node, "a starred target", (3, 0)
    elif isinstance(parent, ast.Tuple) and not text.source(parent).startswith("("):
        owner = nodes.parent(parent)
        if isinstance(owner, ast.Subscript):
            yield node, "* in a subscript", (3, 11)
        elif isinstance(owner, ast.Return | ast.Yield):
            yield node, "* in a tuple without parentheses", (3, 8)
        else:
            yield node, "* in a tuple", (3, 5)
    elif isinstance(parent, ast.List | ast.Tuple | ast.Set):
        yield node, "* in a display", (3, 5)


def _written(
    node: ast.Constant | ast.With | ast.ExceptHandler | ast.JoinedStr, text: Parsed, nodes: Index
) -> Iterator[Found]:
    """Look at what only the text tells, as the tree is the same for old and new syntax."""
    if isinstance(node, ast.Constant):
        yield from _constant(node, text, nodes)
    elif isinstance(node, ast.JoinedStr):
        yield from _f_string(node, text, nodes)
    elif isinstance(node, ast.With):
        if _is_parenthesised(node, text):
            yield node, "parentheses around the items of with", (3, 9)
    elif isinstance(node.type, ast.Tuple) and not text.source(node.type).startswith("("):
        yield node, "except with several types and no parentheses", (3, 14)


def _constant(node: ast.Constant, text: Parsed, nodes: Index) -> Iterator[Found]:
    value = node.value
    if value is ...:
        if not isinstance(nodes.parent(node), ast.Subscript | ast.Tuple):
            yield node, "... outside of a subscript", (3, 0)
    elif isinstance(value, int | float | complex) and not isinstance(value, bool):
        if "_" in text.source(node):
            yield node, "_ in a number", (3, 6)
    elif isinstance(value, bytes) and re.match(r"[rR][bB]", text.source(node)):
        yield node, 'rb"..." (in place of br"...")', (3, 3)


def _f_string(node: ast.JoinedStr, text: Parsed, nodes: Index) -> Iterator[Found]:
    if isinstance(nodes.parent(node), ast.FormattedValue):
        return  # what stands behind the colon, "04d"
    source = text.source(node)
    yield node, "an f-string", (3, 6)
    if re.search(r"(?<!\{)\{[^{}!:]*[^=!<>{}]=\s*[}!:]", source):
        yield node, "= at the end of braces in an f-string", (3, 8)
    # Until Python 3.12 the string ended at the next quote: then tokens are left over.
    if any(token.kind not in ("string", "newline", "comment") for token in tokens(source)):
        yield node, "an f-string that holds its own quotes", (3, 12)
    elif has_odd_expression(source):
        yield node, "an f-string with a backslash or comment in braces", (3, 12)


def _is_parenthesised(node: ast.With, text: Parsed) -> bool:
    first, last = node.items[0], node.items[-1]
    if len(node.items) == 1 and first.optional_vars is None:
        return False
    source = text.source(node)
    found = [token for token in tokens(source) if token.kind != "comment"]
    end = next((i for i, t in enumerate(found) if t.text == ":" and not t.depth), 0)
    head = found[1:end]
    whole = head and head[0].text == "(" and all(token.depth for token in head[1:])
    single = len(node.items) == 1 and isinstance(last.context_expr, ast.Tuple)
    return bool(whole) and not single


def newer_message(construct: str, python: Version, release: Release) -> str:
    """Say that `construct` needs `python`, which the release or this tool itself does not have."""
    needs = f"{construct} needs Python {python[0]}.{python[1]}"
    if python > release.python:
        return f"{needs}, but Houdini {release} runs {release.python_name}; write it the older way"
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        f"{needs} to be read, and this tool runs on Python {here}; run it on a newer Python or "
        "write it the older way"
    )


def unreadable(text: str) -> Iterator[tuple[Token, str, Version]]:
    """Return syntax that is newer than Python 3.10: where, what, and since which Python.

    Works on tokens, so `text` need not parse with the Python at hand.
    """
    for statement in statements(text):
        yield from _heads(statement)
        for token, following in zip(statement, [*statement[1:], None], strict=True):
            if token.kind != "string":
                continue
            prefix = re.match(r"\w*", token.text)
            letters = prefix[0].lower() if prefix else ""
            if "t" in letters:
                yield token, "a t-string", (3, 14)
            elif "f" in letters and _is_torn(token.text) and _touches(token, following):
                yield token, "an f-string that holds its own quotes", (3, 12)
            elif "f" in letters and has_odd_expression(token.text):
                yield token, "an f-string with a backslash or comment in braces", (3, 12)


def _heads(tokens: list[Token]) -> Iterator[tuple[Token, str, Version]]:
    words = [token.text for token in tokens[:4]]
    words += [""] * (4 - len(words))
    named = len(tokens) > 1 and tokens[1].kind == "name"
    if words[:2] == ["except", "*"]:
        yield tokens[0], "except*", (3, 11)
    if words[0] == "type" and named and words[2] in ("=", "["):
        yield tokens[0], "a type statement", (3, 12)
    if words[0] in ("def", "class") and named and words[2] == "[":
        yield tokens[2], "type parameters", (3, 12)


def _touches(token: Token, following: Token | None) -> bool:
    """Return whether something stands right behind a string, as in `f"{x["` `a`."""
    return (
        following is not None
        and following.kind in ("name", "number", "string")
        and "\n" not in token.text
        and following.line == token.line
        and following.column == token.column + len(token.text)
    )


def _is_torn(text: str) -> bool:
    """Return whether an f-string ends inside braces: its expression holds the string's quote."""
    plain = text.replace("{{", "").replace("}}", "") if "{{" in text else text
    return plain.count("{") > plain.count("}")


def has_odd_expression(text: str) -> bool:
    """Return whether braces of the f-string `text` hold a backslash or `#`, new in Python 3.12."""
    expressions = re.findall(r"(?<!\{)\{([^{}:]*)[^{}]*\}", text)
    return any("\\" in expression or "#" in expression for expression in expressions)
