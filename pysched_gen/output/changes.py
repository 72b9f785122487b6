"""One text on disk, the text wanted and the digests of what we wrote in; a `Change` out. Pure.

A text that differs from ours in line ends only counts as ours: git's `autocrlf` makes such files
and nobody edited them. If it says what is wanted it is left as it is, else it is replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pysched_gen.output.directory import digest_of
from pysched_gen.output.merges import has_conflict

__all__ = [
    "Change",
    "Status",
    "Texts",
    "compare",
    "from_bytes",
    "is_known",
    "same_text",
    "to_bytes",
]


class Status(str, Enum):
    """How a file or section on disk stands to what would be written."""

    NEW = "new"  # not there yet
    SAME = "same"  # says what is wanted, whoever wrote it
    STALE = "stale"  # ours, unedited, out of date
    MISSING = "missing"  # ours, gone from disk
    EDITED = "edited"  # ours, changed by hand
    FOREIGN = "foreign"  # never written by us, in the way
    ORPHAN = "orphan"  # ours, no longer generated


@dataclass(frozen=True, slots=True)
class Texts:
    """What is on disk and what is wanted, None for no text; the digests of what we wrote."""

    old: str | None
    new: str | None
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one file, or to one owner's section of a shared file.

    Attributes:
        path: relative to the output directory.
        owner: name of the scheduler.
        status: see `Status`.
        old, new: on disk, wanted; None where there is none. Bytes on disk that are not UTF-8 appear
            as surrogates.
        shared: the texts are bodies of a section.
        conflict: why it cannot be written without losing something, "" where it can.
    """

    path: str
    owner: str
    status: Status
    old: str | None
    new: str | None
    shared: bool = False
    conflict: str = ""


def compare(
    path: str, owner: str, texts: Texts, *, shared: bool = False, conflict: str = ""
) -> Change | None:
    """Classify one text; None where nothing is there and nothing is wanted.

    `conflict` says why `path` must not be replaced whatever it holds; it counts only where there is
    something to change.
    """
    status = _status(texts)
    if status is None:
        return None
    reason = "" if status is Status.SAME else conflict or _conflict(path, owner, status, texts)
    return Change(path, owner, status, texts.old, texts.new, shared, reason)


def is_known(text: str, known: frozenset[str]) -> bool:
    """Tell whether `text` is one of which `known` has the digest, converted line ends aside."""
    if not known:
        return False
    data = to_bytes(text)
    return digest_of(data) in known or digest_of(data.replace(b"\r\n", b"\n")) in known


def same_text(found: str | None, wanted: str | None) -> bool:
    """Tell whether `found` is `wanted`, line ends that were converted to CRLF aside."""
    if found is None or wanted is None:
        return found is wanted
    return found == wanted or found.replace("\r\n", "\n") == wanted


def from_bytes(data: bytes) -> str:
    """Decode without loss: bytes that are not UTF-8 become surrogates."""
    return data.decode("utf-8", "surrogateescape")


def to_bytes(text: str) -> bytes:
    """Undo `from_bytes`."""
    return text.encode("utf-8", "surrogateescape")


def _status(texts: Texts) -> Status | None:
    old, new, known = texts.old, texts.new, texts.known
    if new is None:
        if old is None:
            return None
        return Status.ORPHAN if known else Status.FOREIGN
    if old is None:
        return Status.MISSING if known else Status.NEW
    if same_text(old, new):
        return Status.SAME
    if not known:
        return Status.FOREIGN
    return Status.STALE if is_known(old, known) else Status.EDITED


def _conflict(path: str, owner: str, status: Status, texts: Texts) -> str:
    what = "was edited by hand since it was generated"
    if texts.old is not None and has_conflict(texts.old) and not is_known(texts.old, texts.known):
        return (
            f"{path} holds an unresolved merge; take either side whole "
            f"(git checkout --ours -- {path}) and run generate again"
        )
    if status is Status.EDITED:
        return f'{path} ("{owner}") {what}'
    if status is Status.ORPHAN and not is_known(texts.old or "", texts.known):
        return f'{path} ("{owner}") is no longer generated, but {what}'
    if status is Status.FOREIGN:
        return f'{path} is in the way of "{owner}" and was not written by pysched-gen'
    return ""
