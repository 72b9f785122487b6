"""onSchedule must give a pdg.scheduleResult on every path.

## What it does
Reports every way out of onSchedule that gives something else: no `return` at the end, `return`
without a value, None, True, a number, a text, a member of another enum. A call of a function of
header.py or methods.py gives what that can return; the value of another call, and of a variable
that is ever anything but None, is taken to be right.

## Why it matters on a farm
PDG reads the answer to know what became of the item. `Succeeded` says that it is queued and that
its end is reported later; `CookSucceeded` says that it is done already, so PDG waits for nothing
more and starts what depends on it. With None or True the item hangs or the cook stops, depending
on the release; the help of Houdini 17.5 to 20 says "Returns True", which is wrong.

## Bad
    # onschedule.py
    self.jobs.append(work_item.id)
    return True

## Good
    # onschedule.py
    self.jobs.append(work_item.id)
    return pdg.scheduleResult.Succeeded

## Since
Every release.
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
    __name__, "PSG101", Severity.ERROR, kinds=frozenset({Kind.CALLBACK}), callbacks=["onSchedule"]
)

_WANTED = "pdg.scheduleResult"
_ADVICE = (
    "return pdg.scheduleResult.Succeeded for an item that is queued and reported later, "
    "CookSucceeded for one that is done now, CookFailed for one that cannot run"
)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the ways out that give no scheduleResult."""
    for found in exits(text):
        if found.kind not in (_WANTED, UNKNOWN):
            yield Finding(
                found.place,
                f"{found.told(text.method, f'a {_WANTED}')}; {_ADVICE}",
                edits=answer_edits(found, f"{_WANTED}.Succeeded", text, safe=False),
            )
