"""Events of a cook and their handlers: `addEventHandler(handler, type, pass_handler=False)`.

Documented on the events page: a handler is a function that takes a `pdg.Event`, and itself as
the first argument when `pass_handler` is true; since Houdini 18 an item's events reach the
handlers of that item only. When handlers run is not documented; here they run once the change
is complete and no lock is held, on the thread that caused it.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any, Callable

from pdg._enums import EventType, workItemState

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._node import Node

__all__ = ["Event", "EventEmitter", "EventHandler", "PyEventHandler"]


class Event:
    """What happened, as handlers get it; fields that do not concern the type are empty."""

    __slots__ = (
        "context",
        "currentState",
        "dependencyId",
        "lastState",
        "message",
        "node",
        "type",
        "workItemId",
    )

    def __init__(
        self,
        type: EventType,
        context: GraphContext,
        node: Node | None = None,
        workItemId: int = -1,
        message: str = "",
        lastState: workItemState = workItemState.Undefined,
        currentState: workItemState = workItemState.Undefined,
    ) -> None:
        """Keep what is given."""
        self.type = type
        self.context = context
        self.node = node
        self.workItemId = workItemId
        self.message = message
        self.lastState = lastState
        self.currentState = currentState
        self.dependencyId = -1

    @property
    def workItemIds(self) -> list[int]:
        """The id of the item in a list, empty where the event is of no item."""
        return [] if self.workItemId < 0 else [self.workItemId]


class EventHandler:
    """One registered function; made by `addEventHandler`."""

    language = "Python"

    def __init__(self, callback: Callable[..., Any], pass_handler: bool = False) -> None:
        """Keep the function; it is called with (handler, event) when `pass_handler` is true."""
        self._callback = callback
        self._pass_handler = pass_handler
        self._emitters: list[EventEmitter] = []

    @property
    def callback(self) -> Callable[..., Any]:
        """The function."""
        return self._callback

    @property
    def emitters(self) -> list[EventEmitter]:
        """What it listens to, in a new list."""
        return list(self._emitters)

    def removeFromAllEmitters(self) -> None:
        """Call the function no more."""
        for emitter in self.emitters:
            emitter.removeEventHandler(self)

    def _handle(self, event: Event) -> None:
        if self._pass_handler:
            self._callback(self, event)
        else:
            self._callback(event)


class PyEventHandler(EventHandler):
    """The kind of handler that Python functions get, from `addEventHandler` alone."""

    def __init__(self, *_given: Any) -> None:
        """Refuse, in the words of Houdini 21.0 and 22.0."""
        raise TypeError("pdg.PyEventHandler: No constructor defined! Use addEventHandler(function)")

    @classmethod
    def _of(cls, callback: Callable[..., Any], pass_handler: bool) -> PyEventHandler:
        handler = cls.__new__(cls)
        EventHandler.__init__(handler, callback, pass_handler)
        return handler


class EventEmitter:
    """What has events: a context, a node, an item or a scheduler.

    Handlers are kept by the context, so that an item without any takes no memory for them. An
    emitter needs nothing but its `context`.
    """

    __slots__ = ()

    @property
    def context(self) -> GraphContext:
        """The context that the emitter belongs to."""
        raise NotImplementedError("pdg.EventEmitter.context")

    def addEventHandler(
        self,
        handler: Callable[..., Any] | EventHandler,
        filter: EventType = EventType.All,
        pass_handler: bool = False,
    ) -> EventHandler:
        """Call `handler` for events of the type `filter` from now on; return the registration."""
        if not isinstance(handler, EventHandler):
            handler = PyEventHandler._of(handler, pass_handler)
        with self.context.graph._lock:
            self.context._handlers.setdefault(self, []).append((handler, filter))
        handler._emitters.append(self)
        return handler

    def removeEventHandler(
        self,
        handler: EventHandler,
        filter: EventType = EventType.All,
    ) -> None:
        """Remove `handler`, from events of one type only when `filter` names it."""
        with self.context.graph._lock:
            kept = [
                (known, kind)
                for known, kind in self.context._handlers.pop(self, [])
                if known is not handler or (filter is not EventType.All and kind is not filter)
            ]
            if kept:
                self.context._handlers[self] = kept
        if all(known is not handler for known, _ in kept) and self in handler._emitters:
            handler._emitters.remove(self)

    def removeAllEventHandlers(self) -> None:
        """Remove all handlers."""
        for handler in self.eventHandlers:
            self.removeEventHandler(handler)

    def hasEventHandler(
        self,
        handler: EventHandler | None = None,
        filter: EventType = EventType.All,
    ) -> bool:
        """Tell whether `handler`, or any without one, listens for `filter`."""
        return any(
            (handler is None or known is handler) and filter in (EventType.All, kind)
            for known, kind in self.context._handlers.get(self, [])
        )

    @property
    def eventHandlers(self) -> list[EventHandler]:
        """The handlers, in the order they were added."""
        return [handler for handler, _ in self.context._handlers.get(self, [])]

    @property
    def supportedEventTypes(self) -> list[EventType]:
        """All event types: the stand-in refuses no filter (which apply is not documented)."""
        return list(EventType)

    def _emit(self, event: Event) -> None:
        """Queue `event` for the handlers of this emitter that asked for its type."""
        for handler, kind in self.context._handlers.get(self, ()):
            if kind is event.type or kind is EventType.All:
                self.context._queued.append((handler, event))


def deliver(context: GraphContext) -> None:
    """Call the handlers of all queued events; their exceptions become errors of the recorder."""
    while context._queued:
        try:
            handler, event = context._queued.popleft()
        except IndexError:  # another thread was faster
            return
        try:
            handler._handle(event)
        except Exception:  # noqa: BLE001 - a handler must not end the cook
            context._record("error", message=traceback.format_exc(), source="event handler")
