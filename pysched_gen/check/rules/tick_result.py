"""onTick must give a pdg.tickResult on every path.

## What it does
Reports every way out of onTick that gives something else: no `return` at the end, `return`
without a value, None, True, a number, a text, a member of another enum. A call of a function of
header.py or methods.py gives what that can return; the value of another call, and of a variable
that is ever anything but None, is taken to be right.

## Why it matters on a farm
The answer of onTick tells PDG whether it may hand out more items. Without one, items are not
handed out, or the cook stops with an error that names no line of yours. It is easy to miss:
onTick is also called before the first item, when there is nothing to do yet.

## Bad
    # ontick.py
    if not self.jobs:
        return
    return pdg.tickResult.SchedulerBusy

## Good
    # ontick.py
    if not self.jobs:
        return pdg.tickResult.SchedulerReady
    return pdg.tickResult.SchedulerBusy

## Since
Houdini 18.0, which brought onTick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.returns import UNKNOWN, answer_edits, exits
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(
    __name__, "PSG102", Severity.ERROR, kinds=frozenset({Kind.CALLBACK}), callbacks=["onTick"]
)

_WANTED = "pdg.tickResult"
_ADVICE = (
    "return pdg.tickResult.SchedulerReady to be given items, SchedulerBusy to be left alone for "
    "now, SchedulerCancelCook to stop the cook"
)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the ways out that give no tickResult."""
    for found in exits(text):
        if found.kind not in (_WANTED, UNKNOWN):
            yield Finding(
                found.place,
                f"{found.told(text.method, f'a {_WANTED}')}; {_ADVICE}",
                edits=answer_edits(found, f"{_WANTED}.SchedulerReady", text),
            )
