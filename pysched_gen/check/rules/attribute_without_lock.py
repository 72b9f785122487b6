"""Outside onSchedule attributes must be written under a lock.

## What it does
Reports `setStringAttrib`, `setIntAttrib` and their siblings on a work item in onTick and other
callbacks, and in what only they call, without `with work_item.lockAttributes():` around.

## Why it matters on a farm
PDG's help: onSchedule is the only callback in which attributes may be written without a lock.
Elsewhere another thread may read them at that moment, which crashes Houdini now and then.

## Bad
    # ontick.py
    item = self.context.graph.workItemById(self.last)
    item.setStringAttrib("farm", "a")
    return pdg.tickResult.SchedulerReady
    # init.py
    self.last = 0

## Good
    # ontick.py
    item = self.context.graph.workItemById(self.last)
    with item.lockAttributes():
        item.setStringAttrib("farm", "a")
    return pdg.tickResult.SchedulerReady
    # init.py
    self.last = 0

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG142", Severity.WARNING)

_WRITES = re.compile(
    r"set(Int|Float|String|File|Dict|PyObject)Attrib|addAttrib|eraseAttrib|clearAttribs"
)
_ITEMS = frozenset({"WorkItem", "BatchWorkItem"})


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report attributes that are written at the wrong time."""
    calls = context.calls
    others = calls.reached(set(calls.callbacks) - {"onSchedule", "onScheduleStatic"})
    allowed = set(calls.reached(["onSchedule"]))
    for place in others:
        for call in calls.calls(place) if place not in allowed else ():
            function = call.func
            if not isinstance(function, ast.Attribute) or not _WRITES.fullmatch(function.attr):
                continue
            of_item = context.inference.type_of(function.value, place.text) in _ITEMS
            if of_item and not _is_locked(call, place.text):
                yield Finding(
                    place.text.parsed.span(call),
                    f"{function.attr} outside onSchedule needs a lock; write "
                    "with work_item.lockAttributes(): around it",
                )


def _is_locked(node: ast.AST, text: Text) -> bool:
    return any(
        isinstance(one, ast.With) and "ock" in ast.dump(one.items[0].context_expr)
        for one in text.ancestors_of(node)
    )
