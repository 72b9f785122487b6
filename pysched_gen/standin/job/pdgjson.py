"""What job scripts import to read their work item, and to change it where PDG is.

`WorkItem.fromJobEnvironment()` finds the data by the environment of the job: a file in
`$PDG_TEMP/data`, plain or compressed, or an RPC where PDG_ITEM_DATA_SOURCE is 1. What a job sets
is kept in the item and reported with `pdgcmd`. Names are those of the `pdgjson.py` that Houdini
copies to the scripts directory (help page jobapi; reference, section 4.6); the code is not.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import sys
from typing import Any

import pdgcmd
from pdgjsonattribs import Attribute, AttributeOwner
from pdgjsondata import *  # noqa: F403 - their names are names of this module
from pdgjsonkinds import *  # noqa: F403
from pdgjsonkinds import attribType, workItemState
from pdgjsonreports import ItemReports

_RPC = 1


def getTempDir() -> str:
    """Give $PDG_TEMP, "" where the job has none."""
    return os.environ.get("PDG_TEMP", "")


def getWorkItemDataSource() -> int:
    """Give 0 where the data is in a file, 1 where it is asked for by RPC."""
    return int(os.environ.get("PDG_ITEM_DATA_SOURCE") or 0)


def getWorkItemJsonPath(item_name: str) -> str:
    """Give the file that holds the data of an item, the compressed one where only that is there."""
    path = "{}/data/{}.json".format(getTempDir(), item_name)
    return path + ".gz" if not os.path.exists(path) and os.path.exists(path + ".gz") else path


def getWorkItemFromFile(path: str, cb_server: Any = None) -> WorkItem:
    """Give the item of a file."""
    return WorkItem.fromFile(path, cb_server)


class Graph(AttributeOwner):
    """The attributes of the graph."""


class WorkItem(ItemReports):
    """The item of the job, or a sub-item of a batch."""

    @classmethod
    def fromJobEnvironment(
        cls,
        item_name: str | None = None,
        cb_server: Any = None,
        expand_strings: bool = False,
        as_native: bool = False,
        print_info: bool = True,
    ) -> WorkItem:
        """Give the item of this job.

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
        """Give the item of a JSON file, plain or compressed; raises OSError or ValueError."""
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
        """Give the item of some JSON; raises ValueError."""
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
        """Give the item of some JSON in base 64."""
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
        """Give the item that the callback server knows by this id; raises RuntimeError."""
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
        """Give an attribute of the item, or of the batch it belongs to."""
        found = super().attrib(name, attrib_type)
        if found is None and self.batchParent is not None:
            found = self.batchParent.attrib(name, attrib_type)
        return found
