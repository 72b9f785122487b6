"""The story of a cook in, a trace for Perfetto and chrome://tracing out.

The format is "Trace Event Format" (JSON, times in microseconds): a process for the jobs with a
thread a worker, one for each scheduler with a thread for its callbacks, and counters.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pysched_gen.run.cook.cause import reason
from pysched_gen.run.cook.story import FAILED
from pysched_gen.visible_text import visible_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.run.cook.outcome import Heading
    from pysched_gen.run.cook.story import Item, Story

__all__ = ["trace_json"]

_JOBS, _SCHEDULERS = 1, 2  # process ids of the trace; a scheduler has the second or a later one
_CALLBACKS = 1  # thread id


def trace_json(story: Story, heading: Heading) -> str:
    """Return the trace, with a line end."""
    events = [*_names(story, heading), *_jobs(story), *_callbacks(story), *_counters(story)]
    trace = {
        "traceEvents": visible_data(events),
        "displayTimeUnit": "ms",
        "otherData": visible_data({"scheduler": heading.scheduler, "houdini": heading.houdini}),
    }
    return json.dumps(trace, ensure_ascii=False, separators=(",", ":")) + "\n"


def _names(story: Story, heading: Heading) -> Iterator[dict[str, Any]]:
    yield _name("process_name", f"{heading.title}: jobs", _JOBS)
    for lane in range(story.lanes):
        yield _name("thread_name", f"worker {lane + 1}", _JOBS, lane + 1)
    for pid, scheduler in enumerate(_schedulers(story), _SCHEDULERS):
        yield _name("process_name", f"scheduler {scheduler}", pid)
        yield _name("thread_name", "callbacks", pid, _CALLBACKS)


def _schedulers(story: Story) -> list[str]:
    return list(dict.fromkeys(span.scheduler for span in story.spans))


def _name(kind: str, name: str, pid: int, tid: int = 0) -> dict[str, Any]:
    return {"name": kind, "ph": "M", "pid": pid, "tid": tid, "args": {"name": name}}


def _jobs(story: Story) -> Iterator[dict[str, Any]]:
    for item in story.items:
        if item.lane < 0 or item.is_sub_item or item.begun is None:
            continue
        end = story.seconds if item.ended is None else item.ended
        common = {"pid": _JOBS, "tid": item.lane + 1, "cat": item.node}
        yield {
            **common,
            "name": item.name,
            "ph": "X",
            "ts": _micro(item.begun),
            "dur": max(0, _micro(end) - _micro(item.begun)),
            "args": _facts(item),
        }
        if item.state in FAILED:
            name = f"{item.name}: {reason(item) or item.state}"
            yield {**common, "name": name, "ph": "i", "ts": _micro(end), "s": "p"}


def _facts(item: Item) -> dict[str, Any]:
    facts: dict[str, Any] = {"id": item.id, "state": item.state}
    if item.ready is not None and item.scheduled is not None:
        facts["waited, s"] = round(item.scheduled - item.ready, 6)
    if item.job_seconds is not None:
        facts["process, s"] = round(item.job_seconds, 6)
    if item.exit_code is not None:
        facts["exit code"] = item.exit_code
    if item.log:
        facts["log"] = item.log
    return facts


def _callbacks(story: Story) -> Iterator[dict[str, Any]]:
    pids = {name: pid for pid, name in enumerate(_schedulers(story), _SCHEDULERS)}
    for span in story.spans:
        event = {
            "name": span.name,
            "ph": "X",
            "pid": pids[span.scheduler],
            "tid": _CALLBACKS,
            "ts": _micro(span.begun),
            "dur": _micro(span.seconds),
        }
        yield {**event, "args": {"item": span.item}} if span.item else event


def _counters(story: Story) -> Iterator[dict[str, Any]]:
    """Yield how many items run and are queued, whenever that changes."""
    changes: list[tuple[float, int, int]] = []
    for item in story.items:
        if item.is_sub_item:
            continue
        begun, end = item.begun, item.ended
        if item.ready is not None:
            changes.append((item.ready, 1, 0))
            until = begun if begun is not None else end
            changes += [] if until is None else [(until, -1, 0)]
        if begun is not None:
            changes.append((begun, 0, 1))
            changes += [] if end is None else [(end, 0, -1)]
    queued = running = 0
    changes.sort()
    for number, (time, more_queued, more_running) in enumerate(changes):
        queued += more_queued
        running += more_running
        if number + 1 < len(changes) and changes[number + 1][0] == time:
            continue
        counts = {"queued": queued, "running": running}
        yield {"name": "items", "ph": "C", "pid": _JOBS, "ts": _micro(time), "args": counts}


def _micro(seconds: float) -> int:
    return max(0, round(seconds * 1e6))
