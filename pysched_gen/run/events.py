"""What a child tells, checked once as it comes in: lines of JSON in, events out.

The package runs in the process that writes them, so that anything may be in such a line.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["Event", "EventError", "EventReader"]

Event = dict[str, Any]  # one JSON line of the child; "kind" says which

_LONGEST = 8 << 20  # bytes of a line; a survey of 10,000 parameters has less than one MiB
_FAR = 1e15  # seconds; no clock says more
_MOST = 50_000  # events that are kept for a reader that asks for them at the end
_Test = Callable[[object], bool]


class EventError(ValueError):
    """A line that is not an event."""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _FAR


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_type(value: object) -> bool:
    return (
        isinstance(value, dict)
        and all(_is_text(value.get(key)) for key in ("name", "label", "category"))
        and all(_is_texts(value.get(key)) for key in ("overridable", "parameters"))
        and _is_settable(value.get("settable"))
    )


def _is_settable(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(one, dict) and _is_text(one.get("type")) and _is_texts(one.get("menu"))
        for one in value.values()
    )


def _is_types(value: object) -> bool:
    return isinstance(value, list) and all(_is_type(one) for one in value)


def _is_status(value: object) -> bool:
    return value in ("passed", "failed", "warned", "noted", "skipped")


# What a fact must be where an event has it and it is not null.
_FACTS: Mapping[str, _Test] = {
    "time": _is_number,
    "seconds": _is_number,
    "id": _is_id,
    "index": _is_id,
    "code": _is_id,
    "pid": _is_id,
    "started": _is_number,
    "tick": _is_number,
    "missing": _is_texts,
    "batch": _is_id,
    "reached": _is_flag,
    "timed_out": _is_flag,
    "status": _is_status,
    "types": _is_types,
    "failures": _is_texts,
    **dict.fromkeys(
        [
            *("name", "node", "key", "old", "new", "reason", "path", "report", "message"),
            *("source", "scheduler", "callback", "error", "phase", "text", "evidence", "stack"),
            *("log", "tail", "status_uri", "refused"),
        ],
        _is_text,
    ),
}
# What events that are read here cannot do without.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "callback": ("name",),
    "item": ("id", "name"),
    "ready": ("id", "name"),
    "job": ("id", "started", "code"),
    "explained": ("id",),
    "state": ("id", "name", "new"),
    "output": ("id", "name", "path"),
    "error": ("message",),
    "warning": ("message",),
    "result": ("reached", "timed_out"),
    "outcome": ("status", "evidence"),
    "phase": ("text",),
    "survey": ("types", "failures"),
}


class EventReader:
    """Takes bytes as they come and hands on events.

    Attributes:
        events: those that came, in order, where they are kept.
        foreign: what was wrong with the first line that was not an event, "" without one.
    """

    def __init__(self, on_event: Callable[[Event], None], *, keep: bool) -> None:
        """Call `on_event` for each event; `keep` them, too."""
        self.events: list[Event] = []
        self.foreign = ""
        self._on_event = on_event
        self._keep = keep
        self._rest = bytearray()
        self._skipping = False

    def take(self, data: bytes) -> None:
        """Take what the child wrote next."""
        end = data.rfind(b"\n")
        if end < 0:
            self._hold(data)
            return
        lines = (bytes(self._rest) + data[:end]).split(b"\n")
        self._rest.clear()
        if self._skipping:
            del lines[0]
            self._skipping = False
        for line in lines:
            self._read(line)
        self._hold(data[end + 1 :])

    def _hold(self, data: bytes) -> None:
        if self._skipping:
            return
        self._rest += data
        if len(self._rest) > _LONGEST:
            self._refuse(f"a line of more than {_LONGEST >> 20} MiB")
            self._rest.clear()
            self._skipping = True

    def _read(self, line: bytes) -> None:
        try:
            event = _event(line)
        except EventError as error:
            self._refuse(str(error))
            return
        if self._keep and len(self.events) < _MOST:
            self.events.append(event)
        elif self._keep:
            self._refuse(f"more than {_MOST} events")
        self._on_event(event)

    def _refuse(self, reason: str) -> None:
        self.foreign = self.foreign or reason


def _event(line: bytes) -> Event:
    try:
        event = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise EventError("a line that is not JSON") from error
    if not isinstance(event, dict) or not isinstance(event.get("kind"), str):
        raise EventError("a line that is not an event")
    kind = event["kind"]
    for name in _NEEDED.get(kind, ()):
        if event.get(name) is None:
            raise EventError(f'an event "{kind[:50]}" without "{name}"')
    for name, value in event.items():
        test = _FACTS.get(name)
        if test is not None and value is not None and not test(value):
            raise EventError(f'an event "{kind[:50]}" with a wrong "{name}"')
    if not math.isfinite(event.get("time") or 0.0):
        raise EventError(f'an event "{kind[:50]}" with a wrong "time"')
    return event


def _no_number(text: str) -> float:
    raise ValueError(text)
