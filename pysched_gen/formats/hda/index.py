"""The "INDX" structure of asset libraries, read and written: names, then what each stands for.

A library is an index of assets, and an asset an index of sections (formats.md 3.1). `Cursor`,
`number_bytes` and `text_bytes` are the numbers and counted texts that all of a library is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.scene.archive import MAX_NAME, has_control, readable_name
from pysched_gen.formats.scene.blob import broken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.formats.scene.blob import Blob

__all__ = [
    "MAGIC",
    "MODIFIED",
    "Cursor",
    "Entry",
    "index_bytes",
    "number_bytes",
    "read_index",
    "text_bytes",
]

MAGIC = b"INDX"
MODIFIED = 0  # seconds since 1970 of all that is written: equal input gives equal bytes
MAX_ENTRIES = 100_000  # SideFX's own largest library has some thousands
_LEAST_ENTRY = 16  # bytes of one with an empty name
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


class Entry(NamedTuple):
    """One name of an index; `offset` counts from the first byte of the index."""

    name: str
    offset: int
    size: int


def read_index(blob: Blob, display: str) -> dict[str, Entry]:
    """Give the entries of the index that fills `blob`, by name and in order.

    Raises:
        SourceError: it is no index, claims more than the blob holds, or names one entry twice.
    """
    cursor = Cursor(blob, display)
    if cursor.take(4) != MAGIC:
        raise broken(display, 0, 'an index does not begin with "INDX"; save the file again')
    cursor.take(4)
    cursor.text()
    count = _count(cursor)
    entries: dict[str, Entry] = {}
    for _ in range(count):
        entry = _entry(cursor)
        if entry.name in entries:
            message = f'the index names "{entry.name[:80]}" twice; save the file again'
            raise broken(display, cursor.position, message)
        entries[entry.name] = entry
    start = cursor.position
    placed = {name: Entry(name, start + at, size) for name, at, size in entries.values()}
    _check_bounds(placed, blob.size, start, display)
    return placed


def _count(cursor: Cursor) -> int:
    start = cursor.position
    count = cursor.number()
    if count > MAX_ENTRIES or count * _LEAST_ENTRY > cursor.left:
        message = f"the index claims {count:,} entries; the file is truncated or damaged"
        raise broken(cursor.display, start, message)
    return count


def _entry(cursor: Cursor) -> Entry:
    start = cursor.position
    name = cursor.text(MAX_NAME)
    if has_control(name):
        message = "a name in the index holds a control character; the file is damaged"
        raise broken(cursor.display, start, message)
    offset, size = cursor.number(), cursor.number()
    cursor.number()  # time of modification
    return Entry(name, offset, size)


def _check_bounds(entries: dict[str, Entry], total: int, start: int, display: str) -> None:
    """Refuse entries past the end, and entries that share bytes: they could nest for ever."""
    used = 0
    for entry in entries.values():
        used += entry.size
        if entry.offset + entry.size > total or used > total - start:
            message = (
                f'"{entry.name[:80]}" is said to have {entry.size:,} bytes from {entry.offset:,} '
                f"on, but the data has {total:,}; the file is truncated or damaged"
            )
            raise broken(display, start, message)


def index_bytes(entries: Mapping[str, bytes]) -> bytes:
    """Return an index with an empty label, and what it points to, in order."""
    head = MAGIC + number_bytes(0) + text_bytes("") + number_bytes(len(entries))
    offset = 0
    for name, data in entries.items():
        head += text_bytes(name) + b"".join(map(number_bytes, (offset, len(data), MODIFIED)))
        offset += len(data)
    return head + b"".join(entries.values())


def number_bytes(value: int) -> bytes:
    """Return what `Cursor.number` reads as `value`."""
    return value.to_bytes(4, "big")


def text_bytes(text: str) -> bytes:
    """Return what `Cursor.text` reads as `text`."""
    data = text.encode()
    return number_bytes(len(data)) + data
