"""What every container of saved nodes gives: named members, found without reading their bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.formats.scene.blob import Blob
    from pysched_gen.formats.scene.budget import Budget

__all__ = [
    "EVERY",
    "MAX_BODY",
    "MAX_NAME",
    "Archive",
    "Member",
    "Splice",
    "has_control",
    "readable_name",
    "wrong_name",
]

EVERY = ("",)  # every name starts and ends with it
MAX_BODY = 64 << 20  # bytes; the longest .parm or .spareparmdef of real scenes has a few millions
MAX_NAME = 4096  # bytes; a node path of Houdini is far shorter


_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Member(NamedTuple):
    """One file of an archive; `offset` and `size` are those of its stored body.

    `encoding` is "" where the body is stored as it is, else what the archive has to undo.
    """

    name: str
    offset: int
    size: int
    encoding: str = ""


class Splice(NamedTuple):
    """Bytes `data` in place of those from `start` to `end` of a file."""

    start: int
    end: int
    data: bytes


class Archive(Protocol):
    """Members in stored order. Nothing is kept of those that are not asked for.

    Attributes:
        kind: name of the format, such as "cpio" or "HouLC".
        display: the file, and the part of it, as shown to the user.
    """

    @property
    def kind(self) -> str:
        """Name of the format."""

    @property
    def display(self) -> str:
        """The file as shown to the user."""

    @property
    def budget(self) -> Budget:
        """What is left to spend on the file, nested containers included."""

    def members(
        self,
        *,
        starting: tuple[str, ...] = EVERY,
        ending: tuple[str, ...] = EVERY,
        skip: Callable[[bytes], bool] | None = None,
    ) -> Iterator[Member]:
        """Give the members whose name starts and ends with one of these.

        Where a short body is at hand, `skip` is asked whether to leave the member out: that
        saves making it. A member given may be one that `skip` would leave out.

        Raises:
            SourceError: the archive is truncated or no archive from some byte on.
        """

    def siblings(self, member: Member) -> Iterator[Member]:
        """Give members that directly follow `member` and belong to the same node.

        Houdini stores the members of a node together and its `.init` first. An archive without
        an order gives none.

        Raises:
            SourceError: as for `members`.
        """

    def body(self, member: Member, limit: int = MAX_BODY) -> bytes:
        """Give the body of `member`.

        Raises:
            SourceError: it has more than `limit` bytes, or cannot be decoded.
        """

    def blob(self, member: Member) -> Blob:
        """Give the body of `member` to be read in pieces; raises SourceError as `body` does."""

    def splice(self, member: Member, body: bytes) -> Splice:
        """Return what to put where, so that `member` has that `body` and all other bytes stay.

        In a folder it is what to put into the member's own file.

        Raises:
            SourceError: this container cannot hold it, or keeps the member elsewhere.
        """


def readable_name(name: bytes) -> str:
    """Give a member's name as text; old scenes have names that are not UTF-8."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("latin-1")


def has_control(name: str) -> bool:
    """Tell whether `name` holds a character that would break the line it is shown in."""
    return _CONTROL.search(name) is not None


def wrong_name(name: str) -> str:
    """Tell what keeps `name` from being a member's name, "" if nothing does."""
    if has_control(name):
        return "a member's name holds a control character"
    if ".." in name and ".." in name.split("/"):
        return f'a member is named "{name[:80]}", which leads out of the archive'
    if not name or name.startswith("/"):
        return f'a member is named "{name[:80]}", which is no path in an archive'
    return ""
