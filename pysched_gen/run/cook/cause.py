"""Why an item failed: how its job ended, what is missing, what its log says."""

from __future__ import annotations

import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from pysched_gen.run.cook.story import ENDS, FAILED, LATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.run.cook.story import Item

__all__ = ["ending", "failed_first", "lines", "reason"]

_AFTER = " did not cook"  # what an item is told that waited for one that failed


def ending(code: int | None) -> str:
    """Return how a process ended: "exit code 7", "killed by SIGKILL", "" where nobody saw it."""
    if code is None:
        return ""
    if code < 0:
        with suppress(ValueError):
            return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


def reason(item: Item) -> str:
    """Return the shortest answer: what was said last of it, and how its job ended.

    A report that came too late follows from what ended the item, so it is no answer.
    """
    told = [note for note in item.notes if not note.startswith(LATE)] or item.notes
    parts = [*told[-1:], ending(item.exit_code) if item.exit_code else ""]
    if item.missing:
        parts.append(f"not there: {', '.join(item.missing)}")
    return ", ".join(filter(None, parts))


def lines(item: Item) -> Iterator[str]:
    """Yield everything that is known: notes, the end of its job, its log and the end of that."""
    yield from item.notes
    if item.exit_code is not None:
        yield f"its process ended with {ending(item.exit_code)}".replace("with killed", "killed")
    for path in item.missing:
        yield f"expected, and not there: {path}"
    if item.log:
        yield f"log: {item.log}"
    if item.status:
        yield f"status: {item.status}"
    yield from item.tail.splitlines()


def failed_first(items: Iterable[Item]) -> list[Item]:
    """Return what did not cook: first what failed by itself, then what waited for it."""
    found = [item for item in items if item.state in FAILED or item.state not in ENDS]
    return sorted(found, key=lambda item: (_is_after(item), item.state not in FAILED))


def _is_after(item: Item) -> bool:
    return item.begun is None and any(note.endswith(_AFTER) for note in item.notes)
