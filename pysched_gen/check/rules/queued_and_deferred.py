"""An item that is on its way must not be deferred.

## What it does
Reports an onSchedule that puts the item into a queue of the scheduler or starts its process, and
then returns Deferred or FullDeferred.

## Why it matters on a farm
Deferred gives the item back to PDG, which calls onSchedule again for it in a later tick: the item
is queued once more each time, and its job runs twice or a hundred times, all writing one file.

## Bad
    # onschedule.py
    self.queue.append(work_item.id)
    if len(self.queue) > 10:
        return pdg.scheduleResult.Deferred
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = []

## Good
    # onschedule.py
    if len(self.queue) >= 10:
        return pdg.scheduleResult.Deferred
    self.queue.append(work_item.id)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = []

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.queued import blocks_of, leads_to, queued_in, started_in
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG171", Severity.WARNING, callbacks=["onSchedule"])

_UNDOES = frozenset(
    {"pop", "popleft", "remove", "discard", "clear", "kill", "terminate", "cancel", "poll", "wait"}
)


@rule.node(ast.Return)
def visit(node: ast.Return, text: Text) -> Iterator[Finding]:
    """Report an answer that gives back what was handed over."""
    value = node.value
    if not isinstance(value, ast.Attribute) or value.attr not in ("Deferred", "FullDeferred"):
        return
    if any(isinstance(around, ast.ExceptHandler) for around, _ in blocks_of(node, text)):
        return
    if text.function_of(node) is not None or any(
        one.attr in _UNDOES for one in text.nodes.of(ast.Attribute)
    ):
        return
    before = [call for call, _ in queued_in(text)] + list(started_in(text))
    if any(leads_to(call, node, text) for call in before):
        yield Finding(
            node,
            "the item is handed over above, and this gives it back: it is scheduled again and its "
            "job runs twice; ask before it is handed over",
        )
