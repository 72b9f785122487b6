"""The containers of plain scenes (cpio, both ASCII forms) and of Indie and Apprentice ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.read.container.stream import StreamArchive

if TYPE_CHECKING:
    from pysched_gen.read.container.archive import Archive
    from pysched_gen.read.container.blob import Blob

__all__ = ["MaskedArchive", "NewCpio", "OldCpio", "open_stream", "stream_kind"]

_TRAILER = frozenset({b"TRAILER!!!"})
_MASK = 0xFFFFFFFF
_NAME_MASK = 0x0BAD


class OldCpio(StreamArchive):
    """A `.hip` scene: POSIX "odc" cpio, octal fields, no padding (formats.md 1.1)."""

    kind = "cpio"
    header_size = 76
    trailers = _TRAILER

    def name_size(self, header: bytes) -> int:
        """Give the length of the name with its final NUL, 0 if `header` is none."""
        fields = header[59:76]
        if header[:6] != b"070707" or len(fields) != 17 or not fields.isdigit():  # noqa: PLR2004
            return 0
        return _octal(fields[:6])

    def body_size(self, header: bytes, name: bytes) -> int:
        """Give the length of the body."""
        del name
        return _octal(header[65:76])


def _octal(digits: bytes) -> int:
    try:
        return int(digits, 8)
    except ValueError:
        return -1


class NewCpio(StreamArchive):
    """The "newc" form: hexadecimal fields, names and bodies padded to 4 bytes."""

    kind = "newc cpio"
    header_size = 110
    trailers = _TRAILER
    _fields = re.compile(rb"07070[12][0-9a-fA-F]{104}")

    def name_size(self, header: bytes) -> int:
        """Give the length of the name with its final NUL, 0 if `header` is none."""
        return int(header[94:102], 16) if self._fields.fullmatch(header) else 0

    def body_size(self, header: bytes, name: bytes) -> int:
        """Give the length of the body."""
        del name
        return int(header[54:62], 16)

    def padded(self, length: int) -> int:
        """Give `length` rounded up to 4."""
        return (length + 3) & ~3


class MaskedArchive(StreamArchive):
    """A `.hiplc` or `.hipnc` scene: the lengths are masked, bodies are plain (formats.md 1.2)."""

    header_size = 34
    trailers = frozenset({b"LIMITED_COMMERCIAL_FILE!!!", b"NON_COMMERCIAL_FILE!!!"})
    _fields = re.compile(rb"Hou[LN]C\x1a10336([0-9a-f]{5})[0-9a-f]{9}([0-9a-f]{9})")

    def __init__(self, blob: Blob, display: str) -> None:
        """Read `blob`, shown to the user as `display`."""
        super().__init__(blob, display)
        self.kind = blob.read_at(0, 5).decode("latin-1")

    def name_size(self, header: bytes) -> int:
        """Give the length of the name with its final NUL, 0 if `header` is none."""
        fields = self._fields.fullmatch(header)
        return int(fields[1], 16) ^ _NAME_MASK if fields else 0

    def body_size(self, header: bytes, name: bytes) -> int:
        """Give the length of the body."""
        return int(header[25:34], 16) ^ name_hash(name)


def name_hash(name: bytes) -> int:
    """Give what the length of the body of member `name` is masked with: 32 bits."""
    key = 0
    for byte in name:
        key = (key * 37 + byte) & _MASK
    key = (key + ~(key << 16)) & _MASK
    key ^= key >> 5
    key = (key + (key << 3)) & _MASK
    key ^= key >> 13
    key = (key + ~(key << 9)) & _MASK
    return key ^ (key >> 17)


_KINDS: dict[bytes, type[StreamArchive]] = {
    b"070707": OldCpio,
    b"070701": NewCpio,
    b"070702": NewCpio,
    b"HouLC\x1a": MaskedArchive,
    b"HouNC\x1a": MaskedArchive,
}


def stream_kind(head: bytes) -> type[StreamArchive] | None:
    """Tell which archive begins with `head`, None if it is no such archive."""
    return _KINDS.get(head[:6])


def open_stream(blob: Blob, display: str) -> Archive | None:
    """Give the archive in `blob`, None if it holds no cpio, HouLC or HouNC stream."""
    kind = stream_kind(blob.read_at(0, 6))
    return kind(blob, display) if kind else None
