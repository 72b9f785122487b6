"""What PDG says of an item is changed by calling a method.

## What it does
Reports values that are given to members of a work item which cannot be set, such as
`work_item.state = ...` and `work_item.command = ...`, to its methods, and to what
`self.context` says of the cook.

## Why it matters on a farm
Python raises AttributeError there, in the middle of a cook. Where the line is in a `try`, the
command that the job runs is still the old one.

## Bad
    # onschedule.py
    work_item.command = "nice " + work_item.command
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    work_item.setCommand("nice " + work_item.command)
    return pdg.scheduleResult.Succeeded

## Since
Houdini 18.0.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG184", Severity.ERROR, since="18.0")

# The method that sets a member.
_SETTERS = {
    "command": "setCommand",
    "customState": "setCustomState",
    "cookPercent": "setCookPercent",
    "frame": "setFrame",
    "isPostCook": "setIsPostCook",
    "label": "setLabel",
}
_REPORT = "report it with self.workItemSucceeded and its siblings"
# What is done instead, where a member has no such method.
_OTHERS = {
    "WorkItem.environment": "call addEnvironmentVar(name, value)",
    "WorkItem.expectedOutputFiles": "call addExpectedOutputFile(path, tag)",
    "WorkItem.outputFiles": "call addOutputFile(path, tag)",
    "WorkItem.state": _REPORT,
    "WorkItem.isSuccessful": _REPORT,
    "WorkItem.isCooked": _REPORT,
    "GraphContext.canceling": "call cancelCook()",
    **dict.fromkeys(
        [f"WorkItem.{name}" for name in ("id", "name", "node", "graph", "context", "batchParent")],
        "keep your own value in a variable, or in a dictionary of self by work_item.id",
    ),
}


@rule.node(ast.Attribute)
def visit(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report a member that is given a value and cannot take it."""
    if not isinstance(node.ctx, ast.Store):
        return
    owner = text.context.inference.type_of(node.value, text)
    owner = "WorkItem" if owner == "BatchWorkItem" else owner
    if owner not in ("WorkItem", "GraphContext") or is_guarded(node, text, "AttributeError"):
        return
    setter = _SETTERS.get(node.attr, "") if owner == "WorkItem" else ""
    if setter:
        told = f"{node.attr} of a work item cannot be set; call {setter}({node.attr})"
        yield Finding(node, told, edits=_called(node, setter, text))
    elif owner == "WorkItem" and node.attr in _SETTERS.values():
        told = f"{node.attr} is a method of a work item; call {node.attr}(value)"
        yield Finding(node, told, edits=_called(node, node.attr, text))
    elif f"{owner}.{node.attr}" in _OTHERS:
        shown = "a work item" if owner == "WorkItem" else "the context"
        told = f"{node.attr} of {shown} cannot be set; {_OTHERS[f'{owner}.{node.attr}']}"
        yield Finding(node, told)


def _called(node: ast.Attribute, setter: str, text: Text) -> tuple[Edit, ...]:
    """Return the edit that calls the setter in place of the assignment."""
    parent = text.parent_of(node)
    if not isinstance(parent, ast.Assign) or len(parent.targets) > 1:
        return ()
    owner, value = text.parsed.source(node.value), text.parsed.source(parent.value)
    return replaced(parent, f"{owner}.{setter}({value})", text)
