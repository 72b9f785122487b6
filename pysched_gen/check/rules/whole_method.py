"""The text of a callback is its body, not the whole method.

## What it does
Reports a text of a callback that defines the method of that name, `self` and all, and never calls
it: `def onTick(self):` in `ontick.py`.

## Why it matters on a farm
The text becomes the body of the method, so the method defines a function and ends: no item is ever
scheduled, no job ever asked for, and PDG gets None each time.

## Bad
    # onschedule.py
    def onSchedule(self, work_item):
        return pdg.scheduleResult.CookSucceeded

## Good
    # onschedule.py
    return pdg.scheduleResult.CookSucceeded

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG168", Severity.ERROR, kinds=frozenset({Kind.CALLBACK}))


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report a body that is a whole method."""
    method = text.own_method
    if method is not None:
        takes = ", ".join(text.arguments)
        yield Finding(
            method,
            f"this defines {method.name} inside of {text.method}, and nothing calls it; write only "
            f"the body, without the line `def`: {takes} {'are' if ',' in takes else 'is'} given",
        )
