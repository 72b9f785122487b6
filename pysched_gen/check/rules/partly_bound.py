"""A name must have a value on every way that leads to where it is read.

## What it does
Reports a name that is set in one branch of an `if` or `match`, or in a `try` whose handler goes on,
and is read behind it whatever happened. Only a read that no test stands before is reported, and
only where the name is set nowhere else.

## Why it matters on a farm
It is an UnboundLocalError on the way that was not tried: the item without a command, the first
answer of the farm that is no number.

## Bad
    # onschedule.py
    if work_item.isBatch:
        count = 2
    self.cookWarning("jobs: {}".format(count))
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    count = 1
    if work_item.isBatch:
        count = 2
    self.cookWarning("jobs: {}".format(count))
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.returns import can_fall_off, takes_all
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import BINDS_NOTHING, children_of, names_in_passing, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG109", Severity.WARNING)

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
_SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Assert, ast.Raise)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report names that one way leaves without a value."""
    for scope in text.scopes:
        if isinstance(scope, ast.Lambda) or (scope is text.tree and not text.method):
            continue
        arguments = set(text.arguments) if scope is text.tree else set()
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = {one.arg for one in walk(scope.args) if isinstance(one, ast.arg)}
        declared = text.names_declared(scope, ast.Global)
        own = set(text.stores(scope)) - arguments - declared
        for block in _blocks(scope):
            yield from _block(block, own, scope, text)


def _blocks(scope: ast.AST) -> Iterator[list[ast.stmt]]:
    stack: list[ast.AST] = [scope]
    while stack:
        node = stack.pop()
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield block
                stack.extend(one for one in block if not isinstance(one, _SCOPES))
        stack.extend(getattr(node, "handlers", []))
        stack.extend(getattr(node, "cases", []))


def _block(block: list[ast.stmt], own: set[str], scope: ast.AST, text: Text) -> Iterator[Finding]:
    raising = text.context.raising
    for place, statement in enumerate(block):
        branches = isinstance(statement, ast.If | ast.Try | ast.Match)
        bound = _bound(statement) & own if branches else None
        if not bound or not can_fall_off([statement], raising):
            continue
        for name in sorted(bound - _always(statement, raising)):
            inside = {id(one) for one in walk(statement)}
            if all(id(one) in inside for one in text.stores(scope)[name]):
                read = _read_behind(name, statement, block[place + 1 :])
                if read is not None and not is_guarded(read, text, "NameError"):
                    cause = _cause(name, statement, raising)
                    yield Finding(read, _told(name, cause), severity=_severity(cause))


def _cause(name: str, statement: ast.stmt, raising: frozenset[str]) -> ast.stmt:
    """Return what leaves `name` without a value: where every error ends it, a test of the try."""
    if not isinstance(statement, ast.Try):
        return statement
    for one in statement.handlers:
        goes_on = can_fall_off(one.body, raising) and not _leaves(one.body)
        if goes_on and name not in _always_in(one.body, raising):
            return statement
    tests = (one for one in statement.body + statement.orelse if isinstance(one, ast.If))
    return next((one for one in tests if name in _bound(one)), statement)


def _severity(statement: ast.stmt) -> Severity | None:
    """Return how bad it is; a chain of tests may well cover all there is."""
    chain = isinstance(statement, ast.If) and bool(statement.orelse)
    chain = chain or (isinstance(statement, ast.Match) and len(statement.cases) > 1)
    return Severity.NOTE if chain else None


def _told(name: str, statement: ast.stmt) -> str:
    if isinstance(statement, ast.If):
        way = f"the test in line {statement.lineno} is false"
        if statement.orelse:
            way = f"no test from line {statement.lineno} on is true"
    elif isinstance(statement, ast.Match):
        way = f"no case from line {statement.lineno} on fits"
    else:
        way = f"the error that line {statement.lineno} waits for comes"
    return f"{name} has no value here where {way}; give it one before"


def _always(node: ast.stmt, raising: frozenset[str]) -> set[str]:
    """Return the names that have a value once control is behind `node`."""
    if isinstance(node, ast.If):
        ways = [node.body, node.orelse]
        always = _common([_always_in(way, raising) for way in ways if can_fall_off(way, raising)])
        return always | names_in_passing(node.test)
    if isinstance(node, ast.Match):
        fit = [case.body for case in node.cases if can_fall_off(case.body, raising)]
        every = [_always_in(way, raising) for way in fit]
        # Without a case for all the rest, none may have run.
        return (_common(every) if takes_all(node) else set()) | names_in_passing(node.subject)
    if isinstance(node, ast.Try):
        # With or without else, the whole body has run.
        ways = [node.body + node.orelse, *(handler.body for handler in node.handlers)]
        ways = [way for way in ways if can_fall_off(way, raising) and not _leaves(way)]
        behind = _always_in(node.finalbody, raising)
        return _common([_always_in(way, raising) for way in ways]) | behind
    return _bound(node)


def _common(sets: list[set[str]]) -> set[str]:
    return set.intersection(*sets) if sets else set()


def _always_in(block: list[ast.stmt], raising: frozenset[str]) -> set[str]:
    return {name for statement in block for name in _always(statement, raising)}


_LEAVING = ("exit", "abort", "fatal", "fail", "die", "raise", "throw")


def _leaves(block: list[ast.stmt]) -> bool:
    """Return whether the last statement calls what may never come back, `sys.exit`."""
    last = block[-1].value if block and isinstance(block[-1], ast.Expr) else None
    if not isinstance(last, ast.Call):
        return False
    name = getattr(last.func, "attr", "") or getattr(last.func, "id", "")
    return any(word in name.lower() for word in _LEAVING) and "workitem" not in name.lower()


def _bound(node: ast.AST) -> set[str]:
    found = set()
    stack = [node]
    while stack:
        one = stack.pop()
        if type(one) in BINDS_NOTHING:
            stack.extend(children_of(one))
            continue
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            found.add(one.id)
        elif isinstance(one, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in one.names}
        elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(one.name)
        if not isinstance(one, _SCOPES):
            stack.extend(children_of(one))
    return found


def _read_behind(name: str, before: ast.stmt, block: list[ast.stmt]) -> ast.Name | None:
    """Return the first read of `name` that nothing asks before, in the statements behind."""
    tested = {one.id for one in walk(before) if isinstance(one, ast.Name)}
    for statement in block:
        if isinstance(statement, _SIMPLE):
            read = _plain_read(name, statement)
            if read is not None:
                return read
            continue
        for head in _heads(statement):
            read = _plain_read(name, head)
            if read is not None:
                return read
        words = {one.id for one in walk(statement) if isinstance(one, ast.Name)}
        attributes = any(isinstance(one, ast.Attribute) for one in walk(statement))
        # What leaves on the way that has no value, or may: not known any more.
        if name in words or (isinstance(statement, ast.If) and (words & tested or attributes)):
            return None
    return None


def _heads(statement: ast.stmt) -> list[ast.expr]:
    """Return what a statement with blocks reads before any of them, whatever happens."""
    if isinstance(statement, ast.For):
        return [statement.iter]
    if isinstance(statement, ast.If | ast.While):
        return [statement.test]
    if isinstance(statement, ast.With):
        return [one.context_expr for one in statement.items]
    return [statement.subject] if isinstance(statement, ast.Match) else []


def _plain_read(name: str, statement: ast.AST) -> ast.Name | None:
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop(0)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            return node
        if isinstance(node, _COMPREHENSIONS) and name in _targets(node):
            stack.append(node.generators[0].iter)  # all but this has a `name` of its own
        elif isinstance(node, ast.IfExp | ast.BoolOp):
            # Whatever comes out, this is read.
            stack.append(node.test if isinstance(node, ast.IfExp) else node.values[0])
        elif not isinstance(node, (*_SCOPES, ast.GeneratorExp)):
            stack.extend(children_of(node))
    return None


def _targets(node: ast.ListComp | ast.SetComp | ast.DictComp) -> set[str]:
    return {
        one.id for part in node.generators for one in walk(part.target) if isinstance(one, ast.Name)
    }
