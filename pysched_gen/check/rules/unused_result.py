"""What onScheduleStatic and the like return goes nowhere.

## What it does
Notes a `return` with a value in a callback whose answer PDG does not read: onScheduleStatic,
onSetupCook, onCancelWorkItems, onSharedServerStarted.

## Why it matters on a farm
Returning False or CookFailed there looks as if it stopped something. It does not: a failure that
is only returned is lost.

## Bad
    # onsetupcook.py
    if not self.connect():
        return False
    # methods.py
    def connect(self):
        return True

## Good
    # onsetupcook.py
    if not self.connect():
        self.cookError("the farm does not answer")
    # methods.py
    def connect(self):
        return True

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.returns import exits, methods_returning
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.houdini.callbacks import Returns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.returns import Exit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(
    __name__,
    "PSG108",
    Severity.NOTE,
    kinds=frozenset({Kind.CALLBACK}),
    callbacks=methods_returning(Returns.NOTHING),
)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report values that are given back for nothing."""
    for found in exits(text):
        told = found.kind in ("bool", "int", "str") or found.kind.startswith("pdg.")
        if told and not found.given:
            yield Finding(
                found.place,
                f"{text.method} returns {found.shown}, but PDG does not read what it returns; "
                "report a failure with self.cookError(message)",
                edits=_edits(found, text),
            )


def _edits(found: Exit, text: Text) -> tuple[Edit, ...]:
    parent = text.parent_of(found.place) if isinstance(found.place, ast.AST) else None
    return replaced(parent, "return", text) if isinstance(parent, ast.Return) else ()
