"""A module-level name that starts with two underscores cannot be reached from a callback.

## What it does
Reports a name of header.py that starts with two underscores, and does not end with two, where a
callback, init.py or methods.py uses it.

## Why it matters on a farm
Callbacks become methods of a class, and inside a class Python renames such names: `__limit` turns
into `_FarmqScheduler__limit`, which nothing defines. On the node the same text works, because there
it is in no class; the package raises a NameError on the first item.

## Bad
    # header.py
    __limit = 3
    # onschedule.py
    if work_item.index > __limit:
        return pdg.scheduleResult.Deferred
    return pdg.scheduleResult.Succeeded

## Good
    # header.py
    _limit = 3
    # onschedule.py
    if work_item.index > _limit:
        return pdg.scheduleResult.Deferred
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.check.syntax.scopes import free_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

_IN_CLASS = frozenset({Kind.CALLBACK, Kind.INIT, Kind.METHODS})

rule = Rule(__name__, "PSG112", Severity.ERROR, kinds=_IN_CLASS)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report each use of a name of header.py that the class hides."""
    names = text.context.header_names or frozenset()
    header = {name for name in names if name.startswith("__") and not name.endswith("__")}
    if not header:
        return
    for name in free_names(text.tree, set(text.arguments), in_class=text.kind is Kind.METHODS):
        if name.id in header:
            plain = f"_{name.id.lstrip('_')}"
            yield Finding(
                name,
                f"Python renames {name.id} inside a class, so {name.id} of header.py is not found; "
                f"call it {plain} in both places",
            )
