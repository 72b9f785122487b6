# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.job.eventdispatch`: the part of a scheduler that takes reports of its jobs."""

from typing import Any
from pdg._errors import CookError as CookError
from pdg.job._events import Event

class EventDispatchMixin:
    """Base of schedulers whose jobs report by events; the scheduler itself is its other base.

    `rpc_lock` is held while a report is carried out: a scheduler that keeps a table of its jobs
    takes it too.
    """

    context: Any
    rpc_lock: Any
    def __init__(self) -> None:
        """Begin with an id of its own."""

    def execEvent(self, event: Event) -> Any:
        """Carry out `event` and give what its job waits for; a scheduler may override this.

        Raises `xmlrpc.client.Fault` for a work item that this scheduler does not have.
        """

class CallbackServerAPI:
    """The calls of jobs, by name, for one scheduler.

    `api.success(4, 0.5, "")` and `api.call("success", (4, 0.5, ""))` are the same. Faults are the
    only exceptions: what a scheduler's own method raises is printed, recorded and becomes one.
    """

    def __init__(self, owner: EventDispatchMixin) -> None:
        """Take the scheduler."""

    def call(self, method: str, arguments: tuple[Any, ...], client: str = ...) -> Any:
        """Carry out one call, or a `system.multicall`, of a job of the cook `client`.

        A job that says nothing of its cook is believed. Raises Fault.
        """

def _printable(text: str) -> str:
    """Give `text` without the control characters that XML cannot carry."""

def _record(owner: Any, kind: str, **facts: Any) -> None:
    """Tell who listens to the cook, if somebody does."""
