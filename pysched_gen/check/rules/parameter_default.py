"""A default must be a value that the parameter can have.

## What it does
Reports a default that is none of the tokens of a menu, that is beyond a strict end of the range, or
that has another number of values than the parameter has components. A slider's soft range may be
passed, and so may the menu beside a text field.

## Why it matters on a farm
Houdini shows the nearest value it can, or the first choice of the menu, while a package that was
generated without Houdini starts from what is written: the same scheduler behaves one way in the
session of an artist and another on the farm.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_slots"
    type = "integer"
    default = 0
    min = 1
    min_strict = true
    # onstartcook.py
    self.slots = self["farmq_slots"].evaluateInt()
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_slots"
    type = "integer"
    default = 1
    min = 1
    min_strict = true
    # onstartcook.py
    self.slots = self["farmq_slots"].evaluateInt()
    return True

## Since
Every release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.model.interface import Field, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.model.scheduler import Parameter
    from pysched_gen.sources.source import Range, Value

__all__ = ["rule"]

rule = Rule(__name__, "PSG207", Severity.WARNING)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report defaults that no field can show."""
    scheduler = context.scheduler
    laid_out = {field.name: field for field in fields_of(scheduler.interface)}
    for parameter in scheduler.parameters:
        if parameter.holds_value and not parameter.standard:
            problem = _problem(parameter, laid_out.get(parameter.name))
            if problem:
                yield Finding(parameter.span, f'the default of "{parameter.name}" {problem}')


def _problem(parameter: Parameter, field: Field | None) -> str:
    count, size = len(parameter.default), parameter.size
    if parameter.default and count != size:
        values = "1 value" if count == 1 else f"{count} values"
        return f"has {values}, but the parameter has size {size}; give one for each component"
    if parameter.type == "menu":
        return _beyond_menu(parameter, field)
    computed = {expression.index for expression in parameter.default_expressions}
    if parameter.range is None or parameter.type not in {"integer", "float"}:
        return ""
    fixed = (value for index, value in enumerate(parameter.default) if index not in computed)
    problems = (_beyond_range(value, parameter.range) for value in fixed)
    return next(filter(None, problems), "")


def _beyond_menu(parameter: Parameter, field: Field | None) -> str:
    menu = parameter.menu
    if menu is None or menu.script or not menu.tokens or parameter.default_expressions:
        return ""
    for value in (*parameter.default, *_as_written(field)):
        if value not in menu.tokens and not _is_position(value, len(menu.tokens)):
            tokens = ", ".join(f'"{token}"' for token in menu.tokens[:_SHOWN])
            more = ", ..." if len(menu.tokens) > _SHOWN else ""
            return f'is "{value}", which is none of the tokens {tokens}{more}; give one of them'
    return ""


_SHOWN = 6


def _as_written(field: Field | None) -> tuple[Value, ...]:
    """Return the default that a dialog script says: readers put the first token for a wrong one."""
    given = field.default if field else None
    return tuple(value for value in given or () if isinstance(value, str | int | float))


def _is_position(value: Value, count: int) -> bool:
    return re.fullmatch("[0-9]{1,9}", str(value)) is not None and int(value) < count


def _beyond_range(value: Value, limits: Range) -> str:
    if isinstance(value, str):
        return ""
    if limits.low_strict and value < limits.low:
        return f"is {value:g}, but its range starts at {limits.low:g}; give that or more"
    if limits.high_strict and value > limits.high:
        return f"is {value:g}, but its range ends at {limits.high:g}; give that or less"
    return ""
