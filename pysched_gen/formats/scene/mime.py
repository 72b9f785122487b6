"""Scenes and contents saved as text: the members of an archive as parts of a MIME message.

The form is that of formats.md 1.3. There are no lengths, so the whole text is looked through for
boundaries, in pieces.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from pysched_gen.formats.scene.archive import (
    EVERY,
    MAX_BODY,
    MAX_NAME,
    Member,
    Splice,
    readable_name,
    wrong_name,
)
from pysched_gen.formats.scene.blob import DataBlob, PathBlob, broken, read_all
from pysched_gen.formats.scene.budget import PER_PART, Budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pysched_gen.formats.scene.blob import Blob

__all__ = ["MimeArchive", "is_mime", "open_mime"]

_CHUNK = 1 << 20
_MAX_HEAD = 8 << 10  # bytes of the lines before a body
_BOUNDARY = re.compile(rb'boundary\s*=\s*"([^"\r\n]{1,200})"', re.IGNORECASE)
_FILE_NAME = re.compile(rb'filename\s*=\s*"([^"\\\r\n]*(?:\\.[^"\\\r\n]*){0,500})"', re.IGNORECASE)
_ENCODED = re.compile(rb"^content-transfer-encoding:\s*base64\s*$", re.IGNORECASE | re.MULTILINE)
_EXTERNAL = re.compile(
    rb"^content-type:\s*application/external-reference", re.IGNORECASE | re.MULTILINE
)
_BLANK = re.compile(rb"\r?\n\r?\n")
_RESAVE = "the file is truncated or damaged; save it again"


def is_mime(head: bytes) -> bool:
    """Tell whether `head`, the first bytes of a file, begin a MIME message."""
    return head[:13].lower() == b"mime-version:"


def open_mime(
    blob: Blob, display: str, folder: Path | None = None, budget: Budget | None = None
) -> MimeArchive:
    """Return the archive in `blob`; `folder` holds the files it refers to.

    Parts cost something where a `budget` is given, as it is inside assets.

    Raises:
        SourceError: no boundary is declared.
    """
    head = blob.read_at(0, _MAX_HEAD)
    found = _BOUNDARY.search(head)
    if found is None:
        raise broken(display, 0, f"a MIME message without a boundary; {_RESAVE}")
    return MimeArchive(blob, display, b"--" + found[1], folder, budget)


class MimeArchive:
    """Members between boundaries; the line end before a boundary belongs to the boundary."""

    kind = "MIME"

    def __init__(
        self,
        blob: Blob,
        display: str,
        boundary: bytes,
        folder: Path | None,
        budget: Budget | None = None,
    ) -> None:
        """Keep where to look, and for what."""
        self.display = display
        self.budget = budget or Budget()
        self._cost = PER_PART if budget else 0
        self._blob = blob
        self._boundary = boundary
        self._folder = folder

    def members(
        self,
        *,
        starting: tuple[str, ...] = EVERY,
        ending: tuple[str, ...] = EVERY,
        skip: Callable[[bytes], bool] | None = None,
    ) -> Iterator[Member]:
        """Give the members whose name starts and ends with one of these; see `Archive`."""
        del skip
        for member in self._members(0):
            if member.name.endswith(ending) and member.name.startswith(starting):
                yield member

    def _members(self, position: int) -> Iterator[Member]:
        """Give the members behind the first boundary from `position` on."""
        previous = -1
        for boundary in self._boundaries(position):
            self.budget.spend(self._cost, self.display)
            if previous >= 0:
                yield self._member(previous, boundary)
            previous = boundary + len(self._boundary)
            if self._blob.read_at(previous, 2) == b"--":
                return
        raise broken(self.display, self._blob.size, f"the closing boundary is missing; {_RESAVE}")

    def _boundaries(self, position: int) -> Iterator[int]:
        """Give the offset of each boundary that begins a line, from `position` on."""
        keep = len(self._boundary)
        while position < self._blob.size:
            chunk = self._blob.read_at(position, _CHUNK)
            at = chunk.find(self._boundary)
            while at >= 0:
                offset = position + at
                if self._blob.read_at(offset - 1, 1) == b"\n":
                    yield offset
                at = chunk.find(self._boundary, at + keep)
            if len(chunk) < _CHUNK:
                return
            position += len(chunk) - keep + 1

    def _member(self, start: int, end: int) -> Member:
        head = self._blob.read_at(start, min(_MAX_HEAD, end - start))
        blank = _BLANK.search(head)
        named = _FILE_NAME.search(head, 0, blank.start() if blank else len(head))
        if blank is None or named is None:
            message = f"a part without a filename and an empty line; {_RESAVE}"
            raise broken(self.display, start, message)
        name = readable_name(re.sub(rb"\\(.)", rb"\1", named[1]))
        wrong = wrong_name(name)
        if len(named[1]) > MAX_NAME:
            wrong = f"a member's name of {len(named[1]):,} bytes (at most {MAX_NAME:,})"
        if wrong:
            raise broken(self.display, start, f"{wrong}; Houdini writes no such file")
        fields = head[: blank.start()]
        offset = start + blank.end()
        line_end = 2 if blank[0].startswith(b"\r") else 1
        size = max(0, end - line_end - offset)
        return Member(name, offset, size, _encoding(fields, line_end))

    def siblings(self, member: Member) -> Iterator[Member]:
        """Give the members of the same node that follow `member`; see `Archive`."""
        stem = member.name.rpartition(".")[0]
        for other in self._members(member.offset + member.size):
            if other.name.rpartition(".")[0] != stem:
                return
            yield other

    def body(self, member: Member, limit: int = MAX_BODY) -> bytes:
        """Give the body of `member`; see `Archive`."""
        if member.size > limit * (2 if member.encoding == "base64" else 1):
            message = f"{member.name} has {member.size:,} bytes, more than the {limit:,} expected"
            raise broken(self.display, member.offset, message)
        data = self._blob.read_at(member.offset, member.size)
        if member.encoding == "base64":
            return self._decoded(member, data)
        if member.encoding == "external":
            return self._referred(member, readable_name(data.strip()), limit)
        return data.replace(b"\r\n", b"\n") if member.encoding == "crlf" else data

    def blob(self, member: Member) -> Blob:
        """Give the body of `member` to be read in pieces."""
        return DataBlob(self.body(member))

    def splice(self, member: Member, body: bytes) -> Splice:
        """Return what to put where; see `Archive`."""
        problem = ""
        if member.encoding in {"base64", "external"}:
            problem = f"{member.name} is not kept as text here"
        elif b"\0" in body or re.search(rb"(?m)^" + re.escape(self._boundary), body):
            problem = f"{member.name} would hold what a scene saved as text cannot"
        if problem:
            message = f"{problem}; save the scene as .hip, and change that"
            raise broken(self.display, member.offset, message)
        if member.encoding == "crlf":
            body = body.replace(b"\n", b"\r\n")
        return Splice(member.offset, member.offset + member.size, body)

    def _decoded(self, member: Member, data: bytes) -> bytes:
        try:
            return base64.b64decode(data)
        except binascii.Error as error:
            message = f"{member.name} is no base64; {_RESAVE}"
            raise broken(self.display, member.offset, message) from error

    def _referred(self, member: Member, name: str, limit: int) -> bytes:
        path = self._folder / name if self._folder else None
        plain = name and not {"/", "\\", "\0", ":"} & set(name) and name not in {".", ".."}
        if path is None or not plain or not path.is_file():
            message = f'{member.name} is kept in the file "{name[:80]}", which is not beside it'
            raise broken(self.display, member.offset, message)
        return read_all(PathBlob(path), f"{self.display}[{name}]", limit)


def _encoding(fields: bytes, line_end: int) -> str:
    if _EXTERNAL.search(fields):
        return "external"
    if _ENCODED.search(fields.replace(b"\r", b"")):
        return "base64"
    return "crlf" if line_end > 1 else ""  # a version control turned the text's line ends
