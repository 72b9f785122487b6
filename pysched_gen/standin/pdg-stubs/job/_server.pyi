# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""A small HTTP server for XML-RPC on the loopback interface. It knows nothing of PDG."""

import socket
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

def _listen(port: int) -> socket.socket: ...
