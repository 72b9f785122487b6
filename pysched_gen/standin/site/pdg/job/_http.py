"""As much of HTTP as XML-RPC needs: reads requests of a connection, writes responses.

`http.server` does the same at twice the cost for each call. Whatever is sent, `read_head` and
`read_body` give a value or raise `Refusal`, which names the status to answer with.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from pdg.job._requests import MAX_BODY, RequestError, read_exactly, unfold

if TYPE_CHECKING:
    from io import BufferedIOBase

__all__ = ["Head", "Refusal", "read_body", "read_head", "write_response"]

_LONGEST_LINE = 65536
_MOST_HEADERS = 100
_WORDS = 3


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
    """Give the head of the next request, None where the client has left; raises Refusal."""
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
    """Give the body; raises Refusal, for one that is too large before it is read, and EOFError."""
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
    """Give a response with `body` of the media type `kind`."""
    head = "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}\r\n".format(
        int(status), status.phrase, kind, len(body), "Connection: close\r\n" if closes else ""
    )
    return head.encode("latin-1") + body
