"""Events of made-up cooks, for the tests of reports."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Event = dict[str, Any]

HOSTILE = [
    "</script><script>document.title='broken'</script>",
    'quo"te & <b>tag</b>',
    "new\nline\tand\x07bell",
    "\u202eright to left עברית",
    "{braces} $HIP `backticks` %s",
    "\\ backslash \\n",
]


def state(time: float, number: int, new: str, **facts: Any) -> Event:
    place = {"name": f"step_{number}", "node": "step", **facts}
    return {"kind": "state", "time": time, "id": number, "old": "", "new": new, **place}


def ready(time: float, number: int, name: str = "") -> Event:
    named = name or f"step_{number}"
    return {"kind": "ready", "time": time, "id": number, "name": named, "node": "step"}


def cook_of(count: int, slots: int = 4, seed: int = 1) -> Iterator[Event]:
    """Give the events of `count` items on `slots` workers; one in seven fails."""
    chance = random.Random(seed)
    names = [HOSTILE[n % len(HOSTILE)] if n % 11 == 5 else f"step_{n}" for n in range(count)]
    events = [ready(5.0, n, names[n]) for n in range(count)]
    free = [5.0] * slots
    for n in range(count):
        slot = min(range(slots), key=free.__getitem__)
        queued = free[slot]
        begun = queued + chance.random() * 0.05
        ended = begun + 0.01 + chance.random()
        free[slot] = ended
        end = "CookedFail" if n % 7 == 3 else "CookedSuccess"
        events += [
            state(queued, n, "Scheduled", name=names[n]),
            state(begun, n, "Cooking", name=names[n]),
            state(ended, n, end, name=names[n]),
        ]
    yield {"kind": "cook", "time": 5.0, "phase": "start"}
    yield from sorted(events, key=lambda event: event["time"])
