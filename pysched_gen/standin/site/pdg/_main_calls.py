"""Functions that other threads want to run on the main thread, which is the one that cooks."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any, Callable

__all__ = ["MainCalls"]


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
