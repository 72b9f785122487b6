"""The states of a cook as they change: a live line on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pysched_gen.cli.output import mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.run.cook.story import Item

__all__ = ["live_progress"]

_EVERY = 10.0  # seconds between two lines where nobody watches
_REFRESH = 0.1  # seconds between two looks of the live line
_ENDED = ("CookedSuccess", "CookedCache", "CookedFail", "CookedCancel")


class _Count:
    """How many items are in which state."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.started = time.monotonic()
        self._states: dict[tuple[int, int], str] = {}
        self.counts: dict[str, int] = {}

    def take(self, cook: int, item: Item) -> None:
        if item.is_sub_item:
            return
        key = cook, item.id
        before = self._states.get(key)
        if before == item.state:
            return
        if before is not None:
            self.counts[before] -= 1
        self._states[key] = item.state
        self.counts[item.state] = self.counts.get(item.state, 0) + 1

    @property
    def ended(self) -> int:
        return sum(self.counts.get(state, 0) for state in _ENDED)

    def line(self) -> str:
        seconds = time.monotonic() - self.started
        queued, running = self.counts.get("Scheduled", 0), self.counts.get("Cooking", 0)
        failed = self.counts.get("CookedFail", 0) + self.counts.get("CookedCancel", 0)
        rate = self.ended / max(seconds, 1e-9)
        return (
            f"{self.ended}/{self.total} ended, {failed} failed, {running} running, "
            f"{queued} queued, {rate:.0f} a second"
        )


@contextmanager
def live_progress(total: int) -> Iterator[Callable[[int, Item], None]]:
    """Give what takes the number of a cook and each item of it that changed.

    `total` items are cooked in all.
    """
    count = _Count(total)
    lock = threading.Lock()
    show = _live(count) if sys.stderr.isatty() else _plain(count)
    with show as refresh:

        def seen(cook: int, item: Item) -> None:
            with lock:
                count.take(cook, item)
                refresh()

        yield seen


@contextmanager
def _plain(count: _Count) -> Iterator[Callable[[], None]]:
    last = time.monotonic()

    def refresh() -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            mention(count.line())

    yield refresh


@contextmanager
def _live(count: _Count) -> Iterator[Callable[[], None]]:
    from rich.console import Console  # noqa: PLC0415 - on a terminal alone
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(count.line(), total=count.total)
        last = 0.0

        def refresh() -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _REFRESH or count.ended >= count.total:
                last = now
                progress.update(task, completed=count.ended, description=count.line())

        yield refresh
