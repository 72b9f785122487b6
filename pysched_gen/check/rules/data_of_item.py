"""Attributes of an item are better reached by its own methods.

## What it does
Notes `work_item.data.stringData(...)`, `setInt` and the like, which is how Houdini 17.5 did it.

## Why it matters on a farm
The detour knows neither flags nor types that came since: files, geometry and dictionaries. SideFX's
help has not described it for years, so a release may drop it.

## Bad
    # onschedule.py
    self.queue = work_item.data.stringData("queue", 0)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = ""

## Good
    # onschedule.py
    self.queue = work_item.stringAttribValue("queue", 0)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = ""

## Since
Houdini 19.0.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG154", Severity.NOTE, since="19.0")

_NEWER = {
    **{f"{kind}Data": f"{kind}AttribValue" for kind in ("string", "int", "float")},
    **{f"{kind}DataArray": f"{kind}AttribArray" for kind in ("string", "int", "float")},
    **{f"set{kind}": f"set{kind}Attrib" for kind in ("String", "Int", "Float")},
}


@rule.node(ast.Attribute)
def visit(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Note a detour to an attribute."""
    newer, owner = _NEWER.get(node.attr), node.value
    if newer is None or not isinstance(owner, ast.Attribute) or owner.attr != "data":
        return
    if text.context.inference.type_of(owner, text) == "WorkItemData":
        item = text.parsed.source(owner.value)
        yield Finding(
            node,
            f"this is how Houdini 17.5 did it; write {item}.{newer}(...)",
            edits=replaced(node, f"{item}.{newer}", text, safe=False),
        )
