"""Calling functions of a scheduler: callbacks contained, the others on the thread that cooks."""

from __future__ import annotations

import threading
import time
import traceback
from collections import deque
from typing import Any, Callable

__all__ = ["CallOutcome", "MainCalls", "call"]


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


class _Pending:
    """One call that is handed to the cooking thread; it runs once, whoever gets to it first."""

    __slots__ = ("_done", "_error", "_function", "_lock", "_result")

    def __init__(self, function: Callable[[], Any]) -> None:
        self._function = function
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._result: Any = None
        self._error: BaseException | None = None

    def run(self) -> None:
        with self._lock:
            if self._done.is_set():
                return
            try:
                self._result = self._function()
            except Exception as error:  # noqa: BLE001 - raised again where it was asked for
                self._error = error
            self._done.set()

    def wait(self, seconds: float) -> bool:
        return self._done.wait(seconds)

    def answer(self) -> Any:
        if self._error is not None:
            raise self._error
        return self._result


class MainCalls:
    """The calls of one scheduler; `owner` is the thread that cooks, None while nothing does."""

    __slots__ = ("_context", "_queue", "owner")

    def __init__(self, context: Any) -> None:
        self._context = context
        self._queue: deque[_Pending] = deque()
        self.owner: threading.Thread | None = None

    def run(self, wait: bool, function: Callable[[], Any]) -> Any:
        """Run `function` on the owner; at once and here where nothing cooks, or this is it.

        With `wait`, its result is given and its exception raised; without, None is given.
        """
        pending = _Pending(function)
        owner, cook = self.owner, self._context._cook
        if owner is None or cook is None or owner is threading.current_thread():
            pending.run()
            return pending.answer() if wait else None
        self._queue.append(pending)
        cook.request(self.drain)
        # A cook that ended serves no more requests, and nobody may wait for it for ever.
        while wait and not pending.wait(0.1):
            if self.owner is not owner:
                pending.run()
        return pending.answer() if wait else None

    def drain(self) -> None:
        """Run what is queued."""
        while self._queue:
            self._queue.popleft().run()
