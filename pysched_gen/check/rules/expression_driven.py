"""A callback must be a fixed text.

## What it does
Reports a callback whose field on the node is driven by an expression or by keyframes.

## Why it matters on a farm
What the field holds is only known while the scene is open: it may depend on the frame, on a
variable or on another node. A package has one body for all of that, and whatever was evaluated when
the node was dumped would be it.

## Bad
    # onstart.py, driven by an expression
    return hou.pwd().parm("code").eval()

## Good
    # onstart.py
    return True

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG009", Severity.ERROR)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report the texts that an expression drives."""
    for snippet in context.scheduler.snippets:
        if snippet.expression:
            yield Finding(
                snippet.origin.span(),
                f"{snippet.id} is driven by an expression ({snippet.expression}), so it has no "
                "text of its own; delete the channels of the field and write the code into it",
            )
