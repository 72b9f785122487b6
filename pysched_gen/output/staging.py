"""A private folder beside what is about to change, and what to do with one whose run is dead.

It is new, for us alone, ignored by git, and locked while its run lives. What lies in the folder of
a dead run is never carried out: it is removed where that can lose nothing, and left where it holds
something that stands nowhere else.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pysched_gen.errors import PyschedError
from pysched_gen.output.changes import from_bytes
from pysched_gen.output.directory import STAGING_PREFIX, Folder, digest_of, opened
from pysched_gen.output.sections import parse

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["COMMITTING", "RECORD_PREFIX", "discard", "staging", "sweep"]

RECORD_PREFIX = ".record-"  # new files of the lock
COMMITTING = "committing"  # from its creation on, old content may be in the folder
_IGNORE = ".gitignore"
_DEEPEST = 64
_CACHE = "__pycache__"


def _nothing_known(_path: str, _digest: str) -> bool:
    return False


@contextmanager
def staging(parent: Folder, known: Callable[[str, str], bool] = _nothing_known) -> Iterator[Folder]:
    """Create a private folder in `parent`; when the block ends it is discarded.

    `known` tells of path and digest whether the content is one that we wrote there.

    Raises:
        OSError: it cannot be made.
    """
    name = f"{STAGING_PREFIX}{secrets.token_hex(8)}"
    parent.make(name, 0o700)
    try:
        with parent.folder(name) as folder:
            _lock(folder)
            folder.write(_IGNORE, b"*\n")
            yield folder
    finally:
        with suppress(OSError, PyschedError):
            discard(parent, name, known)


def sweep(parent: Folder, known: Callable[[str, str], bool] = _nothing_known) -> list[str]:
    """Remove what dead runs left in `parent`; return the paths that hold something of a user's."""
    left = []
    for name in parent.names():
        if not name.startswith(STAGING_PREFIX):
            continue
        with suppress(OSError, PyschedError):
            if _is_dead(parent, name) and not discard(parent, name, known):
                left.append(str(parent.path / name))
    return left


def discard(parent: Folder, name: str, known: Callable[[str, str], bool]) -> bool:
    """Remove the folder `name` as far as nothing is lost; tell whether all of it is gone."""
    with parent.folder(name) as folder:
        whole = folder.status(COMMITTING) is None
        for half in ("new", "old"):
            found = folder.status(half)
            if found is not None and stat.S_ISDIR(found.st_mode):
                _empty(folder, half, _Proof(None if whole else parent, known), "", 0)
        left = [one for one in folder.names() if one not in (COMMITTING, _IGNORE)]
        if whole:
            for one in left:
                _remove(folder, one, 0)
        elif left:
            return False
        # The mark goes after all that it speaks of.
        for one in (COMMITTING, _IGNORE):
            with suppress(FileNotFoundError):
                folder.remove(one)
    parent.remove_folder(name)
    return True


class _Proof:
    """Tells what can go: all where `root` is None, else what stands in `root` or is ours."""

    def __init__(self, root: Folder | None, known: Callable[[str, str], bool]) -> None:
        self.root = root
        self.known = known

    def can_go(self, folder: Folder, name: str, path: str) -> bool:
        if self.root is None or path.startswith(RECORD_PREFIX) or f"/{_CACHE}/" in path:
            return True
        found = folder.status(name)
        if found is not None and stat.S_ISREG(found.st_mode) and found.st_size == 0:
            return True
        if self.known(path, folder.digest(name)):
            return True
        try:
            with opened(self.root, path.rpartition("/")[0]) as there:
                if any(folder.is_same(name, there, other) for other in _versions(there, name)):
                    return True
                return path.endswith(".user.ds") and self._is_shared(folder, name, there, path)
        except (OSError, PyschedError):
            return False

    def _is_shared(self, folder: Folder, name: str, there: Folder, path: str) -> bool:
        """Tell whether the user's text stands in the present file, and the sections are ours."""
        mine = parse(from_bytes(folder.read(name)))
        theirs = parse("" if there.status(name) is None else from_bytes(there.read(name)))
        return mine.user == theirs.user and all(
            theirs.sections.get(owner) == body
            or self.known(path, digest_of(body.encode("utf-8", "surrogateescape")))
            for owner, body in mine.sections.items()
        )


def _versions(folder: Folder, name: str) -> list[str]:
    """Return the names under which a version of `name` may be kept in `folder`."""
    stem = name.partition(".orig")[0]
    return [one for one in folder.names() if one == stem or one.startswith(f"{stem}.orig")]


def _empty(parent: Folder, name: str, proof: _Proof, path: str, depth: int) -> None:
    """Remove from the folder `name` all that can go, and itself if nothing is left."""
    if depth > _DEEPEST:
        return
    with parent.folder(name) as folder:
        _open_up(folder)
        for one in folder.names():
            below = f"{path}/{one}" if path else one
            found = folder.status(one)
            if found is None:
                continue
            if stat.S_ISDIR(found.st_mode):
                _empty(folder, one, proof, below, depth + 1)
            elif proof.can_go(folder, one, below):
                folder.remove(one)
    with suppress(OSError):
        parent.remove_folder(name)


def _remove(parent: Folder, name: str, depth: int) -> None:
    found = parent.status(name)
    if found is None or depth > _DEEPEST:
        return
    if not stat.S_ISDIR(found.st_mode):
        parent.remove(name)
        return
    with parent.folder(name) as folder:
        _open_up(folder)
        for one in folder.names():
            _remove(folder, one, depth + 1)
    parent.remove_folder(name)


def _open_up(folder: Folder) -> None:
    if folder.handle is not None and hasattr(os, "fchmod"):
        with suppress(OSError):
            os.fchmod(folder.handle, stat.S_IRWXU)


def _lock(folder: Folder) -> None:
    if sys.platform != "win32" and folder.handle is not None:
        with suppress(OSError):
            fcntl.flock(folder.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_dead(parent: Folder, name: str) -> bool:
    """Tell whether the run that made a staging folder has ended; if nobody can tell, it lives."""
    if sys.platform == "win32":
        return False
    with parent.folder(name) as folder:
        if folder.handle is None or os.fstat(folder.handle).st_uid != os.geteuid():
            return False
        try:
            fcntl.flock(folder.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
