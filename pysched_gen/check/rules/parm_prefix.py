"""The prefix of overridable parameters must be the start of a parameter's name.

## What it does
Reports a `parm_prefix` that is not a letter or `_`, then letters, digits and `_`.

## Why it matters on a farm
`self.evaluateIntOverride(node, self.parmprefix, "priority", ...)` looks for a parameter that is
called prefix, `_`, priority. No parameter can have a name with other characters, so every override
an artist makes on a node would be ignored.

## Bad
    # scheduler.toml
    parm_prefix = "farm-q"

## Good
    # scheduler.toml
    parm_prefix = "farmq"

## Since
Every release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG054", Severity.ERROR, essential=True)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report a prefix that no parameter can have."""
    prefix = context.scheduler.parm_prefix
    if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", prefix):
        yield Finding(
            context.scheduler.span_of("parm_prefix"),
            f"the prefix {prefix!r} must be a letter or _, then letters, digits and _; "
            "set parm_prefix = in scheduler.toml",
        )
