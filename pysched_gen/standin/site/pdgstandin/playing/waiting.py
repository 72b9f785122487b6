"""How long a scenario waits, and for what.

Nothing is waited for longer than the patience of the scenario, counted from the last thing that
happened. Where no job runs and nothing happens, the clock is advanced instead: a scheduler that
looks after its jobs every ten seconds, or gathers items for a while, is not failed for that. One
that did nothing in ten minutes of that clock, and has nobody else to wait for, will do nothing.
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, Callable, Iterator

from pdgstandin.stack import place_of

if TYPE_CHECKING:
    from pdgstandin.playing.clock import Clock

__all__ = ["Waiting"]

_LOOK = 0.05
_QUIET = 1.0  # seconds without an event or a job before the clock is advanced
_STEP, _FURTHEST = 5.0, 600.0  # seconds by which it is, at once and in a cook
_AGAIN = 0.1  # seconds until it is advanced again
_STRIDE = 15.0  # by which it is advanced with each tick where nobody could answer meanwhile
_WITHOUT_TICK = 0.5  # seconds in which a scheduler that is ticked has a tick
_SETTLED = 3  # ticks after that in which nothing was to be waited for
_BEYOND = 1.3  # of the patience, after which a callback that does not return ends the scenario


class Waiting:
    """Watches that something happens, from a thread of its own."""

    def __init__(self, clock: Clock, patience: float, tell: Callable[..., None]) -> None:
        """Start to watch; `tell` sends an event to the process that started this one."""
        self._clock = clock
        self._patience = patience
        self._tell = tell
        self._main = threading.get_ident()
        self._last = clock.monotonic()
        self._phase = "starting"
        self._stop: Callable[[], None] | None = None
        self._busy: Callable[[], bool] = lambda: False
        self._settled: Callable[[], bool] = lambda: False
        self._ticks = self._seen_ticks = self._times_settled = 0
        self._base = self._advanced_at = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="patience", daemon=True)
        self._thread.start()

    def happened(self, phase: str = "") -> None:
        """Count the patience from now on; `phase` says what is done."""
        self._last = self._clock.monotonic()
        self._phase = phase or self._phase
        self._times_settled = 0

    @property
    def advanced(self) -> float:
        """By how many seconds the clock was advanced in the cook, or in the last one."""
        return self._clock.advanced - self._base

    def ticked(self) -> None:
        """Know that the scheduler was ticked, so that it has seen the clock."""
        self._ticks += 1

    @contextlib.contextmanager
    def for_cook(
        self, stop: Callable[[], None], busy: Callable[[], bool], settled: Callable[[], bool]
    ) -> Iterator[None]:
        """End a cook by `stop` when nothing happens.

        `busy` tells whether jobs run, `settled` whether nothing can happen that the scheduler
        does not do itself.
        """
        self._busy, self._settled = busy, settled
        self._base = self._clock.advanced
        self.happened()
        self._stop = stop
        try:
            yield
        finally:
            self._stop = None
            self.happened()

    def close(self) -> None:
        """Watch no longer."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            quiet = self._clock.monotonic() - self._last
            stop = self._stop
            if stop is not None and (quiet > self._patience or self._is_over(quiet)):
                self._stop = None
                stop()
            if quiet > self._patience * _BEYOND:
                self._give_up(quiet)

    def _is_over(self, quiet: float) -> bool:
        """Advance the clock where nothing happens; tell whether nothing will happen any more."""
        now = self._clock.monotonic()
        since = now - self._advanced_at
        if quiet < _QUIET or self._busy():
            return False
        settled = self._settled()
        has_ticked = self._ticks != self._seen_ticks or since > _WITHOUT_TICK
        if since < _AGAIN if not settled else not has_ticked:
            return False
        self._seen_ticks, self._advanced_at = self._ticks, now
        if self.advanced < _FURTHEST:
            self._clock.advance(_STRIDE if settled else _STEP)
            return False
        self._times_settled = self._times_settled + 1 if settled else 0
        return self._times_settled > _SETTLED

    def _give_up(self, quiet: float) -> None:
        """End the process: the main thread is in a call that does not return."""
        where = place_of(self._main) or "nothing happened"
        text = "it did not go on for {:.0f} s, {}; it was {}".format(quiet, where, self._phase)
        finding = {"severity": "error", "text": text}
        self._tell("outcome", status="failed", evidence=text, findings=[finding], raised=[])
        os._exit(0)
