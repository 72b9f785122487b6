"""What job scripts import to read their work item, and to change it where PDG is.

`WorkItem.fromJobEnvironment()` finds the data by the environment of the job: a file in
`$PDG_TEMP/data`, plain or compressed, or an RPC where PDG_ITEM_DATA_SOURCE is 1. What a job sets
is kept in the item and reported with `pdgcmd`. Names are those of the `pdgjson.py` that Houdini
copies to the scripts directory (help page jobapi; reference, section 4.6); the code is not. The
values of the enums are those that the JSON carries.
"""

from __future__ import annotations

import ast
import base64
import gzip
import json
import os
import sys
from enum import IntEnum
from typing import Any, Sequence

import pdgcmd


class attribType(IntEnum):
    """_Kind of an attribute."""

    Undefined = -1
    Int = 0
    Float = 1
    String = 2
    File = 3
    PyObject = 4
    Geometry = 5
    Dict = 6


# The name within a class that has a method `attribType`.
_Kind = attribType
_INTERNAL = "__pdg_"
_DEFAULTS: dict[_Kind, Any] = {
    _Kind.Int: 0,
    _Kind.Float: 0.0,
    _Kind.String: "",
    _Kind.Dict: {},
}
_WITH_IDS = 3
_RPC = 1


class attribFlag(IntEnum):
    """Flags of an attribute, to be or-ed."""

    NoFlags = 0
    NoCopy = 1
    EnvExport = 2
    ReadOnly = 4
    Internal = 8
    Operator = 16


class batchActivation(IntEnum):
    """When a batch begins."""

    First = 0
    Any = 1
    All = 2
    Fixed = 3


class workItemState(IntEnum):
    """State of a work item when its data was written."""

    Undefined = 0
    Dirty = 1
    Uncooked = 2
    Waiting = 3
    Scheduled = 4
    Cooking = 5
    CookedSuccess = 6
    CookedCache = 7
    CookedFail = 8
    CookedCancel = 9


class workItemType(IntEnum):
    """_Kind of a work item."""

    Regular = 0
    Batch = 1
    Partition = 2


class workItemExecutionType(IntEnum):
    """Whether the job is work of a usual length, a server, or the end of one."""

    Regular = 0
    LongRunning = 1
    Cleanup = 2


class workItemCookType(IntEnum):
    """Where the work item cooks."""

    Generate = 0
    InProcess = 1
    OutOfProcess = 2
    Service = 3
    Automatic = 4


class File:
    """A file: path as PDG has it, tag, hash; `local_path` is where this machine finds it."""

    def __init__(
        self,
        path: str,
        tag: str = "",
        hash: int = 0,
        own: bool = False,
        type: int = 0,
        size: int = 0,
    ) -> None:
        """Keep what is given."""
        self.path = path
        self.tag = tag
        self.hash = hash
        self.owned = own
        self.type = type
        self.size = size

    @classmethod
    def from_json(cls, fields: Any) -> File:
        """Make the file that `fields` stand for: a path, or an object with the key data."""
        if isinstance(fields, str):
            return cls(fields)
        return cls(
            fields["data"],
            fields.get("tag", ""),
            fields.get("hash", 0),
            bool(fields.get("own", False)),
            fields.get("type", 0),
            fields.get("size", 0),
        )

    def as_json(self) -> dict[str, Any]:
        """Return what stands for the file."""
        return {
            "data": self.path,
            "tag": self.tag,
            "hash": self.hash,
            "size": self.size,
            "own": self.owned,
            "type": self.type,
        }

    @property
    def local_path(self) -> str:
        """The path with tokens, variables and path maps resolved."""
        return pdgcmd.localizePath(self.path)

    @property
    def isExpected(self) -> bool:
        """Whether the file was only announced when the data was written."""
        return self.type in (1, 3)

    def __fspath__(self) -> str:
        """Be usable as a path."""
        return os.fspath(self.local_path)

    def __eq__(self, other: object) -> bool:
        """Compare path, tag and hash."""
        if not isinstance(other, File):
            return NotImplemented
        return (self.path, self.tag, self.hash) == (other.path, other.tag, other.hash)

    def __hash__(self) -> int:
        return hash((self.path, self.tag, self.hash))

    def __repr__(self) -> str:
        return "<pdgjson.File path={!r} tag={!r}>".format(self.path, self.tag)


class Attribute:
    """One attribute: its kind, flags and values."""

    def __init__(self, name: str, kind: _Kind, values: Any = (), flags: int = 0) -> None:
        """Keep what is given."""
        self.name = name
        self.type = kind
        self.flags = flags
        self.changed = False
        self.values: list[Any] = list(values)

    @classmethod
    def from_json(cls, name: str, fields: dict[str, Any]) -> Attribute:
        """Make the attribute that `fields` stand for."""
        kind = _Kind(int(fields["type"]))
        values = fields["value"]
        if kind in (_Kind.PyObject, _Kind.Geometry):
            values = [_literal(values)]
        elif kind is _Kind.File:
            values = [File.from_json(value) for value in values]
        return cls(name, kind, values, int(fields.get("flag", 0)))

    def asJSON(self) -> dict[str, Any]:
        """Return what stands for the attribute."""
        values: Any = [v.as_json() if isinstance(v, File) else v for v in self.values]
        if self.type in (_Kind.PyObject, _Kind.Geometry):
            values = repr(self.values[0] if self.values else None)
        fields = {"type": int(self.type), "flag": self.flags, "own": True}
        return {**fields, "concat": False, "value": values}

    @property
    def size(self) -> int:
        """The number of values."""
        return len(self.values)

    def hasFlag(self, flag: int) -> bool:
        """Tell whether `flag` is set."""
        return bool(self.flags & flag)

    def value(self, index: int = 0) -> Any:
        """Return the value at `index`; raises IndexError."""
        return self.values[index]

    def set(self, value: Any, index: int) -> None:
        """Set a value, all of them with a list, or append one with index -1."""
        self.changed = True
        if isinstance(value, (list, tuple)) and self.type is not _Kind.PyObject:
            self.values = list(value)
        elif index < 0:
            self.values.append(value)
        else:
            default = _DEFAULTS.get(self.type)
            self.values += [default] * (index + 1 - len(self.values))
            self.values[index] = value


class AttributeOwner:
    """Reads and keeps attributes; what is not there is None."""

    def __init__(self, expand_strings: bool = False) -> None:
        """Start without attributes; `expand_strings` resolves tokens in strings when read."""
        self._attributes: dict[str, Attribute] = {}
        self._expand = expand_strings

    def _load_attributes(self, fields: dict[str, Any]) -> None:
        for name, entry in fields.get("attributes", {}).items():
            self._attributes[name] = Attribute.from_json(name, entry)

    def attrib(self, name: str, attrib_type: int = _Kind.Undefined) -> Attribute | None:
        """Return the attribute `name`, of any kind or of one; None where there is none."""
        found = self._attributes.get(name)
        if found is None or attrib_type not in (_Kind.Undefined, found.type):
            return None
        return found

    def hasAttrib(self, name: str) -> bool:
        """Tell whether there is an attribute `name`."""
        return self.attrib(name) is not None

    def attribNames(self, attrib_type: int = _Kind.Undefined) -> list[str]:
        """Return the names of all attributes, or of those of one kind; internal ones not."""
        return [
            name
            for name, attribute in self._attributes.items()
            if attrib_type in (_Kind.Undefined, attribute.type) and not name.startswith(_INTERNAL)
        ]

    def attribValues(self, attrib_type: int = _Kind.Undefined) -> dict[str, list[Any]]:
        """Return the values of all attributes, or of those of one kind, by name."""
        return {name: self.attribArray(name) or [] for name in self.attribNames(attrib_type)}

    def attribType(self, name: str) -> int:
        """Return the kind of the attribute `name`."""
        found = self.attrib(name)
        return _Kind.Undefined if found is None else found.type

    def attribValue(self, name: str, index: int = 0) -> Any:
        """Return one value of any kind."""
        return self._value(name, index, _Kind.Undefined)

    def intAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one value of an int attribute."""
        return self._value(name, index, _Kind.Int)

    def floatAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one value of a float attribute."""
        return self._value(name, index, _Kind.Float)

    def stringAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one value of a string attribute."""
        return self._value(name, index, _Kind.String)

    def fileAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one file of a file attribute."""
        return self._value(name, index, _Kind.File)

    def dictAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one dict of a dict attribute."""
        return self._value(name, index, _Kind.Dict)

    def pyObjectAttribValue(self, name: str) -> Any:
        """Return the object of a PyObject attribute."""
        return self._value(name, 0, _Kind.PyObject)

    def attribArray(self, name: str) -> list[Any] | None:
        """Return all values of any kind."""
        return self._array(name, _Kind.Undefined)

    def intAttribArray(self, name: str) -> list[int] | None:
        """Return all values of an int attribute."""
        return self._array(name, _Kind.Int)

    def floatAttribArray(self, name: str) -> list[float] | None:
        """Return all values of a float attribute."""
        return self._array(name, _Kind.Float)

    def stringAttribArray(self, name: str) -> list[str] | None:
        """Return all values of a string attribute."""
        return self._array(name, _Kind.String)

    def fileAttribArray(self, name: str) -> list[File] | None:
        """Return all files of a file attribute."""
        return self._array(name, _Kind.File)

    def dictAttribArray(self, name: str) -> list[dict[str, Any]] | None:
        """Return all dicts of a dict attribute."""
        return self._array(name, _Kind.Dict)

    @property
    def environment(self) -> dict[str, Any]:
        """The attributes that are exported to the environment, by name."""
        return {
            name: attribute.values[0] if attribute.size == 1 else _joined(attribute.values)
            for name, attribute in self._attributes.items()
            if attribute.hasFlag(attribFlag.EnvExport)
        }

    def _keep(self, name: str, kind: _Kind, value: Any, index: int) -> None:
        found = self.attrib(name, kind)
        if found is None or self._attributes.get(name) is not found:
            found = self._attributes[name] = Attribute(name, kind)
        found.set(value, index)

    def _value(self, name: str, index: int, kind: _Kind) -> Any:
        values = self._array(name, kind)
        return values[index] if values is not None and 0 <= index < len(values) else None

    def _array(self, name: str, kind: _Kind) -> list[Any] | None:
        found = self.attrib(name, kind)
        if found is None:
            return None
        if self._expand and found.type is _Kind.String:
            return [File(value).local_path for value in found.values]
        return list(found.values)


def _joined(values: list[Any]) -> str:
    return " ".join(value.path if isinstance(value, File) else str(value) for value in values)


def _literal(text: Any) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError):
        return text


_DONE = (workItemState.CookedSuccess, workItemState.CookedCache)
_BROKEN = (workItemState.CookedFail, workItemState.CookedCancel)


def _sent(value: Any) -> Any:
    """Return a dict as text, which is how one is sent."""
    return json.dumps(value) if isinstance(value, dict) else value


def getTempDir() -> str:
    """Return $PDG_TEMP, "" where the job has none."""
    return os.environ.get("PDG_TEMP", "")


def getWorkItemDataSource() -> int:
    """Return 0 where the data is in a file, 1 where it is asked for by RPC."""
    return int(os.environ.get("PDG_ITEM_DATA_SOURCE") or 0)


def getWorkItemJsonPath(item_name: str) -> str:
    """Return the file with the data of an item, the compressed one where only that is there."""
    path = "{}/data/{}.json".format(getTempDir(), item_name)
    return path + ".gz" if not os.path.exists(path) and os.path.exists(path + ".gz") else path


def getWorkItemFromFile(path: str, cb_server: Any = None) -> WorkItem:
    """Return the item of a file."""
    return WorkItem.fromFile(path, cb_server)


class Graph(AttributeOwner):
    """The attributes of the graph."""


class WorkItem(AttributeOwner):
    """The item of the job, or a sub-item of a batch.

    Without JSON it is a stub: a sub-item yet to be made. What a job tells of its item is kept in
    the item and sent with `pdgcmd`. A report that cannot be sent is printed and otherwise ignored,
    as Houdini's `pdgjson.py` does; `pdgcmd` raises.
    """

    def __init__(
        self,
        json_obj: Any,
        batch_parent: Any = None,
        batch_index: int = -1,
        version: int = 0,
        server: Any = None,
        expand_strings: bool = False,
    ) -> None:
        """Read the item; raises ValueError where that is not the JSON of one."""
        AttributeOwner.__init__(self, expand_strings)
        self._server = server or os.environ.get("PDG_RESULT_SERVER")
        self._version = version
        self.batchParent = batch_parent
        self.batchIndex = batch_index
        self.graph = AttributeOwner(expand_strings)
        if batch_parent is not None:
            self.graph = batch_parent.graph
        self.isStub = not json_obj
        self._state = workItemState.Undefined
        self._outputs: list[File] = []
        self.batchItems: list[Any] = []
        if json_obj:
            self._load(json_obj)

    def _load(self, json_obj: Any) -> None:
        fields = json_obj.get("workitem", json_obj) if isinstance(json_obj, dict) else None
        if not isinstance(fields, dict) or "nodeName" not in fields:
            raise ValueError("this is not the JSON of a work item: it has no nodeName")
        self._version = json_obj.get("version", self._version or 1)
        self.graph._load_attributes(json_obj.get("graph", {}))
        self.isStub = False
        self._load_facts(fields)
        self._load_attributes(fields)
        self._outputs = self.fileAttribArray("__pdg_outputfiles") or []
        self._cookType = self._read_cook_type(fields)
        if self.type == workItemType.Batch:
            self._load_batch(fields)

    def _load_facts(self, fields: dict[str, Any]) -> None:
        self.nodeName = fields["nodeName"]
        self.schedulerName = fields.get("schedulerName", "")
        self._id = int(fields.get("id", -1))
        named_by_id = "{}_{}".format(self.nodeName, self._id)
        self.name = str(fields.get("name") or named_by_id)
        self.batchIndex = int(fields.get("batchIndex", -1))
        self.frame = float(fields.get("frame", 0.0))
        self.frameStep = float(fields.get("frameStep", 1.0))
        self.hasFrame = bool(fields.get("hasFrame", False))
        self.index = int(fields.get("index", 0))
        self.isStatic = bool(fields.get("isStatic", True))
        self.priority = int(fields.get("priority", 0))
        self.customDataType = fields.get("customDataType", "")
        self.customData = fields.get("customData", "")
        self._command = fields.get("command", "")
        self._state = workItemState(fields.get("state", 0))
        self.type = int(fields.get("type", 0))
        self.executionType = workItemExecutionType(fields.get("executionType", 0))

    def _read_cook_type(self, fields: dict[str, Any]) -> workItemCookType:
        """Before version 6 there is only whether the item cooks in the session."""
        if "cookType" in fields:
            return workItemCookType(fields["cookType"])
        if fields.get("isInProcess"):
            return workItemCookType.InProcess
        return workItemCookType.OutOfProcess if self.command else workItemCookType.Generate

    def _load_batch(self, fields: dict[str, Any]) -> None:
        self.offset = int(fields.get("batchOffset", 0))
        self.batchStart = int(fields.get("batchStart", 0))
        self.activationMode = batchActivation(int(fields.get("activationMode", 2)))
        found = list(fields.get("subItems", ()))
        found += [None] * (int(fields.get("batchCount", len(found))) - len(found))
        self.batchItems = [
            self._make(sub, batch_parent=self, batch_index=place, version=self._version)
            for place, sub in enumerate(found)
        ]

    @property
    def id(self) -> int:
        """The id; -1 in data of releases that had none."""
        return self._id

    @property
    def reportId(self) -> Any:
        """What the item is reported by: its id or name, that of its batch for a sub-item."""
        if self.batchParent is not None:
            return self.batchParent.reportId
        return self.name if self._version < _WITH_IDS else self._id

    @property
    def reportName(self) -> str:
        """The name the item is reported by in old data."""
        return self.name if self.batchParent is None else str(self.batchParent.name)

    @property
    def state(self) -> workItemState:
        """The state when the data was written, or what the job has reported since."""
        return self._state

    @property
    def isCooked(self) -> bool:
        """Whether the item has cooked, well or not."""
        return self._state in _DONE or self._state in _BROKEN

    @property
    def isSuccessful(self) -> bool:
        """Whether the item has cooked or was found in the cache."""
        return self._state in _DONE

    @property
    def isUnsuccessful(self) -> bool:
        """Whether the item failed or was cancelled."""
        return self._state in _BROKEN

    @property
    def isBatch(self) -> bool:
        """Whether the item is a batch."""
        return self.type == workItemType.Batch

    @property
    def batchSize(self) -> int:
        """The number of sub-items."""
        return len(self.batchItems)

    @property
    def subItems(self) -> list[Any]:
        """Other name of `batchItems`."""
        return self.batchItems

    @property
    def cookType(self) -> workItemCookType:
        """Where the item cooks."""
        return self._cookType

    @property
    def isInProcess(self) -> bool:
        """Whether the item cooks in the session."""
        return self._cookType == workItemCookType.InProcess

    @property
    def isOutOfProcess(self) -> bool:
        """Whether the item cooks in a job."""
        return self._cookType == workItemCookType.OutOfProcess

    @property
    def command(self) -> str:
        """The command line."""
        return self._command or self.stringAttribValue("__pdg_commandstring") or ""

    @property
    def label(self) -> str:
        """The label, the name where there is none."""
        return self.stringAttribValue("__pdg_label") or self.name

    @property
    def customState(self) -> str:
        """The state that the job named, when the data was written."""
        return self.stringAttribValue("__pdg_state") or ""

    @property
    def cookPercent(self) -> float:
        """How far the job was, -1 where nothing was said."""
        found = self.floatAttribValue("__pdg_cookpercent")
        return -1.0 if found is None else float(found)

    @property
    def inputFiles(self) -> list[File]:
        """The files to read."""
        return self.fileAttribArray("__pdg_inputfiles") or []

    def inputFilesForTag(self, tag: str) -> list[File]:
        """Return the files to read whose tag begins with `tag`."""
        return [file for file in self.inputFiles if file.tag.startswith(tag)]

    @property
    def outputFiles(self) -> list[File]:
        """The files that were written."""
        return [file for file in self._outputs if not file.isExpected]

    @property
    def expectedOutputFiles(self) -> list[File]:
        """The files to write."""
        return [file for file in self._outputs if file.isExpected]

    @property
    def inputResultData(self) -> list[File]:
        """Older name of `inputFiles`."""
        return self.inputFiles

    @property
    def resultData(self) -> list[File]:
        """Older name of `outputFiles`."""
        return self.outputFiles

    def inputResultDataForTag(self, tag: str) -> list[File]:
        """Older name of `inputFilesForTag`."""
        return self.inputFilesForTag(tag)

    @property
    def tempDir(self) -> str:
        """$PDG_TEMP."""
        return os.environ.get("PDG_TEMP", "")

    def localizePath(self, path: str) -> str:
        """Return `path` as this machine finds it."""
        return File(path).local_path

    def __repr__(self) -> str:
        return "<pdgjson.WorkItem {}>".format("stub" if self.isStub else self.name)

    def setIntAttrib(self, name: str, value: Any, index: int = 0) -> None:
        """Set an int, all with a list, or append one with index -1."""
        self._set(attribType.Int, name, value, index)

    def setFloatAttrib(self, name: str, value: Any, index: int = 0) -> None:
        """Set a float, all with a list, or append one with index -1."""
        self._set(attribType.Float, name, value, index)

    def setStringAttrib(self, name: str, value: Any, index: int = 0) -> None:
        """Set a text, all with a list, or append one with index -1."""
        self._set(attribType.String, name, value, index)

    def setFileAttrib(self, name: str, value: Any, index: int = 0) -> None:
        """Set a `File`, all with a list, or append one with index -1."""
        self._set(attribType.File, name, value, index)

    def setDictAttrib(self, name: str, value: Any, index: int = 0) -> None:
        """Set a dict, all with a list, or append one with index -1."""
        self._set(attribType.Dict, name, value, index)

    def setPyObjectAttrib(self, name: str, value: Any) -> None:
        """Set an object, which PDG gets as its repr."""
        self._keep(name, attribType.PyObject, value, 0)
        pdgcmd.setPyObjectAttrib(
            name, repr(value), self.reportId, self.batchIndex, self._server, raise_exc=False
        )

    def _set(self, kind: attribType, name: str, value: Any, index: int) -> None:
        self._keep(name, kind, value, index)
        # By position: the item's keyword has another name in older releases.
        where = (self.reportId, self.batchIndex, self._server, False)
        setter = "set{}Attrib".format(kind.name)
        if isinstance(value, (list, tuple)):
            getattr(pdgcmd, setter + "Array")(name, [_sent(one) for one in value], *where)
        else:
            getattr(pdgcmd, setter)(name, _sent(value), index, *where)

    def addOutputFile(
        self, path: str, tag: str = "", hash_code: int = 0, own: bool = False
    ) -> None:
        """Add an output."""
        self._outputs.append(File(path, tag, hash_code, own))
        pdgcmd.addOutputFile(
            path,
            self.reportId,
            subindex=self.batchIndex,
            result_data_tag=tag,
            hash_code=hash_code,
            server_addr=self._server,
            raise_exc=False,
        )

    def addOutputFiles(
        self,
        paths: Sequence[str],
        tag: Any = "",
        hash_codes: Sequence[int] = (),
        own: bool = False,
    ) -> None:
        """Add outputs, with one tag for all or one for each."""
        if not paths:
            return
        tags = [tag] * len(paths) if isinstance(tag, str) else list(tag)
        self._outputs.extend(
            File(path, tags[place] if place < len(tags) else "", 0, own)
            for place, path in enumerate(paths)
        )
        pdgcmd.addOutputFiles(
            paths,
            self.reportId,
            subindex=self.batchIndex,
            output_file_tag=tag,
            hash_codes=hash_codes,
            server_addr=self._server,
            raise_exc=False,
        )

    addResultData = addOutputFile

    def setCustomState(self, custom_state: str) -> None:
        """Name the state of the job."""
        pdgcmd.workItemSetCustomState(
            custom_state, self.reportId, self.batchIndex, self._server, raise_exc=False
        )

    def setCookPercent(self, cook_percent: float) -> None:
        """Say how far the job is, from 0 to 1."""
        pdgcmd.workItemSetCookPercent(
            cook_percent, self.reportId, self.batchIndex, self._server, raise_exc=False
        )

    def invalidateCache(self) -> None:
        """Let what is downstream cook again."""
        pdgcmd.invalidateCache(self.reportId, self.batchIndex, self._server, raise_exc=False)

    def cookWarning(self, message: str) -> None:
        """Show a warning on the node."""
        pdgcmd.warning(message, self.reportId, self._server, raise_exc=False)

    def addMessage(self, message: str, verbosity: int = 0, timestamp: bool = True) -> None:
        """Print a message to the log of the job."""
        pdgcmd.printlog(message, verbosity, timestamp)

    def addWarning(self, message: str, verbosity: int = 0, timestamp: bool = True) -> None:
        """Print a warning to the log of the job."""
        pdgcmd.printlog(message, verbosity, timestamp, prefix="WARNING")

    def addError(self, message: str, fail_task: bool = False, timestamp: bool = True) -> None:
        """Print an error to the log of the job, and end it where `fail_task` says so."""
        pdgcmd.printlog(message, timestamp=timestamp, prefix="ERROR")
        if fail_task:
            sys.exit(-1)

    @classmethod
    def fromJobEnvironment(
        cls,
        item_name: str | None = None,
        cb_server: Any = None,
        expand_strings: bool = False,
        as_native: bool = False,
        print_info: bool = True,
    ) -> WorkItem:
        """Return the item of this job.

        Ends the process with an explanation where the environment does not say which.
        """
        del print_info
        if getWorkItemDataSource() == _RPC:
            return cls.fromRPC(pdgcmd.getItemIdFromEnv(), -1, cb_server, expand_strings, as_native)
        name = os.environ.get("PDG_ITEM_NAME", item_name)
        if not name:
            sys.exit("PDG_ITEM_NAME is not set: this script is meant to run as a job of PDG")
        return cls.fromFile(getWorkItemJsonPath(name), cb_server, expand_strings, as_native)

    @classmethod
    def fromFile(
        cls,
        path: str,
        cb_server: Any = None,
        expand_strings: bool = False,
        as_native: bool = False,
    ) -> WorkItem:
        """Return the item of a JSON file, plain or compressed; raises OSError or ValueError."""
        with open(path, "rb") as file:
            data = file.read()
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
        return cls.fromString(text, cb_server, expand_strings, as_native)

    @classmethod
    def fromString(
        cls,
        json_data: str,
        cb_server: Any = None,
        expand_strings: bool = False,
        as_native: bool = False,
    ) -> WorkItem:
        """Return the item of some JSON; raises ValueError."""
        if as_native:
            raise RuntimeError("as_native asks for Houdini's pdg module, which is not here")
        return cls(json.loads(json_data), server=cb_server, expand_strings=expand_strings)

    @classmethod
    def fromBase64String(
        cls,
        b64_data: Any,
        cb_server: Any = None,
        expand_strings: bool = False,
        as_native: bool = False,
    ) -> WorkItem:
        """Return the item of some JSON in base 64."""
        text = base64.b64decode(b64_data).decode("utf-8")
        return cls.fromString(text, cb_server, expand_strings, as_native)

    @classmethod
    def fromRPC(
        cls,
        item_id: Any,
        sub_index: int = -1,
        cb_server: Any = None,
        expand_strings: bool = False,
        as_native: bool = False,
    ) -> WorkItem:
        """Return the item that the callback server knows by this id; raises RuntimeError."""
        text = pdgcmd.getWorkItemJSON(item_id, sub_index, cb_server)
        if not text:
            raise RuntimeError("the callback server gave no data of work item {}".format(item_id))
        return cls.fromString(text, cb_server, expand_strings, as_native)

    def setJobState(self, state: int) -> None:
        """Report that the item began, succeeded or failed.

        Raises TypeError for other states, and for the failure of a sub-item: it fails its batch.
        """
        if state == workItemState.Cooking:
            pdgcmd.workItemStartCook(self.reportId, self.batchIndex, self._server)
        elif state == workItemState.CookedSuccess:
            pdgcmd.workItemSuccess(self.reportId, self.batchIndex, self._server)
        elif state == workItemState.CookedFail and self.batchIndex < 0:
            pdgcmd.workItemFailed(self.reportId, self._server)
        else:
            raise TypeError("a job cannot report {} for {}".format(state, self.name))
        self._state = workItemState(state)

    def startSubItem(self, wait: bool = False) -> None:
        """Report that this sub-item began, after its dependencies have cooked where `wait`."""
        self._require_batch()
        if wait:
            pdgcmd.waitUntilReady(self.reportId, self.batchIndex, self._server)
        self._complete()
        self.setJobState(workItemState.Cooking)

    def checkSubItem(self) -> bool:
        """Tell whether this sub-item may begin; raises RuntimeError where it never will."""
        self._require_batch()
        ready = pdgcmd.checkReady(self.reportId, self.batchIndex, self._server)
        if ready:
            self._complete()
        return ready

    def cookSubItem(self, state: int = workItemState.CookedSuccess, duration: float = 0) -> None:
        """Report how this sub-item ended."""
        del duration
        self._require_batch()
        self.setJobState(state)

    def appendSubItem(self) -> WorkItem | None:
        """Add a sub-item to this batch; give it, None without a server."""
        if not self.isBatch:
            raise TypeError("{} is no batch".format(self.name))
        index = pdgcmd.appendSubItem(self.reportId, self._server)
        text = pdgcmd.getWorkItemJSON(self.reportId, index, self._server) if index >= 0 else ""
        if not text:
            return None
        item = type(self)(json.loads(text), batch_parent=self, server=self._server)
        self.batchItems.append(item)
        return item

    def _require_batch(self) -> None:
        if self.batchParent is None:
            raise TypeError("{} belongs to no batch".format(self.name))

    def _complete(self) -> None:
        """Ask for data that was not there when the batch was written."""
        if self.isStub:
            text = pdgcmd.getWorkItemJSON(self.reportId, self.batchIndex, self._server)
            if text:
                self._load(json.loads(text))

    def _make(self, fields: Any, **given: Any) -> WorkItem:
        return type(self)(fields, server=self._server, expand_strings=self._expand, **given)

    def attrib(self, name: str, attrib_type: int = attribType.Undefined) -> Attribute | None:
        """Return an attribute of the item, or of the batch it belongs to."""
        found = super().attrib(name, attrib_type)
        if found is None and self.batchParent is not None:
            found = self.batchParent.attrib(name, attrib_type)
        return found


def _value(item: Any, field: str, index: int, kind: str) -> Any:
    values = _array(item, field, kind)
    if not 0 <= index < len(values):
        raise IndexError("{} data '{}' has no value at {}".format(kind, field, index))
    return values[index]


def _array(item: Any, field: str, kind: str) -> Any:
    if item is None:
        raise TypeError("item is None")
    values = getattr(item, kind + "AttribArray")(field)
    if values is None and kind == "string":
        values = item.fileAttribArray(field)
    if values is None:
        raise ValueError("{} data '{}' not found on {}".format(kind, field, item.name))
    return values


def _has(item: Any, field: str, index: int, kind: str) -> bool:
    if item is None:
        raise TypeError("item is None")
    return getattr(item, kind + "AttribValue")(field, index) is not None


def strData(item: Any, field: str, index: int = 0) -> str:
    """Return a text, or the path of a file, of `item`.

    Raises ValueError where there is no such attribute, IndexError where it has no such value.
    """
    value = _value(item, field, index, "string")
    return value.local_path if isinstance(value, File) else str(value)


def strDataArray(item: Any, field: str) -> list[str]:
    """Return all texts, or paths of files; raises ValueError."""
    values = _array(item, field, "string")
    return [value.path if isinstance(value, File) else str(value) for value in values]


def hasStrData(item: Any, field: str, index: int = 0) -> bool:
    """Tell whether there is such a text."""
    return _has(item, field, index, "string")


def intData(item: Any, field: str, index: int = 0) -> int:
    """Return an int of `item`; raises ValueError or IndexError as strData does."""
    return int(_value(item, field, index, "int"))


def intDataArray(item: Any, field: str) -> list[int]:
    """Return all ints; raises ValueError."""
    return list(_array(item, field, "int"))


def hasIntData(item: Any, field: str, index: int = 0) -> bool:
    """Tell whether there is such an int."""
    return _has(item, field, index, "int")


def floatData(item: Any, field: str, index: int = 0) -> float:
    """Return a float of `item`; raises ValueError or IndexError as strData does."""
    return float(_value(item, field, index, "float"))


def floatDataArray(item: Any, field: str) -> list[float]:
    """Return all floats; raises ValueError."""
    return list(_array(item, field, "float"))


def hasFloatData(item: Any, field: str, index: int = 0) -> bool:
    """Tell whether there is such a float."""
    return _has(item, field, index, "float")


def applyEnvironment(work_item: Any) -> None:
    """Put what `work_item` exports into the environment of this process."""
    for name, value in work_item.environment.items():
        os.environ[name] = str(value)
