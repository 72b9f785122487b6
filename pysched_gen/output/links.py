"""Files and directories beside one another: durable writing, linking, and keeping what is a user's.

Files of others are hard-linked where the file system can and copied elsewhere.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.output.tables import digest_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

__all__ = [
    "NOTHING",
    "digest_at",
    "discard",
    "free_name",
    "link_or_copy",
    "link_tree",
    "remove_empty",
    "salvage",
    "sync_directory",
    "write_file",
]

NOTHING = ""

_FOLLOW = os.link not in os.supports_follow_symlinks
_SECOND = 1_000_000_000


def digest_at(path: Path) -> str:
    """Give what tells one content of `path` from another, `NOTHING` where no file is."""
    if path.is_symlink():
        return f"link to {path.readlink()}"
    return digest_of(path.read_bytes()) if path.is_file() else NOTHING


def write_file(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a new file through to disk, with mode and owner of `like` where that exists.

    Its time is later than that of `like` by a full second at least: Python takes compiled code for
    current when second and size agree.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o644), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if like is not None and like.is_file():
        old, new = like.stat(), path.stat()
        path.chmod(stat.S_IMODE(old.st_mode))
        _give(path, old)
        if new.st_mtime_ns // _SECOND <= old.st_mtime_ns // _SECOND:
            os.utime(path, ns=(new.st_atime_ns, old.st_mtime_ns + _SECOND))


def sync_directory(path: Path) -> None:
    """Write the names in a directory through to disk, where the system can."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def link_or_copy(source: Path, copy: Path) -> None:
    """Give a file a second name; a symbolic link is not followed."""
    try:
        os.link(source, copy, follow_symlinks=_FOLLOW)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(source, copy, follow_symlinks=False)


def link_tree(source: Path, copy: Path, skip: Collection[str]) -> None:
    """Create the directory `copy` with all that `source` holds, paths in `skip` aside."""
    copy.mkdir()
    for entry in sorted(source.iterdir()):
        name = entry.name
        if entry.is_dir() and not entry.is_symlink():
            inner = {path.removeprefix(f"{name}/") for path in skip if path.startswith(f"{name}/")}
            link_tree(entry, copy / name, inner)
        elif name not in skip:
            link_or_copy(entry, copy / name)
    shutil.copystat(source, copy)
    _give(copy, source.stat())
    # A running Python lists a directory again only when its time has changed.
    os.utime(copy)


def salvage(source: Path, target: Path, known: Mapping[str, str]) -> None:
    """Carry over to `target` each file of `source` that it lacks.

    Files that are as `known` says are ours and not carried. A file that differs from the one in
    `target` is put beside it.
    """
    for path in _files(source):
        name = path.relative_to(source).as_posix()
        digest = digest_at(path)
        place = target / name
        if known.get(name) == digest or digest_at(place) == digest:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(place):
            place = free_name(place)
        link_or_copy(path, place)


def free_name(path: Path) -> Path:
    """Give the name beside `path` under which the user's version is kept."""
    names = (path.with_name(f"{path.name}.orig{suffix}") for suffix in _suffixes())
    return next(name for name in names if not os.path.lexists(name))


def discard(path: Path) -> None:
    """Remove a directory of ours as far as possible; what is left the next run removes."""
    for folder, _, _ in os.walk(path):
        with suppress(OSError):
            Path(folder).chmod(stat.S_IRWXU)
    shutil.rmtree(path, ignore_errors=True)


def remove_empty(folder: Path, stop: Path) -> None:
    """Remove `folder` and its parents below `stop` as long as they are empty."""
    with suppress(OSError):
        while folder != stop:
            folder.rmdir()
            folder = folder.parent


def _suffixes() -> Iterator[str]:
    yield ""
    yield from (f".{number}" for number in count(1))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _give(path: Path, owner: os.stat_result) -> None:
    if sys.platform != "win32":
        with suppress(OSError):
            os.chown(path, owner.st_uid, owner.st_gid)
