"""init.py must not return a value.

## What it does
Reports a `return` with a value in init.py, as in `return True`.

## Why it matters on a farm
init.py becomes `__init__`, which Python lets return None only: the TypeError comes when a node of
the scheduler is made, or when a scene that has one is loaded.

## Bad
    # init.py
    self.jobs = {}
    return True

## Good
    # init.py
    self.jobs = {}

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG123", Severity.ERROR, kinds=frozenset({Kind.INIT}))


@rule.node(ast.Return)
def visit(node: ast.Return, text: Text) -> Iterator[Finding]:
    """Report a value that __init__ gives back."""
    value = node.value
    if value is None or (isinstance(value, ast.Constant) and value.value is None):
        return
    if text.function_of(node) is None:
        yield Finding(
            node,
            f"init.py returns {text.shown(value)}, but it becomes __init__, which returns "
            "nothing; remove the return",
            edits=replaced(node, "return", text),
        )
