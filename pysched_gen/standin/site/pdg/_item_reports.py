"""What a scheduler tells of its work items: `onWorkItem*` of `pdg.Scheduler`.

Arguments are documented (custom schedulers, scheduler callbacks, job API); an item is given by
its id from Houdini 19.0 on and by its name before, `index` is the sub-item of a batch or -1.
A report about an item that is not in the graph is recorded and changes nothing, as one about an
item that has ended.
"""

from __future__ import annotations

from typing import Any, Sequence, Union

from pdg._enums import attribType, workItemLogType
from pdg._file import File
from pdg._release import since

__all__ = ["ItemReports"]

ItemKey = Union[int, str]


class ItemReports:
    """Reports about items of `context`; each resolves the item and hands on to `Reports`."""

    context: Any
    name: Any

    def onWorkItemStartCook(self, id: ItemKey, index: int, clear_outputs: bool = False) -> None:
        """Tell that the job of an item has started."""
        self._report("start_cook", id, index, clear_outputs)

    def onWorkItemSucceeded(self, id: ItemKey, index: int, cook_duration: float) -> None:
        """Tell that it succeeded, after this many seconds."""
        self._report("succeeded", id, index, float(cook_duration))

    def onWorkItemFailed(self, id: ItemKey, index: int) -> None:
        """Tell that it failed."""
        self._report("failed", id, index)

    def onWorkItemCanceled(self, id: ItemKey, index: int) -> None:
        """Tell that it was cancelled outside of PDG."""
        self._report("canceled", id, index)

    def onWorkItemFileResult(
        self,
        id: ItemKey,
        index: int,
        result: str,
        tag: str,
        checksum: int,
        active_only: bool = False,
    ) -> None:
        """Add an output file; the name is older than `onWorkItemAddOutput` and gone from 22.0."""
        self.onWorkItemAddOutput(id, index, result, tag, checksum, active_only)

    def onWorkItemAddOutput(
        self,
        id: ItemKey,
        index: int,
        path: str,
        tag: str = "",
        hash: int = 0,
        active_only: bool = False,
    ) -> None:
        """Add an output file; with `active_only`, not to an item that has ended."""
        self.onWorkItemAddOutputs(id, index, [path], [tag], [hash], active_only)

    def onWorkItemAddOutputs(
        self,
        id: ItemKey,
        index: int,
        paths: Sequence[str],
        tags: Sequence[str] = (),
        hashes: Sequence[int] = (),
        active_only: bool = False,
    ) -> None:
        """Add output files, with a tag and a hash for each or for none."""
        every_tag = list(tags) or [""] * len(paths)
        every_hash = list(hashes) or [0] * len(paths)
        if not len(paths) == len(every_tag) == len(every_hash):
            raise ValueError(f"{len(paths)} paths, {len(tags)} tags and {len(hashes)} hashes")
        files = [
            File(str(path), tag, hash_code)
            for path, tag, hash_code in zip(paths, every_tag, every_hash)
        ]
        self._report("add_outputs", id, index, files, active_only)

    def onWorkItemSetCustomState(self, id: ItemKey, index: int, state: str) -> None:
        """Set the text that is shown as the state of an item."""
        self._report("custom_state", id, index, str(state))

    def onWorkItemSetCookPercent(self, id: ItemKey, index: int, percent: float) -> None:
        """Set how far an item has come, from 0 to 1."""
        self._report("cook_percent", id, index, float(percent))

    def onWorkItemAppendLog(
        self, id: ItemKey, index: int, text: str, type: Any = workItemLogType.Raw
    ) -> None:
        """Add to the log of an item."""
        self._report("append_log", id, index, str(text), type)

    def onWorkItemInvalidateCache(self, id: ItemKey, index: int) -> None:
        """Make what depends on an item cook again."""
        self._report("invalidate_cache", id, index)

    def onWorkItemSetAttribute(
        self, id: ItemKey, attribute_name: str, values: Sequence[Any]
    ) -> None:
        """Set an attribute of Houdini 17.5: numbers, or text where one of them is none."""
        every = list(values) if isinstance(values, (list, tuple)) else [values]
        numbers = all(isinstance(v, (int, float)) for v in every)
        self._attribute(
            id, -1, attribute_name, every, 0, attribType.Float if numbers else attribType.String
        )

    def onWorkItemSetStringAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set text at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.String)

    def onWorkItemSetIntAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set an integer at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.Int)

    def onWorkItemSetFloatAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set a float at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.Float)

    def onWorkItemSetFileAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set a file at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.File)

    def onWorkItemSetDictAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set a dictionary at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.Dict)

    def onWorkItemSetPyObjectAttrib(self, id: ItemKey, index: int, name: str, value: Any) -> None:
        """Set an attribute to a Python object."""
        self._report("set_attrib_array", id, index, name, [value], attribType.PyObject)

    def isWorkItemReady(self, id: ItemKey, index: int = -1) -> Any:
        """Give a `workItemReadyResult` from Houdini 18.5 on; before, whether it may cook."""
        if since(18, 5):
            return self._report("ready_result", id, index)
        return self._report("is_ready", id, index) == 1

    def _attribute(
        self, id: ItemKey, index: int, name: str, value: Any, position: int, kind: attribType
    ) -> None:
        if isinstance(value, (list, tuple)):
            self._report("set_attrib_array", id, index, name, list(value), kind)
        else:
            self._report("set_attrib", id, index, name, value, position, kind)

    def _report(self, report: str, id: ItemKey, index: int, *rest: Any) -> Any:
        item = self._find_item(id)
        if item is None:
            self.context._record(
                "late", report=report, id=id, index=index, reason="no such item", node=self.name
            )
            return None
        return getattr(self.context._reports, report)(item, int(index), *rest)

    def _find_item(self, id: ItemKey) -> Any:
        """Give the item, or None; raises TypeError for the other kind of key."""
        graph = self.context.graph
        if since(19, 0):
            if isinstance(id, bool) or not isinstance(id, int):
                raise TypeError(
                    f"a report takes the id of an item from Houdini 19.0 on, not {id!r}"
                )
            return graph.workItemById(id)
        if not isinstance(id, str):
            raise TypeError(f"a report takes the name of an item before Houdini 19.0, not {id!r}")
        return graph.workItemByName(id)
