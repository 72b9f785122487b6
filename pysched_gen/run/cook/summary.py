"""What came of a cook, in lines for people."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pysched_gen.run.cook.cause import failed_first, reason
from pysched_gen.run.cook.statistics import mean, tick_limit
from pysched_gen.run.cook.story import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pysched_gen.run.cook.outcome import Outcome
    from pysched_gen.run.cook.story import Item, Story

__all__ = ["summary_lines", "summary_table"]

_MOST = 10  # of the items that failed which are named
_SHOWN = 5  # lines of the log of each
_GONE = "  (removed with its folder; --keep leaves it)"
_DIGITS = re.compile(r"\d+")
_MUCH = 0.2  # of the time of a cook that callbacks may take without being told


def summary_lines(outcome: Outcome, *, verbose: bool = False) -> Iterator[str]:
    """Yield a table of nodes and states, what failed, what went wrong, and one line in all.

    With `verbose` what callbacks printed and the time in each of them comes, too.
    """
    story = outcome.story
    items = [item for item in story.items if not item.is_sub_item]
    yield from _table(items)
    # Of a batch its failed items say why.
    wrong = failed_first(story.items if any(map(_is_in_failed, story.items)) else items)
    failed = wrong if outcome.submitted else []
    for item in failed[:_MOST]:
        yield ": ".join(filter(None, (item.name, item.state, reason(item))))
        yield from _of_log(item, outcome.folder)
    if len(failed) > _MOST:
        yield f"and {len(failed) - _MOST} more"
    if verbose and outcome.printed:
        yield from ("printed:", *(f"    {line}" for line in outcome.printed.splitlines()))
    for text, more in _alike(story.warnings):
        yield f"warning: {text}{more}"
    for text, more in _alike(outcome.wrong):
        yield f"error: {text}{more}"
    if outcome.printed and not outcome.good and not verbose:
        count = len(outcome.printed.splitlines())
        yield f"callbacks and jobs printed {count} line{'s' * (count > 1)}; -v shows them"
    yield from _callback_times(story, verbose=verbose)
    yield from _numbers(outcome) if verbose else ()
    yield from filter(None, [tick_limit(story)])
    seconds = max(story.seconds, 1e-9)
    ended = sum(item.state in ENDS for item in items)
    yield (
        f"{ended} of {len(items)} items ended in {seconds:.2f} s, {ended / seconds:.0f} a second, "
        f"{outcome.failed_items} not cooked, on {story.lanes} workers at most"
    )


def summary_table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield a head, and a line for each cook: its scheduler, its items by state, its seconds."""
    counts = [outcome.story.counts() for outcome in outcomes]
    states = sorted({state for one in counts for state in one})
    wide = max([9, *(len(outcome.heading.scheduler) for outcome in outcomes)])
    yield "  ".join([f"{'scheduler':{wide}}", *states, "seconds", "cook"])
    for outcome, one in zip(outcomes, counts, strict=True):
        cells = [f"{one.get(state, 0):{len(state)}}" for state in states]
        seconds, good = f"{outcome.story.seconds:7.2f}", "good" if outcome.good else "BAD"
        yield "  ".join([f"{outcome.heading.scheduler:{wide}}", *cells, seconds, good])


def _alike(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the first of those that differ in numbers only, and how many more there are."""
    groups: dict[str, list[str]] = {}
    for text in texts:
        groups.setdefault(_DIGITS.sub("0", text), []).append(text)
    for alike in groups.values():
        yield alike[0], f" (and {len(alike) - 1} more like it)" if len(alike) > 1 else ""


def _is_in_failed(item: Item) -> bool:
    return item.is_sub_item and item.state == "CookedFail"


def _of_log(item: Item, folder: str) -> Iterator[str]:
    """Yield the end of the log of `item` and where it is; `folder` is that of the cook."""
    for line in item.tail.splitlines()[-_SHOWN:]:
        yield f"    {line}"
    if item.log:
        gone = bool(folder) and folder in unquote(item.log) and not Path(folder).exists()
        yield f"    log: {item.log}{_GONE if gone else ''}"
    if item.status:
        yield f"    status: {item.status}"


def _table(items: list[Item]) -> Iterator[str]:
    nodes = list(dict.fromkeys(item.node for item in items))
    states = sorted({item.state for item in items})
    wide = max([4, *map(len, nodes)])
    jobs = any(item.job_seconds is not None for item in items)
    by = _schedulers(items)
    wider = max([9, *map(len, by.values())])
    heads = [f"{'scheduler':{wider}}"] if by else []
    yield "  ".join([f"{'node':{wide}}", *heads, *states, "mean run", *["mean job"] * jobs])
    for node in nodes:
        own = [item for item in items if item.node == node]
        counts = [f"{sum(item.state == state for item in own):{len(state)}}" for state in states]
        runs = _seconds(mean(_runs(own)))
        processes = [_seconds(mean(_job_seconds(own)))] * jobs
        names = [f"{by[node]:{wider}}"] if by else []
        yield "  ".join([f"{node:{wide}}", *names, *counts, runs, *processes])


def _schedulers(items: Iterable[Item]) -> dict[str, str]:
    """Return the scheduler of each node where there are several, else {}."""
    found = {item.node: item.scheduler for item in items}
    return found if len(set(found.values())) > 1 else {}


def _runs(items: Iterable[Item]) -> list[float]:
    return [
        item.ended - item.begun
        for item in items
        if item.begun is not None and item.ended is not None
    ]


def _job_seconds(items: Iterable[Item]) -> list[float]:
    return [item.job_seconds for item in items if item.job_seconds is not None]


def _seconds(value: float | None) -> str:
    return f"{f'{value:.3f} s' if value is not None else '':>8}"


def _callback_times(story: Story, *, verbose: bool) -> Iterator[str]:
    """Yield where the time of the scheduler itself went, where it was much of the cook."""
    total = sum(call.seconds for call in story.calls.values())
    if not story.calls or not (verbose or total > _MUCH * max(story.seconds, 1.0)):
        return
    slowest = sorted(story.calls.items(), key=lambda pair: -pair[1].seconds)
    told = [
        f"{name} {call.seconds:.2f} s in {call.count} call{'s'[: call.count != 1]}"
        for name, call in (slowest if verbose else slowest[:3])
    ]
    yield f"{total:.2f} s in callbacks: {', '.join(told)}"


def _numbers(outcome: Outcome) -> Iterator[str]:
    """Yield percentiles, concurrency and the critical path."""
    numbers = outcome.statistics
    for name, values in numbers.percentiles.items():
        told = ", ".join(f"{percent} % {value:.3f} s" for percent, value in values.items())
        yield f"{name}: {told}"
    yield f"at work: {numbers.busy:.1f} items on average, {numbers.busiest} at most"
    path = numbers.critical_path
    if path:
        total = sum(step.seconds for step in path)
        steps = [f"{step.item.name} {step.seconds:.3f} s" for step in path[-_MOST:]]
        more = [f"{len(path) - _MOST} more"] if len(path) > _MOST else []
        yield f"critical path, {total:.3f} s: {' > '.join([*more, *steps])}"
