"""A callback must not be a generator or a coroutine.

## What it does
Reports `yield` and `await` that belong to the callback itself; functions defined inside it may
use them. Reports a call of an own `async def`, or of an own function with `yield`, whose result is
dropped: no line of it runs.

## Why it matters on a farm
One `yield` turns the whole method into a generator. PDG calls it, no line of the body runs, and
what comes back is a generator object in place of a result: the work item hangs or the cook stops
with a message that names neither the callback nor the line.

## Bad
    # ontick.py
    for job in self.jobs:
        yield job.poll()
    return pdg.tickResult.SchedulerReady

## Good
    # ontick.py
    for job in self.jobs:
        job.poll()
    return pdg.tickResult.SchedulerReady

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG006", Severity.ERROR)


@rule.node(ast.Expr)
def visit_statement(node: ast.Expr, text: Text) -> Iterator[Finding]:
    """Report a coroutine or generator that is made and dropped."""
    if not isinstance(node.value, ast.Call):
        return
    function = node.value.func
    made = ""
    if isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "self":
        made = text.context.suspended.get(f"self.{function.attr}", "")
    elif isinstance(function, ast.Name) and text.context.inference.is_of_module(function, text):
        made = text.context.suspended.get(function.id, "")
    if made:
        advice = "asyncio.run(...) runs it" if made == "coroutine" else "go over what it gives"
        told = f"{text.shown(function)} makes a {made}, and no line of it runs here; {advice}"
        yield Finding(node, told, severity=Severity.WARNING)


@rule.node(ast.Yield, ast.YieldFrom)
def visit_yield(node: ast.expr, text: Text) -> Iterator[Finding]:
    """Report a yield that is not inside a function of the body."""
    if text.kind in (Kind.CALLBACK, Kind.INIT) and text.function_of(node) is None:
        called = text.method if text.kind is Kind.CALLBACK else "__init__"
        yield Finding(
            node,
            f"yield makes {called} a generator: PDG gets it in place of a result and none of the "
            "body runs; collect the values in a list or move the yield into a function",
        )
