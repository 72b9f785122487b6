"""Small questions about syntax that several rules ask."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
__all__ = ["dotted_name", "imports_of_pdg", "own_nodes", "parameter_of_self"]


def dotted_name(node: ast.AST, aliases: Mapping[str, str] | None = None) -> str:
    """Give "pdg.scheduleResult.Failed" for such an expression, "" for any other.

    `aliases` says what the first name stands for, see `imports_of_pdg`.
    """
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append((aliases or {}).get(node.id, node.id))
    return ".".join(reversed(parts))


def imports_of_pdg(nodes: Iterable[ast.Import | ast.ImportFrom]) -> dict[str, str]:
    """Give the names that imports bind to parts of pdg, as {"result": "pdg.scheduleResult"}."""
    found = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update({a.asname: a.name for a in node.names if a.asname and a.name == "pdg"})
        elif node.module == "pdg" and not node.level:
            found.update({a.asname or a.name: f"pdg.{a.name}" for a in node.names})
    return found


def parameter_of_self(node: ast.Subscript) -> str | None:
    """Give "x" for `self["x"]`, None for anything else."""
    index = node.slice
    if not isinstance(node.value, ast.Name) or node.value.id != "self":
        return None
    is_text = isinstance(index, ast.Constant) and isinstance(index.value, str)
    return index.value if is_text else None  # type: ignore[attr-defined]


def own_nodes(statements: list[ast.stmt]) -> Iterator[ast.AST]:
    """Give every node of `statements`, but none of the functions and classes inside them."""
    stack: list[ast.AST] = list(reversed(statements))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _SCOPES):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
