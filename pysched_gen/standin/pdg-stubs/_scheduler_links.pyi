# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""What every node of a graph has and a scheduler has none of: inputs, outputs, expressions."""

from typing import Any
from pdg._graph import Node
from pdg._port import Port
from pdg._workitem import WorkItem

class SchedulerLinks:
    """The members of `pdg.Scheduler` that answer "there is none"."""

    @property
    def customId(self) -> str:
        """The id that code gave the node: none."""

    @property
    def inputs(self) -> list[Port]:
        """The input ports: none."""

    @property
    def inputNames(self) -> list[str]:
        """The names of the input ports: none."""

    @property
    def outputs(self) -> list[Port]:
        """The output ports: none."""

    @property
    def outputNames(self) -> list[str]:
        """The names of the output ports: none."""

    def input(self, name: str) -> None:
        """Return None: there is no such input."""

    def output(self, name: str) -> None:
        """Return None: there is no such output."""

    def inputsForNode(self, node: Node) -> list[Port]:
        """Return the inputs that `node` is connected to: none."""

    def inputsForWorkItem(self, work_item: WorkItem) -> list[Port]:
        """Return the inputs that `work_item` comes from: none."""

    def isItemFromPort(self, work_item: WorkItem, port: Any) -> bool:
        """Tell whether `work_item` comes from `port`: no."""

    def setAcceptInProcess(self, accept: bool) -> None:
        """Let the scheduler get in-process items too, which otherwise cook in the session."""

    @staticmethod
    def getDefaultUserEnvironment() -> dict[str, str]:
        """Return the environment of this process (not documented; its name says as much)."""
