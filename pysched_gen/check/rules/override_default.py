"""The default of an override is a value of its kind.

## What it does
Reports a call of `evaluateStringOverride` whose default is a number, of `evaluateIntOverride`,
`evaluateFloatOverride` or `evaluateBoolOverride` whose default is a text, a list or the like, and
of `evaluateIntOverride` whose default has a fraction. Only what stands there as a constant is
looked at, and None is left alone.

## Why it matters on a farm
The default counts where neither the node nor the scheduler has the parameter. A value of another
kind is refused there, or gets to code that takes it for what it is not, and items of the one node
fail that nobody has tried.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    overridable = true
    # onschedule.py
    queue = self.evaluateStringOverride(work_item.node, "farmq", "queue", work_item, 0)
    return self._submit(queue, work_item)

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    overridable = true
    # onschedule.py
    queue = self.evaluateStringOverride(work_item.node, "farmq", "queue", work_item, "all")
    return self._submit(queue, work_item)

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

rule = Rule(__name__, "PSG214", Severity.WARNING)

_FITTING: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "Int": (int,),
    "Float": (int, float),
    "Bool": (int, float),
}
_TOLD = {
    "String": 'a text, such as ""',
    "Int": "a whole number, such as 0",
    "Float": "a number, such as 0.0",
    "Bool": "True or False",
}
_NEVER = (ast.Dict, ast.List, ast.Set, ast.Tuple)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report defaults of another kind."""
    for read in text.reads:
        if read.default is not None and not _fits(read.default, read.kind):
            yield Finding(
                read.default,
                f"{text.shown(read.default)} is no default for evaluate{read.kind}Override; give "
                f"{_TOLD[read.kind]}",
            )


def _fits(default: ast.expr, kind: str) -> bool:
    if isinstance(default, _NEVER):
        return False
    if isinstance(default, ast.JoinedStr):
        return kind == "String"
    value = default.operand if isinstance(default, ast.UnaryOp) else default
    if not isinstance(value, ast.Constant) or value.value is None:
        return True
    return isinstance(value.value, _FITTING[kind])
