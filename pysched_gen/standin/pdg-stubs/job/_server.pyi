# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""A small HTTP server for XML-RPC on the loopback interface. It knows nothing of PDG."""

import socket
from http.server import BaseHTTPRequestHandler
from typing import Any, Callable

Answer = Callable[[str, "tuple[Any, ...]", str], Any]

class RpcServer:
    """Serves calls on one port of the loopback interface until `stop`.

    Raises OSError if the port is taken.
    """

    port: int
    def __init__(self, answer: Answer, port: int = ...) -> None:
        """Open the port, 0 for any free one, and begin to serve."""

    def stop(self) -> None:
        """Close the port and every connection, and wait for the threads; may be called twice."""

    def crowded(self) -> bool:
        """Tell whether connections should not be kept open."""

    def reply(self, body: bytes, client: str, call: str) -> bytes:
        """Give the body of the answer to the request `body`, a fault if it is none."""

def _listen(port: int) -> socket.socket: ...

class _Handler(BaseHTTPRequestHandler):
    """Serves the requests of one connection."""

    protocol_version: str
    server_version: str
    sys_version: str
    disable_nagle_algorithm: bool
    wbufsize: Any
    timeout: Any
    server: RpcServer
    def do_POST(self) -> None:
        """Answer a call."""

    def log_message(self, format: str, *args: Any) -> None:
        """Keep what clients send out of the console."""

class _Refusal(Exception):
    """A request that is answered with a status."""

    status: int
    def __init__(self, status: int, message: str) -> None: ...
