"""The story of a cook in, a page of it out: who waited, was queued, ran, and on which worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.html_page import page_of
from pysched_gen.run.cook.cause import lines
from pysched_gen.visible_text import visible_data

if TYPE_CHECKING:
    from pysched_gen.run.cook.heading import Heading
    from pysched_gen.run.cook.story import Item, Story

__all__ = ["timeline_html"]


def timeline_html(story: Story, heading: Heading) -> str:
    """Give a page of its own: no other file, no network; every text of the cook is text in it."""
    counts = story.counts()
    cards = [
        ["seconds", f"{story.seconds:.2f}"],
        ["items", str(sum(counts.values()))],
        *([state, str(count)] for state, count in counts.items()),
        ["workers busy at once", str(story.lanes)],
    ]
    data = {
        "title": heading.title,
        "about": f"against the stand-in of PDG, as Houdini {heading.houdini}",
        "cards": cards,
        "texts": [*story.errors, *story.warnings],
        "seconds": round(story.seconds, 6),
        "lanes": story.lanes,
        "items": [_row(item) for item in story.items],
    }
    return page_of("cook/timeline.html", visible_data(data))


def _row(item: Item) -> list[object]:
    times = [_rounded(at) for at in (item.ready, item.scheduled, item.started, item.ended)]
    return [
        *(item.id, item.batch, item.name, item.node, item.state),
        *times,
        *(item.lane, item.outputs, list(lines(item))),
    ]


def _rounded(time: float | None) -> float | None:
    return None if time is None else round(time, 6)
