"""A cook that cannot start must say why.

## What it does
Notes `return False` in onStartCook, and in no other callback.

## Why it matters on a farm
PDG drops the text of the error then, even one given to `cookError` (seen in AWS Deadline Cloud's
scheduler): the artist sees a cook that ends at once, and no reason.

## Bad
    # onstartcook.py
    if not self.host:
        return False
    return True
    # init.py
    self.host = ""

## Good
    # onstartcook.py
    if not self.host:
        raise pdg.CookError("no host is set: fill in Host of the scheduler")
    return True
    # init.py
    self.host = ""

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

rule = Rule(__name__, "PSG166", Severity.NOTE, callbacks=("onStartCook",))


@rule.node(ast.Return)
def visit(node: ast.Return, text: Text) -> Iterator[Finding]:
    """Note a failure without words."""
    value = node.value
    if isinstance(value, ast.Constant) and value.value is False and not text.function_of(node):
        yield Finding(node, "PDG drops the reason of a False here; raise pdg.CookError(reason)")
