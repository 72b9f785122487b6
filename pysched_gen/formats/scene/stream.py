"""Archives of headers with lengths: the next member is found by hopping over the body.

A subclass knows the header of one format. Searching for the marker that begins a header would be
wrong: bodies hold whole archives (embedded definitions).
"""

from __future__ import annotations

from itertools import compress, repeat
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.scene.archive import (
    EVERY,
    MAX_BODY,
    MAX_NAME,
    Member,
    Splice,
    readable_name,
    wrong_name,
)
from pysched_gen.formats.scene.blob import PartBlob, broken
from pysched_gen.formats.scene.budget import PER_MEMBER, Budget

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Generator, Iterator

    from pysched_gen.errors import SourceError
    from pysched_gen.formats.scene.blob import Blob

__all__ = ["Run", "StreamArchive"]

# A short chunk holds the small members of one node. A long one costs a disk no more where little
# of it is hopped over, and makes the system read ahead.
_SHORT_CHUNK = 1 << 10
_LONG_CHUNK = 512 << 10
_MOST_HOP = 128 << 10
_LEAST_HOP = 16 << 10  # bytes that are copied faster than the system is asked to skip them
_MASK = 0xFFFFFFFF
MAX_MEMBERS = 4_000_000  # a million nodes
_CHARGED = 4096  # members that are paid for at once
_LONG_BODY = 1 << 10  # bytes; `skip` is not asked about longer ones
_RESAVE = "the file is truncated or damaged; save it again"


class Run(NamedTuple):
    """Members that follow each other in a chunk, as places in it, one of each a member.

    Attributes:
        heads: of their headers; the names follow.
        ends: of the names, where the NUL stands; the bodies follow.
        nexts: behind their bodies; the last may lie behind the chunk.
    """

    heads: list[int]
    ends: list[int]
    nexts: list[int]


class StreamArchive:
    """An archive of (header, name, body) triples up to a trailer.

    Attributes:
        header_size: bytes of a header.
        pattern: matches a header and the name behind it; its groups are two lengths, in the order
            of the format, and the name.
        trailers: names of the empty member that ends the archive.
        alignment: header with name, and body, are padded to a multiple of it.
        largest: length of a body that a header can hold.
    """

    kind = ""
    header_size = 0
    pattern: re.Pattern[bytes]
    trailers: frozenset[bytes] = frozenset()
    alignment = 1
    largest = _MASK

    def __init__(self, blob: Blob, display: str, budget: Budget | None = None) -> None:
        """Read `blob`, shown to the user as `display`.

        Members cost something where a `budget` is given, as it is inside assets: their number
        is then out of proportion to the bytes of the file.
        """
        self.display = display
        self.budget = budget or Budget()
        self._cost = PER_MEMBER * _CHARGED if budget else 0
        self._blob = blob
        self._chunk = b""
        self._base = 0

    def body_size(self, first: bytes, second: bytes, name: bytes) -> int:
        """Give the length of the body from the groups of `pattern`.

        It is negative where the length of the name is not that of `name`.
        """
        raise NotImplementedError

    def name_size(self, header: bytes) -> int:
        """Give the length of the name with its final NUL, 0 if `header` is none of the format."""
        raise NotImplementedError

    def resized(self, header: bytes, name: bytes, size: int) -> bytes:
        """Return the `header` of member `name` for a body of `size` bytes, at most `largest`."""
        raise NotImplementedError

    def run_in(self, chunk: bytes, at: int) -> Run | None:
        """Return the members whose headers and names are in `chunk` from place `at` on.

        The last of the archive may be among them. It is None where one of them is wrong, and in
        a format that has no such road: they are then looked at one by one.
        """
        del chunk, at
        return None

    def members(
        self,
        *,
        starting: tuple[str, ...] = EVERY,
        ending: tuple[str, ...] = EVERY,
        skip: Callable[[bytes], bool] | None = None,
    ) -> Iterator[Member]:
        """Give the members whose name starts and ends with one of these; see `Archive`."""
        starts = tuple(text.encode() for text in starting)
        ends = tuple(text.encode() for text in ending)
        return self._members(0, starts, ends, skip=skip)

    def siblings(self, member: Member) -> Iterator[Member]:
        """Give the members of the same node that are stored behind `member`; see `Archive`."""
        stem = member.name.rpartition(".")[0]
        every = (b"",)
        start = member.offset + member.size + -member.size % self.alignment
        for other in self._members(start, every, every, many=False):
            if other.name.rpartition(".")[0] != stem:
                return
            yield other

    def _members(
        self,
        position: int,
        starts: tuple[bytes, ...],
        ends: tuple[bytes, ...],
        *,
        skip: Callable[[bytes], bool] | None = None,
        many: bool = True,
    ) -> Iterator[Member]:
        """Give the members from `position` on; names are compared before anything is made."""
        match, body_size, alignment = self.pattern.match, self.body_size, self.alignment
        total = self._blob.size
        known = 0 <= position - self._base < len(self._chunk)
        chunk, base = (self._chunk, self._base) if known else (b"", position)
        count = 0
        while count < MAX_MEMBERS:
            header = match(chunk, position - base)
            if header is None:
                chunk, base = self._chunk_at(position, base + len(chunk))
                long = many and len(chunk) > _LONG_CHUNK // 4
                run = self.run_in(chunk, position - base) if long else None
                if run is not None and base + run.nexts[-1] <= total:
                    self._charge(count, len(run.ends))
                    count += len(run.ends)
                    if (yield from self._of_run(chunk, base, run, (starts, ends), skip)):
                        return
                    position = base + run.nexts[-1]
                    continue
                header = match(chunk, position - base)
            if header is None:
                chunk, base = self._blob.read_at(position, self.header_size + MAX_NAME), position
                header = self._header_in(chunk, position)
            count += 1
            if not count % _CHARGED:
                self._charge(count - 1, 1)
            first, second, name = header.groups()
            size = body_size(first, second, name)
            if not size and name in self.trailers:
                return
            offset = base + header.end()
            offset += -offset % alignment
            if size < 0 or offset + size > total:
                raise self._wrong_size(position, size, total - offset)
            if name.endswith(ends) and name.startswith(starts):
                yield self._member(name, offset, size, position)
            position = offset + size
            position += -position % alignment
        message = f"more than {MAX_MEMBERS:,} members; Houdini writes no such file"
        raise broken(self.display, position, message)

    def _of_run(
        self,
        chunk: bytes,
        base: int,
        run: Run,
        wanted: tuple[tuple[bytes, ...], tuple[bytes, ...]],
        skip: Callable[[bytes], bool] | None,
    ) -> Generator[Member, None, bool]:
        """Give the `wanted` members of `run`; return whether the last of the archive was there."""
        starts, ends = wanted
        size, length = self.header_size, len(chunk)
        fit = list(map(chunk.endswith, repeat((*ends, *self.trailers)), run.heads, run.ends))
        for head, end, after in zip(*(compress(one, fit) for one in run), strict=True):
            body = end + 1
            if body == after and chunk[head + size : end] in self.trailers:
                return True
            whole = after <= length and after - body < _LONG_BODY
            if skip is not None and whole and skip(chunk[body:after]):
                continue
            name = chunk[head + size : end]
            if name.endswith(ends) and name.startswith(starts):
                yield self._member(name, base + body, after - body, base + head)
        return False

    def _header_in(self, chunk: bytes, position: int) -> re.Match[bytes]:
        """Return the header with its name that `chunk`, read at `position`, begins with."""
        header = self.pattern.match(chunk)
        if header is None:
            raise self._no_header(position)
        return header

    def _charge(self, before: int, number: int) -> None:
        """Pay for `number` members behind the first `before`, for many of them at once."""
        for _ in range((before + number) // _CHARGED - before // _CHARGED):
            self.budget.spend(self._cost, self.display)

    def body(self, member: Member, limit: int = MAX_BODY) -> bytes:
        """Give the body of `member`; see `Archive`."""
        if member.size > limit:
            message = f"{member.name} has {member.size:,} bytes, more than the {limit:,} expected"
            raise broken(self.display, member.offset, message)
        start = member.offset - self._base
        if start >= 0 and start + member.size <= len(self._chunk):
            return self._chunk[start : start + member.size]
        data = self._blob.read_at(member.offset, member.size)
        if len(data) < member.size:
            message = f"{member.name} ends early: the file was cut while it was read"
            raise broken(self.display, member.offset + len(data), message)
        return data

    def blob(self, member: Member) -> Blob:
        """Give the body of `member` to be read in pieces."""
        return PartBlob(self._blob, member.offset, member.size)

    def splice(self, member: Member, body: bytes) -> Splice:
        """Return what to put where, so that `member` has that `body`; see `Archive`."""
        start, header, name = self._header_of(member)
        padding = bytes(member.offset - start - len(header) - len(name))
        end = member.offset + member.size
        head = self.resized(header, name.rstrip(b"\0"), len(body)) + name + padding
        return Splice(
            start,
            end + -end % self.alignment,
            head + body + bytes(-(len(head) + len(body)) % self.alignment),
        )

    def _header_of(self, member: Member) -> tuple[int, bytes, bytes]:
        """Return where the header of `member` starts, the header, and the name with its NUL."""
        most = self.header_size + MAX_NAME + self.alignment
        base = max(0, member.offset - most)
        before = self._blob.read_at(base, member.offset - base)
        for name in (member.name.encode(), member.name.encode("latin-1", "replace")):
            at = before.rfind(name + b"\0", self.header_size)
            header = before[at - self.header_size : at]
            if at >= 0 and self.name_size(header) == len(name) + 1:
                return base + at - self.header_size, header, name + b"\0"
        raise broken(self.display, member.offset, f"the header of {member.name} is not before it")

    def _chunk_at(self, position: int, read_to: int) -> tuple[bytes, int]:
        """Give a chunk that holds `position`, and its offset; the last one ended at `read_to`."""
        hop = position - read_to
        base = position
        chunk = self._blob.at_hand(position, _SHORT_CHUNK) if hop >= _LEAST_HOP else b""
        if not chunk and hop < _MOST_HOP:
            base = min(position, read_to)  # without a gap, or the system would not read ahead
            chunk = self._blob.read_at(base, _LONG_CHUNK)
        elif not chunk:
            chunk = self._blob.read_at(position, _SHORT_CHUNK)
        self._chunk, self._base = chunk, base
        return chunk, base

    def _member(self, raw: bytes, offset: int, size: int, position: int) -> Member:
        name = readable_name(raw)
        wrong = wrong_name(name)
        if wrong:
            raise broken(self.display, position, f"{wrong}; Houdini writes no such file")
        return Member(name, offset, size)

    def _no_header(self, position: int) -> SourceError:
        header = self._blob.read_at(position, self.header_size)
        name_size = self.name_size(header)
        if len(header) < self.header_size:
            message = f"the archive ends without its last member; {_RESAVE}"
        elif not name_size:
            message = f"no header of a member of a {self.kind} archive; {_RESAVE}"
        elif name_size > MAX_NAME:
            message = (
                f"a member's name of {name_size - 1:,} bytes (at most {MAX_NAME - 1:,}); "
                "Houdini writes no such file"
            )
        else:
            message = f"a member's name is empty or has no end; {_RESAVE}"
        return broken(self.display, position, message)

    def _wrong_size(self, position: int, size: int, left: int) -> SourceError:
        if size < 0:
            message = f"the length of a member or of its name is wrong; {_RESAVE}"
        else:
            message = f"a member of {size:,} bytes, but {max(0, left):,} follow; {_RESAVE}"
        return broken(self.display, position, message)
