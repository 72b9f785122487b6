"""A default must be a value that the parameter can have.

## What it does
Reports a default that is none of the tokens of a menu, or that is beyond a strict end of the range;
a number without a default starts at 0. A slider's soft range may be passed, and so may the menu
beside a text field.

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
from pysched_gen.formats.dialog_script.kinds import is_mask
from pysched_gen.formats.dialog_script.tree import Computed, Parm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.formats.dialog_script.tree import Limits
    from pysched_gen.formats.dialog_script.values import Value
    from pysched_gen.model.scheduler import Parameter

__all__ = ["rule"]

rule = Rule(__name__, "PSG207", Severity.WARNING)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report defaults that no field can show."""
    for parameter in context.scheduler.parameters:
        if parameter.holds_value and not parameter.standard:
            problem = _problem(parameter)
            if problem:
                yield Finding(parameter.span, f'the default of "{parameter.name}" {problem}')


def _problem(parameter: Parameter) -> str:
    given = parameter.item.default if isinstance(parameter.item, Parm) else None
    values = [one for one in given or () if not isinstance(one, Computed)]
    if parameter.type == "menu":
        return _beyond_menu(parameter, values)
    if parameter.range is None or parameter.type not in {"integer", "float"}:
        return ""
    problems = (_beyond_range(value, parameter.range) for value in values)
    return next(filter(None, problems), "")


def _beyond_menu(parameter: Parameter, values: Iterable[Value]) -> str:
    item, menu = parameter.item, parameter.menu
    word = item.type if isinstance(item, Parm) else None
    if menu is None or not menu.tokens or is_mask(word, menu):
        return ""
    for value in values:
        if value not in menu.tokens and not _is_position(value, len(menu.tokens)):
            tokens = ", ".join(f'"{token}"' for token in menu.tokens[:_SHOWN])
            more = ", ..." if len(menu.tokens) > _SHOWN else ""
            return f'is "{value}", which is none of the tokens {tokens}{more}; give one of them'
    return ""


_SHOWN = 6


def _is_position(value: Value, count: int) -> bool:
    return re.fullmatch("[0-9]{1,9}", str(value)) is not None and int(value) < count


def _beyond_range(value: Value, limits: Limits) -> str:
    if isinstance(value, str):
        return ""
    if limits.low.strict and value < limits.low.value:
        return f"is {value:g}, but its range starts at {limits.low.value:g}; give that or more"
    if limits.high.strict and value > limits.high.value:
        return f"is {value:g}, but its range ends at {limits.high.value:g}; give that or less"
    return ""
