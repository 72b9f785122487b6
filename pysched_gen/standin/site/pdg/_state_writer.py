"""The one place that writes the state of a work item, and tells of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._endings import ACTIVE
from pdg._enums import EventType, workItemState
from pdg._events import Event

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._workitem import WorkItem

__all__ = ["StateWriter"]


class StateWriter:
    """Writes states under the lock of the graph; `in_flight` counts the items of schedulers."""

    __slots__ = ("_context", "in_flight")

    def __init__(self, context: GraphContext) -> None:
        """Start with nothing in flight."""
        self._context = context
        self.in_flight: dict[object, int] = {}

    def _set(self, item: WorkItem, state: workItemState, reason: str = "") -> None:
        old = item._state
        if old is state:
            return
        item._state = state
        change = ACTIVE[state] - ACTIVE[old]
        if change and item._batchParent is None:
            self.in_flight[item._scheduler] = self.in_flight.get(item._scheduler, 0) + change
        context = self._context
        if context._recorder.listening:
            context._record_state(item, old, state, reason)
        if context._handlers:
            item._emit(
                Event(
                    EventType.WorkItemStateChange,
                    context,
                    item.node,
                    item.id,
                    lastState=old,
                    currentState=state,
                )
            )
