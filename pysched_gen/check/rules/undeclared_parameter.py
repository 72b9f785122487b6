"""`self["x"]` needs a parameter that is called x.

## What it does
Reports `self["x"]` where no parameter of the scheduler is called x, nor one that PDG gives to
every scheduler (`pdg_workingdir` and the like). With `base = "LocalScheduler"`, parameters of the
local scheduler count too.

## Why it matters on a farm
The package declares the parameters it was given and no others. On the node that the text was
written on there may have been more, or a colleague's asset added them: here it is a KeyError, in
the middle of a cook.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    # onstartcook.py
    self.queue = self["farmq_que"].evaluateString()
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    # onstartcook.py
    self.queue = self["farmq_queue"].evaluateString()
    return True

## Since
Every release. `pdg_transfertype` and `pdg_transferroot` exist from Houdini 21.0 on. Other names
that start with pdg_ are a warning, because a release may have more than are known here.
"""

from __future__ import annotations

import ast
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.match import parameter_of_self
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.model.callbacks import callback_named
from pysched_gen.model.pdg import (
    BUILTIN_PARAMETERS,
    LOCAL_SCHEDULER_PARAMETERS,
    PARAMETERS_SINCE,
)
from pysched_gen.model.scheduler import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.context import Text
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["rule"]

rule = Rule(__name__, "PSG201", Severity.ERROR)


@rule.node(ast.Subscript)
def visit(node: ast.Subscript, text: Text) -> Iterator[Finding]:
    """Report a parameter that does not exist."""
    name = parameter_of_self(node)
    if name is None:
        return
    scheduler = text.context.scheduler
    since = PARAMETERS_SINCE.get(name, "")
    if since and scheduler.release < since:
        yield Finding(
            node, f"PDG has {name} from Houdini {since} on, but this is for {scheduler.release}"
        )
    elif not any(_fits(known, name) for known in _known(scheduler)):
        yield Finding(
            node,
            f'no parameter is called "{name}"; {_advice(name, scheduler)}',
            severity=Severity.WARNING if name.startswith("pdg_") else None,
        )


def _known(scheduler: Scheduler) -> frozenset[str]:
    local = LOCAL_SCHEDULER_PARAMETERS if scheduler.base is Base.LOCAL_SCHEDULER else frozenset()
    own = (parameter.name for parameter in scheduler.parameters)
    return BUILTIN_PARAMETERS | local | frozenset(own)


def _fits(known: str, name: str) -> bool:
    """Tell whether `name` is `known`, in which "#" stands for the number of an instance."""
    if "#" not in known:
        return known == name
    return re.fullmatch(re.escape(known).replace(r"\#", "[0-9]+"), name) is not None


def _advice(name: str, scheduler: Scheduler) -> str:
    if callback_named(name) is not None:
        return "it is a field of the node, which a package does not have"
    near = get_close_matches(name, sorted(_known(scheduler)), n=1)
    if near:
        return f'did you mean "{near[0]}"?'
    if scheduler.node_type:
        return "add it to the node as a spare parameter and dump the node again"
    return "declare it under [[parameters]] in scheduler.toml"
