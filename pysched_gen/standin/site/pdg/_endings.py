"""What the states of items mean to a cook, and which items end without a scheduler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._enums import workItemCookType, workItemState
from pdg._node import sub_items

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["ACTIVE", "BROKEN", "DONE", "ENDED", "runs_by_itself", "worst"]


def _table(*states: workItemState) -> tuple[bool, ...]:
    return tuple(any(state is one for one in states) for state in workItemState)


# Looked up by state for every change, so a table and not a set of enum members.
DONE = _table(workItemState.CookedSuccess, workItemState.CookedCache)
BROKEN = _table(workItemState.CookedFail, workItemState.CookedCancel)
ENDED = _table(
    workItemState.CookedSuccess,
    workItemState.CookedCache,
    workItemState.CookedFail,
    workItemState.CookedCancel,
)
ACTIVE = _table(workItemState.Scheduled, workItemState.Cooking)


def runs_by_itself(item: WorkItem) -> bool:
    """Tell whether `item` is cooked without a scheduler: it has no command.

    In-process items go to the scheduler only where it accepted them by `setAcceptInProcess`.
    """
    if item._cookType is workItemCookType.Generate:
        return True
    if item._cookType is workItemCookType.InProcess:
        return not getattr(item._scheduler, "_acceptsInProcess", False)
    return not item.hasCommand and not any(sub.hasCommand for sub in sub_items(item))


def worst(items: list[WorkItem]) -> workItemState:
    """Return how a batch of `items`, which have all ended, ended."""
    for state in (workItemState.CookedFail, workItemState.CookedCancel):
        if any(item._state is state for item in items):
            return state
    return workItemState.CookedSuccess
