"""A syntax tree in, its nodes by type and by what they are part of out, after one walk."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Index"]

NodeType = TypeVar("NodeType", bound=ast.AST)


class Index:
    """The nodes of one tree.

    Left out are `Load`, `Add` and the like: Python has one of each for all trees.
    """

    def __init__(self, tree: ast.Module) -> None:
        """Walk `tree` once."""
        self._by_type: dict[type[ast.AST], list[ast.AST]] = {}
        self._parents: dict[ast.AST, ast.AST] = {}
        stack: list[ast.AST] = list(reversed(tree.body))
        while stack:
            node = stack.pop()
            self._by_type.setdefault(type(node), []).append(node)
            children = list(_children(node))
            self._parents.update(dict.fromkeys(children, node))
            stack.extend(reversed(children))

    def of(self, *types: type[NodeType]) -> Iterator[NodeType]:
        """Give the nodes that are exactly of one of `types`, in order of the text for each."""
        for node_type in types:
            yield from self._by_type.get(node_type, ())  # type: ignore[misc]

    @property
    def types(self) -> frozenset[type[ast.AST]]:
        """Give the types of nodes there are."""
        return frozenset(self._by_type)

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Give the node that `node` is part of, None for a statement of the text itself."""
        return self._parents.get(node)


_SHARED = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            for item in value:
                if isinstance(item, ast.AST) and not isinstance(item, _SHARED):
                    yield item
        elif isinstance(value, ast.AST) and not isinstance(value, _SHARED):
            yield value
