"""What every node of a graph has and a scheduler has none of: inputs, outputs, expressions.

Names are those of a listing of Houdini 21.0, in which schedulers have all functions of nodes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdg._graph import Node
    from pdg._port import Port
    from pdg._workitem import WorkItem

__all__ = ["SchedulerLinks"]


class SchedulerLinks:
    """The members of `pdg.Scheduler` that answer "there is none"."""

    _acceptsInProcess: bool

    @property
    def customId(self) -> str:
        """The id that code gave the node: none."""
        return ""

    @property
    def inputs(self) -> list[Port]:
        """The input ports: none."""
        return []

    @property
    def inputNames(self) -> list[str]:
        """The names of the input ports: none."""
        return []

    @property
    def outputs(self) -> list[Port]:
        """The output ports: none."""
        return []

    @property
    def outputNames(self) -> list[str]:
        """The names of the output ports: none."""
        return []

    def input(self, name: str) -> None:
        """Return None: there is no such input."""

    def output(self, name: str) -> None:
        """Return None: there is no such output."""

    def inputsForNode(self, node: Node) -> list[Port]:
        """Return the inputs that `node` is connected to: none."""
        del node
        return []

    def inputsForWorkItem(self, work_item: WorkItem) -> list[Port]:
        """Return the inputs that `work_item` comes from: none."""
        del work_item
        return []

    def isItemFromPort(self, work_item: WorkItem, port: Any) -> bool:
        """Tell whether `work_item` comes from `port`: no."""
        del work_item, port
        return False

    def setAcceptInProcess(self, accept: bool) -> None:
        """Let the scheduler get in-process items too, which otherwise cook in the session."""
        self._acceptsInProcess = bool(accept)

    @staticmethod
    def getDefaultUserEnvironment() -> dict[str, str]:
        """Return the environment of this process (not documented; its name says as much)."""
        return dict(os.environ)
