"""`pdg.WorkItemStats`: times of the last cook of a work item."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pdg._enums import workItemStatType

if TYPE_CHECKING:
    from pdg._item_job import ItemJob

__all__ = ["WorkItemStats"]


class WorkItemStats:
    """What `WorkItem.stats` gives. Times are those of the clock of the session."""

    __slots__ = ("_item",)

    serviceClient = ""

    def __init__(self, work_item: ItemJob) -> None:
        """Look at `work_item`."""
        self._item = work_item

    def stat(self, stat_type: workItemStatType) -> float:
        """Return one number; 0.0 for what is not measured."""
        if stat_type == workItemStatType.CookStartTime:
            return self._item._started
        if stat_type == workItemStatType.CookEndTime and self._item.isCooked:
            return self._item._started + self._item._cookDuration
        if stat_type == workItemStatType.FileSize:
            return float(sum(_size(file.local_path) for file in self._item.outputFiles))
        return 0.0


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
