"""Statements in, the names they use without binding them out.

Python's own rules: a name that is bound anywhere in a function is local to all of it, a class
body is not seen from the functions in it, a comprehension is a scope of its own. A name that is
bound only on some paths counts as bound.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.nodes import BINDS_NOTHING, children_of, dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["bound_names", "free_names"]


@dataclass(slots=True)
class _Scope:
    kind: str  # "function", "class" or "comprehension"
    parent: _Scope | None
    bound: set[str] = field(default_factory=set)
    outer: set[str] = field(default_factory=set)  # declared global or nonlocal
    used: list[ast.Name] = field(default_factory=list)

    def sees(self, name: str) -> bool:
        if name in self.bound and name not in self.outer:
            return True
        parent = self.parent
        while parent is not None and (parent.kind == "class" or name not in parent.bound):
            parent = parent.parent
        return parent is not None


def free_names(tree: ast.Module, bound: Iterable[str], *, in_class: bool = False) -> list[ast.Name]:
    """Return the uses in `tree` of names that neither it nor `bound` binds, in order of the text.

    `in_class` says that the statements are the body of a class.
    """
    walk = _Walk()
    walk.scope.bound.update(bound)
    walk.inside("class" if in_class else "function", tree.body)
    free = [name for scope in walk.scopes for name in scope.used if not scope.sees(name.id)]
    return sorted(free, key=lambda name: (name.lineno, name.col_offset))


def bound_names(tree: ast.Module) -> frozenset[str] | None:
    """Return the names that `tree`, a module, binds.

    None where that cannot be told: it imports `*`, writes to `globals()`, or has an enum do that.
    """
    walk = _Walk()
    walk.all(tree.body)
    if "*" in walk.scope.bound or any(name.id in _WRITERS for name in walk.scope.used):
        return None
    decorators = (one for node in tree.body for one in getattr(node, "decorator_list", ()))
    if any(dotted_name(one) == "enum.global_enum" for one in decorators):
        return None
    return frozenset(walk.scope.bound)


_WRITERS = frozenset({"globals", "vars", "locals", "exec", "execfile", "global_enum"})


class _Walk:
    """Fills the scopes of a text; recursion is safe at the depth that parsing lets pass."""

    def __init__(self) -> None:
        self.scope = _Scope("function", None)
        self.scopes = [self.scope]

    def all(self, nodes: Sequence[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.one(node)

    def one(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            self._name(node)
        elif type(node) in BINDS_NOTHING:
            self.all(children_of(node))
        elif isinstance(node, _FUNCTIONS):
            self._function(node)
        elif isinstance(node, ast.ClassDef):
            self._class(node)
        elif isinstance(node, ast.Lambda):
            self.all(_defaults(node.args))
            self.inside("function", [node.body], _argument_names(node.args))
        elif isinstance(node, _COMPREHENSIONS):
            self._comprehension(node)
        elif isinstance(node, ast.NamedExpr):
            self.one(node.value)
            self._bind_outside_comprehension(node.target.id)
        elif isinstance(node, ast.AnnAssign):
            # An annotation is not evaluated, or only where names are missing on purpose.
            self.all([node.target, node.value])
        else:
            self.scope.bound.update(_bindings(node))
            if isinstance(node, _OUTER):
                self.scope.outer.update(node.names)
            self.all(children_of(node))

    def _name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.scope.bound.add(node.id)
        else:
            self.scope.used.append(node)

    def inside(self, kind: str, nodes: Sequence[ast.AST], bound: Sequence[str] = ()) -> None:
        outside = self.scope
        self.scope = _Scope(kind, outside, set(bound))
        self.scopes.append(self.scope)
        self.all(nodes)
        self.scope = outside

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.scope.bound.add(node.name)
        self.all([*node.decorator_list, *_defaults(node.args)])
        names = [*_argument_names(node.args), *_type_parameters(node)]
        self.inside("function", node.body, [*names, "__class__"])

    def _class(self, node: ast.ClassDef) -> None:
        self.scope.bound.add(node.name)
        self.all(node.decorator_list)
        names = _type_parameters(node)
        if names:
            self.inside("function", [*node.bases, *node.keywords], names)
        else:
            self.all([*node.bases, *node.keywords])
        self.inside("class", node.body, [*names, "__module__", "__qualname__"])

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    ) -> None:
        self.one(node.generators[0].iter)
        first, *others = node.generators
        elements = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.inside("comprehension", [first.target, *first.ifs, *others, *elements])

    def _bind_outside_comprehension(self, name: str) -> None:
        scope: _Scope = self.scope
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        scope.bound.add(name)


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_OUTER = (ast.Global, ast.Nonlocal)
_CATCHES = (ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _bindings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name
    elif isinstance(node, _CATCHES):
        name = node.rest if isinstance(node, ast.MatchMapping) else node.name
        yield from () if name is None else (name,)
    yield from _type_parameters(node)


def _argument_names(arguments: ast.arguments) -> list[str]:
    every = [
        *arguments.posonlyargs,
        *arguments.args,
        *arguments.kwonlyargs,
        arguments.vararg,
        arguments.kwarg,
    ]
    return [argument.arg for argument in every if argument is not None]


def _defaults(arguments: ast.arguments) -> list[ast.expr | None]:
    return [*arguments.defaults, *arguments.kw_defaults]


def _type_parameters(node: ast.AST) -> list[str]:
    return [parameter.name for parameter in getattr(node, "type_params", [])]
