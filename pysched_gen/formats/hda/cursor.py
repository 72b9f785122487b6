"""Numbers and texts of a binary structure, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.formats.scene.archive import readable_name
from pysched_gen.formats.scene.blob import broken

if TYPE_CHECKING:
    from pysched_gen.formats.scene.blob import Blob

__all__ = ["Cursor"]

_CHUNK = 64 << 10
MAX_TEXT = 64 << 10  # bytes of a label, a path or a line of options


class Cursor:
    """A position in a blob of big-endian numbers and counted texts."""

    __slots__ = ("_base", "_blob", "_chunk", "display", "position")

    def __init__(self, blob: Blob, display: str) -> None:
        """Start at the first byte of `blob`, shown to the user as `display`."""
        self.display = display
        self.position = 0
        self._blob = blob
        self._chunk = b""
        self._base = 0

    @property
    def left(self) -> int:
        """Number of bytes behind the position."""
        return self._blob.size - self.position

    def take(self, length: int) -> bytes:
        """Give the next `length` bytes; raises SourceError where there are fewer."""
        start = self.position - self._base
        if start + length > len(self._chunk):
            self._chunk = self._blob.read_at(self.position, max(length, _CHUNK))
            self._base, start = self.position, 0
        if len(self._chunk) - start < length:
            found = len(self._chunk) - start
            message = f"{length:,} bytes are expected, {found:,} follow; the file is truncated"
            raise broken(self.display, self.position, message)
        self.position += length
        return self._chunk[start : start + length]

    def number(self, size: int = 4) -> int:
        """Give the next unsigned number of `size` bytes."""
        return int.from_bytes(self.take(size), "big")

    def text(self, limit: int = MAX_TEXT) -> str:
        """Give the next text; raises SourceError where it has more than `limit` bytes."""
        start = self.position
        length = self.number()
        if length > limit:
            message = f"a text of {length:,} bytes (at most {limit:,}); the file is damaged"
            raise broken(self.display, start, message)
        return readable_name(self.take(length))
