"""Functions that other threads want to run on the main thread, which is the one that cooks."""

from __future__ import annotations

import threading
from typing import Any, Callable

__all__ = ["run_on_main"]


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


def run_on_main(
    context: Any, main: threading.Thread | None, wait: bool, function: Callable[[], Any]
) -> Any:
    """Run `function` on the thread `main` that cooks `context`.

    Where nothing cooks, or this is that thread, it runs at once and here. With `wait`, its result
    is given and its exception raised; without, None is given.
    """
    pending = _Pending(function)
    cook = context._cook
    if cook is None or main is None or main is threading.current_thread():
        pending.run()
        return pending.answer() if wait else None
    cook.request(pending.run)
    if not wait:
        return None
    while not pending.wait(0.1):
        # A cook that ended serves no more requests, and nobody may wait for it for ever.
        if context._cook is not cook:
            pending.run()
    return pending.answer()
