# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.scheduler`: the base class of schedulers written in Python, and functions for them."""

import logging
from typing import Any, Iterator, Mapping
from pdg._py_environment import PyEnvironment
from pdg._py_reports import PyReports
from pdg._submit import submitGraphAsJob as submitGraphAsJob
from pdg._port import Port
from pdg._scheduler import Scheduler
from pdg._workitem import WorkItem

class PyScheduler(PyReports, PyEnvironment, Scheduler):
    """The Python side of a scheduler; what it has not, it takes from its `pdg.Scheduler`."""

    parmprefix: str
    def __init__(self, scheduler: Scheduler, name: str) -> None:
        """Keep the C++ side; parameters cannot be read before the constructor has ended."""

    def __getitem__(self, name: str) -> Port:
        """Give a parameter; raises RuntimeError ("bad port") where there is none."""

    def __setitem__(self, name: str, value: object) -> None:
        """Set the value of a parameter."""

    def __iter__(self) -> Iterator[Port]:
        """Go through the parameters."""

    def cppObject(self) -> Scheduler:
        """Give the C++ side."""

    def initLogger(self) -> logging.Logger:
        """Give a logger with the name of this node (not documented; its name says as much)."""

    def onSchedule(self, work_item: WorkItem) -> Any:
        """Fail the item: it is the one callback a scheduler must have (documented)."""

    def onScheduleStatic(self, dependencies: Any, dependents: Any, ready_items: Any) -> None:
        """Do nothing: static cooks are optional."""

    def endSharedServer(self, sharedserver_name: str) -> bool:
        """Forget a server; a scheduler that can end one overrides this."""

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        """Submit nothing; from 20.0 on the answer is a pair."""

    def getLogURI(self, work_item: WorkItem) -> str:
        """Give "": there is no log."""

    def getStatusURI(self, work_item: WorkItem) -> str:
        """Give "": there is no page."""

    @staticmethod
    def hasServiceSupport() -> bool:
        """Give False: services are not part of the stand-in."""

    def getLocalLogDir(self) -> str:
        """Give the directory for logs on this machine."""

    def getLocalDataDir(self) -> str:
        """Give the directory for data of work items on this machine."""

    def createJobDirsAndSerializeWorkItems(self, work_item: WorkItem) -> bool:
        """Make the directories of the cook and write what the job of `work_item` reads.

        Scripts for jobs are copied too where none are: PDG does so before it schedules. Raises
        OSError where that fails, and leaves no half-written file.
        """

    def _copyJobSupportFiles(self) -> None:
        """Copy the scripts that jobs import into the script directory."""

    def expandCommandTokens(self, item_command: str, work_item: WorkItem | None = ...) -> str:
        """Give a command with its tokens replaced by the farm's paths and names."""

    def pythonBin(self, platform: str) -> str:
        """Give the Python for jobs (17.5, gone from 18.0)."""

    def hythonBin(self, platform: str) -> str:
        """Give the hython for jobs (17.5, gone from 18.0)."""

    def _pythonBin(self, *_where: Any) -> str:
        """Give the Python for jobs; older code passes a platform or an item."""

    def _hythonBin(self, *_where: Any) -> str:
        """Give the hython for jobs; older code passes a platform or an item."""

    def _verboseLog(self, msg: str) -> None:
        """Print a message where HOUDINI_PDG_SCHEDULER_DEBUG is set."""

    @classmethod
    def templateName(cls) -> str: ...
    @classmethod
    def templateBody(cls) -> str: ...
    def applicationBin(self, name: str, work_item: WorkItem) -> str: ...
    def onSharedServerStarted(self, args: Any) -> None: ...
    addParameter: Any
    startService: Any
    stopService: Any

def convertEnvMapToUTF8(env_map: Mapping[str, Any]) -> dict[str, str]:
    """Give an environment as plain text on both sides; on Python 3 that is all there is to do."""

def evaluateParamOr(
    scheduler: Any, name: str, default: Any = ..., work_item: WorkItem | None = ...
) -> Any:
    """Give the value of a parameter, `default` where there is none (17.5)."""
