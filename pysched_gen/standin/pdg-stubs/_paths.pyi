# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Where files of a cook are, and how paths of one machine become those of another."""

from pdg._enums import pathMapMatchType
from types import TracebackType

class PathMapEntry:
    """One rule: in `zone`, the path `mapFrom` is `mapTo`; `createdBy` names a scheduler."""

    zone: str
    mapFrom: str
    mapTo: str
    createdBy: str
    matchType: pathMapMatchType
    def __init__(
        self,
        zone: str,
        map_from: str,
        map_to: str,
        created_by: str = ...,
        match_type: pathMapMatchType = ...,
    ) -> None: ...

class PathMap:
    """The path map of the session; all its methods are static but those of an edit block."""

    AllZone: str
    LinuxZone: str
    MacZone: str
    WindowsZone: str
    @staticmethod
    def edit() -> PathMapEditBlock:
        """Give a context manager whose value takes new rules; PDG_PATHMAP is set when it ends."""

    @staticmethod
    def mappingZone() -> str:
        """Give the zone of this machine: as set, as PDG_PATHMAP_ZONE says, or by its platform."""

    @staticmethod
    def setMappingZone(zone: str) -> None:
        """Set the zone of this machine; "" goes back to that of the platform."""

    @staticmethod
    def mapPath(path: str, zone: str = ...) -> str:
        """Give `path` as it is called in `zone`, that of this machine where it is "".

        A rule may continue what another gave, and each is used once: help says that rules chain
        and that only the first of several for one path applies.
        """

    @staticmethod
    def mapPathToLocal(path: str) -> str:
        """Give `path` as it is called on this machine."""

    @staticmethod
    def mappings(zone: str = ..., scheduler: str = ...) -> list[PathMapEntry]:
        """Give the rules, those of one zone or one scheduler where it is named."""

    @staticmethod
    def pathMapJSON() -> str:
        """Give the rules as the text of PDG_PATHMAP."""

    @staticmethod
    def setPathMapJSON(json_string: str, merge: bool = ...) -> None:
        """Take the rules of such a text, after those there are where `merge` is true.

        Raises ValueError where it is no such text.
        """

    def addPathMapping(
        self,
        zone: str,
        mapFrom: str,
        mapTo: str,
        createdBy: str = ...,
        matchType: pathMapMatchType = ...,
    ) -> None:
        """Add a rule; only on what `edit` gives."""

    def clearAllMappings(self) -> None:
        """Remove all rules; only on what `edit` gives."""

    def clearSchedulerMappings(self, scheduler: str) -> None:
        """Remove the rules a scheduler created; only on what `edit` gives."""

class PathMapEditBlock:
    """`with pdg.PathMap.edit() as path_map:`; other threads wait to edit until it ends."""

    def __enter__(self) -> PathMap: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
