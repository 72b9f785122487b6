"""`self["x"]` needs a parameter that is called x.

## What it does
Reports `self["x"]` where no parameter of the scheduler is called x, nor one that PDG gives to
every scheduler (`pdg_workingdir` and the like). With `base = "LocalScheduler"`, parameters of the
local scheduler count too, and for a module those of the digital asset that fronts its type (in
`otls` or `hda` of the same package) and of `topscheduler.user.ds` above it. For a module without
such an asset it is a note: an asset elsewhere may have the parameter. A call of
`evaluateIntOverride` or its kin for a parameter that does not exist is a warning: it reads
`<prefix>_<parm>`.

## Why it matters on a farm
The package declares the parameters it was given and no others. On the node that the text was
written on there may have been more, or a colleague's asset added them: here it is a KeyError, in
the middle of a cook. A call of `evaluateIntOverride` does not fail, it gives its default for ever,
whatever an artist sets on a node.

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
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.houdini.callbacks import callback_named
from pysched_gen.houdini.pdg_names import PARAMETERS_SINCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.name_usage import Read
    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG201", Severity.ERROR)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report parameters that do not exist."""
    for read in text.reads:
        if isinstance(read.place, ast.Subscript):
            yield from _of_port(read, text)
        elif read.override and read.name not in text.context.parameter_names:
            yield Finding(
                read.place,
                f'no parameter is called "{read.name}", so this always gives its default; '
                f"{_advice_on_override(read, text.context)}",
                severity=_unsure(text.context) or Severity.WARNING,
            )


def _unsure(context: Context) -> Severity | None:
    """Return the severity where the node may have parameters that no file at hand declares."""
    return Severity.NOTE if context.scheduler.open_interface else None


def _of_port(read: Read, text: Text) -> Iterator[Finding]:
    context = text.context
    name, release = read.name, context.scheduler.release
    since = PARAMETERS_SINCE.get(name, "")
    if since and release < since:
        yield Finding(
            read.place, f"PDG has {name} from Houdini {since} on, but this is for {release}"
        )
    elif name not in context.parameter_names:
        yield Finding(
            read.place,
            f'no parameter is called "{name}"; {_advice(name, context)}',
            severity=_unsure(context) or (Severity.WARNING if name.startswith("pdg_") else None),
            edits=_edits(read, text),
        )


def _edits(read: Read, text: Text) -> tuple[Edit, ...]:
    """Return the edits that spell a name as the parameter that is nearest to it."""
    near = text.context.parameter_names.nearest(read.name)
    place = read.place.slice if isinstance(read.place, ast.Subscript) else None
    return replaced(place, f'"{near}"', text) if near and isinstance(place, ast.Constant) else ()


def _advice_on_override(read: Read, context: Context) -> str:
    if read.parm in context.parameter_names and context.parameter_names.declared(read.parm):
        prefix = read.name.removesuffix(read.parm)
        if read.parm.startswith(prefix):
            return f'the prefix is put before the name, so write "{read.parm.removeprefix(prefix)}"'
        return f'rename the parameter "{read.parm}" to "{read.name}"'
    return _advice(read.name, context)


def _advice(name: str, context: Context) -> str:
    if callback_named(name) is not None:
        return "it is a field of the node, which a package does not have"
    is_open = context.scheduler.open_interface
    near = context.parameter_names.nearest(name, cutoff=0.9 if is_open else 0.6)
    if near:
        return f'did you mean "{near}"?'
    if is_open:
        return "the asset of the type may have it; a package that is generated of this has not"
    if context.scheduler.node_type:
        return "add it to the node as a spare parameter and dump the node again"
    return "declare it under [[parameters]] in scheduler.toml"
