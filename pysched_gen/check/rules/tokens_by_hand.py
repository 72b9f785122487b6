"""Tokens of a command must be replaced by expandCommandTokens.

## What it does
Reports `command.replace("__PDG_ITEM_NAME__", ...)` and the like, except in an expandCommandTokens
of one's own.

## Why it matters on a farm
A list by hand misses tokens: `__PDG_HFS__`, `__PDG_ITEM_ID__`, those that a later Houdini adds or
a node defines. The command then fails on the farm with a path that starts with `__PDG`.

## Bad
    # onschedule.py
    command = work_item.command.replace("__PDG_ITEM_NAME__", work_item.name)
    self.command = command
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    command = self.expandCommandTokens(work_item.command, work_item)
    self.command = command
    return pdg.scheduleResult.Succeeded

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

rule = Rule(__name__, "PSG134", Severity.WARNING)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a token that is replaced."""
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr != "replace" or not node.args:
        return
    token = node.args[0]
    value = token.value if isinstance(token, ast.Constant) else ""
    if not isinstance(value, str) or not value.startswith("__PDG_"):
        return
    around = text.function_of(node)
    if getattr(around, "name", text.method) != "expandCommandTokens":
        yield Finding(
            node,
            f"{value} is replaced by hand, other tokens are not; write "
            "self.expandCommandTokens(work_item.command, work_item)",
        )
