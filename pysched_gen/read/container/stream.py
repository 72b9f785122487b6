"""Archives of headers with lengths: the next member is found by hopping over the body.

A subclass knows the header of one format. Searching for the marker that begins a header would be
wrong: bodies hold whole archives (embedded definitions).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.read.container.archive import (
    EVERY,
    MAX_BODY,
    MAX_NAME,
    Member,
    readable_name,
    wrong_name,
)
from pysched_gen.read.container.blob import broken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.read.container.blob import Blob

__all__ = ["StreamArchive"]

_LEAST_CHUNK = 512  # holds a header and, nearly always, its name and the body of a .init
_MOST_CHUNK = 256 << 10
_SMALL_MEMBERS = 4  # headers in one chunk from which on longer chunks pay
_RESAVE = "the file is truncated or damaged; save it again"


class StreamArchive:
    """An archive of (header, name, body) triples up to a trailer."""

    kind = ""
    header_size = 0
    trailers: frozenset[bytes] = frozenset()

    def __init__(self, blob: Blob, display: str) -> None:
        """Read `blob`, shown to the user as `display`."""
        self.display = display
        self._blob = blob
        self._chunk = b""
        self._base = 0

    def name_size(self, header: bytes) -> int:
        """Give the length of the name with its final NUL, 0 if `header` is none of the format."""
        raise NotImplementedError

    def body_size(self, header: bytes, name: bytes) -> int:
        """Give the length of the body."""
        raise NotImplementedError

    def padded(self, length: int) -> int:
        """Give `length` with what is added to header plus name, and to a body."""
        return length

    def members(
        self, *, starting: tuple[str, ...] = EVERY, ending: tuple[str, ...] = EVERY
    ) -> Iterator[Member]:
        """Give the members whose name starts and ends with one of these; see `Archive`."""
        starts = tuple(text.encode() for text in starting)
        ends = tuple(text.encode() for text in ending)
        position = 0
        length = _LEAST_CHUNK
        served = 0
        chunk, base = b"", 0
        header_size = self.header_size
        total = self._blob.size
        while True:
            start = position - base
            if start + header_size > len(chunk):
                length = _next_length(length, served)
                served = 0
                chunk, base, start = self._load(position, length), position, 0
            name_start = start + header_size
            header = chunk[start:name_start]
            name_size = self.name_size(header)
            if not 0 < name_size <= MAX_NAME:
                raise self._no_header(position, header, name_size)
            if name_start + name_size > len(chunk):
                length = _next_length(length, served)
                served = 0
                chunk = self._load(position, max(length, header_size + name_size))
                base, name_start = position, header_size
            served += 1
            name = chunk[name_start : name_start + name_size - 1]
            if chunk[name_start + name_size - 1 : name_start + name_size] != b"\0":
                raise broken(self.display, position, f"a member's name has no end; {_RESAVE}")
            if name in self.trailers:
                return
            size = self.body_size(header, name)
            offset = position + self.padded(header_size + name_size)
            if size < 0:
                raise self._no_header(position, header, 0)
            if offset + size > total:
                message = f"a member of {size:,} bytes, but {max(0, total - offset):,} follow"
                raise broken(self.display, position, f"{message}; {_RESAVE}")
            if name.endswith(ends) and name.startswith(starts):
                yield self._member(name, offset, size, position)
            position = offset + self.padded(size)

    def body(self, member: Member, limit: int = MAX_BODY) -> bytes:
        """Give the body of `member`; see `Archive`."""
        if member.size > limit:
            message = f"{member.name} has {member.size:,} bytes, more than the {limit:,} expected"
            raise broken(self.display, member.offset, message)
        start = member.offset - self._base
        if start >= 0 and start + member.size <= len(self._chunk):
            return self._chunk[start : start + member.size]
        return self._blob.read_at(member.offset, member.size)

    def _load(self, position: int, length: int) -> bytes:
        self._base = position
        self._chunk = self._blob.read_at(position, length)
        return self._chunk

    def _member(self, raw: bytes, offset: int, size: int, position: int) -> Member:
        name = readable_name(raw)
        wrong = wrong_name(name)
        if wrong:
            raise broken(self.display, position, f"{wrong}; Houdini writes no such file")
        return Member(name, offset, size)

    def _no_header(self, position: int, header: bytes, name_size: int) -> Exception:
        if len(header) < self.header_size:
            return broken(self.display, position, f"the archive ends without its end; {_RESAVE}")
        if name_size > MAX_NAME:
            message = f"a member's name of {name_size - 1:,} bytes (at most {MAX_NAME - 1:,})"
            return broken(self.display, position, f"{message}; Houdini writes no such file")
        message = f"no header of a member of a {self.kind} archive; {_RESAVE}"
        return broken(self.display, position, message)


def _next_length(length: int, served: int) -> int:
    """Read far where members are small, little where most of what is read is skipped."""
    if served >= _SMALL_MEMBERS:
        return min(length * 4, _MOST_CHUNK)
    return _LEAST_CHUNK
