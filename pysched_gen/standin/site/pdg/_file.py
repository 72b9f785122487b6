"""`pdg.File`: a path with its tag, hash, size and owner."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pdg._enums import fileType
from pdg._tags import tag_for_path

if TYPE_CHECKING:
    from pdg._graph import Node

__all__ = ["File"]


class File:
    """A file of a work item, as `WorkItem.outputFiles` lists it.

    `path` may hold tokens such as `__PDG_DIR__`; `local_path` is where this machine finds it.
    Values of the tags: the tag menus of TOP nodes use "file/geo", "file/image" and so on.
    """

    __slots__ = ("_node", "hash", "owned", "path", "size", "tag", "type")

    DefaultArchiveTag = "file/archive"
    DefaultCsvTag = "file/csv"
    DefaultDirTag = "file/dir"
    DefaultFileTag = "file"
    DefaultGeoTag = "file/geo"
    DefaultHdaTag = "file/hda"
    DefaultHipTag = "file/hip"
    DefaultImageTag = "file/image"
    DefaultPythonScriptTag = "file/python"
    DefaultSymLinkTag = "file/symlink"
    DefaultTxtTag = "file/txt"
    DefaultUsdTag = "file/usd"
    DefaultVideoTag = "file/video"

    def __init__(
        self,
        path: str,
        tag: str = "",
        hash: int = 0,
        own: bool = False,
        type: fileType = fileType.Generated,
        size: int = 0,
        node: Node | None = None,
    ) -> None:
        """Keep what is given; an empty `tag` is chosen by the extension of `path`."""
        self.path = path
        self.tag = tag or tag_for_path(path)
        self.hash = hash
        self.owned = own
        self.type = type
        self.size = size
        self._node = node

    @property
    def local_path(self) -> str:
        """The path with its tokens replaced, by the scheduler of the item that has the file."""
        return localized(self.path, self._node)

    @staticmethod
    def localizePath(path: str) -> str:
        """Replace `__PDG_DIR__` and its like in `path` by the variables of the environment."""
        for name in ("PDG_DIR", "PDG_TEMP", "PDG_SHARED_TEMP", "PDG_SCRIPTDIR"):
            value = os.environ.get(name)
            if value is not None:
                path = path.replace("__" + name + "__", value)
        return path

    @staticmethod
    def mapPath(path: str, zone: str = "") -> str:
        """Return `path` as machines of `zone` see it: see `PathMap.mapPath`."""
        from pdg._paths import PathMap

        return PathMap.mapPath(path, zone) if zone else PathMap.mapPath(path)

    @staticmethod
    def mapPathToLocal(path: str) -> str:
        """Return `path` as this machine sees it: see `PathMap.mapPathToLocal`."""
        from pdg._paths import PathMap

        return PathMap.mapPathToLocal(path)

    @staticmethod
    def mappingZone() -> str:
        """Return the zone of this machine: see `PathMap.mappingZone`."""
        from pdg._paths import PathMap

        return PathMap.mappingZone()

    @staticmethod
    def setMappingZone(zone: str) -> None:
        """Let this machine be in `zone`: see `PathMap.setMappingZone`."""
        from pdg._paths import PathMap

        PathMap.setMappingZone(zone)

    @staticmethod
    def pathMapJSON() -> str:
        """Return the path map as JSON: see `PathMap.pathMapJSON`."""
        from pdg._paths import PathMap

        return PathMap.pathMapJSON()

    @staticmethod
    def setPathMapJSON(text: str) -> None:
        """Replace the path map: see `PathMap.setPathMapJSON`."""
        from pdg._paths import PathMap

        PathMap.setPathMapJSON(text)

    def asTuple(self) -> tuple[str, str, int]:
        """Return (path, tag, hash), the form results had in Houdini 17.5."""
        return (self.path, self.tag, self.hash)

    def updateStat(self) -> bool:
        """Read size and time of change from disk; return whether the file is there.

        That the hash of a file is its time of change is documented for expected outputs.
        """
        try:
            found = os.stat(self.local_path)
        except OSError:
            return False
        self.size = found.st_size
        self.hash = int(found.st_mtime)
        return True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, File):
            return NotImplemented
        return self.asTuple() == other.asTuple()

    def __hash__(self) -> int:
        return hash(self.asTuple())

    def __repr__(self) -> str:
        return f"<pdg.File path={self.path!r} tag={self.tag!r} hash={self.hash}>"


def localized(path: str, node: Node | None) -> str:
    """Return `path` as the scheduler of `node` finds it, else as the environment says."""
    scheduler = None if node is None else node.scheduler
    return File.localizePath(path) if scheduler is None else scheduler.localizePath(path)


def as_file(value: Any, node: Node | None = None) -> File:
    """Return `value`, a File or a path, as a File of an item of `node`.

    Raises:
        TypeError: it is neither.
    """
    if isinstance(value, File):
        return File(value.path, value.tag, value.hash, value.owned, value.type, value.size, node)
    if isinstance(value, str):
        return File(value, node=node)
    raise TypeError(f"expected a pdg.File or a path, got {type(value).__name__}")
