"""`workItem*` of `PyScheduler`: what the callback server calls when a job reports.

Each hands on to the `onWorkItem*` of the scheduler, and may be overridden. `jobid` is the farm's
name of the job; the base class has no use for it.
"""

# ruff: noqa: ARG002 - the arguments are for those who override

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any, Sequence

from pdg._file import File

if TYPE_CHECKING:
    from pdg._item_reports import ItemKey

__all__ = ["PyReports"]


class PyReports:
    """Reports of jobs, by id of the item from 19.0 on and by its name before."""

    _scheduler: Any

    def workItemStartCook(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job has started."""
        self._scheduler.onWorkItemStartCook(id, index)

    def workItemSucceeded(
        self, id: ItemKey, index: int, cook_duration: float, jobid: Any = ""
    ) -> None:
        """A job has succeeded."""
        self._scheduler.onWorkItemSucceeded(id, index, cook_duration)

    def workItemFailed(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job has failed."""
        self._scheduler.onWorkItemFailed(id, index)

    def workItemCancelled(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job was cancelled; 21.0 and 22.0 spell it so."""
        self._scheduler.onWorkItemCanceled(id, index)

    def workItemCanceled(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job was cancelled, as public schedulers spell it."""
        self.workItemCancelled(id, index, jobid)

    def workItemFileResult(
        self, id: ItemKey, index: int, path: str, tag: str, hash: int = 0, jobid: Any = ""
    ) -> None:
        """A job has written a file, by the name this had before `workItemAddOutput`."""
        self.workItemAddOutput(id, index, path, tag, hash, jobid)

    def workItemAddOutput(
        self, id: ItemKey, index: int, path: str, tag: str = "", hash: int = 0, jobid: Any = ""
    ) -> None:
        """A job has written a file."""
        self._scheduler.onWorkItemAddOutput(id, index, path, tag, hash)

    def workItemAddOutputs(
        self,
        id: ItemKey,
        index: int,
        paths: Sequence[str],
        tags: Sequence[str] = (),
        hashes: Sequence[int] = (),
        jobid: Any = "",
    ) -> None:
        """A job has written files."""
        self._scheduler.onWorkItemAddOutputs(id, index, paths, tags, hashes)

    def workItemSetCustomState(self, id: ItemKey, index: int, state: str, jobid: Any = "") -> None:
        """A job names its state."""
        self._scheduler.onWorkItemSetCustomState(id, index, state)

    def workItemSetCookPercent(
        self, id: ItemKey, index: int, percent: float, jobid: Any = ""
    ) -> None:
        """A job tells how far it is, from 0 to 1."""
        self._scheduler.onWorkItemSetCookPercent(id, index, percent)

    def workItemAppendLog(
        self, id: ItemKey, index: int, text: str, type: Any = 3, jobid: Any = ""
    ) -> None:
        """A job adds to its log; `type` is a `workItemLogType` or its number."""
        from pdg._enums import workItemLogType

        kinds = {int(kind): kind for kind in workItemLogType}
        kind = kinds.get(int(type), workItemLogType.Raw)
        self._scheduler.onWorkItemAppendLog(id, index, text, kind)

    def workItemWarning(self, id: ItemKey, text: str, jobid: Any = "") -> None:
        """A job warns."""
        self._scheduler._report("warning", id, -1, text)

    def workItemInvalidateCache(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job invalidates what depends on its item."""
        self._scheduler.onWorkItemInvalidateCache(id, index)

    def workItemKeepalive(self, id: ItemKey, jobid: Any = "") -> None:
        """A job is still there; a scheduler that watches its jobs overrides this."""

    def acquireJobSlots(self, id: ItemKey, jobid: Any = "") -> None:
        """A job goes on after it waited; a scheduler with slots overrides this."""

    def releaseJobSlots(self, id: ItemKey, jobid: Any = "") -> None:
        """A job waits for others; a scheduler with slots overrides this."""

    def workItemSetStringAttrib(
        self, id: ItemKey, index: int, name: str, value: str, attrib_index: int = 0, jobid: Any = ""
    ) -> None:
        """A job sets text at a place of an attribute."""
        self._scheduler.onWorkItemSetStringAttrib(id, index, name, value, attrib_index)

    def workItemSetIntAttrib(
        self, id: ItemKey, index: int, name: str, value: int, attrib_index: int = 0, jobid: Any = ""
    ) -> None:
        """A job sets an integer at a place of an attribute."""
        self._scheduler.onWorkItemSetIntAttrib(id, index, name, value, attrib_index)

    def workItemSetFloatAttrib(
        self,
        id: ItemKey,
        index: int,
        name: str,
        value: float,
        attrib_index: int = 0,
        jobid: Any = "",
    ) -> None:
        """A job sets a float at a place of an attribute."""
        self._scheduler.onWorkItemSetFloatAttrib(id, index, name, value, attrib_index)

    def workItemSetFileAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0, jobid: Any = ""
    ) -> None:
        """A job sets a file, given as `File` or by path, tag and hash, at a place."""
        self._scheduler.onWorkItemSetFileAttrib(id, index, name, _as_file(value), attrib_index)

    def workItemSetDictAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0, jobid: Any = ""
    ) -> None:
        """A job sets a dictionary, given as such or as JSON, at a place of an attribute."""
        self._scheduler.onWorkItemSetDictAttrib(id, index, name, _as_dict(value), attrib_index)

    def workItemSetPyObjectAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, jobid: Any = ""
    ) -> None:
        """A job sets a Python object; of a text, what it is the `repr` of where that is plain."""
        self._scheduler.onWorkItemSetPyObjectAttrib(id, index, name, _as_object(value))

    def workItemSetStringAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[str], jobid: Any = ""
    ) -> None:
        """A job sets all texts of an attribute."""
        self._scheduler.onWorkItemSetStringAttrib(id, index, name, list(values))

    def workItemSetIntAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[int], jobid: Any = ""
    ) -> None:
        """A job sets all integers of an attribute."""
        self._scheduler.onWorkItemSetIntAttrib(id, index, name, list(values))

    def workItemSetFloatAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[float], jobid: Any = ""
    ) -> None:
        """A job sets all floats of an attribute."""
        self._scheduler.onWorkItemSetFloatAttrib(id, index, name, list(values))

    def workItemSetFileAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[Any], jobid: Any = ""
    ) -> None:
        """A job sets all files of an attribute."""
        self._scheduler.onWorkItemSetFileAttrib(id, index, name, [_as_file(v) for v in values])

    def workItemSetDictAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[Any], jobid: Any = ""
    ) -> None:
        """A job sets all dictionaries of an attribute."""
        self._scheduler.onWorkItemSetDictAttrib(id, index, name, [_as_dict(v) for v in values])

    def workItemSetAttribute(
        self, id: ItemKey, name: str, values: Sequence[Any], jobid: Any = ""
    ) -> None:
        """A job sets an attribute by the call that 18.0 deprecated; gone from 22.0."""
        self._scheduler.onWorkItemSetAttribute(id, name, values)


def _as_file(value: Any) -> Any:
    """Give the file that XML-RPC carries as a struct."""
    if not isinstance(value, dict):
        return value
    return File(value["path"], value.get("tag", ""), value.get("hash", 0))


def _as_dict(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _as_object(value: Any) -> Any:
    """Give the object of a `repr`; text that is no literal stays text, and is never run."""
    if not isinstance(value, str):
        return value
    try:
        return ast.literal_eval(value)
    except (SyntaxError, ValueError):
        return value
