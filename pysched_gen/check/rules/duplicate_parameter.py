"""A parameter can be declared once.

## What it does
Reports a second parameter of the same name.

## Why it matters on a farm
PDG makes one port for each name and takes the default of one of the two; which one differs between
the node, the JSON template and the dialog script of overrides.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    [[parameters]]
    name = "farmq_queue"

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    [[parameters]]
    name = "farmq_group"

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
    from pysched_gen.model.scheduler import Parameter

__all__ = ["rule"]

rule = Rule(__name__, "PSG202", Severity.ERROR)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report each parameter whose name an earlier one has."""
    first: dict[str, Parameter] = {}
    for parameter in context.scheduler.parameters:
        other = first.setdefault(parameter.name, parameter)
        if other is not parameter:
            yield Finding(
                parameter.span,
                f'"{parameter.name}" is declared twice, first in line {other.span.line}; rename or '
                "remove one of the two",
            )
