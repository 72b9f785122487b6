"""Answers each call once, however often a job has to send it.

A job whose connection drops cannot know whether its report arrived. It sends the same call id
again, and gets the answer of the first time; nothing is done twice. Houdini's own job script sends
no id, and gives up instead of asking again: without an id a call is simply answered.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Callable

__all__ = ["Replies"]

_KEPT = 20_000
_LARGEST = 4096
_PATIENCE = 60.0


class Replies:
    """The answers of the last calls, by call id."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._done: OrderedDict[str, bytes] = OrderedDict()
        self._busy: dict[str, threading.Event] = {}

    def give(self, call: str, make: Callable[[], bytes]) -> bytes:
        """Give the answer of `call`, made by `make` unless it was made before.

        While another thread makes it this one waits; raises TimeoutError if that never ends.
        """
        if not call:
            return make()
        while True:
            with self._lock:
                if call in self._done:
                    return self._done[call]
                busy = self._busy.get(call)
                if busy is None:
                    self._busy[call] = threading.Event()
                    break
            if not busy.wait(_PATIENCE):
                raise TimeoutError("the first attempt of this call has not ended")
        return self._make(call, make)

    def _make(self, call: str, make: Callable[[], bytes]) -> bytes:
        """Make and keep the answer; a large one is the item's data, which can be asked again."""
        try:
            answer = make()
            if len(answer) <= _LARGEST:
                with self._lock:
                    self._done[call] = answer
                    while len(self._done) > _KEPT:
                        self._done.popitem(last=False)
            return answer
        finally:
            with self._lock:
                self._busy.pop(call).set()
