"""A command must not be split at its blanks.

## What it does
Reports `work_item.command.split()` and `.split(" ")`, and the same on what expandCommandTokens
gives.

## Why it matters on a farm
Paths stand in quotes there, `"__PDG_HYTHON__" "__PDG_SCRIPTDIR__/rop.py"`. Splitting at blanks
keeps the quotes as part of the words, so nothing is found, and breaks every path with a blank.

## Bad
    # onschedule.py
    words = self.expandCommandTokens(work_item.command, work_item).split()
    self.words = words
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import shlex
    words = shlex.split(self.expandCommandTokens(work_item.command, work_item))
    self.words = words
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import import_edit, replaced
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG135", Severity.NOTE)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a command that is split at blanks."""
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr != "split" or node.keywords:
        return
    blank = [one for one in node.args if not (isinstance(one, ast.Constant) and one.value == " ")]
    if blank or len(node.args) > 1 or not _is_command(function.value, text):
        return
    new = f"shlex.split({text.parsed.source(function.value)})"
    yield Finding(
        node,
        "a command has quotes, which split() keeps and breaks; write shlex.split(command)",
        edits=(*import_edit("shlex", text), *replaced(node, new, text, safe=False)),
    )


def _is_command(node: ast.expr, text: Text) -> bool:
    if isinstance(node, ast.Name):
        stores = [one for scope in text.scopes for one in text.stores(scope).get(node.id, ())]
        parents = [text.parent_of(one) for one in stores]
        values = [one.value for one in parents if isinstance(one, ast.Assign)]
        return len(values) == len(stores) == 1 and _is_command(values[0], text)
    inference = text.context.inference
    if isinstance(node, ast.Attribute) and node.attr in ("command", "platformCommand"):
        return inference.type_of(node.value, text) in ("WorkItem", "BatchWorkItem")
    called = isinstance(node, ast.Call) and inference.type_of(node.func, text)
    return called == "method self.expandCommandTokens"
