"""Where files of a cook are, and how paths of one machine become those of another.

`PathMap` is documented in SideFX's help of `pdg.PathMap`, `pdg.PathMapEditBlock` and the PDG Path
Map pane; the JSON in PDG_PATHMAP is what the job-side `pdgcmd` of Houdini reads.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import TYPE_CHECKING

from pdg._enums import pathMapMatchType

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["PathMap", "PathMapEditBlock", "PathMapEntry"]

_PLATFORM_ZONES = {"win32": "WIN", "darwin": "MAC"}


class PathMapEntry:
    """One rule: in `zone`, the path `mapFrom` is `mapTo`; `createdBy` names a scheduler."""

    __slots__ = ("createdBy", "mapFrom", "mapTo", "matchType", "zone")

    def __init__(
        self,
        zone: str,
        map_from: str,
        map_to: str,
        created_by: str = "",
        match_type: pathMapMatchType = pathMapMatchType.Prefix,
    ) -> None:
        self.zone = zone
        self.mapFrom = map_from
        self.mapTo = map_to
        self.createdBy = created_by
        self.matchType = match_type

    def _applied(self, path: str) -> str | None:
        """Give `path` with the rule applied to it, or None where it does not match."""
        if self.matchType == pathMapMatchType.Prefix:
            return self.mapTo + path[len(self.mapFrom) :] if path.startswith(self.mapFrom) else None
        if self.matchType == pathMapMatchType.Suffix:
            ends = path.endswith(self.mapFrom)
            return path[: len(path) - len(self.mapFrom)] + self.mapTo if ends else None
        return path.replace(self.mapFrom, self.mapTo) if self.mapFrom in path else None


class PathMap:
    """The path map of the session; all its methods are static but those of an edit block."""

    AllZone = "*"
    LinuxZone = "LINUX"
    MacZone = "MAC"
    WindowsZone = "WIN"

    _entries: tuple[PathMapEntry, ...] = ()
    _zone = ""
    _lock = threading.RLock()

    @staticmethod
    def edit() -> PathMapEditBlock:
        """Give a context manager whose value takes new rules; PDG_PATHMAP is set when it ends."""
        return PathMapEditBlock()

    @staticmethod
    def mappingZone() -> str:
        """Give the zone of this machine: as set, as PDG_PATHMAP_ZONE says, or by its platform."""
        own = _PLATFORM_ZONES.get(sys.platform, PathMap.LinuxZone)
        return PathMap._zone or os.environ.get("PDG_PATHMAP_ZONE") or own

    @staticmethod
    def setMappingZone(zone: str) -> None:
        """Set the zone of this machine; "" goes back to that of the platform."""
        PathMap._zone = zone

    @staticmethod
    def mapPath(path: str, zone: str = "") -> str:
        """Give `path` as it is called in `zone`, that of this machine where it is "".

        A rule may continue what another gave, and each is used once: help says that rules chain
        and that only the first of several for one path applies.
        """
        zones = (zone or PathMap.mappingZone(), PathMap.AllZone)
        rest = [entry for entry in PathMap._entries if entry.zone in zones]
        while rest:
            results = [(entry, entry._applied(path)) for entry in rest]
            found = next(((e, result) for e, result in results if result is not None), None)
            if found is None:
                return path
            used, path = found
            rest = [e for e in rest if e.mapFrom != used.mapFrom]
        return path

    @staticmethod
    def mapPathToLocal(path: str) -> str:
        """Give `path` as it is called on this machine."""
        return PathMap.mapPath(path)

    @staticmethod
    def mappings(zone: str = "", scheduler: str = "") -> list[PathMapEntry]:
        """Give the rules, those of one zone or one scheduler where it is named."""
        return [
            entry
            for entry in PathMap._entries
            if zone in ("", entry.zone) and scheduler in ("", entry.createdBy)
        ]

    @staticmethod
    def pathMapJSON() -> str:
        """Give the rules as the text of PDG_PATHMAP."""
        paths = [{e.mapFrom: {"zone": e.zone, "path": e.mapTo}} for e in PathMap._entries]
        return json.dumps({"paths": paths})

    @staticmethod
    def setPathMapJSON(json_string: str, merge: bool = False) -> None:
        """Take the rules of such a text, after those there are where `merge` is true.

        Raises ValueError where it is no such text.
        """
        try:
            entries = [
                PathMapEntry(rule["zone"], source, rule["path"])
                for path in json.loads(json_string)["paths"]
                for source, rule in path.items()
            ]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"not the JSON of a path map: {error!r}") from error
        with PathMap._lock:
            kept = PathMap._entries if merge else ()
            PathMap._entries = (*kept, *entries)
            os.environ["PDG_PATHMAP"] = PathMap.pathMapJSON()

    def addPathMapping(
        self,
        zone: str,
        mapFrom: str,
        mapTo: str,
        createdBy: str = "",
        matchType: pathMapMatchType = pathMapMatchType.Prefix,
    ) -> None:
        """Add a rule; only on what `edit` gives."""
        entry = PathMapEntry(zone, mapFrom, mapTo, createdBy, matchType)
        PathMap._entries = (*PathMap._entries, entry)

    def clearAllMappings(self) -> None:
        """Remove all rules; only on what `edit` gives."""
        PathMap._entries = ()

    def clearSchedulerMappings(self, scheduler: str) -> None:
        """Remove the rules a scheduler created; only on what `edit` gives."""
        PathMap._entries = tuple(e for e in PathMap._entries if e.createdBy != scheduler)


class PathMapEditBlock:
    """`with pdg.PathMap.edit() as path_map:`; other threads wait to edit until it ends."""

    __slots__ = ()

    def __enter__(self) -> PathMap:
        PathMap._lock.acquire()
        return PathMap()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.environ["PDG_PATHMAP"] = PathMap.pathMapJSON()
        PathMap._lock.release()
