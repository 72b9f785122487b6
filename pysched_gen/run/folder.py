"""The folder a child works in: private, swept when its owner is dead, removed for certain."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["remove_folder", "work_folder"]

_PREFIX = "pysched-gen-"
_OWNER = ".owner"  # locked by the process that made the folder, for as long as it lives


@contextmanager
def work_folder(purpose: str, *, keep: bool = False) -> Iterator[Path]:
    """Give a new folder `pysched-gen-PURPOSE-...` in the user's temporary folder.

    It is removed in the end, unless it is to be kept; so are those that runs left which were
    killed.

    Raises:
        UsageError: there is no folder for temporary files that can be written.
    """
    try:
        parent = Path(tempfile.gettempdir())
        sweep(parent)
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{purpose}-", dir=parent))
    except OSError as error:
        raise UsageError(f"no temporary folder can be made: {error}; set TMPDIR") from error
    lock = _own(folder)
    try:
        yield folder
    finally:
        try:
            if keep:
                (folder / _OWNER).unlink(missing_ok=True)
            else:
                remove_folder(folder)
        finally:
            if lock is not None:
                os.close(lock)


def _own(folder: Path) -> int | None:
    """Lock the owner's file of `folder` before it has its name; give its descriptor."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return None
    new = folder / (_OWNER + ".new")
    lock = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new.rename(folder / _OWNER)
    except OSError:  # a file system without locks: nothing is swept there
        with suppress(OSError):
            new.unlink()
        os.close(lock)
        return None
    return lock


def sweep(parent: Path) -> None:
    """Remove folders in `parent` that are this user's and whose owner is dead."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for folder in parent.glob(_PREFIX + "*"):
        with suppress(OSError):
            facts = folder.lstat()
            if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.geteuid():
                continue
            flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK
            lock = os.open(folder / _OWNER, flags)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove_folder(folder)
            finally:
                os.close(lock)


def remove_folder(folder: Path) -> None:
    """Remove `folder` with all that is in it, however deep and whatever its modes.

    Links are not followed. What cannot be removed, such as files of another user, stays.
    """
    if os.open not in os.supports_dir_fd:
        shutil.rmtree(folder, ignore_errors=True)
        return
    with suppress(OSError):
        folder.chmod(stat.S_IRWXU)
        top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            _empty(top)
        finally:
            os.close(top)
        folder.rmdir()


def _empty(top: int) -> None:
    """Remove all in the folder `top`; folders are moved up to it first, so no depth is too much."""
    fresh = (f".{number}" for number in count())
    stuck: set[str] = set()
    while True:
        names = [name for name in os.listdir(top) if name not in stuck]
        if not names:
            return
        for name in names:
            try:
                if _is_folder(name, top):
                    _raise_contents(name, top, fresh)
                    os.rmdir(name, dir_fd=top)
                else:
                    os.unlink(name, dir_fd=top)
            except OSError:  # noqa: PERF203 - the others are removed all the same
                stuck.add(name)


def _raise_contents(name: str, top: int, fresh: Iterator[str]) -> None:
    os.chmod(name, stat.S_IRWXU, dir_fd=top)  # it is a folder, so no link is followed
    inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        for entry in os.listdir(inner):
            if _is_folder(entry, inner):
                os.chmod(entry, stat.S_IRWXU, dir_fd=inner)
                os.rename(entry, _free_name(top, fresh), src_dir_fd=inner, dst_dir_fd=top)
            else:
                os.unlink(entry, dir_fd=inner)
    finally:
        os.close(inner)


def _free_name(top: int, fresh: Iterator[str]) -> str:
    taken = set(os.listdir(top))
    return next(name for name in fresh if name not in taken)


def _is_folder(name: str, place: int) -> bool:
    return stat.S_ISDIR(os.lstat(name, dir_fd=place).st_mode)
