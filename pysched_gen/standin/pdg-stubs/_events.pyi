# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Events of a cook and their handlers: `addEventHandler(handler, type, pass_handler=False)`."""

from typing import Any, Callable
from pdg._enums import EventType, workItemState
from pdg._context import GraphContext
from pdg._graph import Node

class Event:
    """What happened, as handlers get it; fields that do not concern the type are empty."""

    type: EventType
    context: GraphContext
    node: Node | None
    workItemId: int
    message: str
    lastState: workItemState
    currentState: workItemState
    dependencyId: Any
    def __init__(
        self,
        type: EventType,
        context: GraphContext,
        node: Node | None = ...,
        workItemId: int = ...,
        message: str = ...,
        lastState: workItemState = ...,
        currentState: workItemState = ...,
    ) -> None:
        """Keep what is given."""

    @property
    def workItemIds(self) -> list[int]:
        """The id of the item in a list, empty where the event is of no item."""

class EventHandler:
    """One registered function; made by `addEventHandler`."""

    language: str
    def __init__(self, callback: Callable[..., Any], pass_handler: bool = ...) -> None:
        """Keep the function; it is called with (handler, event) when `pass_handler` is true."""

    @property
    def callback(self) -> Callable[..., Any]:
        """The function."""

    @property
    def emitters(self) -> list[EventEmitter]:
        """What it listens to, in a new list."""

    def removeFromAllEmitters(self) -> None:
        """Call the function no more."""

class PyEventHandler(EventHandler):
    """The kind of handler that Python functions get."""

class EventEmitter:
    """What has events: a context, a node, an item or a scheduler.

    Handlers are kept by the context, so that an item without any takes no memory for them. An
    emitter needs nothing but its `context`.
    """

    @property
    def context(self) -> GraphContext:
        """The context that the emitter belongs to."""

    def addEventHandler(
        self,
        handler: Callable[..., Any] | EventHandler,
        filter: EventType = ...,
        pass_handler: bool = ...,
    ) -> EventHandler:
        """Call `handler` for events of the type `filter` from now on; return the registration."""

    def removeEventHandler(self, handler: EventHandler, filter: EventType = ...) -> None:
        """Remove `handler`, from events of one type only when `filter` names it."""

    def removeAllEventHandlers(self) -> None:
        """Remove all handlers."""

    def hasEventHandler(self, handler: EventHandler | None = ..., filter: EventType = ...) -> bool:
        """Tell whether `handler`, or any without one, listens for `filter`."""

    @property
    def eventHandlers(self) -> list[EventHandler]:
        """The handlers, in the order they were added."""

    @property
    def supportedEventTypes(self) -> list[EventType]:
        """All event types: the stand-in refuses no filter (which apply is not documented)."""
