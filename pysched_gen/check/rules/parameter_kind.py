"""Some parameters of a node cannot be part of a package.

## What it does
Notes a parameter of a kind that a generated package does not declare: buttons, separators, labels,
ramps, data.

## Why it matters on a farm
A package declares texts, numbers, toggles and menus. A button's script would be missing where the
artist looks for it, and a ramp read by a callback would be a KeyError: better known before the
package is handed out.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_login"
    type = "button"

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_login"
    type = "toggle"
    # onstartcook.py
    self.login = self["farmq_login"].evaluateInt()
    return True

## Since
Every release.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.errors import Slip
from pysched_gen.formats.dialog_script.kinds import KNOWN_TYPES, kind_of
from pysched_gen.formats.dialog_script.tree import Parm, multiparms_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG205", Severity.NOTE)

_DECLARED = frozenset({"string", "integer", "float", "toggle", "menu", "folder"})
_WRITTEN = sorted({*_DECLARED, *(word for word in KNOWN_TYPES if kind_of(word) in _DECLARED)})


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report parameters that the package leaves out."""
    slips = {str(one.span) for one in context.scheduler.doubts if isinstance(one, Slip)}
    counted = {repeat.name for repeat in multiparms_of(context.scheduler.interface)}
    for parameter in context.scheduler.parameters:
        if str(parameter.span) in slips:
            continue  # doubtful-text says so
        declared = parameter.type in _DECLARED or parameter.name in counted
        word = parameter.item.type if isinstance(parameter.item, Parm) else None
        near = [] if not word or word in KNOWN_TYPES else get_close_matches(word, _WRITTEN, n=1)
        if near and not declared:
            yield Finding(
                parameter.span,
                f'"{parameter.name}" is left out of the package: there is no type "{word}"; did '
                f'you mean "{near[0]}"?',
                Severity.WARNING,
            )
        elif not declared and not parameter.standard:
            what = f"is a {parameter.type}" if parameter.type != "data" else f"has type {word}"
            yield Finding(
                parameter.span,
                f'"{parameter.name}" {what}, which a package cannot declare, so it '
                "is left out; the digital asset around the scheduler can have it",
            )
