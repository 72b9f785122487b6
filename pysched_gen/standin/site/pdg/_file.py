"""`pdg.File`: a path with its tag, hash, size and owner; which tag goes with which extension.

That a tag may be registered for an extension is documented (help, "File tags"); arguments and the
table of extensions are not, and chosen.
"""

from __future__ import annotations

import fnmatch
import os
from typing import TYPE_CHECKING, Any

from pdg._enums import fileType
from pdg._paths import PathMap

if TYPE_CHECKING:
    from pdg._node import Node

__all__ = ["File", "FileTags", "tag_for_path"]

_EXTENSIONS = {
    "file/archive": ".zip .tar .tar.gz .tar.bz2 .tar.xz .gz .bz2 .xz .7z .rar .tgz",
    "file/csv": ".csv .tsv",
    "file/geo": ".bgeo .bgeo.sc .bgeo.gz .geo .geo.gz .obj .abc .ply .stl .fbx .vdb .gltf .glb",
    "file/hda": ".hda .otl .hdalc .hdanc",
    "file/hip": ".hip .hiplc .hipnc",
    "file/image": ".exr .jpg .jpeg .png .tif .tiff .tga .pic .rat .tx .hdr .bmp .gif .dpx .rgb",
    "file/python": ".py",
    "file/txt": ".txt .log .md .json .xml",
    "file/usd": ".usd .usda .usdc .usdz",
    "file/video": ".mp4 .mov .avi .mkv .webm .mpg .mpeg",
}
_OTHER = "file"
_tag_of = {ext: tag for tag, exts in _EXTENSIONS.items() for ext in exts.split()}
_tags = set(_EXTENSIONS) | {_OTHER}
_viewer_of: dict[str, list[str]] = {}


def tag_for_path(path: str) -> str:
    """Return the tag that goes with the extension of `path`, "file" where none is known.

    That a missing tag is chosen by extension is documented (jobapi, addOutputFile).
    """
    return _tag_of.get(_known_extension(path), _OTHER)


def _known_extension(path: str) -> str:
    """Return the longest extension of `path` that has a tag, "" where none has."""
    base = os.path.basename(path.replace("\\", "/")).lower()
    _, dot, rest = base.partition(".")
    while dot and rest:
        if "." + rest in _tag_of:
            return "." + rest
        _, dot, rest = rest.partition(".")
    return ""


def _with_dot(extension: str) -> str:
    return extension.lower() if extension.startswith(".") else "." + extension.lower()


def matches(name: str, pattern: str) -> bool:
    """Tell whether `name` matches the space-separated patterns; "^p" takes away what p matches.

    The syntax is that of the attribute patterns of TOP nodes.
    """
    found = False
    for word in pattern.split():
        if word.startswith("^"):
            found = found and not fnmatch.fnmatchcase(name, word[1:])
        else:
            found = found or fnmatch.fnmatchcase(name, word)
    return found


class FileTags:
    """The functions of `pdg.TypeRegistry` for tags. Tags are those of all sessions."""

    @property
    def tags(self) -> list[str]:
        """All known tags."""
        return sorted(_tags)

    def addTag(self, tag: str) -> None:
        """Make `tag` a known one."""
        _tags.add(tag)

    def addExtensionTag(self, extension: str, tag: str) -> None:
        """Let files with `extension` have `tag` where nothing else is said."""
        _tags.add(tag)
        _tag_of[_with_dot(extension)] = tag

    def extToTag(self, extension: str) -> str:
        """Return the tag of an extension, "file" where none is known."""
        return _tag_of.get(_with_dot(extension), _OTHER)

    def pathToTag(self, path: str) -> str:
        """Return the tag of a file, "file" where none is known."""
        return tag_for_path(path)

    def pathToExt(self, path: str) -> str:
        """Return the extension of a file, all of a known one such as ".bgeo.sc"."""
        return _known_extension(path) or os.path.splitext(path)[1]

    def filteredTags(self, pattern: str) -> list[str]:
        """Return the known tags that match the patterns in `pattern`."""
        return [tag for tag in self.tags if matches(tag, pattern)]

    def addTagViewer(self, tag: str, viewer: str) -> None:
        """Let files of `tag` be shown by the program `viewer`."""
        _viewer_of.setdefault(tag, []).append(viewer)

    def tagToViewer(self, tag: str) -> str:
        """Return the program that shows files of `tag`, or of the tag above it; "" for none."""
        while tag and tag not in _viewer_of:
            tag = tag.rpartition("/")[0]
        return _viewer_of[tag][0] if tag else ""

    def pathToViewer(self, path: str) -> str:
        """Return the program that shows a file, "" for none."""
        return self.tagToViewer(tag_for_path(path))

    def isViewable(self, tag: str) -> bool:
        """Tell whether a program shows files of `tag`."""
        return bool(self.tagToViewer(tag))

    def isMultiViewer(self, tag: str) -> bool:
        """Tell whether more than one program shows files of `tag`."""
        return len(_viewer_of.get(tag, ())) > 1


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
        return PathMap.mapPath(path, zone) if zone else PathMap.mapPath(path)

    @staticmethod
    def mapPathToLocal(path: str) -> str:
        """Return `path` as this machine sees it: see `PathMap.mapPathToLocal`."""
        return PathMap.mapPathToLocal(path)

    @staticmethod
    def mappingZone() -> str:
        """Return the zone of this machine: see `PathMap.mappingZone`."""
        return PathMap.mappingZone()

    @staticmethod
    def setMappingZone(zone: str) -> None:
        """Let this machine be in `zone`: see `PathMap.setMappingZone`."""
        PathMap.setMappingZone(zone)

    @staticmethod
    def pathMapJSON() -> str:
        """Return the path map as JSON: see `PathMap.pathMapJSON`."""
        return PathMap.pathMapJSON()

    @staticmethod
    def setPathMapJSON(text: str) -> None:
        """Replace the path map: see `PathMap.setPathMapJSON`."""
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
