"""Looking at an output directory, and saying in one message why it cannot be used."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError, UsageError
from pysched_gen.output.files import STAGING_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ABSENT", "Found", "check_root", "explained", "look"]

_REASONS = {
    errno.EACCES: "permission denied; make it writable for you or choose another directory",
    errno.EPERM: "permission denied; make it writable for you or choose another directory",
    errno.EROFS: "the file system is read-only; choose another directory",
    errno.ENOSPC: "the disk is full; free some space and run again",
    errno.EDQUOT: "the disk quota is used up; free some space and run again",
    errno.ENAMETOOLONG: "the path is too long; choose a shorter name or directory",
    errno.EXDEV: "it is on another disk than the directory that holds it; generate straight there",
    errno.ELOOP: "its symbolic links lead in a circle; mend them",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a path: its bytes (None for nothing), and whether it is a symbolic link."""

    data: bytes | None = None
    link: bool = False


ABSENT = Found()


@contextmanager
def explained(root: Path) -> Iterator[None]:
    """Turn a failure of the file system into one message.

    Raises:
        UsageError: in place of any OSError.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(_explanation(root, error)) from error


def check_root(root: Path) -> None:
    """Refuse an output directory that is a file; one that does not exist is fine.

    Raises:
        UsageError: it, or one of its parents, is no directory or cannot be looked into.
    """
    places = (root, *root.parents)
    place = next((place for place in places if os.path.lexists(place)), root)
    with explained(root):
        # A link that leads nowhere is followed when the directory is created.
        if place.exists() and not place.is_dir():
            raise UsageError(f"{place} is not a directory; choose another one to generate into")


def look(root: Path, path: str) -> Found:
    """Read what stands at `path` of `root`.

    Raises:
        ConflictError: something that is no file is there, or a file where a directory must be.
        UsageError: a symbolic link leads out of `root`.
        OSError: it cannot be read.
    """
    _check_parents(root, path)
    full = root / path
    try:
        mode = full.lstat().st_mode
    except FileNotFoundError:
        return ABSENT
    link = stat.S_ISLNK(mode)
    if link:
        try:
            mode = full.stat().st_mode
        except FileNotFoundError:
            return Found(b"", link=True)
    if stat.S_ISREG(mode):
        return Found(full.read_bytes(), link=link)
    kind = "a directory" if stat.S_ISDIR(mode) else "no regular file"
    raise ConflictError(f"{full} is {kind}, but a file has to go there; move it away and run again")


def _check_parents(root: Path, path: str) -> None:
    place = root
    for part in path.split("/")[:-1]:
        place /= part
        try:
            mode = place.lstat().st_mode
        except FileNotFoundError:
            return
        if stat.S_ISLNK(mode):
            _check_link(root, place)
        if not place.is_dir():
            raise ConflictError(
                f"{place} is not a directory, but one has to go there; move it away and run again"
            )


def _check_link(root: Path, place: Path) -> None:
    if not Path(os.path.realpath(place)).is_relative_to(os.path.realpath(root)):
        raise UsageError(
            f"{place} is a symbolic link that leads out of {root}; replace it by a directory, "
            "or generate into the directory it leads to"
        )


def _explanation(root: Path, error: OSError) -> str:
    names = (name for name in (error.filename2, error.filename) if isinstance(name, str))
    place = next((name for name in names if STAGING_NAME not in name), root)
    unknown = f"{error.strerror or error}; mend this and run again"
    return f"{place}: {_REASONS.get(error.errno or 0, unknown)}"
