"""The class of a scheduler needs a name that Python takes.

## What it does
Reports a class name that is no identifier, a keyword, or a name the generated module already uses:
that of the base class, of the mixin, or `pdg`.

## Why it matters on a farm
`class PyScheduler(PyScheduler)` is valid Python and hides the base class: the next registration of
the module fails in a way that points nowhere near the name.

## Bad
    # scheduler.toml
    class = "PyScheduler"

## Good
    # scheduler.toml
    class = "FarmqScheduler"

## Since
Every release.
"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.model.scheduler import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG052", Severity.ERROR, essential=True)

# Names that the generated module binds itself.
_TAKEN = frozenset(
    {
        *(base.value for base in Base),
        *("CallbackServerMixin", "json", "os", "pdg", "registerTypes", "sys"),
    }
)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report a name that cannot be that of the class."""
    name = context.scheduler.class_name
    if not (name.isidentifier() and name.isascii()):
        problem = "must be a letter or _, then letters, digits and _"
    elif keyword.iskeyword(name):
        problem = "is a keyword of Python"
    elif name in _TAKEN:
        problem = "is a name that the generated module uses itself"
    else:
        return
    yield Finding(
        context.scheduler.span_of("class"),
        f"the class name {name!r} {problem}; choose another, such as FarmqScheduler",
    )
