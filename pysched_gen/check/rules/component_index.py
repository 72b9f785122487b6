"""A parameter of several components is read one at a time.

## What it does
Reports `self["x"].evaluateInt()` and its kin without an index where x has several components, and
with an index that it does not have.

## Why it matters on a farm
Without an index the first component comes back: of a range of ports 4000 to 4099, only 4000 is
ever used, and the second job that listens on it fails.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_ports"
    type = "integer"
    size = 2
    # onstartcook.py
    self.first = self["farmq_ports"].evaluateInt()
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_ports"
    type = "integer"
    size = 2
    # onstartcook.py
    port = self["farmq_ports"]
    self.first, self.last = (port.evaluateInt(None, index) for index in (0, 1))
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

rule = Rule(__name__, "PSG215", Severity.WARNING)

# evaluateInt(work_item, index), in SideFX's help of pdg.Port.
_INDEX = 1


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report components that are missed or do not exist."""
    for read in text.reads:
        parameter = text.context.parameter_names.declared(read.name)
        if parameter is None or read.call is None or not read.kind or read.override:
            continue
        index, size = _index(read.call), parameter.size
        if index is None and size > 1:
            yield Finding(
                read.call,
                f'"{read.name}" has {size} components, this gives the first; write '
                f"evaluate{read.kind}(None, 0), or evaluate() for all of them",
            )
        elif index is not None and _number(index) >= size:
            message = f'"{read.name}" has no component {_number(index)}; the last is {size - 1}'
            yield Finding(index, message)


def _number(index: ast.expr) -> int:
    is_number = isinstance(index, ast.Constant) and isinstance(index.value, int)
    return index.value if is_number else 0  # type: ignore[attr-defined]


def _index(call: ast.Call) -> ast.expr | None:
    """Return the argument for the index; any that cannot be told counts as one."""
    for argument in call.args:
        if isinstance(argument, ast.Starred):
            return argument
    if len(call.args) > _INDEX:
        return call.args[_INDEX]
    given = (one.value for one in call.keywords if one.arg in {"index", None})
    return next(given, None)
