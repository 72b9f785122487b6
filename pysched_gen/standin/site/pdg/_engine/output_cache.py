"""Files of items on disk: those that are gone, those not reported, those found in the cache."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pdg._enums import workItemState
from pdg._work_item import DONE

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._file import File
    from pdg._work_item import WorkItem

__all__ = ["OutputCache", "mark_stale"]

_WRITE_FILES = 2  # of `pdg_cachemode`


def mark_stale(stale: set[int], item: WorkItem, state: workItemState) -> None:
    """Add to `stale` the ids of what depends on `item`, where that ended with new files."""
    # Items without a command, such as partitions, hand it on to those behind them.
    concerned = [
        one.id for one in item._dependents if one._expected is not None or not one._command
    ]
    if not concerned:
        return
    wrote = state is workItemState.CookedSuccess and bool(item.outputFiles)
    if wrote or item.id in stale:
        stale.update(concerned)


class OutputCache:
    """Looks at the files of the items of one context."""

    def __init__(self, context: GraphContext) -> None:
        """Look for `context`."""
        self._context = context

    def has_lost(self, item: WorkItem) -> bool:
        """Tell whether `item` cooked and a file it wrote is gone.

        "Validate Outputs When Recooking" of its scheduler asks for that (its help).
        """
        if not DONE[item._state] or item._scheduler is None or not item.outputFiles:
            return False
        port = item._scheduler.parameter("pdg_validateoutputs")
        if port is None or not port.evaluateInt():
            return False
        return not all(self._is_on_disk(file) for file in item.outputFiles)

    def add_expected(self, item: WorkItem) -> None:
        """Make outputs of the expected ones that are on disk and were not reported."""
        if item._expected is None or item._scheduler is None:
            return
        port = item._scheduler.parameter("pdg_checkexpectedoutputs")
        if port is None or not port.evaluateInt():
            return
        known = {file.path for file in item.outputFiles}
        found = [
            file
            for file in item.expectedOutputFiles
            if file.path not in known and self._is_on_disk(file)
        ]
        item._add_outputs(found)
        self._context._record_outputs(item, found)

    def has(self, item: WorkItem) -> bool:
        """Tell whether `item` need not cook: all files it would write are there.

        That is the cache mode "Automatic" of its node (documented); `pdg_cachemode` is 2, "Write
        Files", on a node that always cooks. Where an item before it wrote files in this cook the
        cache is stale (documented: `workItemCacheState.DirtyStale`).
        """
        if item._expected is None:
            return False
        if self._context._cook is not None and item.id in self._context._cook.states.stale:
            return False
        mode = item.node.parameter("pdg_cachemode")
        if mode is not None and mode.evaluateInt() == _WRITE_FILES:
            return False
        files = item.expectedOutputFiles
        if not all(self._is_on_disk(file) for file in files):
            return False
        item._add_outputs(files)
        return True

    def _is_on_disk(self, file: File) -> bool:
        path = self._local_path(file)
        return path is not None and os.path.exists(path)

    def _local_path(self, file: File) -> str | None:
        """Return where `file` is; None, and an error said once, where its path says nothing.

        Such is a path below the working directory of a scheduler that never set that.
        """
        if "__PDG_" not in file.path:
            return file.path
        try:
            return file.local_path
        except RuntimeError as error:
            key = ("", str(error))
            if key not in self._context._warned:
                self._context._warned.add(key)
                self._context._error("{}: {}".format(file.path, error), source="files")
            return None

    def remove(self, item: WorkItem) -> None:
        """Delete the files that `item` owns."""
        for file in item.outputFiles:
            path = self._local_path(file) if file.owned else None
            if path is not None and os.path.isfile(path):
                os.remove(path)
