"""The "INDX" structure of asset libraries: a table of names, then what each name stands for.

A library is an index of assets, and an asset an index of sections (formats.md 3.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.hda.cursor import Cursor
from pysched_gen.formats.scene.archive import MAX_NAME, has_control
from pysched_gen.formats.scene.blob import broken

if TYPE_CHECKING:
    from pysched_gen.formats.scene.blob import Blob

__all__ = ["MAGIC", "Entry", "read_index"]

MAGIC = b"INDX"
MAX_ENTRIES = 100_000  # SideFX's own largest library has some thousands
_LEAST_ENTRY = 16  # bytes of one with an empty name


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
