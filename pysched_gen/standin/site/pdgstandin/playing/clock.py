"""A clock that can be advanced, so that a scheduler which looks every minute is not waited for.

It takes the place of `time.time` and `time.monotonic`, of what `time.strftime` and its like take
for now, and of `now`, `utcnow` and `today` of `datetime.datetime` before the package is imported.
Jobs and other processes keep the clock of the machine, and so does the stand-in, which measures
callbacks by `time.perf_counter`.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any, Callable

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
        for name in ("localtime", "gmtime", "ctime"):
            setattr(time, name, _OfNow(getattr(time, name)))
        time.strftime = _formatted(time.strftime)
        setattr(dt, "datetime", _class_of(self))  # noqa: B010 - mypy: a class is replaced

    def advance(self, seconds: float) -> None:
        """Let that many seconds pass for whoever asks for the time."""
        self.advanced += seconds


class _OfNow:
    """A function of seconds that takes the clock for those; no method where a class keeps it."""

    def __init__(self, original: Callable[[float], Any]) -> None:
        self._original = original

    def __call__(self, seconds: float | None = None) -> Any:
        return self._original(time.time() if seconds is None else seconds)


def _formatted(original: Callable[..., str]) -> Callable[..., str]:
    def strftime(form: str, when: Any = None) -> str:
        return original(form, time.localtime() if when is None else when)

    return strftime


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
