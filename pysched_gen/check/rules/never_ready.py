"""A scheduler must take items at some time.

## What it does
Reports an onTick that can only return SchedulerBusy, and an onSchedule that can only return
Deferred or FullDeferred.

## Why it matters on a farm
Busy says that onSchedule is not to be called until a tick says Ready, and Deferred that the item
is to come again. If that is all, no item is ever scheduled: the cook runs, and nothing happens.

## Bad
    # ontick.py
    return pdg.tickResult.SchedulerBusy

## Good
    # ontick.py
    if self.slots == 0:
        return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerReady
    # init.py
    self.slots = 4

## Since
onTick is called from Houdini 18.0 on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.returns import exits
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG177", Severity.WARNING, callbacks=["onTick", "onSchedule"])

_LATER = {"onTick": ("SchedulerBusy",), "onSchedule": ("Deferred", "FullDeferred")}
_INSTEAD = {
    "onTick": "onSchedule is never called; return pdg.tickResult.SchedulerReady at some time",
    "onSchedule": "no item is ever scheduled; return pdg.scheduleResult.Succeeded at some time",
}


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report a body whose every answer is "later"."""
    found = list(exits(text))
    answers = [one.shown.rpartition(".")[2] for one in found]
    if found and all(one in _LATER[text.method] for one in answers):
        yield Finding(
            found[-1].place,
            f"{text.method} always says {answers[-1]}, so {_INSTEAD[text.method]}",
        )
