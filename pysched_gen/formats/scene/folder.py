"""Folders on disk that stand for an archive: what `hexpand` makes of a scene."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pysched_gen.formats.scene.archive import EVERY, MAX_BODY, Member, Splice, wrong_name
from pysched_gen.formats.scene.blob import PathBlob, broken, read_all
from pysched_gen.formats.scene.budget import Budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pysched_gen.formats.scene.blob import Blob

__all__ = ["FolderArchive", "is_expanded_scene"]

_SIGNS = (".start", ".variables", "node_type", ".application")
MAX_DEPTH = 64  # of folders; nodes of real scenes are some ten deep


def is_expanded_scene(folder: Path) -> bool:
    """Tell whether `folder` holds the members of a scene: its specials, or a node's `.init`."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    return any(name in _SIGNS or name.endswith(".init") for name in names)


class FolderArchive:
    """Each file is a member, named by its path below the folder; links are passed by."""

    kind = "folder"

    def __init__(self, folder: Path, display: str) -> None:
        """Read `folder`, shown to the user as `display`."""
        self.display = display
        self.budget = Budget()
        self._folder = folder

    def members(
        self,
        *,
        starting: tuple[str, ...] = EVERY,
        ending: tuple[str, ...] = EVERY,
        skip: Callable[[bytes], bool] | None = None,
    ) -> Iterator[Member]:
        """Give the members whose name starts and ends with one of these; see `Archive`."""
        del skip
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            folders = []
            for entry in _sorted_entries(self._folder / inside):
                name = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{name}/")
                elif name.endswith(ending) and name.startswith(starting):
                    yield from self._member(name, entry)
            if folders and inside.count("/") >= MAX_DEPTH:
                message = f"{inside[:80]}... is more than {MAX_DEPTH} folders deep"
                raise broken(self.display, 0, message)
            waiting += reversed(folders)

    def _member(self, name: str, entry: os.DirEntry[str]) -> Iterator[Member]:
        if entry.is_file(follow_symlinks=False) and not wrong_name(name):
            yield Member(name, 0, entry.stat(follow_symlinks=False).st_size)

    def siblings(self, member: Member) -> Iterator[Member]:
        """Give none: files have no order; see `Archive`."""
        del member
        yield from ()

    def body(self, member: Member, limit: int = MAX_BODY) -> bytes:
        """Give the body of `member`; see `Archive`."""
        data = self._stored(member, limit)
        return data.replace(b"\r\n", b"\n") if _is_turned(data) else data

    def _stored(self, member: Member, limit: int = MAX_BODY) -> bytes:
        path = self._folder / member.name
        return read_all(PathBlob(path), f"{self.display}/{member.name}", limit)

    def blob(self, member: Member) -> Blob:
        """Give the body of `member` to be read in pieces; raises OSError."""
        return PathBlob(self._folder / member.name)

    def splice(self, member: Member, body: bytes) -> Splice:
        """Return all of the member's own file; see `Archive`."""
        turned = _is_turned(self._stored(member))
        return Splice(0, member.size, body.replace(b"\n", b"\r\n") if turned else body)


def _is_turned(data: bytes) -> bool:
    """Tell whether a version control turned all line ends of a text into those of Windows."""
    return b"\0" not in data and 0 < data.count(b"\n") == data.count(b"\r\n")


def _sorted_entries(folder: Path) -> list[os.DirEntry[str]]:
    """By name, so that nothing depends on the order in which a file system lists."""
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
