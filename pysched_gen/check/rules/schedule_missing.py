"""A scheduler needs an onSchedule of its own.

## What it does
Warns where a source gives no onSchedule. The default body is used then: it starts the command of
an item on this machine and waits until it has ended.

## Why it matters on a farm
The default runs one item at a time, on the workstation, and holds up the cook and often the whole
session while it waits. It is a stand-in that makes a new scheduler cook at all, not something to
send to a farm.

## Bad
    # onstart.py
    return True

## Good
    # onschedule.py
    return pdg.scheduleResult.CookSucceeded

## Since
Every release. With `base = "LocalScheduler"` the local scheduler's own onSchedule is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.model.scheduler import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG121", Severity.WARNING)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report required callbacks that nobody wrote."""
    for callback in context.scheduler.callbacks:
        # One among the methods is callback-in-methods'.
        given = callback.method in context.method_names
        if callback.spec.required and callback.provenance is Provenance.OWN_DEFAULT and not given:
            yield Finding(
                context.scheduler.origin.span(),
                f"there is no {callback.method}, so items run on this machine, one after the "
                "other, and the cook waits for each; give the scheduler one",
            )
