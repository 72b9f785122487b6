"""The environment of a process must not be made from nothing.

## What it does
Reports a process that is started with `env=` a dictionary of a few names of its own, without those
of the session.

## Why it matters on a farm
Without PATH no program is found, without SYSTEMROOT Python does not start on Windows, without HOME
and LD_LIBRARY_PATH tools of the farm find neither their settings nor their libraries.

## Bad
    # onschedule.py
    import subprocess
    subprocess.call(["queue", "add"], env={"PDG_ITEM_ID": str(work_item.id)})
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import os
    import subprocess
    environment = dict(os.environ, PDG_ITEM_ID=str(work_item.id))
    subprocess.call(["queue", "add"], env=environment)
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG137", Severity.WARNING)

_PROCESSES = frozenset(
    f"from subprocess.{n}" for n in ("call", "run", "Popen", "check_call", "check_output")
)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report an environment of a few names."""
    if text.context.inference.type_of(node.func, text) not in _PROCESSES:
        return
    for keyword in node.keywords:
        if keyword.arg == "env" and _is_bare(keyword.value, text):
            yield Finding(
                keyword.value,
                "the process gets these variables and no others, not even PATH; start from "
                "dict(os.environ)",
            )


def _is_bare(node: ast.expr, text: Text) -> bool:
    if isinstance(node, ast.Name):
        stores = [one for scope in text.scopes for one in text.stores(scope).get(node.id, ())]
        parent = text.parent_of(stores[0]) if len(stores) == 1 else None
        handed = [
            one
            for one in text.nodes.of(ast.Name)
            if one.id == node.id and isinstance(text.parent_of(one), ast.Attribute | ast.Call)
        ]
        value = parent.value if isinstance(parent, ast.Assign) else None
        return isinstance(value, ast.Dict) and not handed and _is_bare(value, text)
    if not isinstance(node, ast.Dict) or not node.keys or None in node.keys:
        return False
    keys = [one.value if isinstance(one, ast.Constant) else "PATH" for one in node.keys]
    return "PATH" not in keys
