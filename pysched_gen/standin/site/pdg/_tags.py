"""File tags: which tag goes with which extension, and what shows files of a tag.

`pdg.TypeRegistry` has the functions; their names come from a listing of Houdini 21.0. That a tag
may be registered for an extension is documented (help, "File tags"); arguments and the table of
extensions are not, and chosen.
"""

from __future__ import annotations

import os

from pdg._patterns import matches

__all__ = ["FileTags", "tag_for_path"]

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
