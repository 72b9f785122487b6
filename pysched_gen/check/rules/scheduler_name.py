"""The name of a scheduler is a folder, a module and a node type at once.

## What it does
Reports a name that cannot be all three: it must be a lower-case letter, then lower-case letters,
digits and `_`, no keyword or module of Python, no device of Windows such as `con`, and no
scheduler or module that ships with Houdini.

## Why it matters on a farm
PDG imports the module by this name and makes the operator `pdg_<name>` from it. A name that works
for one and not for the other is not registered, without a word; one that is taken hides the other
scheduler on every machine that has the package.

## Bad
    # scheduler.toml
    name = "localscheduler"

## Good
    # scheduler.toml
    name = "farmq"

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.model.names import name_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG051", Severity.ERROR, essential=True)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report a name that cannot be used."""
    scheduler = context.scheduler
    problem = name_problem(scheduler.name)
    if problem is not None:
        yield Finding(
            scheduler.span_of("name"),
            f"the scheduler's name {scheduler.name!r} {problem}; set name = in scheduler.toml or "
            "give --name",
        )
