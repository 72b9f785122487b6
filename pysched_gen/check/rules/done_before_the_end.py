"""An item must not be called done while its process runs.

## What it does
Reports `CookSucceeded` from an onSchedule that starts a process with `Popen` and never waits for
it or asks for its end, or that only puts the item into a queue which onTick takes from.

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
from pysched_gen.check.queued import blocks_of, queued_in, started_in
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
    yield from _queued(text)
    started = list(started_in(text))
    if not started or any(one.attr in _WAITS for one in text.nodes.of(ast.Attribute)):
        return
    for node in text.nodes.of(ast.Return):
        if _tells_success(node, text) and _same_block(started[0], node, text):
            yield Finding(
                node,
                "the process is only started here, not done; return pdg.scheduleResult.Succeeded "
                "and report its end in onTick",
            )


def _tells_success(node: ast.Return, text: Text) -> bool:
    value = node.value
    told = isinstance(value, ast.Attribute) and value.attr == "CookSucceeded"
    return told and text.function_of(node) is None


def _queued(text: Text) -> Iterator[Finding]:
    """Report an end that is told of an item that another callback is to start."""
    taken = {
        one.attr
        for place in text.context.calls.reached(["onTick"])
        for one in text.context.calls.nodes(place)
        if isinstance(one, ast.Attribute)
    }
    queued = [call for call, name in queued_in(text) if name in taken]
    calls = text.nodes.of(ast.Call) if queued else ()
    kinds = [text.context.inference.type_of(one.func, text) for one in calls]
    if any(one.startswith(("from subprocess.", "from os.system")) for one in kinds):
        return
    for node in text.nodes.of(ast.Return) if queued else ():
        if _tells_success(node, text) and any(_same_block(one, node, text) for one in queued):
            yield Finding(
                node,
                "the item is only queued here, and CookSucceeded says that it is done; return "
                "pdg.scheduleResult.Succeeded and report its end in onTick",
            )


def _same_block(call: ast.expr, answer: ast.stmt, text: Text) -> bool:
    """Return whether whoever starts the process gets to the answer."""
    around = blocks_of(answer, text)
    return call.lineno < answer.lineno and blocks_of(call, text)[: len(around)] == around
