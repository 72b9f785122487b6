"""A parameter must not be called like one of PDG's or of the node's own.

## What it does
Reports a parameter whose name starts with `pdg_`, is the field of a callback (`onschedule`) or of
the Python Scheduler node (`savenodescript`), or, with `base = "LocalScheduler"`, one that the local
scheduler has already.

## Why it matters on a farm
PDG gives every scheduler its `pdg_` ports. A second one of that name replaces the first or is
ignored, so the working directory or the limit of jobs an artist sets has no effect.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "pdg_maxtasks"
    type = "integer"
    # onstartcook.py
    self.maxtasks = self["pdg_maxtasks"].evaluateInt()
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_maxtasks"
    type = "integer"
    # onstartcook.py
    self.maxtasks = self["farmq_maxtasks"].evaluateInt()
    return True

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.parm_layout import declared_names, is_instance
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.pdg_names import (
    BUILTIN_PARAMETERS,
    LOCAL_SCHEDULER_PARAMETERS,
    NODE_PARAMETERS,
)
from pysched_gen.model.scheduler import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG204", Severity.ERROR)

_FIELDS = NODE_PARAMETERS | {spec.parm for spec in CALLBACKS if spec.parm}


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report names that are taken."""
    scheduler = context.scheduler
    for name, span in declared_names(context):
        owner = _owner(name, scheduler.base)
        if owner:
            free = f"{scheduler.parm_prefix}_{name.removeprefix('pdg_')}"
            yield Finding(span, f'"{name}" {owner}; rename it, for instance "{free}"')


def _is_of_local_scheduler(name: str) -> bool:
    known = LOCAL_SCHEDULER_PARAMETERS
    return name in known or any(is_instance(name, one) for one in known if "#" in one)


def _owner(name: str, base: Base) -> str:
    if name in BUILTIN_PARAMETERS:
        return "is a parameter that PDG gives to every scheduler"
    if name.startswith("pdg_"):
        return "starts with pdg_, which PDG keeps for itself"
    if name in _FIELDS:
        return "is a field of the Python Scheduler node"
    if base is Base.LOCAL_SCHEDULER and _is_of_local_scheduler(name):
        return "is a parameter of the local scheduler already"
    return ""
