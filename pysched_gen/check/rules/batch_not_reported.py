"""The items of a batch must be reported one by one.

## What it does
Reports a loop over the items of a batch (`work_item.batchItems`) in which each report names the
batch as a whole: the index is -1 every time.

## Why it matters on a farm
-1 means the batch itself, so the first report ends all of its items at once: what depends on the
last one starts before its files are there, and a failure of the second is never seen.

## Bad
    # onschedule.py
    for item in work_item.batchItems:
        self.onWorkItemSucceeded(work_item.id, -1, 0.0)
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    for item in work_item.batchItems:
        self.onWorkItemSucceeded(work_item.id, item.batchIndex, 0.0)
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG147", Severity.WARNING)

_REPORTS = frozenset(
    f"{start}{end}"
    for start in ("onWorkItem", "workItem")
    for end in ("Succeeded", "Failed", "Canceled", "StartCook")
)


@rule.node(ast.For)
def visit(node: ast.For, text: Text) -> Iterator[Finding]:
    """Report a loop that tells the batch's end once for each of its items."""
    batch = _batch(node.iter, text)
    if batch is None:
        return
    for call in (one for one in walk(node) if isinstance(one, ast.Call)):
        function = call.func
        if not isinstance(function, ast.Attribute) or function.attr not in _REPORTS:
            continue
        if len(call.args) > 1 and _is_whole(call.args[1]) and _is_of(call.args[0], batch):
            yield Finding(
                call.args[1],
                "-1 is the batch as a whole, and this is one of its items; give its batchIndex",
            )


def _batch(node: ast.expr, text: Text) -> ast.expr | None:
    """Return the batch whose items a loop goes over."""
    while isinstance(node, ast.Call) and node.args:
        node = node.args[0]  # enumerate, list, reversed
    if not isinstance(node, ast.Attribute) or node.attr != "batchItems":
        return None
    return node.value if text.context.inference.type_of(node, text) else None


def _is_whole(node: ast.expr) -> bool:
    minus = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    operand = node.operand if isinstance(node, ast.UnaryOp) else None
    return minus and isinstance(operand, ast.Constant) and operand.value == 1


def _is_of(node: ast.expr, batch: ast.expr) -> bool:
    """Return whether an id, name or item is that of the batch."""
    owner = node.value if isinstance(node, ast.Attribute) else node
    return ast.dump(owner) == ast.dump(batch)
