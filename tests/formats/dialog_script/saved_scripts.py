"""Finds every dialog script inside of files that Houdini saved.

Knows just enough of the containers for that, and shares nothing with the readers under test.
"""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["scripts_in", "scripts_of"]

_MASKED = (b"HouLC\x1a", b"HouNC\x1a")
_WORD = 0xFFFFFFFF


def scripts_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and text of each dialog script in the file or folder at `path`."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        for name, data in scripts_in(file.name, file.read_bytes()):
            yield f"{file.parent.name}/{name}", data


def scripts_in(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and text of each dialog script in `data`, nested archives included."""
    if name.endswith(("DialogScript", ".spareparmdef", ".ds")):
        yield name, data
    elif data.startswith(b"070707"):
        yield from _each(name, _cpio(data))
    elif data.startswith(_MASKED):
        yield from _each(name, _masked(data))
    elif data.startswith(b"INDX"):
        yield from _each(name, _library(data))
    elif data.startswith(b"\x1f\x8b") and name.endswith("Contents.gz"):
        yield from scripts_in(name, gzip.decompress(data)[4:])


def _each(name: str, members: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for member, body in members:
        yield from scripts_in(f"{name}!{member}", body)


def _cpio(data: bytes) -> Iterator[tuple[str, bytes]]:
    offset = 0
    while data[offset : offset + 6] == b"070707":
        name_size = int(data[offset + 59 : offset + 65], 8)
        size = int(data[offset + 65 : offset + 76], 8)
        start = offset + 76 + name_size
        yield data[offset + 76 : start - 1].decode(), data[start : start + size]
        offset = start + size


def _masked(data: bytes) -> Iterator[tuple[str, bytes]]:
    offset = 0
    while data[offset : offset + 6] in _MASKED:
        digits = data[offset + 6 : offset + 34]
        name_size = int(digits[5:10], 16) ^ 0x0BAD
        start = offset + 34 + name_size
        name = data[offset + 34 : start - 1]
        size = int(digits[19:28], 16) ^ _hash(name)
        yield name.decode(), data[start : start + size]
        offset = start + size


def _hash(name: bytes) -> int:
    key = 0
    for byte in name:
        key = (key * 37 + byte) & _WORD
    key = (key + (~(key << 16) & _WORD)) & _WORD
    key ^= key >> 5
    key = (key + (key << 3)) & _WORD
    key ^= key >> 13
    key = (key + (~(key << 9) & _WORD)) & _WORD
    return key ^ (key >> 17)


def _library(data: bytes) -> Iterator[tuple[str, bytes]]:
    offset = 8
    (length,) = struct.unpack_from(">I", data, offset)
    offset += 4 + length
    (count,) = struct.unpack_from(">I", data, offset)
    offset += 4
    entries = []
    for _ in range(count):
        (length,) = struct.unpack_from(">I", data, offset)
        name = data[offset + 4 : offset + 4 + length].decode()
        offset += 4 + length
        start, size, _ = struct.unpack_from(">III", data, offset)
        offset += 12
        entries.append((name, start, size))
    for name, start, size in entries:
        yield name, data[offset + start : offset + start + size]
