"""Bytes of a file in, checked text out."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.formats.scene.blob import open_regular
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["decode_text", "read_bytes"]


def read_bytes(
    path: Path,
    display: str,
    limit: int = MAX_TEXT,
    what: str = "a scheduler text",
    instead: str = "the callback",
) -> bytes:
    """Give the content of the file at `path`, which is to be `what` and holds `instead`.

    Raises:
        SourceError: it cannot be opened, is not a regular file, or is longer than `limit` bytes.
    """
    origin = Origin(display)
    try:
        with io.BufferedReader(open_regular(path)) as file:
            data = file.read(limit + 1)
            size = max(len(data), os.fstat(file.fileno()).st_size)
    except OSError as error:
        raise SourceError(origin.span(), f"cannot be read: {error.strerror}") from error
    if len(data) > limit:
        raise SourceError(
            origin.span(),
            f"{size:,} bytes are too many for {what} (at most {limit:,}); "
            f"give the file that holds {instead}",
        )
    return data


def decode_text(data: bytes, display: str) -> str:
    r"""Decode UTF-8 `data`, drop a byte order mark, and turn `\r\n` and `\r` into `\n`.

    Raises:
        SourceError: `data` is binary or not UTF-8; the span is where it stops being text.
    """
    origin = Origin(display)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _line_column(data, error.start)
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise SourceError(origin.span(line, column), message) from error
    if "\0" in text:
        line, column = _line_column(data, data.index(b"\0"))
        message = "a null byte: this is a binary file, not Python text"
        raise SourceError(origin.span(line, column), message)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_column(data: bytes, offset: int) -> tuple[int, int]:
    before = data[:offset]
    start = before.rfind(b"\n") + 1
    column = len(before[start:].decode("utf-8", errors="replace")) + 1
    return before.count(b"\n") + 1, column
