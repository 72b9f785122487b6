"""The facts of a work item, from its JSON of any version. `pdgjson` is what jobs import."""

from __future__ import annotations

import os
from typing import Any

from pdgjsonattribs import AttributeOwner
from pdgjsonkinds import (
    File,
    batchActivation,
    workItemCookType,
    workItemExecutionType,
    workItemState,
    workItemType,
)

__all__ = ["ItemRecord"]

_WITH_IDS = 3
_DONE = (workItemState.CookedSuccess, workItemState.CookedCache)
_BROKEN = (workItemState.CookedFail, workItemState.CookedCancel)


class ItemRecord(AttributeOwner):
    """What the JSON says of an item. Without JSON it is a stub: a sub-item yet to be made."""

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

    def _make(self, fields: Any, **given: Any) -> Any:
        raise NotImplementedError

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
        """Give the files to read whose tag begins with `tag`."""
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
        """Give `path` as this machine finds it."""
        return File(path).local_path

    def __repr__(self) -> str:
        return "<pdgjson.WorkItem {}>".format("stub" if self.isStub else self.name)
