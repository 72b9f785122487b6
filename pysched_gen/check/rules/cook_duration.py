"""The duration of an item must be measured.

## What it does
Reports a success that is told with a number that stands in the text, other than in onSchedule, and
one with the later time taken from the earlier.

## Why it matters on a farm
The third argument is the cook time in seconds that the node shows and that statistics add up. With
0 for every item nobody sees which frame took the night; with a negative one the sum is nonsense.

## Bad
    # ontick.py
    for item_id, job in list(self.jobs.items()):
        if job.poll() is None:
            continue
        del self.jobs[item_id]
        if job.returncode:
            self.onWorkItemFailed(item_id, -1)
        else:
            self.onWorkItemSucceeded(item_id, -1, 1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}

## Good
    # ontick.py
    import time

    for item_id, (job, begun) in list(self.jobs.items()):
        if job.poll() is None:
            continue
        del self.jobs[item_id]
        if job.returncode:
            self.onWorkItemFailed(item_id, -1)
        else:
            self.onWorkItemSucceeded(item_id, -1, time.monotonic() - begun)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeGuard

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG169", Severity.NOTE)

_TOLD = frozenset({"onWorkItemSucceeded", "workItemSucceeded"})
_NOW = frozenset({"from time.time", "from time.monotonic", "from time.perf_counter"})
_PLACE = 2


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a duration that is none."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in _TOLD:
        return
    named = [one.value for one in node.keywords if one.arg == "cook_duration"]
    given = [*node.args[_PLACE : _PLACE + 1], *named]
    if not given or not text.context.inference.type_of(node.func, text).startswith("method self."):
        return
    value = given[0]
    number = value.value if isinstance(value, ast.Constant) else None
    if isinstance(number, int | float) and not _is_on_the_spot(node, text):
        yield Finding(
            value,
            f"each item has cooked for {number} s by this; take the time when it starts, and give "
            "time.monotonic() less that",
        )
    elif _is_negative(value, text):
        left, right = (text.parsed.source(one) for one in (value.left, value.right))
        yield Finding(
            value,
            "this is negative: the present is taken from what was before; turn it round",
            severity=Severity.WARNING,
            edits=replaced(value, f"{right} - {left}", text),
        )


def _is_on_the_spot(node: ast.Call, text: Text) -> bool:
    """Return whether the item is done where it is scheduled, which takes no time."""
    tests = (one.test for one in text.ancestors_of(node) if isinstance(one, ast.If))
    return text.method == "onSchedule" or any("CookSucceeded" in ast.dump(one) for one in tests)


def _is_negative(node: ast.expr, text: Text) -> TypeGuard[ast.BinOp]:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
        return False
    if not _is_now(node.right, text):
        return False
    # Of two clocks, that which is read in the call is the later one.
    earlier = isinstance(node.left, ast.Name) and isinstance(node.right, ast.Call)
    return earlier or not _is_now(node.left, text)


def _is_now(node: ast.expr, text: Text) -> bool:
    if isinstance(node, ast.Call):
        return text.context.inference.type_of(node.func, text) in _NOW
    if isinstance(node, ast.Name):
        parent = text.only_binding(node)
        return isinstance(parent, ast.Assign) and _is_now(parent.value, text)
    return False
