"""A condition asks for parameters that exist.

## What it does
Reports a `disable_when` or `hide_when` that names no parameter of the scheduler, or that Houdini
cannot read. Its form is `{ name == value other != value } { ... }`: one of the groups has to hold,
with all that is in it. Operators are `== != < > <= >= =~ !~`.

## Why it matters on a farm
Houdini takes a condition that it cannot resolve for one that never holds, and says nothing. The
field stays in sight and can be set in a mode in which no text reads it, so an artist sets a limit
that is none.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_uselimit"
    type = "toggle"
    [[parameters]]
    name = "farmq_limit"
    type = "integer"
    disable_when = "{ farmq_limited == 0 }"
    # onstartcook.py
    use = self["farmq_uselimit"].evaluateInt()
    self.limit = self["farmq_limit"].evaluateInt() if use else 0
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_uselimit"
    type = "toggle"
    [[parameters]]
    name = "farmq_limit"
    type = "integer"
    disable_when = "{ farmq_uselimit == 0 }"
    # onstartcook.py
    use = self["farmq_uselimit"].evaluateInt()
    self.limit = self["farmq_limit"].evaluateInt() if use else 0
    return True

## Since
Every release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.parm_layout import ConditionError, entries_with_places, names_in
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.formats.dialog_script.tree import Folder, Multiparm, Parm
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.pdg_names import NODE_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.span import Span

__all__ = ["rule"]

rule = Rule(__name__, "PSG208", Severity.WARNING)

_Conditions = tuple[str, tuple[str | None, ...], "Span"]


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report conditions that never hold."""
    seen = set()
    entries = ((one.name, _conditions_of(one), at) for one, at in entries_with_places(context))
    for name, conditions, span in (*_of_parameters(context), *entries):
        for condition in filter(None, conditions):
            if (name, condition) not in seen:
                seen.add((name, condition))
                problem = _problem(condition, context)
                if problem:
                    yield Finding(span, f'the condition of "{name}" {problem}')


def _of_parameters(context: Context) -> Iterator[_Conditions]:
    for one in context.scheduler.parameters:
        if not one.standard:
            yield one.name, (one.disable_when, one.hide_when), one.span


def _conditions_of(entry: Parm | Folder | Multiparm) -> tuple[str | None, ...]:
    both = (entry.disable_when, entry.hide_when)
    tab = () if isinstance(entry, Parm) else (entry.disable_tab_when, entry.hide_tab_when)
    return both + tab


def _problem(condition: str, context: Context) -> str:
    try:
        names = names_in(condition)
    except ConditionError as error:
        return f"cannot be read: {error}; write it as {{ name == value }}"
    unknown = next((name for name in names if not _exists(name, context)), None)
    if unknown is None:
        return ""
    near = context.parameter_names.nearest(unknown)
    advice = f'did you mean "{near}"?' if near else "name one that does, or remove the condition"
    return f'asks for "{unknown}", but no parameter is called that; {advice}'


# Fields of the Python Scheduler node, whatever package is made of it.
_OF_NODE = NODE_PARAMETERS | {spec.parm for spec in CALLBACKS if spec.parm}
# Folders, separators and labels of that node; a package has no such names to go by.
_OF_SAVED_NODE = re.compile(r"(?:folder|labelparm|scheduler|sepparm|stdswitcher)[0-9_]*")
_COMPONENT = re.compile(r"(.+?)(?:[0-9]+|[xyzwrgba]|min|max)")


def _exists(name: str, context: Context) -> bool:
    names = context.parameter_names
    if name in names or name in names.folders or name in _OF_NODE:
        return True
    if context.scheduler.node_type and _OF_SAVED_NODE.fullmatch(name):
        return True
    component = _COMPONENT.fullmatch(name)
    whole = names.declared(component[1]) if component else None
    return whole is not None and whole.size > 1
