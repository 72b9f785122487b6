"""Schedulers that report one end of an item and never the other."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.span import Span

__all__ = ["lone_reports"]


def lone_reports(
    context: Context, reports: Collection[str], others: Collection[str], besides: Collection[str]
) -> Iterator[tuple[Span, bool]]:
    """Yield where `reports` are called, and whether surely of the scheduler itself.

    Nothing where the other end is told as well: `others` are words of which any says so in a text,
    by whatever name it is reached. Nothing either where a base may tell it, or a text that cannot
    be read. Callbacks named in `besides` do not count.
    """
    scheduler = context.scheduler
    derived = scheduler.bases or context.inference.derives_from_local
    if context.unparsable or context.inference.own_members is None or derived:
        return
    if any(word in one.text for one in scheduler.snippets for word in others):
        return
    for text in context.texts:
        for call in text.nodes.of(ast.Call) if text.method not in besides else ():
            if isinstance(call.func, ast.Attribute) and call.func.attr in reports:
                kind = context.inference.type_of(call.func, text)
                yield text.parsed.span(call), kind.startswith("method self.")
