"""A small HTTP server for XML-RPC on the loopback interface. It knows nothing of PDG.

One thread accepts, one thread serves each connection, and `stop` ends them all. What a client sends
can only end its own connection: every limit below is answered with a status, never with an
exception that leaves the thread.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Callable

from pdg.job._http import Refusal, read_body, read_head, write_response
from pdg.job._replies import Replies
from pdg.job._requests import FAULTS, Fault, RequestError, read_request, write_answer

if TYPE_CHECKING:
    from io import BufferedIOBase

__all__ = ["HOST", "RpcServer"]

HOST = "127.0.0.1"

_BACKLOG = 1024
_CONNECTIONS = 512  # more wait in the backlog
_KEPT_OPEN = 64  # above this a connection serves one request
_LARGE = 1 << 20
_IDLE = 30.0
_JOIN = 5.0

# answer(method, arguments, client id) -> the value; raises Fault
Answer = Callable[[str, "tuple[Any, ...]", str], Any]


class RpcServer:
    """Serves calls on one port of the loopback interface until `stop`.

    Raises OSError if the port is taken.
    """

    def __init__(self, answer: Answer, port: int = 0) -> None:
        """Open the port, 0 for any free one, and begin to serve."""
        self._answer = answer
        self._replies = Replies()
        self._large = threading.BoundedSemaphore(2)
        self._free = threading.BoundedSemaphore(_CONNECTIONS)
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, socket.socket] = {}
        # Threads that have served, but may need a moment more before they are gone.
        self._leaving: list[threading.Thread] = []
        self._stopping = False
        self._listener = _listen(port)
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(
            target=self._accept, name="pdg-callback-server", daemon=True
        )
        self._acceptor.start()

    def stop(self) -> None:
        """Close the port and every connection, and wait for the threads; may be called twice."""
        self._stopping = True
        with contextlib.suppress(OSError):
            socket.create_connection((HOST, self.port), timeout=1).close()
        self._join(self._acceptor)
        self._listener.close()
        with self._lock:
            serving, leaving = list(self._open.items()), self._leaving
        for _thread, connection in serving:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RD)
        for thread in [*leaving, *(thread for thread, _connection in serving)]:
            self._join(thread)

    @staticmethod
    def _join(thread: threading.Thread) -> None:
        # A callback that runs in a serving thread may stop the server itself.
        if thread is not threading.current_thread():
            thread.join(_JOIN)

    def _accept(self) -> None:
        while not self._stopping:
            self._free.acquire()
            try:
                connection, _address = self._listener.accept()
            except OSError:
                self._free.release()
                continue
            if not self._start(connection):
                connection.close()
                self._free.release()

    def _start(self, connection: socket.socket) -> bool:
        """Serve `connection` in a thread; False if the server stops or no thread can be had."""
        if self._stopping:
            return False
        thread = threading.Thread(target=self._serve, args=(connection,), name="pdg-callback")
        thread.daemon = True
        with self._lock:
            self._open[thread] = connection
            self._leaving = [one for one in self._leaving if one.is_alive()]
        try:
            thread.start()
        except RuntimeError:
            with self._lock:
                del self._open[thread]
            return False
        return True

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(_IDLE)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # A client that left, or is too slow, has nobody to tell.
            with contextlib.suppress(OSError, EOFError), connection.makefile("rb") as stream:
                while self._serve_request(stream, connection):
                    pass
        finally:
            connection.close()
            thread = threading.current_thread()
            with self._lock:
                self._open.pop(thread, None)
                self._leaving.append(thread)
            self._free.release()

    def _serve_request(self, stream: BufferedIOBase, connection: socket.socket) -> bool:
        """Answer one request; give True where the connection stays open for another."""
        try:
            head = read_head(stream)
            if head is None:
                return False
            if head.headers.get("expect", "").lower() == "100-continue":
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            reply = self._reply(read_body(stream, head), head.headers)
        except (Refusal, TimeoutError) as error:
            status = getattr(error, "status", HTTPStatus.SERVICE_UNAVAILABLE)
            text = str(error).encode("utf-8") + b"\n"
            connection.sendall(write_response(status, "text/plain", text, closes=True))
            return False
        closes = head.closes or self._stopping or len(self._open) > _KEPT_OPEN
        connection.sendall(write_response(HTTPStatus.OK, "text/xml", reply, closes=closes))
        return not closes

    def _reply(self, body: bytes, headers: dict[str, str]) -> bytes:
        """Give the body of the answer to the request `body`, a fault if it is none."""
        client, call = headers.get("x-pdg-client", ""), headers.get("x-pdg-call", "")
        key = "{}/{}".format(client, call) if call else ""
        return self._replies.give(key, lambda: self._make(body, client))

    def _make(self, body: bytes, client: str) -> bytes:
        try:
            if len(body) < _LARGE:
                method, arguments = read_request(body)
            else:
                with self._large:
                    method, arguments = read_request(body)
            return write_answer(self._answer(method, arguments, client))
        except RequestError as error:
            return write_answer(Fault(FAULTS["parse"], str(error)))
        except Fault as fault:
            return write_answer(fault)


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # A port that was just closed can be had again; on Windows the option would share it.
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
