"""onAcceptWorkItem must give a pdg.acceptResult on every path.

## What it does
Reports every way out of onAcceptWorkItem that gives something else: no `return` at the end,
None, True, a number, a text, a member of another enum. A call of a function of header.py or
methods.py gives what that can return; the value of another call, and of a variable that is ever
anything but None, is taken to be right.

## Why it matters on a farm
True is not Accept. An item that no scheduler takes waits until the cook is cancelled.

## Bad
    # onacceptworkitem.py
    return work_item.priority > 0 and True

## Good
    # onacceptworkitem.py
    if work_item.priority > 0:
        return pdg.acceptResult.Accept
    return pdg.acceptResult.Default

## Since
Houdini 20.5, which brought onAcceptWorkItem.
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
    "PSG107",
    Severity.ERROR,
    kinds=frozenset({Kind.CALLBACK}),
    callbacks=methods_returning(Returns.ACCEPT_RESULT),
)

_WANTED = "pdg.acceptResult"


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the ways out that give no acceptResult."""
    for found in exits(text):
        if found.kind not in (_WANTED, UNKNOWN):
            told = found.told(text.method, f"a {_WANTED}")
            yield Finding(
                found.place,
                f"{told}; return pdg.acceptResult.Accept, Reject or Default",
                edits=answer_edits(found, f"{_WANTED}.Default", text),
            )
