"""Compressed contents of an asset in, a blob out, in bounded memory and time."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.scene.blob import DataBlob, PartBlob, broken

if TYPE_CHECKING:
    from pysched_gen.formats.scene.blob import Blob
    from pysched_gen.formats.scene.budget import Budget

__all__ = ["open_gzip"]

MAX_INFLATED = 1 << 30  # bytes
_IN_MEMORY = 16 << 20
_BLOCK = 256 << 10
_BLOCKS_PER_MARK = 64  # a state of zlib takes some 50 KB
_INPUT = 64 << 10
_GZIP = 31  # window bits that make zlib expect the header of gzip
_MOST_RATIO = 1032  # of deflate
_LENGTH = 4  # bytes of the length before the archive, little-endian


class _Mark(NamedTuple):
    """The state from which block `block` is inflated on."""

    block: int
    inflater: zlib._Decompress
    position: int
    pending: bytes


class _InflatedBlob:
    """A gzip stream read in blocks; going back restarts at the nearest mark before."""

    def __init__(self, packed: Blob, display: str, budget: Budget) -> None:
        self.size = packed.size * _MOST_RATIO + _BLOCK
        self.display = display
        self._packed = packed
        self._budget = budget
        self._marks = [_Mark(0, zlib.decompressobj(_GZIP), 0, b"")]
        self._restore(self._marks[0])
        self._last: tuple[int, bytes] = (-1, b"")

    def read_at(self, offset: int, length: int) -> bytes:
        parts = []
        while length > 0:
            block, start = divmod(offset, _BLOCK)
            part = self._at(block)[start : start + length]
            if not part:
                break
            parts.append(part)
            offset += len(part)
            length -= len(part)
        return b"".join(parts)

    def at_hand(self, offset: int, length: int) -> bytes:
        del offset, length
        return b""

    def _restore(self, mark: _Mark) -> None:
        self._next = mark.block
        self._inflater = mark.inflater.copy()
        self._position = mark.position
        self._pending = mark.pending

    def _at(self, block: int) -> bytes:
        if self._last[0] == block:
            return self._last[1]
        near = self._marks[min(block // _BLOCKS_PER_MARK, len(self._marks) - 1)]
        if block < self._next or near.block > self._next:
            self._restore(near)
        data = b""
        while self._next <= block:
            data = self._inflate()
            self._next += 1
            if self._next == len(self._marks) * _BLOCKS_PER_MARK:
                state = (self._inflater.copy(), self._position, self._pending)
                self._marks.append(_Mark(self._next, *state))
            if not data:
                break
        self._last = (block, data)
        return data

    def _inflate(self) -> bytes:
        """Give the next block; shorter only at the end of the stream."""
        parts: list[bytes] = []
        missing = _BLOCK
        while missing and not self._inflater.eof:
            if not self._pending:
                self._pending = self._packed.read_at(self._position, _INPUT)
                self._position += len(self._pending)
                if not self._pending:
                    break
            try:
                part = self._inflater.decompress(self._pending, missing)
            except zlib.error as error:
                reason = str(error).rpartition(": ")[2]
                message = f"cannot be inflated ({reason}); the file is damaged"
                raise broken(self.display, self._position, message) from error
            self._pending = self._inflater.unconsumed_tail
            parts.append(part)
            missing -= len(part)
        self._budget.spend(_BLOCK - missing, self.display)
        return b"".join(parts)


def open_gzip(packed: Blob, display: str, budget: Budget) -> Blob:
    """Return what a `Contents.gz` holds: gzip of a length and an archive of that length.

    Raises:
        SourceError: it is no gzip, the length is not that of what follows, or the `budget` does
            not suffice.
    """
    inflated = _InflatedBlob(packed, display, budget)
    head = inflated.read_at(0, _LENGTH)
    size = int.from_bytes(head, "little")
    if len(head) < _LENGTH or size > inflated.size:
        message = f"{packed.size:,} compressed bytes cannot hold the {size:,} claimed"
        raise broken(display, 0, f"{message}; the file is damaged")
    if size > MAX_INFLATED:
        message = f"{size:,} bytes when inflated, more than the {MAX_INFLATED:,} read"
        raise broken(display, 0, f"{message}; save the asset as an expanded folder (hotl -t)")
    if size > _IN_MEMORY:
        return PartBlob(inflated, _LENGTH, size)
    data = inflated.read_at(_LENGTH, size + 1)
    if len(data) != size:
        message = f"{size:,} inflated bytes are claimed, {len(data):,} or more found"
        raise broken(display, 0, f"{message}; the file is damaged")
    return DataBlob(data)
