"""A callback server that is started must be stopped.

## What it does
Reports `self.startCallbackServer()` where no text of the scheduler calls `stopCallbackServer`. All
callbacks are looked at together; the default onStop stops it.

## Why it matters on a farm
Each cook or each node leaves a server and its port behind. After some days of work the port range
is used up, and jobs of new cooks cannot report.

## Bad
    # onstartcook.py
    self.startCallbackServer()
    return True
    # onstop.py
    return True

## Good
    # onstartcook.py
    self.startCallbackServer()
    return True
    # onstop.py
    self.stopCallbackServer()
    return True

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

rule = Rule(__name__, "PSG130", Severity.WARNING)


@rule.node(ast.Attribute)
def visit(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report a start that no stop belongs to."""
    if node.attr != "startCallbackServer" or not isinstance(node.ctx, ast.Load):
        return
    texts = text.context.scheduler.snippets
    if not any("stopCallbackServer" in snippet.text for snippet in texts):
        yield Finding(
            node,
            "the callback server is started and never stopped; call self.stopCallbackServer() in "
            "onStop",
        )
