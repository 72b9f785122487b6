"""The interface of a scheduler in, its entries with their places out.

An entry that is no parameter by itself, such as what a multiparm repeats, is placed where the
parameter around it is declared. Standard groups are left out: nobody here wrote them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.model.interface import Borrowed, Field, Group, Repeat, Verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.context import Context
    from pysched_gen.model.interface import Entry
    from pysched_gen.span import Span

__all__ = ["declared_names", "entries_with_places"]


def entries_with_places(context: Context) -> Iterator[tuple[Field | Group | Repeat, Span]]:
    """Give every entry that has a place."""
    return _placed(context.scheduler.interface, None, context)


def declared_names(context: Context) -> Iterator[tuple[str, Span]]:
    """Give the names of all parameters, and of what is inside of a multiparm."""
    known = set()
    for parameter in context.scheduler.parameters:
        known.add(parameter.name)
        yield parameter.name, parameter.span
    for entry, place in entries_with_places(context):
        if entry.name not in known and not isinstance(entry, Group):
            yield entry.name, place


def _placed(
    entries: Iterable[Entry], around: Span | None, context: Context
) -> Iterator[tuple[Field | Group | Repeat, Span]]:
    for entry in entries:
        if isinstance(entry, Verbatim):
            continue
        flat = context.parameter_names.declared(entry.name or "")
        place = around if flat is None else (None if flat.standard else flat.span)
        if place is not None and not isinstance(entry, Borrowed):
            yield entry, place
        if not isinstance(entry, Field):
            yield from _placed(entry.entries, place, context)
