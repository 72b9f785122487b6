# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.job.callbackserver`: the server that jobs report to."""

from pdg.job.eventdispatch import EventDispatchMixin
from typing import Any
from typing import Iterable
from pdg import CookError as CookError
from pdg.job.eventdispatch import AcquireJobSlotsEvent as AcquireJobSlotsEvent
from pdg.job.eventdispatch import AddSubItemBatchEvent as AddSubItemBatchEvent
from pdg.job.eventdispatch import AppendLogEvent as AppendLogEvent
from pdg.job.eventdispatch import CallbackServerAPI as CallbackServerAPI
from pdg.job.eventdispatch import CanceledEvent as CanceledEvent
from pdg.job.eventdispatch import Event as Event
from pdg.job.eventdispatch import EventDispatchMixin as EventDispatchMixin
from pdg.job.eventdispatch import FailedEvent as FailedEvent
from pdg.job.eventdispatch import GetWorkItemJSONEvent as GetWorkItemJSONEvent
from pdg.job.eventdispatch import InvalidateCacheEvent as InvalidateCacheEvent
from pdg.job.eventdispatch import IsWorkItemReadyEvent as IsWorkItemReadyEvent
from pdg.job.eventdispatch import KeepaliveEvent as KeepaliveEvent
from pdg.job.eventdispatch import ReleaseJobSlotsEvent as ReleaseJobSlotsEvent
from pdg.job.eventdispatch import ResultDataArrayEvent as ResultDataArrayEvent
from pdg.job.eventdispatch import ResultDataEvent as ResultDataEvent
from pdg.job.eventdispatch import SetCookPercentEvent as SetCookPercentEvent
from pdg.job.eventdispatch import SetCustomStateEvent as SetCustomStateEvent
from pdg.job.eventdispatch import SetDictAttribArrayEvent as SetDictAttribArrayEvent
from pdg.job.eventdispatch import SetDictAttribEvent as SetDictAttribEvent
from pdg.job.eventdispatch import SetFileAttribArrayEvent as SetFileAttribArrayEvent
from pdg.job.eventdispatch import SetFileAttribEvent as SetFileAttribEvent
from pdg.job.eventdispatch import SetFloatAttribArrayEvent as SetFloatAttribArrayEvent
from pdg.job.eventdispatch import SetFloatAttribEvent as SetFloatAttribEvent
from pdg.job.eventdispatch import SetIntAttribArrayEvent as SetIntAttribArrayEvent
from pdg.job.eventdispatch import SetIntAttribEvent as SetIntAttribEvent
from pdg.job.eventdispatch import SetPyObjectAttribEvent as SetPyObjectAttribEvent
from pdg.job.eventdispatch import SetStringAttribArrayEvent as SetStringAttribArrayEvent
from pdg.job.eventdispatch import SetStringAttribEvent as SetStringAttribEvent
from pdg.job.eventdispatch import SharedServerStartedEvent as SharedServerStartedEvent
from pdg.job.eventdispatch import StartCookEvent as StartCookEvent
from pdg.job.eventdispatch import SuccessEvent as SuccessEvent
from pdg.job.eventdispatch import WarningEvent as WarningEvent
from pdg.job.eventdispatch import WriteAttrEvent as WriteAttrEvent
from pdg.job.eventdispatch import blocking_events as blocking_events

def getHostname() -> str:
    """Return the name of this machine, as schedulers put it into addresses for farm machines."""

class CallbackServer:
    """The server of one scheduler; serves from its making until `stop`.

    Raises CookError if no port of `port_range`, [first, last], is free.
    """

    port: Any
    address: Any
    def __init__(self, owner: EventDispatchMixin, port_range: Iterable[int] | None = ...) -> None:
        """Open a port and serve."""

    def stop(self) -> None:
        """Close the port, end every connection and join the threads."""

class CallbackServerMixin(EventDispatchMixin):
    """Base of schedulers whose jobs report over XML-RPC.

    The argument of `__init__` means, by its use in public schedulers, that jobs run on this
    machine. `custom_port_range`, [first, last] or None for any free port, is read when the server
    starts.
    """

    custom_port_range: Any
    def __init__(self, is_local: bool) -> None:
        """Begin without a server."""

    def startCallbackServer(self) -> None:
        """Start the server unless it runs; raises CookError if no port can be had."""

    def stopCallbackServer(self) -> None:
        """Stop the server; does nothing if none runs."""

    def isCallbackServerRunning(self) -> bool:
        """Tell whether jobs can report."""

    def workItemResultServerAddr(self) -> str:
        """Return "host:port" for PDG_RESULT_SERVER; "" while no server runs."""
