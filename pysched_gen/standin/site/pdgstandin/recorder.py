"""What happened in a session, told to whoever listens.

Kinds and their facts:

    cook      phase (start, end, canceled, aborted)
    callback  scheduler, name, result, seconds; item, error
    tick      scheduler, result
    item      of an item: key, its "node:index" in the graph it was made from; scheduler
    state     of an item: old, new; batch, reason
    ready     of an item: its scheduler may get it from now on
    output    of an item: path, tag, hash
    attrib    of an item: attrib
    log       of an item: text, level
    late      of an item: report, state; the report changed nothing
    warning   message; scheduler, callback, node, item
    error     message; source, node

"Of an item" are id, name, node and index, the place in a batch or -1.
"""

from __future__ import annotations

from typing import Any, Callable

__all__ = ["Listener", "Recorder"]

Listener = Callable[[str, float, "dict[str, Any]"], None]


class Recorder:
    """Hands every event to its listeners as (kind, time, facts), on the thread it happens on.

    `listening` is False without listeners: whoever records many events asks it first.
    """

    def __init__(self) -> None:
        """Start without listeners."""
        self._listeners: list[Listener] = []
        self._troubles: list[Listener] = []
        self.listening = False

    def listen(self, listener: Listener) -> None:
        """Call `listener` for every event from now on."""
        self._listeners.append(listener)
        self.listening = True

    def listen_to_troubles(self, listener: Listener) -> None:
        """Call `listener` for errors, warnings and callbacks that raised, and nothing else."""
        self._troubles.append(listener)

    def record(self, kind: str, time: float, **facts: Any) -> None:
        """Tell what happened at `time`."""
        for listener in self._listeners:
            listener(kind, time, facts)
        if self._troubles and (kind in ("error", "warning") or "error" in facts):
            for listener in self._troubles:
                listener(kind, time, facts)
