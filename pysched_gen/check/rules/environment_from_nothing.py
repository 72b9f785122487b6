"""The environment of a process must not be made from nothing.

## What it does
Reports a process that is started with `env=` a dictionary of a few names of its own, those that a
node sets in `work_item.environment` among them, without those of the session.

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
    if isinstance(node, ast.Call):  # dict(work_item.environment, A="b")
        first = node.args[0] if len(node.args) == 1 else node
        named = all(one.arg not in (None, "PATH") for one in node.keywords)
        is_dict = isinstance(node.func, ast.Name) and node.func.id == "dict"
        return is_dict and named and _is_of_item(first, text)
    if not isinstance(node, ast.Dict):
        return _is_of_item(node, text)
    spread = [v for k, v in zip(node.keys, node.values, strict=True) if k is None]
    if not node.keys or not all(_is_of_item(one, text) for one in spread):
        return False
    given = [one for one in node.keys if one is not None]
    keys = [one.value if isinstance(one, ast.Constant) else "PATH" for one in given]
    return "PATH" not in keys


def _is_of_item(node: ast.expr, text: Text) -> bool:
    """Return whether `node` is the environment of an item: what its node sets, and no more."""
    named = isinstance(node, ast.Attribute) and node.attr == "environment"
    kind = text.context.inference.type_of(node.value, text) if named else ""  # type: ignore[attr-defined]
    return kind in ("WorkItem", "BatchWorkItem")
