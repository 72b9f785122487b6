"""Sends the calls of a job to its scheduler's callback server. `pdgcmd` is what jobs import.

The protocol is Houdini's: XML-RPC over HTTP. Two headers are our own: `X-PDG-Client` tells which
cook the job belongs to, `X-PDG-Call` numbers the call, so that one which has to be sent again,
because its connection dropped, is carried out once. Servers that do not know them ignore them.
"""

from __future__ import annotations

import http.client
import random
import re
import socket
import threading
import time
import uuid
import xmlrpc.client
from typing import Any, Callable

__all__ = ["Connection", "RpcError", "split_address"]

_IDLE = 5.0
_LOOPBACK = "127.0.0.1"
_SERVER_ERRORS = 500

# Characters that XML cannot carry, or does not carry unchanged.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_INT32 = 2**31
_INT64 = 2**63

_Write = Callable[[str], Any]


class RpcError(Exception):
    """A call that did not reach the server, or that the server refused."""


class _RefusedError(RpcError):
    """The server answered no: asking again gives the same answer."""


class _Marshaller(xmlrpc.client.Marshaller):
    """Writes 64-bit integers, and as base64 those texts that XML would change."""

    def dump_integer(self, value: int, write: _Write) -> None:
        """Write an integer; raises OverflowError beyond 64 bits."""
        if not -_INT64 <= value < _INT64:
            raise OverflowError("{} has more than 64 bits".format(value))
        kind = "int" if -_INT32 <= value < _INT32 else "i8"
        write("<value><{0}>{1}</{0}></value>\n".format(kind, int(value)))

    def dump_text(self, value: str, write: _Write) -> None:
        """Write a text; bytes that Python read from a file name come out as they were."""
        if _UNSAFE.search(value):
            self.dump_base64(value.encode("utf-8", "surrogateescape"), write)
        else:
            write("<value><string>{}</string></value>\n".format(xmlrpc.client.escape(value)))

    def dump_base64(self, value: bytes, write: _Write) -> None:
        """Write bytes."""
        xmlrpc.client.Binary(value).encode(_Writer(write))

    dispatch: dict[Any, Any] = {  # noqa: RUF012 - the base class has it so
        **xmlrpc.client.Marshaller.dispatch,
        int: dump_integer,
        str: dump_text,
        bytes: dump_base64,
    }


class _Writer:
    """Gives `Binary.encode` the object with a `write` that it asks for."""

    __slots__ = ("write",)

    def __init__(self, write: _Write) -> None:
        self.write = write


def split_address(address: str) -> tuple[str, int]:
    """Return host and port of "host:port"; raises RpcError for anything else."""
    host, colon, port = address.rpartition(":")
    if not colon or not host or not port.isdigit():
        raise RpcError("PDG_RESULT_SERVER is {!r}; it must be host:port".format(address))
    return host, int(port)


class Connection:
    """The way to one server; threads share it and take turns."""

    def __init__(
        self, address: str, client: str, retries: int, timeout: float, max_backoff: float
    ) -> None:
        """Remember where to; nothing is opened before the first call."""
        self._host, self._port = split_address(address)
        self._client = client
        self._retries = retries
        self._timeout = timeout
        self._max_backoff = max_backoff
        self._lock = threading.Lock()
        self._http: http.client.HTTPConnection | None = None
        self._used = 0.0

    def call(self, method: str, arguments: tuple[Any, ...]) -> Any:
        """Make one call and give its answer; raises RpcError when it is refused or lost.

        A lost connection is tried again `retries` times, `max_backoff` seconds apart (help of
        "Retry Backoff": the time between consecutive retries).
        """
        body = _write_call(method, arguments)
        headers = {"Content-Type": "text/xml", "X-PDG-Call": uuid.uuid4().hex}
        if self._client:
            headers["X-PDG-Client"] = self._client
        with self._lock:
            for attempt in range(self._retries + 1):
                if attempt:
                    self._pause()
                try:
                    return self._send(body, headers)
                except (OSError, http.client.HTTPException) as error:
                    self.close()
                    problem = str(error) or type(error).__name__
        raise RpcError(
            "{} at {}:{} failed after {} attempts: {}".format(
                method, self._host, self._port, self._retries + 1, problem
            )
        )

    def _pause(self) -> None:
        """Wait before another attempt; not quite as long as others: they would come together."""
        time.sleep(self._max_backoff * random.uniform(0.9, 1.0))  # noqa: S311 - no secret

    def multicall(self, calls: list[tuple[str, tuple[Any, ...]]]) -> list[Any]:
        """Make several calls in one request and give their answers; raises RpcError.

        Calls after one that is refused are made all the same.
        """
        listed = [{"methodName": name, "params": list(args)} for name, args in calls]
        answers = self.call("system.multicall", (listed,))
        if not isinstance(answers, list) or len(answers) != len(calls):
            raise _RefusedError("{} calls got the answer {!r}".format(len(calls), answers))
        refused = [answer["faultString"] for answer in answers if isinstance(answer, dict)]
        if refused:
            raise _RefusedError("; ".join(refused))
        return [answer[0] for answer in answers]

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def _send(self, body: bytes, headers: dict[str, str]) -> Any:
        # The server closes a connection that rests.
        if time.monotonic() - self._used > _IDLE:
            self.close()
        if self._http is None:
            self._http = self._opened()
        self._http.request("POST", "/RPC2", body, headers)
        response = self._http.getresponse()
        answer = response.read()
        self._used = time.monotonic()
        if response.status >= _SERVER_ERRORS:
            raise http.client.HTTPException("{} {}".format(response.status, response.reason))
        if response.status != http.client.OK:
            raise _RefusedError("{} {}".format(response.status, response.reason))
        return _read_answer(answer)

    def _opened(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
        try:
            connection.connect()
        except ConnectionRefusedError:
            if not _is_here(self._host):
                raise
            connection = http.client.HTTPConnection(_LOOPBACK, self._port, timeout=self._timeout)
        return connection


def _is_here(host: str) -> bool:
    """Tell whether it is another address of this machine than the one that servers listen on.

    Houdini's server is reached by each of them, and schedulers give jobs the one that farm
    machines know.
    """
    if host == _LOOPBACK:
        return False
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((host, 0))
    except OSError:
        return False
    return True


def _write_call(method: str, arguments: tuple[Any, ...]) -> bytes:
    params = _Marshaller("utf-8", allow_none=True).dumps(arguments)
    text = "<?xml version='1.0'?>\n<methodCall>\n<methodName>{}</methodName>\n{}</methodCall>\n"
    return text.format(method, params).encode("utf-8")


def _read_answer(body: bytes) -> Any:
    """Return what the server answered; raises RpcError for a fault or for no answer at all."""
    try:
        values, _method = xmlrpc.client.loads(body)
    except xmlrpc.client.Fault as fault:
        raise _RefusedError(fault.faultString) from None
    except Exception as error:  # noqa: BLE001 - the parser raises what the text leads it to
        raise _RefusedError("the answer cannot be read: {}".format(error)) from None
    return values[0] if values else None
