"""A syntax tree in, its nodes by type and by what they are part of out, after one walk.

Besides, the small questions about syntax that several rules ask.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "BINDS_NOTHING",
    "Index",
    "children_of",
    "dotted_name",
    "imports_of_pdg",
    "names_in_passing",
    "own_nodes",
    "parameter_of_self",
    "parts_of_text",
    "walk",
]

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
            children = children_of(node)
            self._parents.update(dict.fromkeys(children, node))
            stack.extend(reversed(children))
        self._types = frozenset(self._by_type)

    def of(self, *types: type[NodeType]) -> Iterator[NodeType]:
        """Return the nodes that are exactly of one of `types`, in order of the text for each."""
        for node_type in types:
            yield from self._by_type.get(node_type, ())  # type: ignore[misc]

    @property
    def types(self) -> frozenset[type[ast.AST]]:
        """Return the types of nodes there are."""
        return self._types

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Return the node that `node` is part of, None for a statement of the text itself."""
        return self._parents.get(node)


_SHARED = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
_LEAVES = frozenset(one for kind in _SHARED for one in kind.__subclasses__())
# Fields that hold none of the nodes that `Index` has, whatever has them.
_PLAIN_FIELDS = frozenset(
    {
        *("ctx", "op", "ops", "id", "attr", "kind", "type_comment", "module", "level", "arg"),
        *("asname", "rest", "kwd_attrs", "simple", "is_async", "conversion"),
    }
)
_FIELDS: dict[type[ast.AST], tuple[str, ...]] = dict.fromkeys(
    (ast.Name, ast.Constant, ast.alias, ast.Global, ast.Nonlocal), ()
)
_KEPT = "_psg_children"
# Nodes that bind no name themselves and have no scope: most of those in a text.
BINDS_NOTHING: frozenset[type[ast.AST]] = frozenset(
    {
        *(ast.Attribute, ast.Call, ast.Constant, ast.Subscript, ast.BinOp, ast.BoolOp),
        *(ast.Compare, ast.UnaryOp, ast.IfExp, ast.JoinedStr, ast.FormattedValue, ast.Starred),
        *(ast.Tuple, ast.List, ast.Dict, ast.Set, ast.keyword, ast.Slice, ast.withitem),
        *(ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.If, ast.For, ast.While),
        *(ast.Try, ast.With, ast.Raise, ast.Assert, ast.Delete, ast.Pass, ast.Break),
        ast.Continue,
    }
)


def children_of(node: ast.AST) -> list[ast.AST]:
    """Return the nodes that `node` is made of, in order of the text, as `Index` has them.

    They are kept with `node`, which nothing changes: the list is not the caller's.
    """
    kept: list[ast.AST] | None = node.__dict__.get(_KEPT)
    if kept is not None:
        return kept
    fields = _FIELDS.get(type(node))
    if fields is None:
        fields = tuple(one for one in node._fields if one not in _PLAIN_FIELDS)
        _FIELDS[type(node)] = fields
    found: list[ast.AST] = []
    for name in fields:
        value = getattr(node, name, None)
        if type(value) is list:
            found += [one for one in value if isinstance(one, ast.AST) and type(one) not in _LEAVES]
        elif isinstance(value, ast.AST) and type(value) not in _LEAVES:
            found.append(value)
    node.__dict__[_KEPT] = found
    return found


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """Return `node` and all that it is made of, in the order of `ast.walk`."""
    level = [node]
    while level:
        yield from level
        level = [child for one in level for child in children_of(one)]


def dotted_name(node: ast.AST, aliases: Mapping[str, str] | None = None) -> str:
    """Return "pdg.scheduleResult.Failed" for such an expression, "" for any other.

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
    """Return the names that imports bind to parts of pdg, as {"result": "pdg.scheduleResult"}."""
    found = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update({a.asname: a.name for a in node.names if a.asname and a.name == "pdg"})
        elif node.module == "pdg" and not node.level:
            found.update({a.asname or a.name: f"pdg.{a.name}" for a in node.names})
    return found


def parameter_of_self(node: ast.Subscript) -> str | None:
    """Return "x" for `self["x"]`, None for anything else."""
    index = node.slice
    if not isinstance(node.value, ast.Name) or node.value.id != "self":
        return None
    is_text = isinstance(index, ast.Constant) and isinstance(index.value, str)
    return index.value if is_text else None  # type: ignore[attr-defined]


def names_in_passing(node: ast.AST) -> set[str]:
    """Return the names that the expressions in `node` bind with `:=`."""
    return {one.target.id for one in ast.walk(node) if isinstance(one, ast.NamedExpr)}


def parts_of_text(node: ast.expr) -> Iterator[ast.expr]:
    """Return what a text is put together of, `node` itself where it is not put together."""
    pieces = _pieces(node)
    if pieces is None:
        yield node
    else:
        for piece in pieces:
            yield from parts_of_text(piece)


def _pieces(node: ast.expr) -> list[ast.expr] | None:
    if isinstance(node, ast.JoinedStr):
        return [one.value for one in node.values if isinstance(one, ast.FormattedValue)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return [node.left, node.right]
    if isinstance(node, ast.Tuple | ast.List):
        return node.elts
    if isinstance(node, ast.Call):
        converts = getattr(node.func, "id", "") in ("str", "repr")
        if converts or getattr(node.func, "attr", "") == "format":
            return [*node.args, *(keyword.value for keyword in node.keywords)]
    return None


def own_nodes(statements: list[ast.stmt]) -> Iterator[ast.AST]:
    """Return every node of `statements`, but none of the functions and classes inside them."""
    stack: list[ast.AST] = list(reversed(statements))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _SCOPES):
            stack.extend(reversed(children_of(node)))


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
