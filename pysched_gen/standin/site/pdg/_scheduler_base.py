"""`pdg.SchedulerBase`: what a scheduler node has besides the class it is made of.

It owns the parameters, the directories and the servers of the node and receives its reports.
Members are documented in the help of `pdg.SchedulerBase`.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, Any, Callable

from pdg._enums import platform, workItemDataSource
from pdg._events import EventEmitter
from pdg._folders import Folders
from pdg._item_reports import ItemReports
from pdg._main_calls import MainCalls
from pdg._overrides import Overrides
from pdg._parameters import builtin_parameters, declared_parameters
from pdg._port_owner import PortOwner
from pdg._scheduler_files import SchedulerFiles
from pdg._scheduler_links import SchedulerLinks
from pdg._shared_servers import SharedServers

if TYPE_CHECKING:
    from pdg._context import GraphContext

__all__ = ["SchedulerBase"]

_PLATFORMS = {"win32": "Windows", "darwin": "Mac"}


class SchedulerBase(
    ItemReports,
    Overrides,
    SchedulerFiles,
    SchedulerLinks,
    SharedServers,
    PortOwner,
    EventEmitter,
):
    """What every scheduler has; `pdg.Scheduler` adds the class."""

    def __init__(self, context: GraphContext, type_: Any, name: str) -> None:
        self._context = context
        self._type = type_
        self._name = name
        self._folders = Folders()
        self._servers: dict[str, dict[str, Any]] = {}
        self._main_calls = MainCalls(context)
        self._acceptsInProcess = False
        self._declare_ports(builtin_parameters() + declared_parameters(type_.typeObject))

    @property
    def context(self) -> GraphContext:
        """Give the context the scheduler is in."""
        return self._context

    @property
    def name(self) -> str:
        """Give the name of the node."""
        return self._name

    @property
    def type(self) -> Any:
        """Give its `pdg.SchedulerType`."""
        return self._type

    @property
    def typeName(self) -> str:
        """Give the name its type is registered with."""
        return str(self._type.typeName)

    @property
    def templateName(self) -> str:
        """Give what `templateName` of its class gives."""
        return str(self._type.typeObject.templateName())

    @property
    def isWaitForFailures(self) -> bool:
        """Tell whether the cook waits for failed items, as `pdg_waitforfailures` says."""
        return self.port("pdg_waitforfailures").evaluateBool()

    @property
    def isCompressWorkItemData(self) -> bool:
        """Tell whether data files are gzip files."""
        return self.port("pdg_compressworkitemdata").evaluateBool()

    @property
    def workItemDataSource(self) -> workItemDataSource:
        """Give whether jobs load their items from a file or from the callback server."""
        number = self.port("pdg_workitemdatasource").evaluateInt()
        return workItemDataSource.RPCMessage if number == 1 else workItemDataSource.JSONFile

    @property
    def platform(self) -> platform:
        """Give the platform of this machine (22.0)."""
        return getattr(platform, _PLATFORMS.get(sys.platform, "Linux"))  # type: ignore[no-any-return]

    @property
    def inputCount(self) -> int:
        """Give 0: a scheduler is not wired."""
        return 0

    @property
    def outputCount(self) -> int:
        """Give 0: a scheduler is not wired."""
        return 0

    @property
    def inputNames(self) -> list[str]:
        """Give no names: a scheduler is not wired."""
        return []

    @property
    def outputNames(self) -> list[str]:
        """Give no names: a scheduler is not wired."""
        return []

    def setAcceptInProcess(self, accept: bool) -> None:
        """Say whether items that cook in process are given to this scheduler too."""
        self._acceptsInProcess = bool(accept)

    @staticmethod
    def maxThreads() -> int:
        """Give the number of threads of this machine, or HOUDINI_MAXTHREADS where it is set."""
        limit = os.environ.get("HOUDINI_MAXTHREADS", "")
        wanted = int(limit) if limit.isdigit() else 0
        return wanted or os.cpu_count() or 1

    def topNode(self) -> None:
        """Give None: there is no Houdini, so no TOP node (documented for contexts without)."""

    @property
    def topNodeId(self) -> int:
        """Give -1: there is no TOP node."""
        return -1

    def dependencyGraph(self, expand_partitions: bool = False) -> Any:
        """Give what each item depends on, what depends on it, and the items that are ready.

        Two dictionaries from item to list of items, and a list.
        """
        return self.context.graph.dependencyGraph(expand_partitions)

    def cookError(self, message: str) -> None:
        """Issue an error on this node."""
        self.context._error(str(message), source=self.name)

    def cookWarning(self, message: str) -> None:
        """Issue a warning on this node."""
        self.context._record("warning", node=self.name, message=str(message))

    def runOnMainThread(
        self, wait: bool, function: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Run a function on the main thread, which is the one that cooks here.

        Gives its result with `wait`; without, None at once.
        """
        call_ = functools.partial(function, *args, **kwargs)
        return self._main_calls.run(wait, call_)
