"""Which items may not be taken from cache: what they wait for wrote new files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._enums import workItemState

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["mark_stale"]


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
