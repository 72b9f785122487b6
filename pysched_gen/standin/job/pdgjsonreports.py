"""What a job tells of its work item: kept in the item, and sent with `pdgcmd`.

`pdgjson` is what jobs import. A report that cannot be sent is printed and otherwise ignored, as
Houdini's `pdgjson.py` does; `pdgcmd` raises.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Sequence

import pdgcmd
from pdgjsonitem import ItemRecord
from pdgjsonkinds import File, attribType

__all__ = ["ItemReports"]


class ItemReports(ItemRecord):
    """The part of `pdgjson.WorkItem` that changes it."""

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
        where: dict[str, Any] = {
            "workitem_id": self.reportId,
            "subindex": self.batchIndex,
            "server_addr": self._server,
            "raise_exc": False,
        }
        setter = "set{}Attrib".format(kind.name)
        if isinstance(value, (list, tuple)):
            getattr(pdgcmd, setter + "Array")(name, [_sent(one) for one in value], **where)
        else:
            getattr(pdgcmd, setter)(name, _sent(value), index, **where)

    def addOutputFile(
        self, path: str, tag: str = "", hash_code: int = 0, own: bool = False
    ) -> None:
        """Add an output."""
        self._outputs.append(File(path, tag, hash_code, own))
        pdgcmd.addOutputFile(
            path,
            workitem_id=self.reportId,
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
            workitem_id=self.reportId,
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


def _sent(value: Any) -> Any:
    """Give a dict as text, which is how one is sent."""
    return json.dumps(value) if isinstance(value, dict) else value
