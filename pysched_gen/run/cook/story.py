"""Events of a cook in, what became of each work item out."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "ENDS",
    "FAILED",
    "LATE",
    "Call",
    "CallSpan",
    "Item",
    "Story",
    "Teller",
    "raised",
    "tell",
]

# States of `pdg.workItemState` in which an item has ended.
ENDS = ("CookedSuccess", "CookedCache", "CookedFail", "CookedCancel")
FAILED = ("CookedFail", "CookedCancel")
LATE = "late or double: "  # what a note of a report after the end begins with
_MOST_SPANS = 200_000
# Answers of onSchedule that mean its item was cooked in the call itself.
_AT_ONCE = ("CookSucceeded", "CookFailed")
_PLACE = re.compile(r'\s*File "(?P<file>.*)", line (?P<line>\d+)')
_STANDIN = "/standin/site/"


@dataclass(slots=True)
class Item:
    """One work item, or sub-item of a batch; times are seconds from the start of the cook.

    Attributes:
        id: work item id.
        name, node: as PDG shows them.
        batch: id of the batch it is part of, None for an item of its own.
        key: "node:index" of the graph it was made from, "" for one that came up in the cook.
        scheduler: name of the scheduler node of its TOP node, "" where that is not known.
        state: name of the last `pdg.workItemState`.
        ready: when its scheduler might have it: all it waits for had ended.
        scheduled: when the scheduler had taken it.
        started: when its job began, as reported.
        ended: when it had ended.
        lane: worker it ran on, from 0; -1 if it did not run.
        outputs: files it reported.
        notes: what the cook said of it, such as a warning or a second report.
        job_started, job_ended: when its process began and ended, as the system says; None where
            no process of this machine ran it.
        exit_code: of that process; -N where signal N ended it.
        log, status: URIs that the scheduler gives of it, where it failed.
        tail: the last lines of its log.
        missing: expected outputs that are not there.
    """

    id: int
    name: str
    node: str
    batch: int | None = None
    key: str = ""
    scheduler: str = ""
    state: str = "Uncooked"
    ready: float | None = None
    scheduled: float | None = None
    started: float | None = None
    ended: float | None = None
    lane: int = -1
    outputs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    job_started: float | None = None
    job_ended: float | None = None
    exit_code: int | None = None
    log: str = ""
    status: str = ""
    tail: str = ""
    missing: list[str] = field(default_factory=list)

    @property
    def job_seconds(self) -> float | None:
        """How long its process ran, None where that was not seen."""
        if self.job_started is None or self.job_ended is None:
            return None
        return self.job_ended - self.job_started

    @property
    def begun(self) -> float | None:
        """When it was at work, as far as the cook knows."""
        return self.started if self.started is not None else self.scheduled

    @property
    def is_sub_item(self) -> bool:
        """Tell whether it is part of a batch."""
        return self.batch is not None


@dataclass(slots=True)
class Call:
    """The calls of one callback: how many, their seconds, and how many raised."""

    count: int = 0
    seconds: float = 0.0
    errors: int = 0


@dataclass(frozen=True, slots=True)
class CallSpan:
    """One call of a callback, for a time line; `item` is "" where it was for none."""

    name: str
    scheduler: str
    begun: float
    seconds: float
    item: str = ""


@dataclass(slots=True)
class Story:
    """A whole cook.

    Attributes:
        items: in order of id.
        calls: callback name to its calls, in order of the first.
        spans: single calls, in order of their ends; the first of very many.
        errors, warnings: texts of the cook itself, in order.
        seconds: from the first to the last event.
        lanes: number of workers that were busy at one time.
        tick: seconds between two looks of the scheduler, 0 where that is not known.
    """

    items: list[Item] = field(default_factory=list)
    calls: dict[str, Call] = field(default_factory=dict)
    spans: list[CallSpan] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0
    lanes: int = 0
    tick: float = 0.0

    def counts(self) -> dict[str, int]:
        """Give how many items are in which state; those inside batches are not counted."""
        found: dict[str, int] = {}
        for item in self.items:
            if not item.is_sub_item:
                found[item.state] = found.get(item.state, 0) + 1
        return dict(sorted(found.items()))


class Teller:
    """Takes events one by one; `story` is what is known so far."""

    def __init__(self) -> None:
        """Start with an empty story."""
        self._items: dict[int, Item] = {}
        self._by_name: dict[str, Item] = {}
        self._start: float | None = None
        self._story = Story()

    def take(self, event: Mapping[str, Any]) -> Item | None:
        """Add `event`; give the item it changed."""
        now = float(event.get("time") or 0.0)
        if self._start is None:
            self._start = now
        time = now - self._start
        self._story.seconds = max(self._story.seconds, time)
        handler = getattr(self, f"_take_{event['kind']}", None)
        if handler is None:
            return None
        item: Item | None = handler(event, time)
        return item

    def story(self) -> Story:
        """Give the story with its items in order and on their lanes."""
        self._story.items = [self._items[key] for key in sorted(self._items)]
        self._story.lanes = _put_on_lanes(self._story)
        return self._story

    def _item(self, event: Mapping[str, Any]) -> Item | None:
        """Give the item of `event`, a new one where it is the first of it; None without one."""
        number, name = event.get("id"), event.get("name")
        if not isinstance(number, int) or number in self._items or not isinstance(name, str):
            return self._items.get(number) if isinstance(number, int) else None
        item = Item(number, name, str(event.get("node", "")), event.get("batch"))
        self._items[number] = item
        self._by_name[name] = item
        return item

    def _take_item(self, event: Mapping[str, Any], _time: float) -> Item | None:
        item = self._item(event)
        if item is not None:
            item.key = str(event.get("key", ""))
            item.scheduler = str(event.get("scheduler") or "")
        return item

    def _take_ready(self, event: Mapping[str, Any], time: float) -> Item | None:
        item = self._item(event)
        if item is not None:
            item.ready = time
        return item

    def _take_state(self, event: Mapping[str, Any], time: float) -> Item | None:
        item = self._item(event)
        if item is None:
            return None
        item.state = str(event["new"])
        if item.state == "Scheduled":
            item.scheduled = time
        elif item.state == "Cooking":
            item.started = time
        elif item.state in ENDS:
            item.ended = time
            if event.get("reason"):
                item.notes.append(str(event["reason"]))
        return item

    def _take_output(self, event: Mapping[str, Any], _time: float) -> Item | None:
        item = self._item(event)
        if item is not None:
            item.outputs.append(str(event["path"]))
        return item

    def _take_job(self, event: Mapping[str, Any], time: float) -> Item | None:
        item = self._item(event)
        if item is not None and self._start is not None:
            item.job_started = float(event["started"]) - self._start
            item.job_ended, item.exit_code = time, int(event["code"])
        return item

    def _take_explained(self, event: Mapping[str, Any], _time: float) -> Item | None:
        item = self._item(event)
        if item is not None:
            item.log, item.status = str(event.get("log") or ""), str(event.get("status_uri") or "")
            item.tail = str(event.get("tail") or "")
            item.missing = [str(path) for path in event.get("missing") or ()]
        return item

    def _take_late(self, event: Mapping[str, Any], _time: float) -> Item | None:
        report = event.get("report", "a report")
        return self._say({**event, "message": f"{LATE}{report}"}, self._story.warnings)

    def _take_callback(self, event: Mapping[str, Any], time: float) -> None:
        call = self._story.calls.setdefault(str(event["name"]), Call())
        seconds = float(event.get("seconds") or 0.0)
        call.count += 1
        call.seconds += seconds
        call.errors += bool(event.get("error"))
        if len(self._story.spans) < _MOST_SPANS:
            of, about = str(event.get("scheduler") or ""), str(event.get("item") or "")
            begun = max(0.0, time - seconds)
            self._story.spans.append(CallSpan(str(event["name"]), of, begun, seconds, about))
        item = self._by_name.get(str(event.get("item")))
        if item is not None and item.begun is None and event.get("result") in _AT_ONCE:
            item.started = max(0.0, time - seconds)
        if event.get("error"):
            texts = self._story.errors if item is None else item.notes
            text = raised(str(event["name"]), str(event["error"]))
            if text not in texts:  # onTick may raise at every tick
                texts.append(text)

    def _take_cook(self, event: Mapping[str, Any], time: float) -> None:
        """Count from the start of the cook; what comes before it took no time of it."""
        if event.get("phase") == "start" and self._start is not None:
            self._start += time
            self._story.seconds = 0.0
            self._story.spans.clear()  # what came before has times of another clock

    def _take_error(self, event: Mapping[str, Any], _time: float) -> Item | None:
        return self._say(event, self._story.errors)

    def _take_warning(self, event: Mapping[str, Any], _time: float) -> Item | None:
        return self._say(event, self._story.warnings)

    def _say(self, event: Mapping[str, Any], texts: list[str]) -> Item | None:
        item = self._item(event)
        place = texts if item is None else item.notes
        place.append(str(event.get("message", "")))
        return item


def tell(events: Iterable[Mapping[str, Any]]) -> Story:
    """Give the story of `events`, in order, as the child of a cook tells them."""
    teller = Teller()
    for event in events:
        teller.take(event)
    return teller.story()


def _put_on_lanes(story: Story) -> int:
    """Give each item that ran the lowest lane that is free when it begins; give their number.

    A batch is one job, so its sub-items are on its lane.
    """
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    lanes = 0
    whole = {item.id: item for item in story.items}
    for begun, item in _in_order_of_begin(i for i in story.items if not i.is_sub_item):
        while busy and busy[0][0] <= begun:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if not free:
            heapq.heappush(free, lanes)
            lanes += 1
        item.lane = heapq.heappop(free)
        heapq.heappush(busy, (story.seconds if item.ended is None else item.ended, item.lane))
    for item in story.items:
        if item.batch in whole and item.begun is not None:
            item.lane = whole[item.batch].lane
    return lanes


def _in_order_of_begin(items: Iterable[Item]) -> list[tuple[float, Item]]:
    ran = [(item.begun, item) for item in items if item.begun is not None]
    return sorted(ran, key=lambda pair: (pair[0], pair[1].id))


def raised(callback: str, trace: str) -> str:
    """Say what `callback` raised, and where in the scheduler's own code."""
    lines = [line for line in trace.splitlines() if line.strip()] or ["an exception"]
    places = [match for match in map(_PLACE.match, lines) if match]
    own = [match for match in places if _STANDIN not in match["file"]] or places
    where = f" ({own[-1]['file']}, line {own[-1]['line']})" if own else ""
    return f"{callback} raised {lines[-1].strip()}{where}"
