"""Tokens of a command must be replaced by expandCommandTokens.

## What it does
Reports `command.replace("__PDG_ITEM_NAME__", ...)` and the like, also in a loop over tokens and
what they stand for, except in an expandCommandTokens of one's own.

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
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG134", Severity.WARNING)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a token that is replaced."""
    if not _is_replaced(node):
        return
    value = node.args[0].value  # type: ignore[attr-defined]
    around = text.function_of(node)
    if getattr(around, "name", text.method) != "expandCommandTokens":
        yield Finding(
            node,
            f"{value} is replaced by hand, other tokens are not; write "
            "self.expandCommandTokens(work_item.command, work_item)",
            edits=_edits(node, text),
        )


def _edits(node: ast.Call, text: Text) -> tuple[Edit, ...]:
    """Return the edit that lets PDG replace all tokens of the text that this is called on."""
    last, parent = node, text.parent_of(node)
    while isinstance(parent, ast.Attribute) and _is_replaced(text.parent_of(parent)):
        last = text.parent_of(parent)  # type: ignore[assignment]
        parent = text.parent_of(last)
    first: ast.expr = last
    while _is_replaced(first):
        first = first.func.value  # type: ignore[attr-defined]
    around = text.function_of(node)
    names = text.arguments if around is None else [one.arg for one in around.args.args]
    if "work_item" not in names or "self" not in names:
        return ()
    new = f"self.expandCommandTokens({text.parsed.source(first)}, work_item)"
    return replaced(last, new, text, safe=False)


def _is_replaced(node: ast.AST | None) -> bool:
    """Return whether `node` replaces a token of PDG."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    token = node.args[0] if node.func.attr == "replace" and node.args else None
    return token is not None and _is_token(token)


def _is_token(node: ast.expr) -> bool:
    value = node.value if isinstance(node, ast.Constant) else ""
    return isinstance(value, str) and value.startswith("__PDG_")


@rule.node(ast.For)
def visit_loop(node: ast.For, text: Text) -> Iterator[Finding]:
    """Report a loop over tokens and what they stand for that replaces each."""
    pairs = node.iter.elts if isinstance(node.iter, ast.Tuple | ast.List) else []
    first = pairs[0].elts[0] if pairs and isinstance(pairs[0], ast.Tuple) else None
    target = node.target.elts[0] if isinstance(node.target, ast.Tuple) else None
    around = getattr(text.function_of(node), "name", text.method)
    if first is None or not _is_token(first) or not isinstance(target, ast.Name):
        return
    for call in (one for part in node.body for one in walk(part) if isinstance(one, ast.Call)):
        given = call.args[0] if getattr(call.func, "attr", "") == "replace" and call.args else None
        if getattr(given, "id", "") == target.id and around != "expandCommandTokens":
            yield Finding(
                node,
                "these tokens are replaced by hand, others are not; write "
                "self.expandCommandTokens(work_item.command, work_item)",
            )
            return
