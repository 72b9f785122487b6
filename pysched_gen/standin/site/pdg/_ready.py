"""The items that may be scheduled now, highest priority first."""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["ReadySet"]


class ReadySet:
    """A queue per priority: items of one priority come out in the order they became ready.

    That a higher `WorkItem.priority` goes first is documented; the order among equals is not,
    and is chosen so that two runs schedule alike. Adding and taking an item costs the same
    however many are queued.
    """

    __slots__ = ("_count", "_order", "_queues")

    def __init__(self) -> None:
        """Start empty."""
        self._queues: dict[int, deque[WorkItem]] = {}
        self._order: list[int] = []
        self._count = 0

    def __len__(self) -> int:
        """Give the number of items."""
        return self._count

    def add(self, item: WorkItem, *, first: bool = False) -> None:
        """Add `item` behind those of its priority, or before them when it is `first`."""
        priority = int(item.priority)
        queue = self._queues.get(priority)
        if queue is None:
            queue = self._queues[priority] = deque()
            heapq.heappush(self._order, -priority)
        if first:
            queue.appendleft(item)
        else:
            queue.append(item)
        self._count += 1

    def take(self) -> WorkItem | None:
        """Remove and return the next item, None when there is none."""
        while self._order:
            queue = self._queues[-self._order[0]]
            if queue:
                self._count -= 1
                return queue.popleft()
            del self._queues[-heapq.heappop(self._order)]
        return None

    def clear(self) -> None:
        """Forget all items."""
        self._queues.clear()
        self._order.clear()
        self._count = 0
