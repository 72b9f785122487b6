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
from http.server import BaseHTTPRequestHandler
from typing import Any, Callable

from pdg.job._replies import Replies
from pdg.job._requests import (
    FAULTS,
    MAX_BODY,
    Fault,
    RequestError,
    read_exactly,
    read_request,
    unfold,
    write_answer,
)

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
            serving = list(self._open.items())
        for _thread, connection in serving:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RD)
        for thread, _connection in serving:
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
            # A client that left, or is too slow, has nobody to tell.
            with contextlib.suppress(OSError, EOFError, ValueError):
                _Handler(connection, (HOST, self.port), self)  # type: ignore[arg-type]
        finally:
            connection.close()
            with self._lock:
                self._open.pop(threading.current_thread(), None)
            self._free.release()

    def crowded(self) -> bool:
        """Tell whether connections should not be kept open."""
        return self._stopping or len(self._open) > _KEPT_OPEN

    def reply(self, body: bytes, client: str, call: str) -> bytes:
        """Give the body of the answer to the request `body`, a fault if it is none."""
        return self._replies.give(
            "{}/{}".format(client, call) if call else "", lambda: self._make(body, client)
        )

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


class _Handler(BaseHTTPRequestHandler):
    """Serves the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "pdg"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = _IDLE
    server: RpcServer  # type: ignore[assignment]

    def do_POST(self) -> None:
        """Answer a call."""
        try:
            body = self._body()
            reply = self.server.reply(
                body, self.headers.get("X-PDG-Client", ""), self.headers.get("X-PDG-Call", "")
            )
        except (_Refusal, RequestError, TimeoutError) as error:
            self.close_connection = True
            self.send_error(getattr(error, "status", 400), explain=str(error))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(reply)))
        if self.server.crowded():
            self.close_connection = True
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply)

    def _body(self) -> bytes:
        """Read the body; raises _Refusal before reading one that is too large."""
        length = self.headers.get("Content-Length")
        if self.headers.get("Transfer-Encoding") or length is None:
            raise _Refusal(411, "give the size of the body")
        if not length.isdigit():
            raise _Refusal(400, "the size of the body is not a number")
        if len(length) > len(str(MAX_BODY)) or int(length) > MAX_BODY:
            raise _Refusal(413, "a call may have {} bytes".format(MAX_BODY))
        body = read_exactly(self.rfile, int(length))
        encoding = self.headers.get("Content-Encoding", "identity")
        if encoding == "gzip":
            return unfold(body)
        if encoding != "identity":
            raise _Refusal(415, "the body may be gzipped, not {}".format(encoding))
        return body

    def log_message(self, format: str, *args: Any) -> None:
        """Keep what clients send out of the console."""


class _Refusal(Exception):
    """A request that is answered with a status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
