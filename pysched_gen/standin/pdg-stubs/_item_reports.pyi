# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""What a scheduler tells of its work items: `onWorkItem*` of `pdg.Scheduler`."""

from typing import Any, Sequence, Union

ItemKey = Union[int, str]

class ItemReports:
    """Reports about items of `context`; each resolves the item and hands on to `Reports`."""

    context: Any
    name: Any
    def onWorkItemStartCook(self, id: ItemKey, index: int, clear_outputs: bool = ...) -> None:
        """Tell that the job of an item has started."""

    def onWorkItemSucceeded(self, id: ItemKey, index: int, cook_duration: float) -> None:
        """Tell that it succeeded, after this many seconds."""

    def onWorkItemFailed(self, id: ItemKey, index: int) -> None:
        """Tell that it failed."""

    def onWorkItemCanceled(self, id: ItemKey, index: int) -> None:
        """Tell that it was cancelled outside of PDG."""

    def onWorkItemFileResult(
        self, id: ItemKey, index: int, result: str, tag: str, checksum: int, active_only: bool = ...
    ) -> None:
        """Add an output file; the name is older than `onWorkItemAddOutput` and gone from 22.0."""

    def onWorkItemAddOutput(
        self,
        id: ItemKey,
        index: int,
        path: str,
        tag: str = ...,
        hash: int = ...,
        active_only: bool = ...,
    ) -> None:
        """Add an output file; with `active_only`, not to an item that has ended."""

    def onWorkItemAddOutputs(
        self,
        id: ItemKey,
        index: int,
        paths: Sequence[str],
        tags: Sequence[str] = ...,
        hashes: Sequence[int] = ...,
        active_only: bool = ...,
    ) -> None:
        """Add output files, with a tag and a hash for each or for none."""

    def onWorkItemSetCustomState(self, id: ItemKey, index: int, state: str) -> None:
        """Set the text that is shown as the state of an item."""

    def onWorkItemSetCookPercent(self, id: ItemKey, index: int, percent: float) -> None:
        """Set how far an item has come, from 0 to 1."""

    def onWorkItemAppendLog(self, id: ItemKey, index: int, text: str, type: Any = ...) -> None:
        """Add to the log of an item."""

    def onWorkItemInvalidateCache(self, id: ItemKey, index: int) -> None:
        """Make what depends on an item cook again."""

    def onWorkItemSetAttribute(
        self, id: ItemKey, attribute_name: str, values: Sequence[Any]
    ) -> None:
        """Set an attribute of Houdini 17.5: numbers, or text where one of them is none."""

    def onWorkItemSetStringAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set text at a place of an attribute, or all of it with a list."""

    def onWorkItemSetIntAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set an integer at a place of an attribute, or all of it with a list."""

    def onWorkItemSetFloatAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set a float at a place of an attribute, or all of it with a list."""

    def onWorkItemSetFileAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set a file at a place of an attribute, or all of it with a list."""

    def onWorkItemSetDictAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set a dictionary at a place of an attribute, or all of it with a list."""

    def onWorkItemSetPyObjectAttrib(self, id: ItemKey, index: int, name: str, value: Any) -> None:
        """Set an attribute to a Python object."""

    def isWorkItemReady(self, id: ItemKey, index: int = ...) -> Any:
        """Give a `workItemReadyResult` from Houdini 18.5 on; before, whether it may cook."""
