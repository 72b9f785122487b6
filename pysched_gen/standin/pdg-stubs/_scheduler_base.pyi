# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.SchedulerBase`: what a scheduler node has besides the class it is made of."""

from typing import Any, Callable
from pdg._enums import platform, workItemDataSource
from pdg._events import EventEmitter
from pdg._item_reports import ItemReports
from pdg._overrides import Overrides
from pdg._port_owner import PortOwner
from pdg._scheduler_files import SchedulerFiles
from pdg._scheduler_links import SchedulerLinks
from pdg._shared_servers import SharedServers
from pdg._context import GraphContext

class SchedulerBase(
    ItemReports, Overrides, SchedulerFiles, SchedulerLinks, SharedServers, PortOwner, EventEmitter
):
    """What every scheduler has; `pdg.Scheduler` adds the class."""

    def __init__(self, context: GraphContext, type_: Any, name: str) -> None: ...
    @property
    def context(self) -> GraphContext:
        """Give the context the scheduler is in."""

    @property
    def name(self) -> str:
        """Give the name of the node."""

    @property
    def type(self) -> Any:
        """Give its `pdg.SchedulerType`."""

    @property
    def typeName(self) -> str:
        """Give the name its type is registered with."""
    templateName: Any
    @property
    def isWaitForFailures(self) -> bool:
        """Tell whether the cook waits for failed items, as `pdg_waitforfailures` says."""

    @property
    def isCompressWorkItemData(self) -> bool:
        """Tell whether data files are gzip files."""

    @property
    def workItemDataSource(self) -> workItemDataSource:
        """Give whether jobs load their items from a file or from the callback server."""

    @property
    def platform(self) -> platform:
        """Give the platform of this machine (22.0)."""

    @property
    def inputCount(self) -> int:
        """Give 0: a scheduler is not wired."""

    @property
    def outputCount(self) -> int:
        """Give 0: a scheduler is not wired."""

    @property
    def inputNames(self) -> list[str]:
        """Give no names: a scheduler is not wired."""

    @property
    def outputNames(self) -> list[str]:
        """Give no names: a scheduler is not wired."""

    def setAcceptInProcess(self, accept: bool) -> None:
        """Say whether items that cook in process are given to this scheduler too."""

    @staticmethod
    def maxThreads() -> int:
        """Give the number of threads of this machine, or HOUDINI_MAXTHREADS where it is set."""

    def topNode(self) -> Any:
        """Give None: there is no Houdini, so no TOP node (documented for contexts without)."""

    @property
    def topNodeId(self) -> int:
        """Give -1: there is no TOP node."""

    def dependencyGraph(self, expand_partitions: bool = ...) -> Any:
        """Give what each item depends on, what depends on it, and the items that are ready.

        Two dictionaries from item to list of items, and a list.
        """

    def cookError(self, message: str) -> None:
        """Issue an error on this node."""

    def cookWarning(self, message: str) -> None:
        """Issue a warning on this node."""

    def runOnMainThread(
        self, wait: bool, function: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Run a function on the main thread, which is the one that cooks here.

        Gives its result with `wait`; without, None at once.
        """
    applicationBin: Any
    attributeInfo: Any
    commonVars: Any
    cookWorkItem: Any
    endSharedServer: Any
    expandCommandTokens: Any
    getLogURI: Any
    getPollingClient: Any
    getStatusURI: Any
    jobName: Any
    postExecProcess: Any
    preExecProcess: Any
    scriptInfo: Any
    startService: Any
    stopService: Any
    submitAsJob: Any
