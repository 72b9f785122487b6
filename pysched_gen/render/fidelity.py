"""Prove that a generated module is its skeleton with the snippets in the slots.

Compared are the syntax trees of the whole module, string contents included, and every comment
in order. Nothing is executed.
"""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.render.graft import BODY_SLOT, HEADER_SLOT, INIT_SLOT, METHODS_SLOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Expected", "comment_tokens", "expected", "holds"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a module must be: the dump of its syntax tree, and its comments in order."""

    dump: str
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a slot must hold: the statements, and the text they were parsed from."""

    tree: ast.Module
    text: str


def expected(
    skeleton: str,
    bodies: Mapping[str, Content],
    header: Content | None,
    init: Content | None,
    methods: Content | None,
) -> Expected:
    """Give what `skeleton` must become; `bodies` are by method name in order of the methods."""
    module = ast.parse(skeleton)
    _Fill(bodies, {HEADER_SLOT: header, INIT_SLOT: init, METHODS_SLOT: methods}).visit(module)
    queue = iter(bodies.values())
    comments: list[str] = []
    contents = {HEADER_SLOT: header, INIT_SLOT: init, METHODS_SLOT: methods}
    for token in _tokens(skeleton):
        if token.type == tokenize.COMMENT:
            comments.append(token.string)
        elif token.type == tokenize.NAME and token.string == BODY_SLOT:
            comments.extend(_comments(next(queue)))
        elif token.type == tokenize.NAME and token.string in contents:
            comments.extend(_comments(contents[token.string]))
    return Expected(ast.dump(module), tuple(comments))


def holds(source: str, wanted: Expected) -> bool:
    """Tell whether `source` is what was wanted, and compiles."""
    try:
        tree = ast.parse(source)
        compile(tree, "<module>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    found = tuple(token.string for token in comment_tokens(source))
    return ast.dump(tree) == wanted.dump and found == wanted.comments


def comment_tokens(source: str) -> list[tokenize.TokenInfo]:
    """Give the comment tokens of `source`, in order; white space at their end is no part."""
    if "#" not in source:
        return []
    return [
        token._replace(string=token.string.rstrip())
        for token in _tokens(source)
        if token.type == tokenize.COMMENT
    ]


def _comments(content: Content | None) -> list[str]:
    if content is None:
        return []
    return [token.string for token in comment_tokens(content.text)]


def _tokens(source: str) -> Sequence[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(source).readline))


class _Fill(ast.NodeTransformer):
    def __init__(self, bodies: Mapping[str, Content], slots: Mapping[str, Content | None]) -> None:
        self._bodies = bodies
        self._slots = slots

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        if name not in self._slots:
            return node
        content = self._slots[name]
        return [] if content is None else content.tree.body

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if node.name in self._bodies:
            node.body = self._bodies[node.name].tree.body or [ast.Pass()]
            return node
        self.generic_visit(node)
        return node
