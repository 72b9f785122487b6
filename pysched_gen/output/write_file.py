"""One file or folder outside of any output directory: replaced whole, and only if it is ours."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError, UsageError
from pysched_gen.output.directory import Folder, explained, opened
from pysched_gen.output.staging import COMMITTING, staging, sweep
from pysched_gen.signed_file import is_signed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["create_folder", "write_report", "write_single", "write_whole"]

_REPORT = "report"


def write_report(path: Path, data: bytes) -> None:
    """Put a file with `data` at `path`, in place of a file or link that is there.

    Raises:
        UsageError: there is no such folder, the place cannot be written, or holds a folder.
    """
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no such folder; make it first")
    with explained(path), Folder.at(path.parent) as parent:
        sweep(parent)
        with staging(parent) as folder:
            folder.write(_REPORT, data, parent.status(path.name))
            folder.rename(_REPORT, parent, path.name)
            parent.sync()


def write_single(
    path: Path, data: bytes, *, force: bool = False, is_ours: Callable[[bytes], bool] = is_signed
) -> bool:
    """Write `data` to `path` and tell whether that changed it; its folder is made if missing.

    Raises:
        ConflictError: there is a file that `is_ours` does not know, and no `force`.
        UsageError: the place cannot be written, or holds something that is no file.
    """
    with explained(path):
        if path.exists() and not path.is_file() and not path.is_symlink():
            raise UsageError(f"{path}: is there and is no file; choose another name")
    return write_whole(
        path, {"": data}, force=force, is_ours=lambda place: is_ours(place.read_bytes())
    )


def write_whole(
    path: Path, files: Mapping[str, bytes], *, force: bool, is_ours: Callable[[Path], bool]
) -> bool:
    """Make `path` a folder with `files`, or one file where the only name is "".

    Return whether that changed anything. With `force` what is not ours is kept beside as `.orig`.

    Raises:
        ConflictError: there is something that `is_ours` does not know, and no `force`.
        UsageError: the place cannot be written, or is a link: those of strangers lead anywhere.
    """
    with explained(path):
        if path.is_symlink():
            raise UsageError(
                f"{path}: is a symbolic link; name the place it leads to, or remove it"
            )
        exists = path.exists()
        if exists and _content(path) == files:
            return False
        foreign = exists and not is_ours(path)
        if foreign and not force:
            raise ConflictError(
                f"{path}: was not written by pysched-gen, or was edited since; "
                "choose another place, or give --force to replace it"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(Path(os.path.realpath(path)), files, keep=foreign)
    return True


def create_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Create the folder `path` with `files`; it appears complete or not at all.

    Raises:
        UsageError: something is there already, or the place cannot be written.
    """
    refuse_taken(path)
    taken = _taken(path)
    with explained(path):
        path = path if path.name else Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        place = Path(os.path.realpath(path.parent), path.name)
        with Folder.at(place.parent) as parent:
            sweep(parent)
            with staging(parent) as folder:
                folder.make("new")
                with folder.folder("new") as new:
                    _fill(new, place.name, files, None)
                    if place.exists():
                        place.rmdir()
                    try:
                        new.place(place.name, parent, place.name)
                    except FileExistsError:
                        raise taken from None
                    parent.sync()


def refuse_taken(path: Path) -> None:
    """Raise UsageError where a folder `path` cannot be created, for something is there already."""
    with explained(path):
        if path.is_symlink() or (path.exists() and not _is_empty(path)):
            raise _taken(path)


def _taken(path: Path) -> UsageError:
    return UsageError(f"{path}: already exists; remove it or choose another folder")


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _content(path: Path) -> Mapping[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    inside = (file for file in path.rglob("*") if not file.is_dir())
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in inside}


def _fill(new: Folder, name: str, files: Mapping[str, bytes], old: Path | None) -> None:
    for inner, data in files.items():
        above, _, last = f"{name}/{inner}".rstrip("/").rpartition("/")
        like = None if old is None else old / inner if inner else old
        with opened(new, above, make=[]) as folder:
            found = like.stat() if like is not None and like.is_file() else None
            folder.write(last, data, found)
            folder.sync()


def _replace(path: Path, files: Mapping[str, bytes], *, keep: bool) -> None:
    with Folder.at(path.parent) as parent:
        sweep(parent)
        with staging(parent) as folder:
            for half in ("new", "old"):
                folder.make(half)
            with folder.folder("new") as new, folder.folder("old") as old:
                _fill(new, path.name, files, path)
                if keep:
                    folder.write(COMMITTING, b"")
                _switch(parent, path.name, new, old, keep=keep)
            parent.sync()
        if keep:
            # What is the user's stands beside now, so the rest can go.
            sweep(parent)


def _switch(parent: Folder, name: str, new: Folder, old: Folder, *, keep: bool) -> None:
    if parent.status(name) is None:
        new.place(name, parent, name)
        return
    kept = parent.free_name(name) if keep else ""
    if new.exchange(name, parent, name):
        aside = new
    else:
        parent.rename(name, old, name)
        new.rename(name, parent, name)
        aside = old
    if kept:
        aside.place(name, parent, kept)
