"""The variables of a job must be what PDG's own scripts look for.

## What it does
Reports `PDG_ITEM_NAME` that is set to more than the item's name, and `PDG_ITEM_ID` that is set to
something else than its id.

## Why it matters on a farm
The job finds its data and reports by these two. With "job_" in front of the name it looks for a
file that is not there; with the index for the id it reports the end of another item.

## Bad
    # onschedule.py
    environment = dict(work_item.environment)
    environment["PDG_ITEM_NAME"] = "job_" + work_item.name
    environment["PDG_ITEM_ID"] = str(work_item.id)
    self.queue.append((work_item.id, environment))
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = []

## Good
    # onschedule.py
    environment = dict(work_item.environment)
    environment["PDG_ITEM_NAME"] = work_item.name
    environment["PDG_ITEM_ID"] = str(work_item.id)
    self.queue.append((work_item.id, environment))
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = []

## Since
Every release; `PDG_ITEM_ID` from Houdini 19.0 on.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import parts_of_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG178", Severity.WARNING)

_ITEMS = frozenset({"WorkItem", "BatchWorkItem"})
_OTHERS = {
    "PDG_ITEM_NAME": ("id", "index", "label"),
    "PDG_ITEM_ID": ("name", "index", "label", "batchIndex"),
}


@rule.node(ast.Assign)
def visit_assignment(node: ast.Assign, text: Text) -> Iterator[Finding]:
    """Report `env["PDG_ITEM_NAME"] = ...`."""
    for target in node.targets:
        if isinstance(target, ast.Subscript):
            yield from _variable(target.slice, node.value, text)


@rule.node(ast.Dict)
def visit_dictionary(node: ast.Dict, text: Text) -> Iterator[Finding]:
    """Report `{"PDG_ITEM_NAME": ...}`."""
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None:
            yield from _variable(key, value, text)


def _variable(key: ast.expr, value: ast.expr, text: Text) -> Iterator[Finding]:
    name = key.value if isinstance(key, ast.Constant) else None
    if not isinstance(name, str) or name not in _OTHERS:
        return
    parts = list(parts_of_text(value))
    of_item = [one for one in parts if _member(one, text)]
    right = "name" if name == "PDG_ITEM_NAME" else "id"
    members = [_member(one, text) for one in of_item]
    more = isinstance(value, ast.JoinedStr) and len(value.values) > 1
    more = more or (isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add))
    if members == [right] and more:
        told = f"{name} is the item's {right} with something added"
    elif len(members) == 1 and members[0] in _OTHERS[name]:
        told = f"{name} is the {right} of the item, this is its {members[0]}"
    else:
        return
    owner = of_item[0].value if isinstance(of_item[0], ast.Attribute) else None
    source = text.parsed.source(owner) if owner is not None else "work_item"
    new = f"{source}.name" if right == "name" else f"str({source}.id)"
    yield Finding(value, f"{told}; write {new}", edits=replaced(value, new, text))


def _member(node: ast.expr, text: Text) -> str:
    """Return which member of a work item `node` is, "" for anything else."""
    if not isinstance(node, ast.Attribute):
        return ""
    return node.attr if text.context.inference.type_of(node.value, text) in _ITEMS else ""
