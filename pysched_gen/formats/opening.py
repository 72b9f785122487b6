"""Paths and bytes in, the container they hold out; told apart by content."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.hda.expanded import is_expanded_library, open_expanded
from pysched_gen.formats.hda.library import is_library, open_library
from pysched_gen.formats.scene.blob import FileBlob
from pysched_gen.formats.scene.cpio import open_stream
from pysched_gen.formats.scene.folder import FolderArchive, is_expanded_scene
from pysched_gen.formats.scene.mime import is_mime, open_mime
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pysched_gen.formats.hda.asset import Library
    from pysched_gen.formats.scene.archive import Archive
    from pysched_gen.formats.scene.blob import Blob

__all__ = [
    "POINTER",
    "container_in",
    "instead_of",
    "is_container",
    "open_container",
    "stand_in",
]

POINTER = b"version https://git-lfs.github.com/spec/"
_STAND_INS = {
    POINTER: 'is a pointer of Git LFS and not the file itself; run "git lfs pull"',
    b"\x1f\x8b": "is compressed by gzip; decompress it and give the file that was in it",
    b"BZh": "is compressed by bzip2; decompress it and give the file that was in it",
    b"\xfd7zXZ\0": "is compressed by xz; decompress it and give the file that was in it",
    b"\x28\xb5\x2f\xfd": "is compressed by zstd; decompress it and give the file that was in it",
    b"PK\x03\x04": "is a zip archive; unpack it and give the files in it",
}


def stand_in(head: bytes) -> str:
    """Return what to say of a file that begins with `head` and stands for another, else ""."""
    return next((what for begin, what in _STAND_INS.items() if head.startswith(begin)), "")


def instead_of(path: Path) -> str:
    """Return what to say of the file `path` that is empty or stands for another, else ""."""
    if path.is_dir():
        return ""
    blob = FileBlob(path)
    try:
        head = blob.read_at(0, 64)
    finally:
        blob.close()
    return stand_in(head) if head else "is empty; give the file that Houdini saved"


def is_container(path: Path) -> bool:
    """Tell whether `path` is a file or folder that Houdini keeps nodes or assets in, whole or not.

    A device, a pipe and what cannot be read are none.
    """
    if not (path.is_dir() or path.is_file()):
        return False
    try:
        with open_container(path, str(path)) as container:
            return container is not None
    except SourceError as error:
        return not isinstance(error.__cause__, OSError)


@contextmanager
def open_container(path: Path, display: str) -> Iterator[Archive | Library | None]:
    """Give what the file or folder at `path` holds, None if it is no container; closes it after.

    Raises:
        SourceError: it is one and is damaged, or cannot be read.
    """
    try:
        if path.is_dir():
            yield _folder_container(path, display)
            return
        blob = FileBlob(path)
        try:
            yield container_in(blob, display, path.parent)
        finally:
            blob.close()
    except OSError as error:
        raise SourceError(Origin(display).span(), f"cannot be read: {error.strerror}") from error


def container_in(blob: Blob, display: str, folder: Path | None = None) -> Archive | Library | None:
    """Give what `blob` holds, None if it is no container.

    `folder` is where the file stands, for text scenes that refer to files beside them.
    """
    head = blob.read_at(0, 64)
    if is_library(head):
        return open_library(blob, display)
    if is_mime(head):
        return open_mime(blob, display, folder)
    return open_stream(blob, display)


def _folder_container(folder: Path, display: str) -> Archive | Library | None:
    if is_expanded_library(folder):
        return open_expanded(folder, display)
    if is_expanded_scene(folder):
        return FolderArchive(folder, display)
    return None
