"""`pdg.workitem`: the base of custom work item data, which the stand-in does not play."""

from __future__ import annotations

from pdg._unplayed import PyWorkItemData

__all__ = ["PyWorkItemData"]
