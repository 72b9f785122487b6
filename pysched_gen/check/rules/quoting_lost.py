"""A command must keep its quotes.

## What it does
Reports `" ".join(shlex.split(command))`, which takes the quotes away.

## Why it matters on a farm
An argument with a blank becomes two: a scene in a folder with a space, a node label of two words.
It works for weeks, and then for one artist it does not.

## Bad
    # onschedule.py
    import shlex

    self.line = " ".join(shlex.split(work_item.command))
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import shlex

    self.line = shlex.join(shlex.split(work_item.command))
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

rule = Rule(__name__, "PSG167", Severity.WARNING)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report words that are put together without their quotes."""
    joins = isinstance(node.func, ast.Attribute) and node.func.attr == "join"
    if not joins or len(node.args) != 1:
        return
    glue = node.func.value  # type: ignore[attr-defined] # joins
    if isinstance(glue, ast.Constant) and glue.value == " " and _is_split(node.args[0], text):
        yield Finding(
            node,
            "an argument with a blank falls into two; write shlex.join(...) (Python 3.8), or quote "
            "each with shlex.quote",
        )


def _is_split(node: ast.expr, text: Text) -> bool:
    if isinstance(node, ast.Name):
        parent = text.only_binding(node)
        return isinstance(parent, ast.Assign) and _is_split(parent.value, text)
    return (
        isinstance(node, ast.Call)
        and text.context.inference.type_of(node.func, text) == "from shlex.split"
    )
