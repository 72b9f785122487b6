"""A small HTTP server for XML-RPC on the loopback interface. It knows nothing of PDG.

On Linux it serves processes of its own user, and of root; others are refused.

One thread accepts, one thread serves each connection, and `stop` ends them all. What a client sends
can only end its own connection: every limit is answered with a status, never with an exception that
leaves the thread. `http.server` does the same at twice the cost for each call.

Whatever the bytes are, `read_request` gives a name and a tuple or raises RequestError: no document
type (entities can be nested to fill memory), one size for the body, one for what a compressed body
unfolds to. `read_head` and `read_body` give a value or raise `Refusal`, which names the status.

Each call is answered once, however often a job has to send it. A job whose connection drops cannot
know whether its report arrived. It sends the same call id again, and gets the answer of the first
time; nothing is done twice. Houdini's own job script sends no id, and gives up instead of asking
again: without an id a call is simply answered.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import zlib
from collections import OrderedDict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Callable
from xmlrpc import client

from pdg.job._peer import is_own

if TYPE_CHECKING:
    from io import BufferedIOBase

__all__ = ["FAULTS", "HOST", "Fault", "RpcServer"]

MAX_BODY = 64 * 1024 * 1024
# As in the specification of fault code interoperability for XML-RPC servers.
FAULTS = {
    "parse": -32700,
    "request": -32600,
    "method": -32601,
    "arguments": -32602,
    "error": -32500,
    "item": -32001,
    "cook": -32002,
}
Fault = client.Fault
# The answer to every report.
_TRUE = client.dumps((True,), methodresponse=True).encode("utf-8")
_LONGEST_LINE = 65536
_MOST_HEADERS = 100
_WORDS = 3
_KEPT = 20_000
_LARGEST = 4096
_PATIENCE = 60.0
HOST = "127.0.0.1"
_BACKLOG = 1024
_CONNECTIONS = 512  # for one more the longest idle is closed
_KEPT_OPEN = 64  # above this a connection serves one request
_LARGE = 1 << 20
_IDLE = 30.0
_JOIN = 5.0
# answer(method, arguments, client id) -> the value; raises Fault
Answer = Callable[[str, "tuple[Any, ...]", str], Any]


class RequestError(Exception):
    """The body is not a method call."""


def unfold(body: bytes) -> bytes:
    """Return what the gzipped `body` holds; raises RequestError if that is nothing or too much."""
    engine = zlib.decompressobj(wbits=31)
    try:
        text = engine.decompress(body, MAX_BODY)
    except zlib.error as error:
        raise RequestError("not gzip: {}".format(error)) from None
    if engine.unconsumed_tail:
        raise RequestError("more than {} bytes when unfolded".format(MAX_BODY))
    return text


def read_request(body: bytes) -> tuple[str, tuple[Any, ...]]:
    """Return the name and the arguments of the call in `body`; raises RequestError."""
    start = body.find(b"<methodCall")
    if start < 0:
        raise RequestError("there is no <methodCall>")
    if b"<!" in body[:start]:
        raise RequestError("a document type is not accepted")
    try:
        arguments, method = client.loads(body, use_builtin_types=False)
    except client.Fault:
        raise RequestError("an answer, not a call") from None
    # The parser raises what the text leads it to: ValueError, KeyError, IndexError, ...
    except Exception as error:  # noqa: BLE001 - see above
        raise RequestError("{}: {}".format(type(error).__name__, error)) from None
    if not method:
        raise RequestError("the call has no name")
    return method, arguments


def write_answer(answer: Any) -> bytes:
    """Return the answer, or the Fault, as the body of a response."""
    if answer is True:
        return _TRUE
    if isinstance(answer, client.Fault):
        return client.dumps(answer).encode("utf-8")
    return client.dumps((answer,), methodresponse=True, allow_none=True).encode(
        "utf-8", "surrogatepass"
    )


def read_exactly(stream: BufferedIOBase, size: int) -> bytes:
    """Return `size` bytes of `stream`; raises EOFError if the other side leaves before."""
    pieces = []
    while size:
        piece = stream.read(min(size, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class Refusal(Exception):
    """A request that is answered with a status, and ends its connection."""

    def __init__(self, status: HTTPStatus, message: str = "") -> None:
        """Take the status, and what is wrong in words."""
        super().__init__(message)
        self.status = status


class Head:
    """What comes before the body: headers by lower-case name, and whether more may follow."""

    __slots__ = ("closes", "headers")

    def __init__(self, headers: dict[str, str], *, closes: bool) -> None:
        """Keep what is given."""
        self.headers = headers
        self.closes = closes


def read_head(stream: BufferedIOBase) -> Head | None:
    """Return the head of the next request, None where the client has left; raises Refusal."""
    line = _read_line(stream, HTTPStatus.REQUEST_URI_TOO_LONG)
    if not line:
        return None
    words = line.split()
    if len(words) != _WORDS or not words[2].startswith("HTTP/1."):
        raise Refusal(HTTPStatus.BAD_REQUEST, "this is not HTTP/1")
    headers = _read_headers(stream)
    if words[0] != "POST":
        raise Refusal(HTTPStatus.NOT_IMPLEMENTED, "calls are made with POST")
    kept = headers.get("connection", "").lower()
    closes = kept == "close" or (words[2] == "HTTP/1.0" and kept != "keep-alive")
    return Head(headers, closes=closes)


def _read_line(stream: BufferedIOBase, too_long: HTTPStatus) -> str:
    line = stream.readline(_LONGEST_LINE + 1)
    if len(line) > _LONGEST_LINE:
        raise Refusal(too_long, "a line has more than {} bytes".format(_LONGEST_LINE))
    return line.decode("latin-1")


def _read_headers(stream: BufferedIOBase) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _number in range(_MOST_HEADERS):
        line = _read_line(stream, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        name, colon, value = line.partition(":")
        if not colon:
            if line in ("\r\n", "\n"):
                return headers
            raise Refusal(HTTPStatus.BAD_REQUEST, "a header has no colon")
        headers[name.strip().lower()] = value.strip()
    raise Refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "too many headers")


def read_body(stream: BufferedIOBase, head: Head) -> bytes:
    """Return the body; raises EOFError, and Refusal: for one too large before it is read."""
    length = head.headers.get("content-length")
    if length is None or "transfer-encoding" in head.headers:
        raise Refusal(HTTPStatus.LENGTH_REQUIRED, "give the size of the body")
    if not (length.isascii() and length.isdigit()):
        raise Refusal(HTTPStatus.BAD_REQUEST, "the size of the body is not a number")
    if len(length) > len(str(MAX_BODY)) or int(length) > MAX_BODY:
        text = "a call may have {} bytes".format(MAX_BODY)
        raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)
    body = read_exactly(stream, int(length))
    encoding = head.headers.get("content-encoding", "identity")
    if encoding == "identity":
        return body
    if encoding != "gzip":
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the body may be gzipped, no more")
    try:
        return unfold(body)
    except RequestError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, str(error)) from None


def write_response(status: HTTPStatus, kind: str, body: bytes, *, closes: bool) -> bytes:
    """Return a response with `body` of the media type `kind`."""
    head = "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}\r\n".format(
        int(status), status.phrase, kind, len(body), "Connection: close\r\n" if closes else ""
    )
    return head.encode("latin-1") + body


class Replies:
    """The answers of the last calls, by call id."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._done: OrderedDict[str, bytes] = OrderedDict()
        self._busy: dict[str, threading.Event] = {}

    def give(self, call: str, make: Callable[[], bytes]) -> bytes:
        """Return the answer of `call`, made by `make` unless it was made before.

        While another thread makes it this one waits; raises TimeoutError if that never ends.
        """
        if not call:
            return make()
        while True:
            with self._lock:
                if call in self._done:
                    return self._done[call]
                busy = self._busy.get(call)
                if busy is None:
                    self._busy[call] = threading.Event()
                    break
            if not busy.wait(_PATIENCE):
                raise TimeoutError("the first attempt of this call has not ended")
        return self._make(call, make)

    def _make(self, call: str, make: Callable[[], bytes]) -> bytes:
        """Make and keep the answer; a large one is the item's data, which can be asked again."""
        try:
            answer = make()
            if len(answer) <= _LARGEST:
                with self._lock:
                    self._done[call] = answer
                    while len(self._done) > _KEPT:
                        self._done.popitem(last=False)
            return answer
        finally:
            with self._lock:
                self._busy.pop(call).set()


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
        # Connections on which no whole request has come yet, the longest idle first.
        self._waiting: OrderedDict[socket.socket, None] = OrderedDict()
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
            try:
                connection, peer = self._listener.accept()
            except OSError:
                continue
            if not is_own(peer, (HOST, self.port)):
                _refuse(connection)
                continue
            if not self._free.acquire(blocking=False):
                self._make_room()
            if not self._start(connection):
                connection.close()
                self._free.release()

    def _make_room(self) -> None:
        """Close the longest idle connection, and take its place; wait where none is idle."""
        with self._lock:
            idle = next(iter(self._waiting), None)
            if idle is not None:
                del self._waiting[idle]
                # A request that has come after all is still answered.
                with contextlib.suppress(OSError):
                    idle.shutdown(socket.SHUT_RD)
        self._free.acquire()

    def _start(self, connection: socket.socket) -> bool:
        """Serve `connection` in a thread; False if the server stops or no thread can be had."""
        if self._stopping:
            return False
        thread = threading.Thread(target=self._serve, args=(connection,), name="pdg-callback")
        thread.daemon = True
        with self._lock:
            self._open[thread] = connection
            self._waiting[connection] = None
            self._leaving = [one for one in self._leaving if one.is_alive()]
        try:
            thread.start()
        except RuntimeError:
            with self._lock:
                del self._open[thread]
                del self._waiting[connection]
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
            thread = threading.current_thread()
            with self._lock:
                self._waiting.pop(connection, None)
                self._open.pop(thread, None)
            connection.close()
            with self._lock:
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
            body = read_body(stream, head)
            with self._lock:
                self._waiting.pop(connection, None)
            reply = self._reply(body, head.headers)
        except (Refusal, TimeoutError) as error:
            status = getattr(error, "status", HTTPStatus.SERVICE_UNAVAILABLE)
            text = str(error).encode("utf-8") + b"\n"
            connection.sendall(write_response(status, "text/plain", text, closes=True))
            return False
        closes = head.closes or self._stopping or len(self._open) > _KEPT_OPEN
        connection.sendall(write_response(HTTPStatus.OK, "text/xml", reply, closes=closes))
        if not closes:
            with self._lock:
                self._waiting[connection] = None
        return not closes

    def _reply(self, body: bytes, headers: dict[str, str]) -> bytes:
        """Return the body of the answer to the request `body`, a fault if it is none."""
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


def _refuse(connection: socket.socket) -> None:
    """Tell a process of another user that it is not served."""
    text = b"this server is for processes of the user who cooks\n"
    with contextlib.suppress(OSError), connection:
        connection.setblocking(False)
        connection.sendall(write_response(HTTPStatus.FORBIDDEN, "text/plain", text, closes=True))
        # Closing with bytes unread would take the answer away from the other side.
        connection.shutdown(socket.SHUT_WR)
        connection.recv(_LONGEST_LINE)


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
