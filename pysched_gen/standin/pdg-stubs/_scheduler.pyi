# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.Scheduler`: the part of a scheduler that is C++ in Houdini."""

from typing import Any, Mapping
from pdg._scheduler_base import SchedulerBase as SchedulerBase
from pdg._context import GraphContext
from pdg._workitem import WorkItem

class Scheduler(SchedulerBase):
    """A scheduler node: `_python` is the instance of its class."""

    def __init__(
        self, context: GraphContext, type_: Any, name: str, values: Mapping[str, object]
    ) -> None:
        """Make the node as placing it does; the caller calls `onStart`.

        Raises what the constructor of the class raises, ValueError for a `templateBody` that
        cannot be read, KeyError for a value of no parameter.
        """
    applicationBin: Any
    def expandCommandTokens(self, item_command: str, work_item: WorkItem | None = ...) -> Any:
        """Give what the class makes of a command."""

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        """Have the class submit a graph as a job."""

    def endSharedServer(self, server_name: str) -> bool:
        """Have the class end a server; give whether it did."""

    def getLogURI(self, work_item: WorkItem) -> Any:
        """Give what the class says, "" where it says nothing."""

    def getStatusURI(self, work_item: WorkItem) -> Any:
        """Give what the class says, "" where it says nothing."""
    attributeInfo: Any
    commonVars: Any
    cookWorkItem: Any
    getPollingClient: Any
    jobName: Any
    postExecProcess: Any
    preExecProcess: Any
    scriptInfo: Any
    startService: Any
    stopService: Any
