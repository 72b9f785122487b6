"""A clock that can be advanced, so that a scheduler which looks every minute is not waited for.

It takes the place of `time.time`, `time.monotonic` and of `now`, `utcnow` and `today` of
`datetime.datetime` before the package is imported. Jobs and other processes keep the clock of the
machine, and so does the stand-in, which measures callbacks by `time.perf_counter`.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

__all__ = ["Clock"]


class Clock:
    """The clock of this process; `advanced` is by how many seconds it runs ahead."""

    def __init__(self) -> None:
        """Take the place of the functions of `time`, and of the class of `datetime`."""
        self.advanced = 0.0
        self.monotonic = real_monotonic = time.monotonic
        real_time = time.time
        time.time = lambda: real_time() + self.advanced
        time.monotonic = lambda: real_monotonic() + self.advanced
        setattr(dt, "datetime", _class_of(self))  # noqa: B010 - mypy: a class is replaced

    def advance(self, seconds: float) -> None:
        """Let that many seconds pass for whoever asks for the time."""
        self.advanced += seconds


def _class_of(clock: Clock) -> type:
    """Return a class like `datetime.datetime` that has the time of `clock`."""
    real = dt.datetime

    class Likeness(type):
        def __instancecheck__(cls, one: object) -> bool:
            # Modules that were imported before make instances of the real class.
            return isinstance(one, real) and (cls.__bases__ == (real,) or cls in type(one).__mro__)

        def __subclasscheck__(cls, one: type) -> bool:
            return issubclass(one, real) if cls.__bases__ == (real,) else cls in one.__mro__

    def now(cls: Any, tz: Any = None) -> Any:
        later = real.now(tz) + dt.timedelta(seconds=clock.advanced)
        return cls.combine(later.date(), later.timetz())

    def utcnow(cls: Any) -> Any:
        return cls.now(dt.timezone.utc).replace(tzinfo=None)

    methods = {"now": now, "utcnow": utcnow, "today": lambda cls: cls.now()}
    members = {name: classmethod(method) for name, method in methods.items()}
    return Likeness("datetime", (real,), {**members, "__module__": "datetime"})
