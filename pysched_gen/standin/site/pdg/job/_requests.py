"""Reads the body of an XML-RPC request, and writes the answer. Nothing here knows PDG.

Whatever the bytes are, `read_request` gives a name and a tuple or raises RequestError: no document
type (entities can be nested to fill memory), one size for the body, one for what a compressed body
unfolds to.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any
from xmlrpc import client

if TYPE_CHECKING:
    from io import BufferedIOBase

__all__ = ["FAULTS", "MAX_BODY", "Fault", "RequestError", "read_request", "unfold", "write_answer"]

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


class RequestError(Exception):
    """The body is not a method call."""


def unfold(body: bytes) -> bytes:
    """Give what the gzipped `body` holds; raises RequestError if that is nothing or too much."""
    engine = zlib.decompressobj(wbits=31)
    try:
        text = engine.decompress(body, MAX_BODY)
    except zlib.error as error:
        raise RequestError("not gzip: {}".format(error)) from None
    if engine.unconsumed_tail:
        raise RequestError("more than {} bytes when unfolded".format(MAX_BODY))
    return text


def read_request(body: bytes) -> tuple[str, tuple[Any, ...]]:
    """Give the name and the arguments of the call in `body`; raises RequestError."""
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
    """Give the answer, or the Fault, as the body of a response."""
    if answer is True:
        return _TRUE
    if isinstance(answer, client.Fault):
        return client.dumps(answer).encode("utf-8")
    return client.dumps((answer,), methodresponse=True, allow_none=True).encode(
        "utf-8", "surrogatepass"
    )


def read_exactly(stream: BufferedIOBase, size: int) -> bytes:
    """Give `size` bytes of `stream`; raises EOFError if the other side leaves before."""
    pieces = []
    while size:
        piece = stream.read(min(size, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
