"""What a job tells its scheduler: one class for each kind of report.

Names of the classes are those of `pdg.job.eventdispatch` in Houdini 21.0 and 22.0; their contents
are not documented. Here an event holds the arguments of the call it came from, by the names
`_calls` gives them, as attributes.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "AcquireJobSlotsEvent",
    "AddSubItemBatchEvent",
    "AppendLogEvent",
    "CanceledEvent",
    "Event",
    "FailedEvent",
    "GetWorkItemJSONEvent",
    "InvalidateCacheEvent",
    "IsWorkItemReadyEvent",
    "KeepaliveEvent",
    "ReleaseJobSlotsEvent",
    "ResultDataArrayEvent",
    "ResultDataEvent",
    "SetCookPercentEvent",
    "SetCustomStateEvent",
    "SetDictAttribArrayEvent",
    "SetDictAttribEvent",
    "SetFileAttribArrayEvent",
    "SetFileAttribEvent",
    "SetFloatAttribArrayEvent",
    "SetFloatAttribEvent",
    "SetIntAttribArrayEvent",
    "SetIntAttribEvent",
    "SetPyObjectAttribEvent",
    "SetStringAttribArrayEvent",
    "SetStringAttribEvent",
    "SharedServerStartedEvent",
    "StartCookEvent",
    "SuccessEvent",
    "WarningEvent",
    "WriteAttrEvent",
    "blocking_events",
]


class Event:
    """One report of a job: `item` (id, or name before 19.0), `index` in the batch or -1, `jobid`.

    Every other argument of the call is an attribute too; an argument it does not have raises
    AttributeError.
    """

    __slots__ = ("index", "item", "jobid", "values")

    def __init__(self, values: dict[str, Any]) -> None:
        """Take the arguments of the call by name."""
        self.values = values
        self.item = values.get("item", -1)
        self.index = values.get("index", -1)
        self.jobid = values.get("jobid", "")

    def __getattr__(self, name: str) -> Any:
        """Return another argument of the call."""
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError("{} has no {}".format(type(self).__name__, name)) from None

    def __repr__(self) -> str:
        """Return `SuccessEvent(item=4, index=-1)`."""
        return "{}(item={!r}, index={!r})".format(type(self).__name__, self.item, self.index)


class StartCookEvent(Event):
    """A job has begun."""


class SuccessEvent(Event):
    """A job has succeeded; `duration` in seconds, 0 where the job does not know."""


class FailedEvent(Event):
    """A job has failed."""


class CanceledEvent(Event):
    """A job was cancelled by somebody."""


class ResultDataEvent(Event):
    """A job has written `path`, with `tag` and `hash`."""


class ResultDataArrayEvent(Event):
    """A job has written `paths`, with `tags` and `hashes`."""


class GetWorkItemJSONEvent(Event):
    """A job asks for its item as JSON."""


class IsWorkItemReadyEvent(Event):
    """A job asks whether a sub-item of its batch may begin."""


class AddSubItemBatchEvent(Event):
    """A job appends a sub-item to its batch."""


class ReleaseJobSlotsEvent(Event):
    """A job waits and frees its slot."""


class AcquireJobSlotsEvent(Event):
    """A job goes on and needs its slot again."""


class InvalidateCacheEvent(Event):
    """What is downstream of the item has to cook again."""


class SetCustomStateEvent(Event):
    """A job names the state it is in."""


class SetCookPercentEvent(Event):
    """A job tells how far it is."""


class AppendLogEvent(Event):
    """A job adds to the log of its item."""


class WarningEvent(Event):
    """A job warns."""


class KeepaliveEvent(Event):
    """A job is still there."""


class SharedServerStartedEvent(Event):
    """A job has started a server that other items use."""


class WriteAttrEvent(Event):
    """A job sets an attribute by the call that 18.0 deprecated."""


class SetStringAttribEvent(Event):
    """A job sets one string of an attribute."""


class SetIntAttribEvent(Event):
    """A job sets one integer of an attribute."""


class SetFloatAttribEvent(Event):
    """A job sets one float of an attribute."""


class SetFileAttribEvent(Event):
    """A job sets one file of an attribute."""


class SetDictAttribEvent(Event):
    """A job sets one dictionary of an attribute, as JSON text."""


class SetPyObjectAttribEvent(Event):
    """A job sets an attribute to a Python object, given by its repr."""


class SetStringAttribArrayEvent(Event):
    """A job sets every string of an attribute."""


class SetIntAttribArrayEvent(Event):
    """A job sets every integer of an attribute."""


class SetFloatAttribArrayEvent(Event):
    """A job sets every float of an attribute."""


class SetFileAttribArrayEvent(Event):
    """A job sets every file of an attribute."""


class SetDictAttribArrayEvent(Event):
    """A job sets every dictionary of an attribute, as JSON texts."""


# The job waits for what they answer, so they cannot be put off.
blocking_events = (AddSubItemBatchEvent, GetWorkItemJSONEvent, IsWorkItemReadyEvent)
