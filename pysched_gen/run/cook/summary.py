"""What came of a cook, in lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.run.cook.story import ENDS, FAILED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.run.cook.outcome import Outcome
    from pysched_gen.run.cook.story import Item

__all__ = ["summary_lines"]

_MOST = 10  # of the items that failed which are named


def summary_lines(outcome: Outcome) -> Iterator[str]:
    """Yield a table of nodes and states, what failed, what went wrong, and one line in all."""
    items = [item for item in outcome.story.items if not item.is_sub_item]
    yield from _table(items)
    failed = [item for item in items if item.state in FAILED or item.state not in ENDS]
    failed = failed if outcome.submitted else []
    for item in failed[:_MOST]:
        notes = f": {item.notes[-1]}" if item.notes else ""
        yield f"{item.name}: {item.state}{notes}"
    if len(failed) > _MOST:
        yield f"and {len(failed) - _MOST} more"
    for text in outcome.story.warnings:
        yield f"warning: {text}"
    for text in outcome.wrong:
        yield f"error: {text}"
    seconds = max(outcome.story.seconds, 1e-9)
    ended = sum(item.state in ENDS for item in items)
    yield (
        f"{ended} of {len(items)} items in {seconds:.2f} s, {ended / seconds:.0f} a second, "
        f"{outcome.failed_items} not cooked, on {outcome.story.lanes} workers at most"
    )


def _table(items: list[Item]) -> Iterator[str]:
    nodes = list(dict.fromkeys(item.node for item in items))
    states = sorted({item.state for item in items})
    wide = max([4, *map(len, nodes)])
    yield "  ".join([f"{'node':{wide}}", *states, "mean run"])
    for node in nodes:
        own = [item for item in items if item.node == node]
        counts = [f"{sum(item.state == state for item in own):{len(state)}}" for state in states]
        yield "  ".join([f"{node:{wide}}", *counts, f"{_mean_run(own):>8}"])


def _mean_run(items: list[Item]) -> str:
    runs = [
        item.ended - item.begun
        for item in items
        if item.begun is not None and item.ended is not None
    ]
    return f"{sum(runs) / len(runs):.3f} s" if runs else ""
