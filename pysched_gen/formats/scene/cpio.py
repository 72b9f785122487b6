"""The containers of plain scenes (cpio, both ASCII forms) and of Indie and Apprentice ones."""

from __future__ import annotations

import re
from itertools import repeat
from operator import itemgetter, mul
from typing import TYPE_CHECKING

from pysched_gen.formats.scene.archive import MAX_NAME
from pysched_gen.formats.scene.stream import Run, StreamArchive

if TYPE_CHECKING:
    from collections.abc import Collection

    from pysched_gen.formats.scene.archive import Archive
    from pysched_gen.formats.scene.blob import Blob
    from pysched_gen.formats.scene.budget import Budget

__all__ = ["MaskedArchive", "NewCpio", "OldCpio", "name_hash", "open_stream"]

_TRAILER = frozenset({b"TRAILER!!!"})
_NAME = rb"([^\0]{1,%d})\0" % (MAX_NAME - 1)
_MASK = 0xFFFFFFFF
_NAME_MASK = 0x0BAD
_NEAR_END = 76 + 512  # bytes at the end of a chunk, in which a header with its name may be cut
_POWERS = [pow(37, at, 1 << 32) for at in range(MAX_NAME - 1, -1, -1)]


class OldCpio(StreamArchive):
    """A `.hip` scene: POSIX "odc" cpio, octal fields, no padding (formats.md 1.1)."""

    kind = "cpio"
    header_size = 76
    trailers = _TRAILER
    pattern = re.compile(rb"(?s:070707.{53})([0-7]{6})([0-7]{11})" + _NAME)
    _header = re.compile(rb"(?s:070707.{53})([0-7]{6})[0-7]{11}")
    largest = 8**11 - 1

    def body_size(self, first: bytes, second: bytes, name: bytes) -> int:
        """Give the length of the body; `first` is that of the name."""
        return int(second, 8) if int(first, 8) == len(name) + 1 else -1

    def name_size(self, header: bytes) -> int:
        """Give the length of the name with its final NUL, 0 if `header` is none."""
        found = self._header.fullmatch(header)
        return int(found[1], 8) if found else 0

    def resized(self, header: bytes, name: bytes, size: int) -> bytes:
        """Return `header` for a body of `size` bytes."""
        del name
        return header[:65] + b"%011o" % size

    def run_in(self, chunk: bytes, at: int) -> Run | None:
        """Return the members from `at` on, None where one is wrong; see `StreamArchive`.

        Hopping takes lengths as they come, then all are looked at by what runs in C: of a scene
        of a million members that takes half the time of a match for each. Few headers differ, as
        all members have the time of the scene, so each is worked out once.
        """
        last = len(chunk) - _NEAR_END
        heads, ends = list[int](), list[int]()
        known: dict[bytes, tuple[int, int]] = {}
        look, tell_head, tell_end = known.get, heads.append, ends.append
        while at <= last:
            header = chunk[at : at + 76]
            lengths = look(header)
            if lengths is None:
                lengths = known[header] = _lengths(header)
            end, step = lengths
            if not step:
                return None
            tell_head(at)
            tell_end(at + end)
            at += step
        sound = (
            bool(heads)
            and _are_headers(known)
            # A NUL in a header is strange, but allowed: those are looked at one by one.
            and list(map(chunk.find, repeat(0), heads)) == ends
        )
        return Run(heads, ends, [*heads[1:], at]) if sound else None


def _lengths(header: bytes) -> tuple[int, int]:
    """Return how far the end of the name and the next header are; 0 and 0 where that is no way."""
    try:
        number = int(header[59:], 8)
    except ValueError:
        return 0, 0
    if number < 0:
        return 0, 0
    end = 75 + (number >> 33)
    return end, end + 1 + (number & OldCpio.largest)


def _are_headers(texts: Collection[bytes]) -> bool:
    """Tell whether each begins as one, and its name is neither empty nor too long."""
    digits = list(map(itemgetter(slice(59, None)), texts))
    return (
        all(map(bytes.startswith, texts, repeat(b"070707")))
        and all(map(bytes.isdigit, digits))
        and min(digits) >= b"000002"
        and max(digits) <= b"%06o" % MAX_NAME + b"7" * 11
    )


class NewCpio(StreamArchive):
    """The "newc" form: hexadecimal fields, names and bodies padded to 4 bytes."""

    kind = "newc cpio"
    header_size = 110
    alignment = 4
    trailers = _TRAILER
    _header = re.compile(rb"07070[12](?s:.{48})([0-9a-fA-F]{8})(?s:.{32})([0-9a-fA-F]{8})(?s:.{8})")
    pattern = re.compile(_header.pattern + _NAME)

    def body_size(self, first: bytes, second: bytes, name: bytes) -> int:
        """Give the length of the body; `second` is that of the name."""
        return int(first, 16) if int(second, 16) == len(name) + 1 else -1

    def name_size(self, header: bytes) -> int:
        """Give the length of the name with its final NUL, 0 if `header` is none."""
        found = self._header.fullmatch(header)
        return int(found[2], 16) if found else 0

    def resized(self, header: bytes, name: bytes, size: int) -> bytes:
        """Return `header` for a body of `size` bytes."""
        del name
        digits = b"%08x" % size if header[6:] != header[6:].upper() else b"%08X" % size
        return header[:54] + digits + header[62:]


class MaskedArchive(StreamArchive):
    """A `.hiplc` or `.hipnc` scene: the lengths are masked, bodies are plain (formats.md 1.2)."""

    header_size = 34
    trailers = frozenset({b"LIMITED_COMMERCIAL_FILE!!!", b"NON_COMMERCIAL_FILE!!!"})
    _header = re.compile(rb"Hou[LN]C\x1a10336([0-9a-f]{5})[0-9a-f]{9}([0-9a-f]{9})")
    pattern = re.compile(_header.pattern + _NAME)

    def __init__(self, blob: Blob, display: str, budget: Budget | None = None) -> None:
        """Read `blob`, shown to the user as `display`; see `StreamArchive`."""
        super().__init__(blob, display, budget)
        self.kind = blob.read_at(0, 5).decode("latin-1")

    def body_size(self, first: bytes, second: bytes, name: bytes) -> int:
        """Give the length of the body; `first` is that of the name."""
        if int(first, 16) ^ _NAME_MASK != len(name) + 1:
            return -1
        return int(second, 16) ^ name_hash(name)

    def name_size(self, header: bytes) -> int:
        """Give the length of the name with its final NUL, 0 if `header` is none."""
        found = self._header.fullmatch(header)
        return int(found[1], 16) ^ _NAME_MASK if found else 0

    def resized(self, header: bytes, name: bytes, size: int) -> bytes:
        """Return `header` for a body of `size` bytes."""
        return header[:25] + b"%09x" % (size ^ name_hash(name))


def name_hash(name: bytes) -> int:
    """Give what the length of the body of member `name` is masked with: 32 bits."""
    key: int = sum(map(mul, name, _POWERS[-len(name) :])) & _MASK
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


def open_stream(blob: Blob, display: str, budget: Budget | None = None) -> Archive | None:
    """Return the archive in `blob`, None if it holds no cpio, HouLC or HouNC stream."""
    kind = _KINDS.get(blob.read_at(0, 6))
    return kind(blob, display, budget) if kind else None
