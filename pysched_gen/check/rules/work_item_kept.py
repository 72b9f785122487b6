"""A work item must not be kept after it has ended.

## What it does
Reports a work item that is put into an attribute of self, or into a list or dictionary there, of
which nothing is ever taken out. An id, a name or a command may be kept.

## Why it matters on a farm
PDG frees items when a node is dirtied. Whatever is done with one that was kept may crash Houdini,
and until then the item's data stay in memory: graphs of 100,000 items fill it.

## Bad
    # onschedule.py
    self.items[work_item.id] = work_item
    return pdg.scheduleResult.Succeeded
    # init.py
    self.items = {}

## Good
    # onschedule.py
    self.names[work_item.id] = work_item.name
    return pdg.scheduleResult.Succeeded
    # init.py
    self.names = {}

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG133", Severity.WARNING)

_ITEMS = frozenset({"WorkItem", "BatchWorkItem"})
_TAKES_OUT = frozenset({"pop", "popitem", "remove", "discard", "clear", "popleft"})


@rule.node(ast.Assign)
def visit_assignment(node: ast.Assign, text: Text) -> Iterator[Finding]:
    """Report an item that is put into a dictionary of self."""
    if text.context.inference.type_of(node.value, text) in _ITEMS:
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                yield from _kept(node, target.value, text)


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report an item that is put into a list or set of self."""
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr in ("append", "add", "appendleft"):
        kinds = [text.context.inference.type_of(one, text) for one in node.args]
        if len(kinds) == 1 and kinds[0] in _ITEMS:
            yield from _kept(node, function.value, text)


def _kept(node: ast.AST, owner: ast.expr, text: Text) -> Iterator[Finding]:
    of_self = isinstance(owner, ast.Attribute) and isinstance(owner.value, ast.Name)
    if not isinstance(owner, ast.Attribute) or not of_self or _is_emptied(owner.attr, text):
        return
    if text.context.inference.type_of(owner.value, text) == "self":
        yield Finding(
            node,
            f"self.{owner.attr} keeps the work item and nothing takes it out; keep work_item.id, "
            "and get the item by self.context.graph.workItemById(id)",
        )


def _is_emptied(name: str, text: Text) -> bool:
    stores = 0
    for one in text.context.texts:
        for node in one.nodes.of(ast.Attribute):
            if node.attr != name:
                continue
            parent = one.parent_of(node)
            stores += isinstance(node.ctx, ast.Store)
            if isinstance(parent, ast.Attribute) and parent.attr in _TAKES_OUT:
                return True
            if isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Del):
                return True
            if isinstance(parent, ast.Call) or (
                isinstance(parent, ast.Assign) and node is parent.value
            ):
                return True  # handed on: whoever has it may empty it
    return stores > 1  # made anew, at the start of a cook
