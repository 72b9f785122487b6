"""What is unpacked must have as many parts as there are names.

## What it does
Reports `a, b = value` where the value is a number, a work item or a File, or comes from a function
of the scheduler that gives a tuple of another length; and a loop `for a, b in ...` over such.

## Why it matters on a farm
It is a TypeError or a ValueError in the middle of a cook. The second half of a range of ports, or
of what a farm answers, never arrives.

## Bad
    # onstartcook.py
    first, last = self["farmq_ports"].evaluateInt()
    self.ports = range(first, last)
    return True
    # scheduler.toml
    [[parameters]]
    name = "farmq_ports"
    type = "integer"

## Good
    # onstartcook.py
    first = self["farmq_ports"].evaluateInt()
    self.ports = range(first, first + 100)
    return True
    # scheduler.toml
    [[parameters]]
    name = "farmq_ports"
    type = "integer"

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.returns import can_fall_off, own_function
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG185", Severity.ERROR)

_WHOLE = {
    "int": "an integer",
    "float": "a number",
    "bool": "a yes or no",
    "WorkItem": "a work item",
    "File": "a File (path, tag, hash)",
}


@rule.node(ast.Assign)
def visit(node: ast.Assign, text: Text) -> Iterator[Finding]:
    """Report names that a value cannot be given to one by one."""
    target = node.targets[0]
    if not isinstance(target, ast.Tuple | ast.List):
        return
    if any(isinstance(one, ast.Starred) for one in target.elts):
        return
    told, wanted = _told(node.value, text), len(target.elts)
    if told in _WHOLE.values():
        message = f"{text.shown(node.value)} is {told}, which cannot be taken apart"
    elif told.isdigit() and int(told) != wanted:
        message = f"{text.shown(node.value)} gives {told} values, and there are {wanted} names"
    else:
        return
    if not is_guarded(node, text, "TypeError", "ValueError"):
        yield Finding(node, message)


@rule.node(ast.For)
def visit_loop(node: ast.For, text: Text) -> Iterator[Finding]:
    """Report names that each round of a loop cannot be given to one by one."""
    if isinstance(node.target, ast.Tuple):
        told = _WHOLE.get(text.context.inference.element_of(node.iter, text), "")
        if told and not is_guarded(node, text, "TypeError", "ValueError"):
            loop = text.shown(node.iter)
            yield Finding(node.target, f"each of {loop} is {told}, which cannot be taken apart")


def _told(node: ast.expr, text: Text) -> str:
    """Return what a value is where it is no tuple, else how many it has, "" where not told."""
    kind = text.context.inference.type_of(node, text)
    if kind in _WHOLE:
        return _WHOLE[kind]
    found = own_function(node, text)
    if found is None or can_fall_off(found[1].body, text.context.raising):
        return ""
    values = [one.value for one in _returns(found[1])]
    if not all(isinstance(one, ast.Tuple) for one in values):
        return ""
    sizes = {len(one.elts) for one in values if isinstance(one, ast.Tuple)}
    starred = any(isinstance(inner, ast.Starred) for one in values if one for inner in walk(one))
    return str(sizes.pop()) if len(sizes) == 1 and not starred else ""


def _returns(function: ast.FunctionDef) -> Iterator[ast.Return]:
    inner = [one for one in walk(function) if isinstance(one, ast.FunctionDef | ast.Lambda)]
    if len(inner) == 1:  # the function itself
        yield from (one for one in walk(function) if isinstance(one, ast.Return))
