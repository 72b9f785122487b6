"""How deep a text is nested, measured without recursion.

Python's parser, black, and whoever walks a tree recurse; past some depth they raise RecursionError
or take the process down. What this module lets through is safe for all of them.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.lex import tokens
from pysched_gen.check.syntax.nodes import children_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pysched_gen.check.syntax.lex import Token

__all__ = ["too_deep_in_text", "too_deep_in_tree"]

MAX_DEPTH = 98
MAX_BLOCKS = 75
MAX_BRACKETS = 60
MAX_PIECES = 200


def too_deep_in_tree(tree: ast.Module) -> ast.AST | None:
    """Return the first node that is deeper than `MAX_DEPTH` or `MAX_BLOCKS`, None where none is.

    Chains that parsers store as nested pairs count as nested: `a and b and c`, several `for` of
    one comprehension, alternatives of a pattern.
    """
    block = _too_deep_block(tree)
    if block is not None:
        return block
    # `Load` and the like are one deeper than what has them; most trees are far from the limit.
    if _depth_at_most(tree) < MAX_DEPTH or _deeper_than(MAX_DEPTH - 1, tree, children_of) is None:
        return None
    return _deeper_than(MAX_DEPTH, tree, ast.iter_child_nodes)


def _depth_at_most(tree: ast.Module) -> int:
    """Return the depth that `tree` would have if all its chains were inside of each other."""
    depth, links = 0, 0
    level: list[ast.AST] = list(tree.body)
    while level:
        depth += 1
        links += sum(_links(node) - 1 for node in level if type(node) in _CHAIN_TYPES)
        level = [child for node in level for child in children_of(node)]
    return depth + links


def _deeper_than(
    limit: int, tree: ast.Module, children: Callable[[ast.AST], Iterable[ast.AST]]
) -> ast.AST | None:
    """Return the first node that is deeper than `limit`, or the one around it that has a place."""
    stack: list[tuple[ast.AST, int]] = [(node, 1) for node in reversed(tree.body)]
    place: ast.AST = tree
    while stack:
        node, depth = stack.pop()
        if hasattr(node, "lineno"):
            place = node
        if isinstance(node, _CHAINS):
            depth += _links(node) - 1
        if depth > limit:
            return place
        stack.extend((child, depth + 1) for child in children(node))
    return None


def _too_deep_block(tree: ast.Module) -> ast.stmt | None:
    stack = [(statement, 0) for statement in reversed(tree.body)]
    while stack:
        statement, level = stack.pop()
        if level > MAX_BLOCKS:
            return statement
        # An `elif` is a statement inside of its `if`, and no further in.
        stack.extend(
            (inner, level + (inner.col_offset > statement.col_offset))
            for inner in reversed(_inner_statements(statement))
        )
    return None


def _inner_statements(statement: ast.stmt) -> list[ast.stmt]:
    parts = [statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ())]
    fields = ("body", "orelse", "finalbody")
    return [inner for part in parts for field in fields for inner in getattr(part, field, ())]


_CHAINS = (ast.BoolOp, ast.MatchOr, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

_CHAIN_TYPES = frozenset(_CHAINS)


def _links(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values)
    if isinstance(node, ast.MatchOr):
        return len(node.patterns)
    generators: list[ast.comprehension] = getattr(node, "generators", [])
    return len(generators) + sum(len(generator.ifs) for generator in generators)


def too_deep_in_text(text: str) -> Token | None:
    """Return the token with which brackets or adjacent strings pass their limit, or None.

    Redundant brackets and pieces of one string leave no trace in a syntax tree.
    """
    if sum(map(text.count, "([{")) <= MAX_BRACKETS and sum(map(text.count, "'\"")) <= MAX_PIECES:
        return None
    pieces = 0
    for token in tokens(text):
        if token.kind != "comment":
            pieces = pieces + 1 if token.kind == "string" else 0
        if token.depth > MAX_BRACKETS or pieces > MAX_PIECES:
            return token
    return None
