r"""Labels and the category are shown in menus: one line of text.

## What it does
Reports a label that is empty, and a category or label, that of a parameter too, with line ends or
other control characters. Quotes, braces and letters of any language are fine.

## Why it matters on a farm
The TAB menu shows what it is given. An entry without a label cannot be found or clicked, and a
line end breaks the dialog script that adds the parameters to other nodes.

## Bad
    # scheduler.toml
    label = "Farm\nQ"

## Good
    # scheduler.toml
    label = "Farm \"Q\""

## Since
Every release.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG053", Severity.ERROR, essential=True)

# Control characters, surrogates, line and paragraph separators.
_UNSHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report texts that no menu can show."""
    scheduler = context.scheduler
    if not scheduler.label.strip():
        yield Finding(scheduler.span_of("label"), "the label is empty; give the scheduler one")
    for key, value in (("label", scheduler.label), ("category", scheduler.category)):
        problem = _problem(value)
        if problem:
            # The category is made of the label where none is given: say it once.
            yield Finding(scheduler.span_of(key), f"the {key} {problem}")
            break
    for parameter in scheduler.parameters:
        problem = _problem(parameter.label)
        if problem and parameter.holds_value:
            yield Finding(parameter.span, f"the label of {parameter.name} {problem}")


def _problem(text: str) -> str:
    bad = [char for char in text if unicodedata.category(char) in _UNSHOWN]
    if not bad:
        return ""
    return f"holds the control character U+{ord(bad[0]):04X}; write it in one line of plain text"
