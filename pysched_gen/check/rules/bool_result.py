"""Callbacks that say whether they succeeded must return True or False.

## What it does
Reports every way out of onStart, onStop, onStartCook, onStopCook, endSharedServer and
onTransferFile that gives neither True nor False: no `return` at the end, `return` without a
value, None, a text, a list, a member of an enum. The value of a variable or of a call is taken
to be right, and so are numbers.

## Why it matters on a farm
None counts as False. A scheduler whose onStartCook forgets the last line does all its preparations
and then sees its cook aborted, without an error text.

## Bad
    # onstart.py
    self.jobs = {}

## Good
    # onstart.py
    self.jobs = {}
    return True

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.returns import UNKNOWN, answer_edits, exits, methods_returning
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.houdini.callbacks import Returns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(
    __name__,
    "PSG103",
    Severity.WARNING,
    kinds=frozenset({Kind.CALLBACK}),
    callbacks=methods_returning(Returns.BOOL),
)

_FITTING = frozenset({"bool", "int", UNKNOWN})


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the ways out that give neither True nor False."""
    for found in exits(text):
        if found.kind not in _FITTING:
            told = found.told(text.method, "True or False")
            yield Finding(
                found.place,
                f"{told}; return True if it succeeded, else False",
                edits=answer_edits(found, "True", text),
            )
