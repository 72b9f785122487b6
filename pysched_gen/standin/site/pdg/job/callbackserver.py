"""`pdg.job.callbackserver`: the server that jobs report to.

It speaks XML-RPC at http://host:port, as Houdini's does (section 4.5 of the reference), and
listens on the loopback interface only, whatever the scheduler asks for: no farm is behind the
stand-in.
"""

from __future__ import annotations

import os
import socket
from typing import Any, Iterable

from pdg._errors import CookError
from pdg.job._events import *  # noqa: F403 - their names are names of this module
from pdg.job._server import HOST, RpcServer
from pdg.job.eventdispatch import CallbackServerAPI, EventDispatchMixin

__all__ = [
    "CallbackServer",
    "CallbackServerAPI",
    "CallbackServerMixin",
    "CookError",
    "EventDispatchMixin",
    "getHostname",
]


def getHostname() -> str:
    """Return the name of this machine, as schedulers put it into addresses for farm machines."""
    return socket.gethostname()


class CallbackServer:
    """The server of one scheduler; serves from its making until `stop`.

    Raises CookError if no port of `port_range`, [first, last], is free.
    """

    def __init__(self, owner: EventDispatchMixin, port_range: Iterable[int] | None = None) -> None:
        """Open a port and serve."""
        api = CallbackServerAPI(owner)
        self._server = _open(api, _ports(port_range))
        self.port = self._server.port
        self.address = "{}:{}".format(HOST, self.port)

    def stop(self) -> None:
        """Close the port, end every connection and join the threads."""
        self._server.stop()


class CallbackServerMixin(EventDispatchMixin):
    """Base of schedulers whose jobs report over XML-RPC.

    The argument of `__init__` means, by its use in public schedulers, that jobs run on this
    machine. `custom_port_range`, [first, last] or None for any free port, is read when the server
    starts.
    """

    def __init__(self, is_local: bool) -> None:
        """Begin without a server."""
        EventDispatchMixin.__init__(self)
        self._is_local = is_local
        self._callback_server: CallbackServer | None = None
        # "host:port" while the server runs; public schedulers read it.
        self._workItemResultServerAddr = ""
        self._published: tuple[str, str] | None = None
        self.custom_port_range: Any = None

    def startCallbackServer(self) -> None:
        """Start the server unless it runs; raises CookError if no port can be had."""
        if self._callback_server is None:
            self._callback_server = CallbackServer(self, self.custom_port_range)
            self._workItemResultServerAddr = self._callback_server.address
            set_address = getattr(self, "setWorkItemResultServerAddr", None)
            if set_address is not None:
                set_address(self._callback_server.address)

    def stopCallbackServer(self) -> None:
        """Stop the server; does nothing if none runs."""
        server, self._callback_server = self._callback_server, None
        if server is not None:
            server.stop()
            self._published = None
            self._workItemResultServerAddr = ""

    def isCallbackServerRunning(self) -> bool:
        """Tell whether jobs can report."""
        return self._callback_server is not None

    def workItemResultServerAddr(self) -> str:
        """Return "host:port" for PDG_RESULT_SERVER; "" while no server runs."""
        if self._callback_server is None:
            above = getattr(super(), "workItemResultServerAddr", None)
            return str(above()) if above is not None else ""
        self._publish(self._callback_server.port)
        return self._callback_server.address

    def _publish(self, port: int) -> None:
        """Write the client id of the cook beside the job scripts, for jobs that are not told it.

        The default onSchedule of the node passes on the server's address and no client id.
        """
        token = self._client_id()
        folder = str(self.scriptDir(True)) if token and hasattr(self, "scriptDir") else ""
        if folder and self._published != (token, folder) and os.path.isdir(folder):
            path = os.path.join(folder, ".client-{}".format(port))
            with open(path + ".new", "w", encoding="utf-8") as file:
                file.write(token)
            os.replace(path + ".new", path)
            self._published = (token, folder)


def _ports(port_range: Iterable[int] | None) -> list[int]:
    """Return the ports to try in their order; 0 stands for any."""
    if not port_range:
        return [0]
    bounds = [int(port) for port in port_range]
    return list(range(bounds[0], bounds[-1] + 1)) or [0]


def _open(api: CallbackServerAPI, ports: list[int]) -> RpcServer:
    problem: Exception | None = None
    for port in ports:
        try:
            return RpcServer(api.call, port)
        except (OSError, OverflowError) as error:  # noqa: PERF203 - one port after another
            problem = error
    raise CookError(
        "The callback server cannot start: no free port from {} to {} ({}). "
        "Give another port range, or end what holds the ports.".format(ports[0], ports[-1], problem)
    )
