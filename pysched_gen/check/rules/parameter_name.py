"""A parameter needs a name that Houdini takes.

## What it does
Reports a parameter whose name is not a letter or `_`, then letters, digits and `_`. A `#`, which
stands for the number of an instance, is allowed behind the first character: such a parameter is the
child of a multiparm.

## Why it matters on a farm
Houdini refuses the whole interface of the node for one bad name, or replaces characters on its own,
and `self["farm-queue"]` then finds nothing.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farm-queue"
    # onstartcook.py
    self.queue = self["farm-queue"].evaluateString()
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farm_queue"
    # onstartcook.py
    self.queue = self["farm_queue"].evaluateString()
    return True

## Since
Every release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.parm_layout import declared_names
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG203", Severity.ERROR, essential=True)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report names that Houdini does not take."""
    for name, span in declared_names(context):
        if not re.fullmatch("[A-Za-z_][A-Za-z0-9_#]*", name):
            yield Finding(
                span,
                f"the parameter name {name!r} must be a letter or _, then letters, "
                "digits and _; rename it",
            )
