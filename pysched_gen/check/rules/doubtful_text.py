"""A source must say one thing only, in words and letters that Houdini knows.

## What it does
Reports what a reader could not be sure of: a property of a dialog script that is given twice, a
word or a type that no dialog script has but looks like one (an error), a label or default that is
not UTF-8.

## Why it matters on a farm
Houdini goes on without a word: it takes the last of two conditions, and leaves a misspelt property
out. The parameter is then hidden, or not overridable, or holds the wrong text on every node, and
nobody finds out from the package why.

## Bad
    # parameters.ds
    parm {
        name    "farmq_queue"
        label   "Queue"
        type    string
        hideWhen "{ farmq_local == 1 }"
    }
    parm {
        name    "farmq_local"
        label   "Local"
        type    toggle
    }
    # onschedule.py
    self.log(self["farmq_queue"].evaluateString() + str(self["farmq_local"].evaluateInt()))
    return pdg.scheduleResult.Succeeded

## Good
    # parameters.ds
    parm {
        name    "farmq_queue"
        label   "Queue"
        type    string
        hidewhen "{ farmq_local == 1 }"
    }
    parm {
        name    "farmq_local"
        label   "Local"
        type    toggle
    }
    # onschedule.py
    self.log(self["farmq_queue"].evaluateString() + str(self["farmq_local"].evaluateInt()))
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.errors import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG216", Severity.WARNING)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report what the readers of the source were not sure of."""
    for doubt in context.scheduler.doubts:
        severity = Severity.ERROR if isinstance(doubt, Slip) else None
        yield Finding(doubt.span, doubt.message, severity)
