"""The story of a cook in, a page and a picture of it out: who waited and ran, and where."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pysched_gen.html_page import page_of
from pysched_gen.run.cook.cause import failed_first, lines, reason
from pysched_gen.run.cook.statistics import PERCENTS, statistics_of, tick_limit
from pysched_gen.visible_text import visible_data
from pysched_gen.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pysched_gen.run.cook.outcome import Heading
    from pysched_gen.run.cook.random_graph import Graph
    from pysched_gen.run.cook.statistics import Statistics
    from pysched_gen.run.cook.story import Item, Story

__all__ = ["svg_start", "timeline_html", "timeline_svg"]

_COLOURS = {
    "waited": "#c9ccd1",
    "queued": "#e0a526",
    "CookedSuccess": "#2e8b57",
    "CookedCache": "#5f9ea0",
    "CookedFail": "#c23934",
    "CookedCancel": "#8a5cc2",
}
_RUNNING = "#2f6fd0"  # what was still running when the cook ended
_ROW, _LEFT, _TOP, _WIDTH = 14, 170, 44, 1000
_MOST_ROWS = 1500  # a taller picture is drawn by worker, not by item
_MOST_NAME = 26
_MOST_FAILED = 8  # that stand at the top of the page
_KINDS = {
    "waited": "waited for the scheduler",
    "queued": "queued",
    "ran": "ran",
    "job": "process",
}
_Bar = tuple[str, float, float, str]


def timeline_svg(story: Story, heading: Heading) -> str:
    """Give the picture: a row an item, or a row a worker where there are too many items."""
    if len(story.items) > _MOST_ROWS:
        rows = _rows_of_workers(story)
    else:
        rows = [(item.name, _bars(item, story.seconds)) for item in story.items]
    title = xml_text(heading.title)
    height = _TOP + _ROW * max(1, len(rows)) + 10
    scale = (_WIDTH - _LEFT - 20) / max(story.seconds, 1e-9)
    parts = [
        svg_start(_WIDTH, height),
        f"<title>{title}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="8" y="16" font-size="13">{title}, {story.seconds:.2f} s</text>',
        *_axis(story.seconds, scale, height),
    ]
    for number, (name, bars) in enumerate(rows):
        y = _TOP + number * _ROW
        shown = name if len(name) <= _MOST_NAME else name[: _MOST_NAME - 1] + "…"
        parts.append(f'<text x="8" y="{y + 10}">{xml_text(shown)}</text>')
        for colour, begin, end, label in bars:
            width = max(1.0, (end - begin) * scale)
            parts.append(
                f'<rect x="{_LEFT + begin * scale:.2f}" y="{y + 1}" width="{width:.2f}" '
                f'height="{_ROW - 3}" fill="{colour}"><title>{xml_text(label)}</title></rect>'
            )
    return "\n".join([*parts, "</svg>", ""])


def _bars(item: Item, end_of_cook: float) -> list[_Bar]:
    end = end_of_cook if item.ended is None else item.ended
    begun = item.begun
    bars: list[_Bar] = []
    if item.ready is not None:
        until = next((at for at in (item.scheduled, item.started) if at is not None), end)
        bars.append((_COLOURS["waited"], item.ready, until, f"{item.name}: waited"))
    if item.scheduled is not None and item.started is not None:
        bars.append((_COLOURS["queued"], item.scheduled, item.started, f"{item.name}: was queued"))
    if begun is not None:
        bars.append((_COLOURS.get(item.state, _RUNNING), begun, end, f"{item.name}: {item.state}"))
    return bars


def _rows_of_workers(story: Story) -> list[tuple[str, list[_Bar]]]:
    """Give one row a worker; what is too near to the bar before it to be seen is joined to it."""
    nearest = story.seconds / _WIDTH
    rows: list[list[_Bar]] = [[] for _ in range(story.lanes)]
    for item in sorted(story.items, key=lambda one: one.begun or 0.0):
        if item.lane < 0 or item.is_sub_item:
            continue
        bar = _bars(item, story.seconds)[-1]
        row = rows[item.lane]
        if row and row[-1][0] == bar[0] and bar[1] - row[-1][2] < nearest:
            row[-1] = (bar[0], row[-1][1], max(row[-1][2], bar[2]), "several items")
        else:
            row.append(bar)
    return [(f"worker {number + 1}", row) for number, row in enumerate(rows)]


def _axis(seconds: float, scale: float, height: int) -> Iterable[str]:
    for time in _ticks(seconds):
        x = _LEFT + time * scale
        yield f'<line x1="{x:.2f}" y1="26" x2="{x:.2f}" y2="{height - 6}" stroke="#e2e4e7"/>'
        yield f'<text x="{x + 2:.2f}" y="36" fill="#5c6166">{time:g} s</text>'


def _ticks(seconds: float, most: int = 10) -> list[float]:
    """Give round times from 0 to `seconds`, at most `most` and one."""
    if seconds <= 0:
        return [0.0]
    power = 10.0 ** math.floor(math.log10(seconds / most))
    step = next(power * n for n in (1, 2, 5, 10) if power * n * most >= seconds * (1 - 1e-9))
    return [round(step * number, 9) for number in range(int(seconds / step + 1e-9) + 1)]


def svg_start(width: int, height: int) -> str:
    """Give the opening tag of a picture of that size."""
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    font = 'font-family="sans-serif" font-size="10"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font} role="img">'


def timeline_html(story: Story, heading: Heading, graph: Graph | None = None) -> str:
    """Give a page of its own: no other file, no network; every text of the cook is text in it."""
    counts = story.counts()
    numbers = statistics_of(story, graph)
    places = {item.id: number for number, item in enumerate(story.items)}
    failed = failed_first(story.items)
    cards = [
        ["seconds", f"{story.seconds:.2f}"],
        ["items", str(sum(counts.values()))],
        *([state, str(count)] for state, count in counts.items()),
        ["workers busy at once", str(story.lanes)],
        ["busy on average", f"{numbers.busy:.1f}"],
    ]
    data = {
        "title": heading.title,
        "about": f"against the stand-in of PDG, as Houdini {heading.houdini}",
        "cards": cards,
        "texts": [*story.errors, *story.warnings, *filter(None, [tick_limit(story)])],
        "failed": [[places[item.id], reason(item)] for item in failed[:_MOST_FAILED]],
        "failures": len(failed),
        "numbers": _table(numbers),
        "path": [[places[step.item.id], round(step.seconds, 6)] for step in numbers.critical_path],
        "seconds": round(story.seconds, 6),
        "lanes": story.lanes,
        "items": [_row(item) for item in story.items],
    }
    return page_of("cook/timeline.html", visible_data(data))


def _table(numbers: Statistics) -> list[list[object]]:
    """Return a row for each kind of time: its name, then the seconds for each of `PERCENTS`."""
    return [
        [_KINDS[name], *(round(values[percent], 6) for percent in PERCENTS)]
        for name, values in numbers.percentiles.items()
    ]


def _row(item: Item) -> list[object]:
    times = [_rounded(at) for at in (item.ready, item.scheduled, item.started, item.ended)]
    return [
        *(item.id, item.batch, item.name, item.node, item.state),
        *times,
        *(item.lane, item.outputs, list(lines(item))),
    ]


def _rounded(time: float | None) -> float | None:
    return None if time is None else round(time, 6)
