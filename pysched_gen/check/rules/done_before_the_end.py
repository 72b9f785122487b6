"""An item must not be called done while its process runs.

## What it does
Reports `CookSucceeded` from an onSchedule that starts a process with `Popen` and never waits for
it or asks for its end.

## Why it matters on a farm
PDG takes the item for cooked at once and starts what depends on it, before there are any files. A
job that fails is never seen.

## Bad
    # onschedule.py
    import subprocess
    self.createJobDirsAndSerializeWorkItems(work_item)
    subprocess.Popen(self.expandCommandTokens(work_item.command, work_item), shell=True)
    return pdg.scheduleResult.CookSucceeded

## Good
    # onschedule.py
    import subprocess
    self.createJobDirsAndSerializeWorkItems(work_item)
    command = self.expandCommandTokens(work_item.command, work_item)
    self.jobs[work_item.id] = subprocess.Popen(command, shell=True)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}

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

rule = Rule(__name__, "PSG138", Severity.WARNING, callbacks=["onSchedule"])

_WAITS = frozenset({"wait", "poll", "communicate", "returncode", "join", "stdout"})


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report an end that is told before it has come."""
    inference = text.context.inference
    started = [
        one
        for one in text.nodes.of(ast.Call)
        if inference.type_of(one.func, text) == "from subprocess.Popen"
        and text.function_of(one) is None
    ]
    if not started or any(one.attr in _WAITS for one in text.nodes.of(ast.Attribute)):
        return
    for node in text.nodes.of(ast.Return):
        value = node.value
        told = isinstance(value, ast.Attribute) and value.attr == "CookSucceeded"
        told = told and node.lineno > started[0].lineno and text.function_of(node) is None
        if told and _same_block(started[0], node, text):
            yield Finding(
                node,
                "the process is only started here, not done; return pdg.scheduleResult.Succeeded "
                "and report its end in onTick",
            )


def _same_block(call: ast.AST, answer: ast.AST, text: Text) -> bool:
    """Return whether whoever starts the process gets to the answer."""
    around = _blocks(answer, text)
    return _blocks(call, text)[: len(around)] == around


def _blocks(node: ast.AST, text: Text) -> list[tuple[ast.AST | None, str]]:
    """Return the blocks that a node is in, outermost first."""
    found: list[tuple[ast.AST | None, str]] = []
    for around in text.ancestors_of(node):
        for field in ("body", "orelse", "finalbody", "handlers"):
            block = getattr(around, field, None)
            if isinstance(block, list) and node in block:
                found.append((around, field))
        node = around
    return found[::-1]
