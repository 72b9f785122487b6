"""A clock that can be advanced, so that a scheduler which looks every minute is not waited for.

It takes the place of `time.time` and `time.monotonic` before the package is imported. Jobs and
other processes keep the clock of the machine, and so does the stand-in.
"""

from __future__ import annotations

import time

__all__ = ["Clock"]


class Clock:
    """The clock of this process; `advanced` is by how many seconds it runs ahead."""

    def __init__(self) -> None:
        """Take the place of the functions of `time`."""
        self.advanced = 0.0
        self.monotonic = real_monotonic = time.monotonic
        real_time = time.time
        time.time = lambda: real_time() + self.advanced
        time.monotonic = lambda: real_monotonic() + self.advanced

    def advance(self, seconds: float) -> None:
        """Let that many seconds pass for whoever asks for the time."""
        self.advanced += seconds
