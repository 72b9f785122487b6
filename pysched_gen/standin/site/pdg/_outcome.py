"""Calling a callback of a scheduler: timed, recorded, its exceptions contained."""

from __future__ import annotations

import time
import traceback
from typing import Any, Callable

__all__ = ["CallOutcome", "call"]


class CallOutcome:
    """What a call gave: `value`, or `error` with its `trace`; not `called` without a callback."""

    __slots__ = ("called", "error", "seconds", "trace", "value")

    def __init__(self) -> None:
        self.called = False
        self.value: Any = None
        self.error: BaseException | None = None
        self.trace = ""
        self.seconds = 0.0


def call(function: Callable[..., Any] | None, arguments: tuple[Any, ...]) -> CallOutcome:
    """Call `function` where there is one; KeyboardInterrupt is the only thing that gets through.

    A callback that calls sys.exit ends its own call, never the session.
    """
    outcome = CallOutcome()
    if function is None:
        return outcome
    outcome.called = True
    started = time.perf_counter()
    try:
        outcome.value = function(*arguments)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - that is its purpose
        outcome.error = error
        outcome.trace = traceback.format_exc()
    outcome.seconds = time.perf_counter() - started
    return outcome
