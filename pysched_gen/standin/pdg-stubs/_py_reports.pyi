# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`workItem*` of `PyScheduler`: what the callback server calls when a job reports."""

from typing import Any, Sequence
from pdg._item_reports import ItemKey

class PyReports:
    """Reports of jobs, by id of the item from 19.0 on and by its name before."""

    def workItemStartCook(self, id: ItemKey, index: int, jobid: Any = ...) -> None:
        """A job has started."""

    def workItemSucceeded(
        self, id: ItemKey, index: int, cook_duration: float, jobid: Any = ...
    ) -> None:
        """A job has succeeded."""

    def workItemFailed(self, id: ItemKey, index: int, jobid: Any = ...) -> None:
        """A job has failed."""

    def workItemCancelled(self, id: ItemKey, index: int, jobid: Any = ...) -> None:
        """A job was cancelled; 21.0 and 22.0 spell it so."""

    def workItemCanceled(self, id: ItemKey, index: int, jobid: Any = ...) -> None:
        """A job was cancelled, as public schedulers spell it."""

    def workItemFileResult(
        self, id: ItemKey, index: int, path: str, tag: str, hash: int = ..., jobid: Any = ...
    ) -> None:
        """A job has written a file, by the name this had before `workItemAddOutput`."""

    def workItemAddOutput(
        self, id: ItemKey, index: int, path: str, tag: str = ..., hash: int = ..., jobid: Any = ...
    ) -> None:
        """A job has written a file."""

    def workItemAddOutputs(
        self,
        id: ItemKey,
        index: int,
        paths: Sequence[str],
        tags: Sequence[str] = ...,
        hashes: Sequence[int] = ...,
        jobid: Any = ...,
    ) -> None:
        """A job has written files."""

    def workItemSetCustomState(self, id: ItemKey, index: int, state: str, jobid: Any = ...) -> None:
        """A job names its state."""

    def workItemSetCookPercent(
        self, id: ItemKey, index: int, percent: float, jobid: Any = ...
    ) -> None:
        """A job tells how far it is, from 0 to 1."""

    def workItemAppendLog(
        self, id: ItemKey, index: int, text: str, type: Any = ..., jobid: Any = ...
    ) -> None:
        """A job adds to its log; `type` is a `workItemLogType` or its number."""

    def workItemWarning(self, id: ItemKey, text: str, jobid: Any = ...) -> None:
        """A job warns."""

    def workItemInvalidateCache(self, id: ItemKey, index: int, jobid: Any = ...) -> None:
        """A job invalidates what depends on its item."""

    def workItemKeepalive(self, id: ItemKey, jobid: Any = ...) -> None:
        """A job is still there; a scheduler that watches its jobs overrides this."""

    def acquireJobSlots(self, id: ItemKey, jobid: Any = ...) -> None:
        """A job goes on after it waited; a scheduler with slots overrides this."""

    def releaseJobSlots(self, id: ItemKey, jobid: Any = ...) -> None:
        """A job waits for others; a scheduler with slots overrides this."""

    def workItemSetStringAttrib(
        self,
        id: ItemKey,
        index: int,
        name: str,
        value: str,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets text at a place of an attribute."""

    def workItemSetIntAttrib(
        self,
        id: ItemKey,
        index: int,
        name: str,
        value: int,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets an integer at a place of an attribute."""

    def workItemSetFloatAttrib(
        self,
        id: ItemKey,
        index: int,
        name: str,
        value: float,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets a float at a place of an attribute."""

    def workItemSetFileAttrib(
        self,
        id: ItemKey,
        index: int,
        name: str,
        value: Any,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets a file, given as `File` or by path, tag and hash, at a place."""

    def workItemSetDictAttrib(
        self,
        id: ItemKey,
        index: int,
        name: str,
        value: Any,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets a dictionary, given as such or as JSON, at a place of an attribute."""

    def workItemSetPyObjectAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, jobid: Any = ...
    ) -> None:
        """A job sets a Python object; of a text, what it is the `repr` of where that is plain."""

    def workItemSetStringAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[str], jobid: Any = ...
    ) -> None:
        """A job sets all texts of an attribute."""

    def workItemSetIntAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[int], jobid: Any = ...
    ) -> None:
        """A job sets all integers of an attribute."""

    def workItemSetFloatAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[float], jobid: Any = ...
    ) -> None:
        """A job sets all floats of an attribute."""

    def workItemSetFileAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[Any], jobid: Any = ...
    ) -> None:
        """A job sets all files of an attribute."""

    def workItemSetDictAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[Any], jobid: Any = ...
    ) -> None:
        """A job sets all dictionaries of an attribute."""

    def workItemSetAttribute(
        self, id: ItemKey, name: str, values: Sequence[Any], jobid: Any = ...
    ) -> None:
        """A job sets an attribute by the call that 18.0 deprecated; gone from 22.0."""

def _as_file(value: Any) -> Any:
    """Give the file that XML-RPC carries as a struct."""

def _as_dict(value: Any) -> Any: ...
def _as_object(value: Any) -> Any:
    """Give the object of a `repr`; text that is no literal stays text, and is never run."""
