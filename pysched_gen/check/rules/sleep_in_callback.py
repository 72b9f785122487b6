"""A callback must not sleep.

## What it does
Reports `time.sleep`, and `input()`, which waits for a person, in onSchedule, onTick, onStartCook
and onStopCook, in what they call too. What runs in a thread of its own may sleep.

## Why it matters on a farm
PDG calls callbacks one after the other. While one sleeps, no item is scheduled, no end is reported
and the cook cannot be cancelled; with 100 items a second becomes minutes.

## Bad
    # ontick.py
    import time
    time.sleep(1)
    return pdg.tickResult.SchedulerReady

## Good
    # ontick.py
    import time
    if time.monotonic() - self.last_poll < 1:
        return pdg.tickResult.SchedulerReady
    self.last_poll = time.monotonic()
    return pdg.tickResult.SchedulerReady
    # init.py
    self.last_poll = 0.0

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

rule = Rule(__name__, "PSG131", Severity.WARNING)

_WAITING = {
    "from time.sleep": "sleeps here, and PDG does nothing else meanwhile; look again on a later "
    "tick",
    "builtin input": "waits for a line that nobody types here; read a parameter of the node",
}
_CALLBACKS = ("onSchedule", "onTick", "onStartCook", "onStopCook")


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a sleep that PDG waits for."""
    does = _WAITING.get(text.context.inference.type_of(node.func, text))
    if does is None:
        return
    calls = text.context.calls
    for method in _CALLBACKS:
        places = calls.reached([method])
        if any(p.text is text and p.function is text.function_of(node) for p in places):
            yield Finding(node, f"{method} {does}")
            return
