"""What jobs report of an item besides its state: outputs, attributes, progress and logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Sequence

from pdg._door import Door
from pdg._endings import ENDED
from pdg._enums import attribType, workItemLogType

if TYPE_CHECKING:
    from pdg._cook import Cook
    from pdg._file import File
    from pdg._workitem import WorkItem

__all__ = ["Results"]


class Results(Door):
    """Applies reported results; `index` is as for `Door`."""

    def add_outputs(
        self,
        item: WorkItem,
        index: int,
        files: Sequence[File],
        active_only: bool = False,
    ) -> None:
        """Add output files.

        Those of an item that has ended are added too unless `active_only` (documented:
        onWorkItemFileResult), as long as the cook goes on. A file that is there already, with
        the same tag and hash, is not added again: calls may be repeated when a connection
        breaks. (With Houdini a farm that retries a job gets its outputs twice; this is where it
        differs, and the repetition is recorded as "late".)
        """
        with self._lock:
            target = self._find(item, index)
            ended = target is not None and ENDED[target._state]
            wanted = self._is_under_way(target) or (ended and not active_only)
            if target is None or self._context._cook is None or not wanted:
                self._late("output", item, index)
                return
            known = set(target._outputs or ())
            fresh = [file for file in dict.fromkeys(files) if file not in known]
            if len(fresh) < len(files) or ended:
                self._late("output", item, index)
            target._add_outputs(fresh)
            self._context._record_outputs(target, fresh)

    def set_attrib(
        self, item: WorkItem, index: int, name: str, value: object, position: int, kind: attribType
    ) -> None:
        """Set one value of an attribute of the given kind."""

        def apply(cook: Cook, target: WorkItem) -> None:
            del cook
            target._write(name, kind, value, position)
            self._context._record_item("attrib", target, attrib=name)

        self._apply("set_attrib", item, index, apply)

    def set_attrib_array(
        self, item: WorkItem, index: int, name: str, values: Sequence[object], kind: attribType
    ) -> None:
        """Set all values of an attribute."""

        def apply(cook: Cook, target: WorkItem) -> None:
            del cook
            target._write(name, kind, list(values))
            self._context._record_item("attrib", target, attrib=name)

        self._apply("set_attrib_array", item, index, apply)

    def custom_state(self, item: WorkItem, index: int, text: str) -> None:
        """Show `text` as the state of the item."""
        self._apply("custom_state", item, index, lambda _, target: target.setCustomState(text))

    def cook_percent(self, item: WorkItem, index: int, fraction: float) -> None:
        """Show `fraction`, from 0 to 1, as the progress of the item."""
        self._apply("cook_percent", item, index, lambda _, target: target.setCookPercent(fraction))

    def append_log(
        self,
        item: WorkItem,
        index: int,
        text: str,
        kind: workItemLogType = workItemLogType.Raw,
    ) -> None:
        """Append `text` to the log of the item, whether it has ended or not."""
        with self._lock:
            target = self._find(item, index)
            if target is None:
                self._late("append_log", item, index)
                return
            target.addLog(kind, text)
        self._context._record_item("log", target, text=text, level=kind.name)

    def warning(self, item: WorkItem, index: int, text: str) -> None:
        """Log `text` as a warning of the item."""
        self.append_log(item, index, text, workItemLogType.Warning)
        self._context._record("warning", item=item.name, message=text)

    def invalidate_cache(self, item: WorkItem, index: int = -1) -> None:
        """Do not take the items that depend on this one from cache in this cook."""

        def apply(cook: Cook, target: WorkItem) -> None:
            cook.progress.stale.update(dependent.id for dependent in target._dependents)

        self._apply("invalidate_cache", item, index, apply)
