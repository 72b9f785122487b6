"""Bytes that can be read at any offset: a file, bytes in memory, a stretch of either."""

from __future__ import annotations

import errno
import io
import os
import stat
from typing import TYPE_CHECKING, Protocol

from pysched_gen.errors import SourceError
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Blob",
    "DataBlob",
    "FileBlob",
    "PartBlob",
    "PathBlob",
    "broken",
    "open_regular",
    "read_all",
]

# Opening a pipe would wait for a writer, and a device may have no end.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> io.FileIO:
    """Return the open file at `path`.

    Raises:
        OSError: it cannot be opened, or is a folder, a pipe or a device.
    """
    file = io.FileIO(os.open(path, _FLAGS), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "is not a regular file", str(path))
    return file


class Blob(Protocol):
    """Bytes of known size that are read in pieces; `read_at` gives fewer only at the end."""

    @property
    def size(self) -> int:
        """Number of bytes."""

    def read_at(self, offset: int, length: int) -> bytes:
        """Give at most `length` bytes from `offset`."""

    def at_hand(self, offset: int, length: int) -> bytes:
        """Give what `read_at` would where that needs no waiting; nothing elsewhere."""


def broken(display: str, offset: int, message: str) -> SourceError:
    """Give the error that says `message` about the byte at `offset` of what `display` names."""
    return SourceError(Origin(display).span(), f"byte {offset:,}: {message}")


class DataBlob:
    """Bytes in memory."""

    __slots__ = ("_data", "size")

    def __init__(self, data: bytes) -> None:
        """Take the bytes."""
        self._data = data
        self.size = len(data)

    def read_at(self, offset: int, length: int) -> bytes:
        """Give at most `length` bytes from `offset`."""
        return self._data[offset : offset + length]

    def at_hand(self, offset: int, length: int) -> bytes:
        """Give the same: memory needs no waiting."""
        return self.read_at(offset, length)


class PartBlob:
    """A stretch of another blob, cut where that ends."""

    __slots__ = ("_start", "_whole", "size")

    def __init__(self, whole: Blob, start: int, size: int) -> None:
        """Take `size` bytes of `whole` from `start`."""
        self._whole = whole
        self._start = start
        self.size = max(0, min(size, whole.size - start))

    def read_at(self, offset: int, length: int) -> bytes:
        """Give at most `length` bytes from `offset`."""
        return self._whole.read_at(self._start + offset, max(0, min(length, self.size - offset)))

    def at_hand(self, offset: int, length: int) -> bytes:
        """Give what the whole has at hand."""
        return self._whole.at_hand(self._start + offset, max(0, min(length, self.size - offset)))


class FileBlob:
    """A file on disk, kept open until `close`.

    Its size is that at opening: a file that grows meanwhile is read to that point.
    """

    __slots__ = ("_file", "size")

    def __init__(self, path: Path) -> None:
        """Open the regular file at `path`; raises OSError."""
        self._file = open_regular(path)
        self.size = os.fstat(self._file.fileno()).st_size

    if hasattr(os, "pread"):

        def read_at(self, offset: int, length: int) -> bytes:
            """Give at most `length` bytes from `offset`; raises OSError."""
            return os.pread(self._file.fileno(), length, offset)

    else:  # Windows

        def read_at(self, offset: int, length: int) -> bytes:
            """Give at most `length` bytes from `offset`; raises OSError."""
            self._file.seek(offset)
            return self._file.read(length)

    if hasattr(os, "RWF_NOWAIT"):

        def at_hand(self, offset: int, length: int) -> bytes:
            """Give what the system has in memory."""
            buffer = bytearray(length)
            try:
                count = os.preadv(self._file.fileno(), [buffer], offset, os.RWF_NOWAIT)
            except OSError:  # not in memory, or a file system that cannot tell
                return b""
            return bytes(buffer[:count] if count < length else buffer)

    else:

        def at_hand(self, offset: int, length: int) -> bytes:
            """Give nothing: only Linux tells."""
            del offset, length
            return b""

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class PathBlob:
    """A file on disk, opened for each reading: for folders of many files."""

    __slots__ = ("_path", "size")

    def __init__(self, path: Path) -> None:
        """Take the regular file at `path`; raises OSError."""
        facts = path.lstat()
        if not stat.S_ISREG(facts.st_mode):  # a link may lead in circles or out of the folder
            raise OSError(0, "is not a regular file", str(path))
        self._path = path
        self.size = facts.st_size

    def read_at(self, offset: int, length: int) -> bytes:
        """Give at most `length` bytes from `offset`; raises OSError."""
        with open_regular(self._path) as file:
            file.seek(offset)
            return file.read(length)

    def at_hand(self, offset: int, length: int) -> bytes:
        """Give nothing: each reading opens the file."""
        del offset, length
        return b""


def read_all(blob: Blob, display: str, limit: int) -> bytes:
    """Give all bytes of `blob`.

    Raises:
        SourceError: they are more than `limit`.
    """
    if blob.size > limit:
        raise broken(display, 0, f"{blob.size:,} bytes, more than the {limit:,} expected")
    return blob.read_at(0, blob.size)
