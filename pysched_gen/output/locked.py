"""One process at a time in an output directory, and no remains of a killed one.

The lock is on the directory itself, so nothing is left behind. File systems that refuse that (NFS)
get a lock file that goes with the run. Systems without `fcntl` have no lock.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.output.disk import check_root, explained
from pysched_gen.output.files import JOURNAL_NAME, MUTEX_NAME
from pysched_gen.output.journal import mend

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Locked", "locked", "recover"]

_REFUSED = frozenset(
    {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)


@dataclass(frozen=True, slots=True)
class Locked:
    """Says that `root` is ours until the `with` block ends; `apply` asks for it."""

    root: Path


@contextmanager
def locked(root: Path) -> Iterator[Locked]:
    """Create `root`, wait until no other process works in it, undo a killed run.

    Plan and apply inside of the block. Directories it created go again if they stay empty.

    Raises:
        UsageError: `root` cannot be used.
        SourceError: the journal of a killed run is broken.
    """
    check_root(root)
    made: list[Path] = []
    hold = None
    try:
        with explained(root):
            hold = _acquire(root, made)
            mend(root)
        yield Locked(root)
    finally:
        if hold is not None:
            hold.remove_mutex()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        if hold is not None:
            os.close(hold.handle)


def recover(root: Path) -> None:
    """Undo a killed run, if there was one.

    Raises:
        UsageError, SourceError: as `locked`.
    """
    with explained(root):
        killed = (root / JOURNAL_NAME).exists()
    if killed:
        with locked(root):
            pass


@dataclass(frozen=True, slots=True)
class _Hold:
    """An open, locked file or directory; `mutex` is the lock file, where one was needed."""

    handle: int
    mutex: Path | None = None

    def remove_mutex(self) -> None:
        if self.mutex is not None:
            with suppress(OSError):
                self.mutex.unlink()


def _acquire(root: Path, made: list[Path]) -> _Hold | None:
    while True:
        made += _create(Path(os.path.realpath(root)) if root.is_symlink() else root)
        if sys.platform == "win32":
            return None
        for path, flags in ((root, os.O_RDONLY), (root / MUTEX_NAME, os.O_RDWR | os.O_CREAT)):
            with suppress(FileNotFoundError):
                handle = _lock(path, flags)
                if handle is None:
                    continue
                if _is_at(handle, path):
                    return _Hold(handle, None if path is root else path)
                os.close(handle)
            # Whoever held it has removed it meanwhile.
            break
        else:
            return None


def _create(root: Path) -> list[Path]:
    missing = [path for path in (root, *root.parents) if not path.exists()]
    root.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _lock(path: Path, flags: int) -> int | None:
    handle = os.open(path, flags, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        os.close(handle)
        if error.errno in _REFUSED:
            return None
        raise
    return handle


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
