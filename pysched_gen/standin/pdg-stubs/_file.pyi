# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.File`: a path with its tag, hash, size and owner."""

from typing import Any
from pdg._enums import fileType
from pdg._graph import Node

class File:
    """A file of a work item, as `WorkItem.outputFiles` lists it.

    `path` may hold tokens such as `__PDG_DIR__`; `local_path` is where this machine finds it.
    Values of the tags: the tag menus of TOP nodes use "file/geo", "file/image" and so on.
    """

    DefaultArchiveTag: str
    DefaultCsvTag: str
    DefaultDirTag: str
    DefaultFileTag: str
    DefaultGeoTag: str
    DefaultHdaTag: str
    DefaultHipTag: str
    DefaultImageTag: str
    DefaultPythonScriptTag: str
    DefaultSymLinkTag: str
    DefaultTxtTag: str
    DefaultUsdTag: str
    DefaultVideoTag: str
    path: str
    tag: Any
    hash: int
    owned: bool
    type: fileType
    size: int
    def __init__(
        self,
        path: str,
        tag: str = ...,
        hash: int = ...,
        own: bool = ...,
        type: fileType = ...,
        size: int = ...,
        node: Node | None = ...,
    ) -> None:
        """Keep what is given; an empty `tag` is chosen by the extension of `path`."""

    @property
    def local_path(self) -> str:
        """The path with its tokens replaced, by the scheduler of the item that has the file."""

    @staticmethod
    def localizePath(path: str) -> str:
        """Replace `__PDG_DIR__` and its like in `path` by the variables of the environment."""

    @staticmethod
    def mapPath(path: str, zone: str = ...) -> str:
        """Return `path` as machines of `zone` see it: see `PathMap.mapPath`."""

    @staticmethod
    def mapPathToLocal(path: str) -> str:
        """Return `path` as this machine sees it: see `PathMap.mapPathToLocal`."""

    @staticmethod
    def mappingZone() -> str:
        """Return the zone of this machine: see `PathMap.mappingZone`."""

    @staticmethod
    def setMappingZone(zone: str) -> None:
        """Let this machine be in `zone`: see `PathMap.setMappingZone`."""

    @staticmethod
    def pathMapJSON() -> str:
        """Return the path map as JSON: see `PathMap.pathMapJSON`."""

    @staticmethod
    def setPathMapJSON(text: str) -> None:
        """Replace the path map: see `PathMap.setPathMapJSON`."""

    def asTuple(self) -> tuple[str, str, int]:
        """Return (path, tag, hash), the form results had in Houdini 17.5."""

    def updateStat(self) -> bool:
        """Read size and time of change from disk; return whether the file is there.

        That the hash of a file is its time of change is documented for expected outputs.
        """

def localized(path: str, node: Node | None) -> str:
    """Return `path` as the scheduler of `node` finds it, else as the environment says."""
