# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.job.eventdispatch`: the part of a scheduler that takes reports of its jobs."""

from typing import Any
from pdg import CookError as CookError

blocking_events = (AddSubItemBatchEvent, GetWorkItemJSONEvent, IsWorkItemReadyEvent)

class Event:
    """One report of a job: `item` (id, or name before 19.0), `index` in the batch or -1, `jobid`.

    Every other argument of the call is an attribute too; an argument it does not have raises
    AttributeError.
    """

    values: dict[str, Any]
    item: Any
    index: Any
    jobid: Any
    def __init__(self, values: dict[str, Any]) -> None:
        """Take the arguments of the call by name."""

class AcquireJobSlotsEvent(Event):
    """A job goes on and needs its slot again."""

class AddSubItemBatchEvent(Event):
    """A job appends a sub-item to its batch."""

class AppendLogEvent(Event):
    """A job adds to the log of its item."""

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

class CanceledEvent(Event):
    """A job was cancelled by somebody."""

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

class FailedEvent(Event):
    """A job has failed."""

class GetWorkItemJSONEvent(Event):
    """A job asks for its item as JSON."""

class InvalidateCacheEvent(Event):
    """What is downstream of the item has to cook again."""

class IsWorkItemReadyEvent(Event):
    """A job asks whether a sub-item of its batch may begin."""

class KeepaliveEvent(Event):
    """A job is still there."""

class ReleaseJobSlotsEvent(Event):
    """A job waits and frees its slot."""

class ResultDataArrayEvent(Event):
    """A job has written `paths`, with `tags` and `hashes`."""

class ResultDataEvent(Event):
    """A job has written `path`, with `tag` and `hash`."""

class SetCookPercentEvent(Event):
    """A job tells how far it is."""

class SetCustomStateEvent(Event):
    """A job names the state it is in."""

class SetDictAttribArrayEvent(Event):
    """A job sets every dictionary of an attribute, as JSON texts."""

class SetDictAttribEvent(Event):
    """A job sets one dictionary of an attribute, as JSON text."""

class SetFileAttribArrayEvent(Event):
    """A job sets every file of an attribute."""

class SetFileAttribEvent(Event):
    """A job sets one file of an attribute."""

class SetFloatAttribArrayEvent(Event):
    """A job sets every float of an attribute."""

class SetFloatAttribEvent(Event):
    """A job sets one float of an attribute."""

class SetIntAttribArrayEvent(Event):
    """A job sets every integer of an attribute."""

class SetIntAttribEvent(Event):
    """A job sets one integer of an attribute."""

class SetPyObjectAttribEvent(Event):
    """A job sets an attribute to a Python object, given by its repr."""

class SetStringAttribArrayEvent(Event):
    """A job sets every string of an attribute."""

class SetStringAttribEvent(Event):
    """A job sets one string of an attribute."""

class SharedServerStartedEvent(Event):
    """A job has started a server that other items use."""

class StartCookEvent(Event):
    """A job has begun."""

class SuccessEvent(Event):
    """A job has succeeded; `duration` in seconds, 0 where the job does not know."""

class WarningEvent(Event):
    """A job warns."""

class WriteAttrEvent(Event):
    """A job sets an attribute by the call that 18.0 deprecated."""
