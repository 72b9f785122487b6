"""The story of a cook in, its numbers out: percentiles, concurrency, and the critical path.

All times are seconds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.run.cook.task_graph import waits_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pysched_gen.run.cook.random_graph import Graph
    from pysched_gen.run.cook.story import Item, Story

__all__ = [
    "PERCENTS",
    "PathStep",
    "Statistics",
    "mean",
    "statistics_of",
    "tick_limit",
]

PERCENTS = (50, 90, 99, 100)
_LAG = 0.2  # of the tick period by which ends may be seen late without being told


@dataclass(frozen=True, slots=True)
class PathStep:
    """An item on the critical path: `seconds` from the end of the one before it to its own end."""

    item: Item
    seconds: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of a whole cook.

    Attributes:
        percentiles: for "waited" (until the scheduler had it), "queued" (until its job began),
            "ran" and "job" (its process) what each of `PERCENTS` of the items took at most.
        busiest: most items at work at one time.
        busy: mean number of items at work.
        critical_path: from what the cook began with to what it ended with, each item the one
            that the next waited for longest.
    """

    percentiles: dict[str, dict[int, float]]
    busiest: int
    busy: float
    critical_path: tuple[PathStep, ...]


def statistics_of(story: Story, graph: Graph | None) -> Statistics:
    """Return the numbers of `story`; without `graph` no item is known to wait for another."""
    items = [item for item in story.items if not item.is_sub_item]
    spans = {
        "waited": _waited(items),
        "queued": _queued(items),
        "ran": [end - begun for begun, end in _runs(items)],
        "job": [item.job_seconds for item in items if item.job_seconds is not None],
    }
    total = sum(end - begun for begun, end in _runs(items))
    return Statistics(
        {name: _percentiles(values) for name, values in spans.items() if values},
        story.lanes,
        total / story.seconds if story.seconds else 0.0,
        tuple(_critical_path(items, graph)),
    )


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, None of nothing."""
    return sum(values) / len(values) if values else None


def tick_limit(story: Story) -> str:
    """Return a sentence about jobs whose ends were seen late because of the tick period.

    "" where they were seen soon, or nothing is known of the jobs.
    """
    items = [item for item in story.items if not item.is_sub_item]
    pairs = [
        (item.ended - item.job_ended, item.job_seconds or 0.0)
        for item in items
        if item.job_ended is not None and item.ended is not None
    ]
    lag, job = mean([late for late, _ in pairs]), mean([seconds for _, seconds in pairs])
    if lag is None or job is None or not story.tick:
        return ""
    if lag <= _LAG * story.tick or lag <= _LAG * job:
        return ""
    return (
        f"limited by the tick period of {story.tick:g} s: jobs ran for {job:.3f} s, and "
        f"their ends were seen {lag:.3f} s later"
    )


def _waited(items: Iterable[Item]) -> list[float]:
    ends = ((item.ready, item.scheduled or item.started) for item in items)
    return [max(0.0, end - ready) for ready, end in ends if ready is not None and end is not None]


def _queued(items: Iterable[Item]) -> list[float]:
    ends = ((item.scheduled, item.started) for item in items)
    return [max(0.0, end - begin) for begin, end in ends if begin is not None and end is not None]


def _runs(items: Iterable[Item]) -> Iterator[tuple[float, float]]:
    for item in items:
        if item.begun is not None and item.ended is not None:
            yield item.begun, max(item.begun, item.ended)


def _percentiles(values: Iterable[float]) -> dict[int, float]:
    """Return for each of `PERCENTS` the least value that so many of `values` do not exceed."""
    ordered = sorted(values)
    return {
        percent: ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
        for percent in PERCENTS
    }


def _critical_path(items: Iterable[Item], graph: Graph | None) -> Iterator[PathStep]:
    by_key = {item.key: item for item in items if item.key and item.ended is not None}
    needs: dict[str, tuple[str, ...]] = {}
    for node in (graph or {"nodes": []})["nodes"]:
        for entry in node["items"]:
            needs[f"{node['name']}:{entry['index']}"] = tuple(waits_for(entry))
    ran = [item for item in by_key.values() if item.begun is not None]
    if not ran:
        return
    here: Item | None = max(ran, key=_end)
    path: list[Item] = []
    while here is not None:
        path.append(here)
        before = [by_key[key] for key in needs.get(here.key, ()) if key in by_key]
        here = max(before, key=_end, default=None)
    end = 0.0
    for item in reversed(path):
        yield PathStep(item, max(0.0, _end(item) - end))
        end = _end(item)


def _end(item: Item) -> float:
    return item.ended or 0.0
