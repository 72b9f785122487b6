"""Code of a module must be such as a package can hold.

## What it does
Reports what the class and `registerTypes` of a module have that a package has not: code beside
`registerScheduler`, other arguments of it, other types that are registered, decorators, a
metaclass, more arguments of `__init__` or of a callback, code in `templateName`, code behind the
class that uses it; and what the `__init__.py` of a hand-written package does besides. Lines that
only print or log are a note, and so are values that a scene has in
other takes than the main one. The module itself may be right as it is.

## Why it matters on a farm
`generate` and `extract` make a package of the module. A guard that keeps the type away from
machines without the farm's client, or a node type that comes with the scheduler, would be gone.

## Bad
    # farm.py
    import pdg

    class Farm(pdg.PyScheduler):
        def onSchedule(self, work_item):
            return pdg.scheduleResult.Succeeded

    def registerTypes(type_registry):
        type_registry.registerScheduler(Farm, name="farm", label="Farm")
        type_registry.registerNode(Report, pdg.nodeType.Processor)

## Good
    # farm.py
    import pdg

    class Farm(pdg.PyScheduler):
        def onSchedule(self, work_item):
            return pdg.scheduleResult.Succeeded

    def registerTypes(type_registry):
        type_registry.registerScheduler(Farm, name="farm", label="Farm")

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG011", Severity.ERROR)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report what the reader of the source could not carry over."""
    for loss in context.scheduler.losses:
        severity = Severity.NOTE if loss.is_harmless else None
        yield Finding(loss.span, loss.message, severity=severity)
