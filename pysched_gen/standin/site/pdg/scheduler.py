"""`pdg.scheduler`: the base class of schedulers written in Python, and functions for them.

Names and signatures are those of public schedulers for Houdini 17.5 to 22.0 and of the help page
of `pdg.Scheduler`; what a method does is documented there or follows from how they use it.
"""

# ruff: noqa: ARG002 - the arguments are for those who override

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, Iterator, Mapping

from pdg._applications import hython_bin, python_bin
from pdg._enums import scheduleResult
from pdg._job_files import copy_job_scripts, transfer_files, write_item
from pdg._py_environment import PyEnvironment
from pdg._py_reports import PyReports
from pdg._release import since
from pdg._submit import submitGraphAsJob
from pdg._tokens import expand_tokens

if TYPE_CHECKING:
    from pdg._port import Port
    from pdg._scheduler import Scheduler
    from pdg._workitem import WorkItem

__all__ = ["PyScheduler", "convertEnvMapToUTF8", "evaluateParamOr", "submitGraphAsJob"]


class PyScheduler(PyReports, PyEnvironment):
    """The Python side of a scheduler; what it has not, it takes from its `pdg.Scheduler`."""

    _scheduler: Scheduler

    def __init__(self, scheduler: Scheduler, name: str) -> None:
        """Keep the C++ side; parameters cannot be read before the constructor has ended."""
        del name
        self._scheduler = scheduler
        self._result_server = ""
        self.parmprefix = ""

    def __getattr__(self, name: str) -> Any:
        """Give a member of the C++ side; raises AttributeError for one neither side has."""
        if name == "_scheduler":
            raise AttributeError("PyScheduler.__init__ was not called")
        if name.startswith("_") or not hasattr(self._scheduler, name):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self._scheduler, name)

    def __getitem__(self, name: str) -> Port:
        """Give a parameter; raises RuntimeError ("bad port") where there is none."""
        return self._scheduler[name]

    def __setitem__(self, name: str, value: object) -> None:
        """Set the value of a parameter."""
        self._scheduler[name] = value

    def __iter__(self) -> Iterator[Port]:
        """Go through the parameters."""
        return iter(self._scheduler)

    def cppObject(self) -> Scheduler:
        """Give the C++ side."""
        return self._scheduler

    def initLogger(self) -> logging.Logger:
        """Give a logger with the name of this node (not documented; its name says as much)."""
        return logging.getLogger(f"pdg.scheduler.{self._scheduler.name}")

    def onSchedule(self, work_item: WorkItem) -> Any:
        """Fail the item: it is the one callback a scheduler must have (documented)."""
        self._scheduler.cookError(f"{type(self).__name__} has no onSchedule")
        return scheduleResult.CookFailed

    def onScheduleStatic(self, dependencies: Any, dependents: Any, ready_items: Any) -> None:
        """Do nothing: static cooks are optional."""

    def onSharedServerStarted(self, args: Mapping[str, Any]) -> None:
        """Remember a server that a job has started."""
        self._scheduler.setSharedServerInfo(str(args["name"]), dict(args))

    def endSharedServer(self, sharedserver_name: str) -> bool:
        """Forget a server; a scheduler that can end one overrides this."""
        self._scheduler.clearSharedServerInfo(sharedserver_name)
        return True

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        """Submit nothing; from 20.0 on the answer is a pair."""
        return ("", "") if since(20, 0) else ""

    def getLogURI(self, work_item: WorkItem) -> str:
        """Give "": there is no log."""
        return ""

    def getStatusURI(self, work_item: WorkItem) -> str:
        """Give "": there is no page."""
        return ""

    @staticmethod
    def hasServiceSupport() -> bool:
        """Give False: services are not part of the stand-in."""
        return False

    def getLocalLogDir(self) -> str:
        """Give the directory for logs on this machine."""
        return self._scheduler.logDir(True)

    def getLocalDataDir(self) -> str:
        """Give the directory for data of work items on this machine."""
        return self._scheduler.dataDir(True)

    def createJobDirsAndSerializeWorkItems(self, work_item: WorkItem) -> bool:
        """Make the directories of the cook and write what the job of `work_item` reads.

        Scripts for jobs are copied too where none are: PDG does so before it schedules. Raises
        OSError where that fails, and leaves no half-written file.
        """
        self._scheduler._folders.make()
        if not os.path.exists(self._scheduler.scriptDir(True) + "/pdgcmd.py"):
            self._copyJobSupportFiles()
        transfer_files(self._scheduler, work_item)
        write_item(self._scheduler, work_item)
        return True

    def _copyJobSupportFiles(self) -> None:
        """Copy the scripts that jobs import into the script directory."""
        copy_job_scripts(self._scheduler.scriptDir(True))

    def expandCommandTokens(self, item_command: str, work_item: WorkItem | None = None) -> str:
        """Give a command with its tokens replaced by the farm's paths and names."""
        return expand_tokens(self, item_command, work_item)

    def _application(self, name: str, work_item: WorkItem | None) -> Any:
        """Give a program's path by the callback of this release."""
        if since(18, 0):
            return self.applicationBin(name, work_item)
        return {"python": self.pythonBin, "hython": self.hythonBin}[name]("linux")

    def pythonBin(self, platform: str) -> str:
        """Give the Python for jobs (17.5, gone from 18.0)."""
        return self._pythonBin(platform)

    def hythonBin(self, platform: str) -> str:
        """Give the hython for jobs (17.5, gone from 18.0)."""
        return self._hythonBin(platform)

    def _pythonBin(self, *_where: Any) -> str:
        """Give the Python for jobs; older code passes a platform or an item."""
        return python_bin()

    def _hythonBin(self, *_where: Any) -> str:
        """Give the hython for jobs; older code passes a platform or an item."""
        return hython_bin()

    def _verboseLog(self, msg: str) -> None:
        """Print a message where HOUDINI_PDG_SCHEDULER_DEBUG is set."""
        if os.environ.get("HOUDINI_PDG_SCHEDULER_DEBUG", "0") not in ("", "0"):
            print(f"{self._scheduler.name}: {msg}", flush=True)  # noqa: T201


def convertEnvMapToUTF8(env_map: Mapping[str, Any]) -> dict[str, str]:
    """Give an environment as plain text on both sides; on Python 3 that is all there is to do."""
    return {str(name): str(value) for name, value in env_map.items()}


def evaluateParamOr(
    scheduler: Any, name: str, default: Any = None, work_item: WorkItem | None = None
) -> Any:
    """Give the value of a parameter, `default` where there is none (17.5)."""
    try:
        return scheduler[name].evaluate(work_item)
    except RuntimeError:
        return default
