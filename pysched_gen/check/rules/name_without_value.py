"""A name must have a value where it is read.

## What it does
Reports a local name that no path has given a value: it is set further down only, it was deleted, it
is the name of an `except` block that has ended, or an assignment in a function inside of the text
makes it local there (`total += 1`). A name that is set on some paths counts as set.

## Why it matters on a farm
It is an UnboundLocalError when the line runs. The name of an `except` block is gone after it, so
the line that reports the error is the one that fails.

## Bad
    # onschedule.py
    try:
        self.createJobDirsAndSerializeWorkItems(work_item)
    except OSError as error:
        pass
    self.cookWarning(str(error))
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    try:
        self.createJobDirsAndSerializeWorkItems(work_item)
    except OSError as error:
        self.cookWarning(str(error))
    return pdg.scheduleResult.Succeeded

## Since
Every release; Python 2 keeps the name of an `except` block.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.name_hints import PYTHON_2_ONLY, builtins_of
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.check.syntax.nodes import BINDS_NOTHING, children_of, names_in_passing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG117", Severity.ERROR)

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report names that are read before they can have a value."""
    if text.kind in (Kind.CALLBACK, Kind.INIT):
        yield from _scope(text.tree, text.tree.body, set(text.arguments), text)
    if text.kind is Kind.HEADER and _names_are_told(text):
        yield from _scope(text.tree, text.tree.body, _names_from_outside(text), text)
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    functions += text.nodes.of(ast.FunctionDef)
    functions += text.nodes.of(ast.AsyncFunctionDef)
    for function in functions:
        arguments = {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
        yield from _scope(function, function.body, arguments, text)


def _names_from_outside(text: Text) -> set[str]:
    """Return what a name of the module may be before the module sets it."""
    functions = (one for every in text.context.texts for one in every.nodes.of(ast.Global))
    own = {name for one in functions for name in one.names}
    # Which Python has a builtin is undefined-name's.
    return {*builtins_of((99, 0)), *PYTHON_2_ONLY, "pdg", *own}


def _names_are_told(text: Text) -> bool:
    """Return whether the module gets names by statements only."""
    stars = any(alias.name == "*" for one in text.nodes.of(ast.ImportFrom) for alias in one.names)
    through = any(one.id in ("globals", "vars", "exec") for one in text.nodes.of(ast.Name))
    return not stars and not through


def _scope(
    scope: ast.AST, body: list[ast.stmt], arguments: set[str], text: Text
) -> Iterator[Finding]:
    declared = text.names_declared(scope, ast.Global)
    declared |= frozenset(
        name
        for node in text.nodes.of(ast.Nonlocal)
        if text.function_of(node) is scope
        for name in node.names
    )
    local = set(text.stores(scope)) - declared - arguments
    if not local:
        return
    python_2 = text.context.scheduler.release.python_2
    walk = _Walk(local, python_2=python_2, in_passing=ast.NamedExpr in text.nodes.types)
    walk.block(body, set())
    reported = set()
    for name, why in walk.found:
        if name.id not in reported and not is_guarded(name, text, "NameError"):
            reported.add(name.id)
            yield Finding(name, f"{name.id} has no value here: {why}")


class _Walk:
    """Follows what may be bound, statement by statement."""

    def __init__(self, local: set[str], *, python_2: bool, in_passing: bool) -> None:
        self._local = local
        self._in_passing = in_passing  # the text has `:=` somewhere
        self._python_2 = python_2
        self._gone: dict[str, str] = {}
        self.found: list[tuple[ast.Name, str]] = []

    def block(self, statements: Iterable[ast.stmt], bound: set[str]) -> set[str]:
        for statement in statements:
            bound = self._statement(statement, bound)
        return bound

    def _statement(  # noqa: PLR0911 - one line a kind of statement
        self, node: ast.stmt, bound: set[str]
    ) -> set[str]:
        if isinstance(node, ast.If):
            bound = self._read(node.test, bound)
            return self.block(node.body, set(bound)) | self.block(node.orelse, set(bound))
        if isinstance(node, _LOOPS):
            return self._loop(node, bound)
        if isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            return self._try(node, bound)  # type: ignore[arg-type]
        if isinstance(node, ast.With | ast.AsyncWith):
            for item in node.items:
                bound = self._read(item.context_expr, bound)
                bound |= _bound_in(item.optional_vars)
            return self.block(node.body, bound)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for one in node.decorator_list:
                bound = self._read(one, bound)
            return bound | {node.name}
        if isinstance(node, ast.Delete):
            return self._delete(node, bound)
        if isinstance(node, ast.Match):
            return self._read(node.subject, bound) | _bound_in(node)
        return self._simple(node, bound)

    def _simple(self, node: ast.stmt, bound: set[str]) -> set[str]:
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            self._check(node.target, bound)
        if isinstance(node, ast.AnnAssign):
            bound = self._read(node.value, bound) if node.value else bound
            return bound | _bound_in(node.target)
        return self._read(node, bound) | _bound_in(node)

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While, bound: set[str]) -> set[str]:
        head = node.test if isinstance(node, ast.While) else node.iter
        # A later round sees what an earlier one has set.
        inside = bound | {name for one in node.body for name in _bound_in(one)}
        if isinstance(node, ast.While):
            inside = self._read(head, inside)
            bound = bound | names_in_passing(head)
        else:
            bound = self._read(head, bound)
            inside = inside | bound | _bound_in(node.target)
        inside = self.block(node.body, inside)
        return self.block(node.orelse, inside | bound)

    def _try(self, node: ast.Try, bound: set[str]) -> set[str]:
        before = set(bound)
        body = self.block(node.body, set(bound))
        # An error may come from anywhere in the body.
        partly = before | body | {name for one in node.body for name in _bound_in(one)}
        after = self.block(node.orelse, set(body))
        for handler in node.handlers:
            own = {handler.name} if handler.name else set()
            end = self.block(handler.body, partly | own)
            if handler.name and not self._python_2:
                end -= own
                self._gone[handler.name] = "the except block that has it has ended"
            after |= end
        return self.block(node.finalbody, after | before | (partly if node.finalbody else set()))

    def _delete(self, node: ast.Delete, bound: set[str]) -> set[str]:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self._check(target, bound)
                bound = bound - {target.id}
                self._gone[target.id] = "it was deleted"
            else:
                bound = self._read(target, bound)
        return bound

    def _read(self, node: ast.AST, bound: set[str]) -> set[str]:
        """Look at the names that `node` reads, in order, but not inside of functions."""
        bound = bound | names_in_passing(node) if self._in_passing else bound
        stack = [(node, bound)]
        while stack:
            one, known = stack.pop()
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
                self._check(one, known)
            if isinstance(one, _SCOPES):
                continue
            if isinstance(one, _COMPREHENSIONS):
                known = known | {name for part in one.generators for name in _bound_in(part.target)}
            stack.extend((child, known) for child in children_of(one))
        return bound

    def _check(self, name: ast.Name, bound: set[str]) -> None:
        if name.id in self._local and name.id not in bound:
            why = self._gone.get(name.id, "it is set further down only")
            self.found.append((name, why))


def _bound_in(node: ast.AST | None) -> set[str]:
    """Return the names that `node` may bind, functions in it aside."""
    found: set[str] = set()
    stack = [node] if node is not None else []
    while stack:
        one = stack.pop()
        if type(one) in BINDS_NOTHING:
            stack.extend(children_of(one))
            continue
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            found.add(one.id)
        elif isinstance(one, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in one.names}
        elif isinstance(getattr(one, "name", None), str):
            found.add(one.name)  # type: ignore[attr-defined]
        if isinstance(getattr(one, "rest", None), str):
            found.add(one.rest)  # type: ignore[attr-defined]
        if not isinstance(one, _SCOPES):
            stack.extend(children_of(one))
    return found
