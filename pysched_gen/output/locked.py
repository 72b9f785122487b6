"""One process at a time in an output directory.

The lock is on the directory itself, so nothing is left behind. File systems that refuse that (NFS)
get a lock file that goes with the run. Systems without `fcntl` have no lock.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import PyschedError, UsageError
from pysched_gen.output.directory import Folder, check_root, digest_of, explained
from pysched_gen.output.files import MUTEX_NAME
from pysched_gen.output.lock import OwnerRecord, read_lock
from pysched_gen.output.staging import sweep

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.output.plan import Plan

__all__ = ["Locked", "locked"]

_REFUSED = frozenset(
    {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)
_BUSY = frozenset({errno.EAGAIN, errno.EACCES})
PATIENCE = 2.0  # seconds before we say that we wait
LIMIT = 60.0  # seconds before we give up
_STEP = 0.05  # seconds between two tries


@dataclass(frozen=True, slots=True)
class Locked:
    """Says that `root`, opened as `folder`, is ours until the block ends; `apply` asks for it."""

    root: Path
    folder: Folder
    owners: tuple[OwnerRecord, ...] = ()

    def known(self, plan: Plan | None = None) -> Callable[[str, str], bool]:
        """Return what tells of path and digest whether the content is one that we wrote there."""
        files: dict[str, set[str]] = {}
        for record in self.owners:
            for path, digests in (*record.files.items(), *record.sections.items()):
                files.setdefault(path, set()).update(digests)
        for write in plan.writes if plan is not None else ():
            ours = files.setdefault(write.path, set())
            if not write.keep:
                ours.add(write.found.digest)
            if write.after is not None:
                ours.add(digest_of(write.after))
        return lambda path, digest: digest in files.get(path, ())


@contextmanager
def locked(root: Path, say: Callable[[str], None] = lambda _line: None) -> Iterator[Locked]:
    """Create `root`, wait until no other process works in it, remove what dead runs left.

    Plan and apply inside of the block. Directories it created go again if they stay empty. `say`
    is told what the person at the terminal should know.

    Raises:
        UsageError: `root` cannot be used, or is in use for too long.
    """
    check_root(root)
    made: list[Path] = []
    hold = None
    try:
        with explained(root):
            hold = _acquire(root, made, say)
        owners: tuple[OwnerRecord, ...] = ()
        with suppress(PyschedError, OSError):
            owners = tuple(read_lock(hold.folder).owners.values())
        held = Locked(root, hold.folder, owners)
        with suppress(OSError):
            for path in sweep(hold.folder, held.known()):
                say(f"note: {path} holds files of yours from a run that was killed; move them away")
        yield held
    finally:
        if hold is not None:
            hold.remove_mutex()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        if hold is not None:
            hold.close()


@dataclass(frozen=True, slots=True)
class _Hold:
    """The directory, and the locked file where the directory itself cannot be locked."""

    folder: Folder
    mutex: int | None = None

    def remove_mutex(self) -> None:
        if self.mutex is not None:
            with suppress(OSError):
                self.folder.remove(MUTEX_NAME)

    def close(self) -> None:
        if self.mutex is not None:
            os.close(self.mutex)
        self.folder.close()


def _acquire(root: Path, made: list[Path], say: Callable[[str], None]) -> _Hold:
    watch = _Watch(root, say)
    while True:
        made += _create(Path(os.path.realpath(root)) if root.is_symlink() else root)
        try:
            folder = Folder.at(root)
        except FileNotFoundError:
            # Whoever held it has removed it meanwhile.
            continue
        hold = None
        try:
            hold = _hold(folder, watch)
            if hold is not None and _is_at(folder, root):
                return hold
        finally:
            if hold is None or not _is_at(folder, root):
                folder.close()


def _hold(folder: Folder, watch: _Watch) -> _Hold | None:
    """Lock `folder`; None if its lock file went meanwhile."""
    if sys.platform == "win32" or folder.handle is None or watch.lock(folder.handle):
        return _Hold(folder)
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    handle = os.open(MUTEX_NAME, flags, 0o666, dir_fd=folder.handle)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            place = folder.path / MUTEX_NAME
            raise UsageError(  # noqa: TRY301 - the handle is closed below
                f"{place} is not a regular file; remove it and run again"
            )
        if not watch.lock(handle):
            os.close(handle)
            return _Hold(folder)
        found = folder.status(MUTEX_NAME)
        if found is None or not os.path.samestat(os.fstat(handle), found):
            os.close(handle)
            return None
    except BaseException:
        with suppress(OSError):
            os.close(handle)
        raise
    return _Hold(folder, handle)


class _Watch:
    """Waits for other processes, says so, and gives up in the end."""

    def __init__(self, root: Path, say: Callable[[str], None]) -> None:
        self._root = root
        self._say = say
        self._start = time.monotonic()
        self._said = False

    def lock(self, handle: int) -> bool:
        """Lock an open file; False where the system has no such locks."""
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:  # noqa: PERF203 - it waits
                if error.errno in _REFUSED:
                    return False
                if error.errno not in _BUSY:
                    raise
                self._wait()
            else:
                return True

    def _wait(self) -> None:
        waited = time.monotonic() - self._start
        if waited > LIMIT:
            raise UsageError(
                f"{self._root} is held by another process for more than {LIMIT:.0f} seconds; "
                "end it (fuser shows which it is) and run again"
            )
        if waited > PATIENCE and not self._said:
            self._said = True
            self._say(f"waiting for another run in {self._root}")
        time.sleep(_STEP)


def _create(root: Path) -> list[Path]:
    missing = [path for path in (root, *root.parents) if not path.exists()]
    root.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _is_at(folder: Folder, path: Path) -> bool:
    if folder.handle is None:
        return True
    try:
        return os.path.samestat(os.fstat(folder.handle), path.stat())
    except OSError:
        return False
