"""A parameter that nodes override starts with the prefix.

## What it does
Reports a parameter with `overridable = true` whose name does not start with `parm_prefix` and `_`.
Another prefix is right where a text gives it to `evaluateStringOverride` or its kin.

## Why it matters on a farm
`self.evaluateStringOverride(node, self.parmprefix, "queue", ...)` looks for `<prefix>_queue`. The
field appears in the Scheduler Properties of a node, artists set it, and nothing ever finds it: the
item goes to the queue of the scheduler.

## Bad
    # scheduler.toml
    parm_prefix = "farmq"
    [[parameters]]
    name = "queue"
    overridable = true
    # onschedule.py
    queue = self.parameter("queue").evaluateString()
    return self._submit(queue, work_item)

## Good
    # scheduler.toml
    parm_prefix = "farmq"
    [[parameters]]
    name = "farmq_queue"
    overridable = true
    # onschedule.py
    queue = self.evaluateStringOverride(work_item.node, "farmq", "queue", work_item, "all")
    return self._submit(queue, work_item)

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.context import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG206", Severity.WARNING)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report overridable parameters that no override can find."""
    prefix = f"{context.scheduler.parm_prefix}_"
    found = {read.name for text in context.texts for read in text.reads if read.override}
    for parameter in context.scheduler.parameters:
        name = parameter.name
        if parameter.overridable and not parameter.standard and not name.startswith(prefix):
            if any(context.parameter_names.declared(read) is parameter for read in found):
                continue
            yield Finding(
                parameter.span,
                f'nodes may override "{name}", but overrides are looked for under names that start '
                f'with "{prefix}"; call it "{prefix}{name}", or set parm_prefix to how it starts',
            )
