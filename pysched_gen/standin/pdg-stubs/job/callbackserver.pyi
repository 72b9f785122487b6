# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.job.callbackserver`: the server that jobs report to."""

from typing import Any, Iterable
from pdg._errors import CookError as CookError
from pdg.job._server import RpcServer
from pdg.job.eventdispatch import (
    CallbackServerAPI as CallbackServerAPI,
    EventDispatchMixin as EventDispatchMixin,
)

def getHostname() -> str:
    """Give the name of this machine, as schedulers put it into addresses for farm machines."""

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
        """Give "host:port" for PDG_RESULT_SERVER; "" while no server runs."""

def _ports(port_range: Iterable[int] | None) -> list[int]:
    """Give the ports to try in their order; 0 stands for any."""

def _open(api: CallbackServerAPI, ports: list[int]) -> RpcServer: ...
