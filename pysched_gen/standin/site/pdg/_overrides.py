"""Parameters of a scheduler that the node of an item overrides: `evaluate*Override`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdg._port import OVERRIDABLE, Port

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["Overrides"]


class Overrides:
    """Looks `<prefix>_<parm>` up on the node, then on the scheduler, then takes the default.

    Documented for `pdg.SchedulerBase`; that only parameters with the tag `pdg::scheduler` can be
    overridden is documented under "Creating a user interface". One that the scheduler does not
    declare is the node's own to have: `topscheduler.user.ds` can add such.
    """

    def evaluateStringOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: str
    ) -> str:
        """Give it as text."""
        port = self._effective_port(node, prefix, parm)
        return default_value if port is None else port.evaluateString(work_item)

    def evaluateIntOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: int
    ) -> int:
        """Give it as an integer."""
        port = self._effective_port(node, prefix, parm)
        return default_value if port is None else port.evaluateInt(work_item)

    def evaluateFloatOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: float
    ) -> float:
        """Give it as a float."""
        port = self._effective_port(node, prefix, parm)
        return default_value if port is None else port.evaluateFloat(work_item)

    def evaluateBoolOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: bool
    ) -> bool:
        """Give it as a bool."""
        port = self._effective_port(node, prefix, parm)
        return default_value if port is None else port.evaluateBool(work_item)

    def _effective_port(self, node: Any, prefix: str, parm: str) -> Port | None:
        name = f"{prefix}_{parm}"
        own: Port | None = self.parameter(name)  # type: ignore[attr-defined]
        theirs: Port | None = None if node is None else node.parameter(name)
        if theirs is None or (own is not None and not own.hasTag(OVERRIDABLE)):
            return own
        return theirs
