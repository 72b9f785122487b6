"""Where files of a cook are, how paths of one machine become those of another, writing them whole.

`PathMap` is documented in SideFX's help of `pdg.PathMap`, `pdg.PathMapEditBlock` and the PDG Path
Map pane; the JSON in PDG_PATHMAP is what the job-side `pdgcmd` of Houdini reads.

Layout (help and public schedulers): `<working dir>/pdgtemp/<process id>/{data,logs,scripts}`.
Functions that take `local` give the path on this machine for True and the farm's for False.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import threading
from typing import TYPE_CHECKING, Callable

from pdg._enums import pathMapMatchType

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Folders", "PathMap", "PathMapEditBlock", "PathMapEntry", "copy_file", "write_file"]

_PLATFORM_ZONES = {"win32": "WIN", "darwin": "MAC"}
_UNSET = (
    "the working directory was never set: call self.setWorkingDir(local, remote) in onStartCook "
    "(Houdini would put its files into the root of the file system)"
)


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
        """Return `path` with the rule applied to it, or None where it does not match."""
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
        """Return a context manager whose value takes new rules; PDG_PATHMAP is set when it ends."""
        return PathMapEditBlock()

    @staticmethod
    def mappingZone() -> str:
        """Return the zone of this machine: as set, as PDG_PATHMAP_ZONE says, or by its platform."""
        own = _PLATFORM_ZONES.get(sys.platform, PathMap.LinuxZone)
        return PathMap._zone or os.environ.get("PDG_PATHMAP_ZONE") or own

    @staticmethod
    def setMappingZone(zone: str) -> None:
        """Set the zone of this machine; "" goes back to that of the platform."""
        PathMap._zone = zone

    @staticmethod
    def mapPath(path: str, zone: str = "") -> str:
        """Return `path` as it is called in `zone`, that of this machine where it is "".

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
        """Return `path` as it is called on this machine."""
        return PathMap.mapPath(path)

    @staticmethod
    def mappings(zone: str = "", scheduler: str = "") -> list[PathMapEntry]:
        """Return the rules, those of one zone or one scheduler where it is named."""
        return [
            entry
            for entry in PathMap._entries
            if zone in ("", entry.zone) and scheduler in ("", entry.createdBy)
        ]

    @staticmethod
    def pathMapJSON() -> str:
        """Return the rules as the text of PDG_PATHMAP."""
        paths = [
            {e.mapFrom: {"zone": e.zone, "path": e.mapTo, "matchtype": int(e.matchType)}}
            for e in PathMap._entries
        ]
        return json.dumps({"paths": paths})

    @staticmethod
    def setPathMapJSON(json_string: str, merge: bool = False) -> None:
        """Take the rules of such a text, after those there are where `merge` is true.

        Raises ValueError where it is no such text.
        """
        entries = _entries_of(json_string)
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


def _entries_of(text: str) -> list[PathMapEntry]:
    """Return the rules of the JSON of a path map; raises ValueError where it is none.

    One without a kind of match is applied anywhere in a path, as jobs do (see `pdgpaths`).
    """
    kinds = {int(kind): kind for kind in pathMapMatchType}
    try:
        return [
            PathMapEntry(
                rule["zone"], source, rule["path"], "", kinds[int(rule.get("matchtype", 0))]
            )
            for path in json.loads(text)["paths"]
            for source, rule in path.items()
        ]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not the JSON of a path map: {error!r}") from error


def _start_with_environment() -> None:
    """Take the rules of PDG_PATHMAP, as a session does that starts with it."""
    text = os.environ.get("PDG_PATHMAP")
    if text:
        try:
            PathMap._entries = tuple(_entries_of(text))
        except ValueError as error:
            sys.stderr.write(f"PDG_PATHMAP: {error}\n")


_start_with_environment()


class Folders:
    """Pairs of local and remote directories; those not set follow from the working directory.

    `ask` gives the working directory where it was not set, "" where it has none to give.
    """

    __slots__ = ("_ask", "_set")

    def __init__(self, ask: Callable[[bool], str]) -> None:
        self._ask = ask
        self._set: dict[str, tuple[str, str]] = {}

    def put(self, kind: str, local: str, remote: str) -> None:
        """Set the pair of "working", "temp" or "script"."""
        self._set[kind] = (_plain(local), _plain(remote))

    @property
    def is_set(self) -> bool:
        """Tell whether there is a directory to find the others from."""
        return bool(self._set or self._ask(True))

    def require(self) -> None:
        """Raise RuntimeError where files would go into the root of the file system."""
        if not self.is_set:
            raise RuntimeError(_UNSET)

    def working(self, local: bool) -> str:
        """Return the working directory, "" where none was set (observed of PDG)."""
        if "working" not in self._set:
            return self._ask(local)
        return self._set["working"][0 if local else 1]

    def temp(self, local: bool) -> str:
        """Return the directory for files of this session."""
        if "temp" in self._set:
            return self._set["temp"][0 if local else 1]
        return f"{self.working(local)}/pdgtemp/{os.getpid()}"

    def script(self, local: bool) -> str:
        """Return the directory for scripts that jobs run."""
        if "script" in self._set:
            return self._set["script"][0 if local else 1]
        return f"{self.temp(local)}/scripts"

    def data(self, local: bool) -> str:
        """Return the directory for work item data."""
        return f"{self.temp(local)}/data"

    def log(self, local: bool) -> str:
        """Return the directory for logs."""
        return f"{self.temp(local)}/logs"

    def make(self) -> None:
        """Make all of them on this machine; raises OSError where that fails.

        Raises RuntimeError where none was set: PDG makes them in the root of the file system.
        """
        self.require()
        for folder in (self.data(True), self.log(True), self.script(True)):
            os.makedirs(folder, exist_ok=True)

    def tokens(self, local: bool) -> dict[str, str]:
        """Return what tokens in commands and paths stand for."""
        return {
            "__PDG_SHARED_TEMP__": self.temp(local),
            "__PDG_SHARED_ROOT__": self.working(local),
            "__PDG_SCRIPTDIR__": self.script(local),
            "__PDG_TEMP__": self.temp(local),
            "__PDG_DIR__": self.working(local),
        }


def _plain(path: str) -> str:
    """Return a path with `/` and none of it at the end, as PDG writes them."""
    plain = str(path).replace("\\", "/")
    return plain.rstrip("/") or plain


def copy_file(source: str, target: str) -> None:
    """Copy a file with its times unless the same is there; raises OSError, leaves no half copy."""
    if _same(source, target):
        return
    folder = os.path.dirname(target)
    os.makedirs(folder, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=folder, prefix=".transfer")
    os.close(handle)
    try:
        shutil.copy2(source, part)
        os.replace(part, target)
    except OSError:
        os.unlink(part)
        raise


def _same(source: str, target: str) -> bool:
    """Tell whether `target` is `source`, or a copy with its size and time."""
    if not os.path.exists(target):
        return False
    if os.path.samefile(source, target):
        return True
    ours, theirs = os.stat(source), os.stat(target)
    return ours.st_size == theirs.st_size and int(ours.st_mtime) == int(theirs.st_mtime)


def write_file(path: str, content: bytes) -> None:
    """Write a file at once or not at all; raises OSError (a full disk leaves nothing behind)."""
    part = f"{path}.part"
    try:
        with open(part, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except OSError:
        if os.path.exists(part):
            os.unlink(part)
        raise
