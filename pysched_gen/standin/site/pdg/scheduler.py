"""`pdg.scheduler`: the base class of schedulers written in Python, and functions for them.

Names and signatures are those of public schedulers for Houdini 17.5 to 22.0 and of the help page
of `pdg.Scheduler`; what a method does is documented there or follows from how they use it.
"""

# ruff: noqa: ARG002 - the arguments are for those who override

from __future__ import annotations

import ast
import json
import logging
import os
from typing import TYPE_CHECKING, Any, Iterator, Mapping, Sequence

from pdg._enums import scheduleResult, workItemLogType
from pdg._file import File
from pdg._job_setup import (
    base_environment,
    common_variables,
    copy_job_scripts,
    expand_tokens,
    hython_bin,
    max_threads,
    parameter_variables,
    path_mapping,
    python_bin,
    transfer_files,
    write_item,
)
from pdg._release import since
from pdg._submit import submitGraphAsJob

if TYPE_CHECKING:
    from pdg._port import Port
    from pdg._scheduler import ItemKey, Scheduler
    from pdg._work_item import WorkItem

__all__ = ["PyScheduler", "convertEnvMapToUTF8", "evaluateParamOr", "submitGraphAsJob"]


# Private members of Houdini's that public schedulers call; what they take is not documented.
_NOT_PLAYED = (
    "_disableConnectionFileTimeout",
    "_getMQAddressFromConnectionFile",
    "_parseDatalayerParms",
    "_parsePortParms",
)


class PyScheduler:
    """The Python side of a scheduler; what it has not, it takes from its `pdg.Scheduler`.

    `workItem*` is what the callback server calls when a job reports: by id of the item from 19.0
    on and by its name before. Each hands on to the `onWorkItem*` of the scheduler, and may be
    overridden. `jobid` is the farm's name of the job; the base class has no use for it.
    """

    def __init__(self, scheduler: Scheduler, name: str) -> None:
        """Keep the C++ side; parameters cannot be read before the constructor has ended."""
        del name
        self._scheduler = scheduler
        self._result_server = ""
        self.parmprefix = ""

    def __getattr__(self, name: str) -> Any:
        """Return a member of the C++ side; raises AttributeError for one neither side has."""
        if name == "_scheduler":
            raise AttributeError("PyScheduler.__init__ was not called")
        if name in _NOT_PLAYED:
            raise NotImplementedError(f"PyScheduler.{name} is not implemented by the stand-in")
        if name.startswith("_") or not hasattr(self._scheduler, name):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self._scheduler, name)

    def __getitem__(self, name: str) -> Port:
        """Return a parameter; raises RuntimeError ("bad port") where there is none."""
        return self._scheduler[name]

    def __setitem__(self, name: str, value: object) -> None:
        """Set the value of a parameter."""
        self._scheduler[name] = value

    def __iter__(self) -> Iterator[Port]:
        """Go through the parameters."""
        return iter(self._scheduler)

    def cppObject(self) -> Scheduler:
        """Return the C++ side."""
        return self._scheduler

    def initLogger(self) -> logging.Logger:
        """Return a logger with the name of this node (not documented; its name says as much)."""
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
        """Return "": there is no log."""
        return ""

    def getStatusURI(self, work_item: WorkItem) -> str:
        """Return "": there is no page."""
        return ""

    @staticmethod
    def hasServiceSupport() -> bool:
        """Return False: services are not part of the stand-in."""
        return False

    def getLocalLogDir(self) -> str:
        """Return the directory for logs on this machine."""
        return self._scheduler.logDir(True)

    def getLocalDataDir(self) -> str:
        """Return the directory for data of work items on this machine."""
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
        """Return a command with its tokens replaced by the farm's paths and names."""
        return expand_tokens(self, item_command, work_item)

    def _application(self, name: str, work_item: WorkItem | None) -> Any:
        """Return a program's path by the callback of this release."""
        if since(18, 0):
            return self.applicationBin(name, work_item)
        return {"python": self.pythonBin, "hython": self.hythonBin}[name]("linux")

    def pythonBin(self, platform: str) -> str:
        """Return the Python for jobs (17.5, gone from 18.0)."""
        return self._pythonBin(platform)

    def hythonBin(self, platform: str) -> str:
        """Return the hython for jobs (17.5, gone from 18.0)."""
        return self._hythonBin(platform)

    def _pythonBin(self, *_where: Any) -> str:
        """Return the Python for jobs; older code passes a platform or an item."""
        return python_bin()

    def _hythonBin(self, *_where: Any) -> str:
        """Return the hython for jobs; older code passes a platform or an item."""
        return hython_bin()

    def _verboseLog(self, msg: str) -> None:
        """Print a message where HOUDINI_PDG_SCHEDULER_DEBUG is set."""
        if os.environ.get("HOUDINI_PDG_SCHEDULER_DEBUG", "0") not in ("", "0"):
            print(f"{self._scheduler.name}: {msg}", flush=True)  # noqa: T201

    def workItemResultServerAddr(self) -> str:
        """Return "host:port" of the callback server; a mixin with a server has its own."""
        return self._result_server

    def setWorkItemResultServerAddr(self, addr: str) -> None:
        """Set what `workItemResultServerAddr` gives."""
        self._result_server = str(addr)

    def addCommonJobEnvVars(self, job_env: dict[str, str], work_item: WorkItem) -> None:
        """Add the variables every job has (21.0)."""
        job_env.update(common_variables(self, work_item))

    def resolveBaseEnvironment(self, prefix: str, node: Any, work_item: WorkItem) -> dict[str, str]:
        """Return what the environment of a job starts from."""
        return base_environment(self, prefix, node, work_item)

    def resolveEnvParams(
        self, prefix: str, work_item: WorkItem, local: bool = True
    ) -> tuple[dict[str, str], list[str]]:
        """Return the variables that parameters set, and the names of those they unset.

        What the last argument means is not documented, and it changes nothing here.
        """
        del local
        return parameter_variables(self, prefix, work_item)

    def resolvePathMapping(self, job_env: dict[str, str]) -> None:
        """Add PDG_PATHMAP and PDG_PATHMAP_ZONE where path mapping is on."""
        path_mapping(self, job_env)

    def initHoudiniMaxThreads(
        self, work_item: WorkItem, prefix: str, default: int | None = None
    ) -> int | None:
        """Return HOUDINI_MAXTHREADS of a job, `default` where the parameters do not set it."""
        return max_threads(self, work_item, prefix, default)

    def setValue(self, name: str, value: object) -> None:
        """Set the value of a parameter."""
        self._scheduler[name] = value

    def setValues(self, values: Mapping[str, object]) -> None:
        """Set the values of parameters."""
        for name, value in values.items():
            self._scheduler[name] = value

    setParameter = setValue

    setParameters = setValues

    def workItemStartCook(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job has started."""
        self._scheduler.onWorkItemStartCook(id, index)

    def workItemSucceeded(
        self, id: ItemKey, index: int, cook_duration: float, jobid: Any = ""
    ) -> None:
        """A job has succeeded."""
        self._scheduler.onWorkItemSucceeded(id, index, cook_duration)

    def workItemFailed(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job has failed."""
        self._scheduler.onWorkItemFailed(id, index)

    def workItemCancelled(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job was cancelled; 21.0 and 22.0 spell it so."""
        self._scheduler.onWorkItemCanceled(id, index)

    def workItemCanceled(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job was cancelled, as public schedulers spell it."""
        self.workItemCancelled(id, index, jobid)

    def workItemFileResult(
        self, id: ItemKey, index: int, path: str, tag: str, hash: int = 0, jobid: Any = ""
    ) -> None:
        """A job has written a file, by the name this had before `workItemAddOutput`."""
        self.workItemAddOutput(id, index, path, tag, hash, jobid)

    def workItemAddOutput(
        self, id: ItemKey, index: int, path: str, tag: str = "", hash: int = 0, jobid: Any = ""
    ) -> None:
        """A job has written a file."""
        self._scheduler.onWorkItemAddOutput(id, index, path, tag, hash)

    def workItemAddOutputs(
        self,
        id: ItemKey,
        index: int,
        paths: Sequence[str],
        tags: Sequence[str] = (),
        hashes: Sequence[int] = (),
        jobid: Any = "",
    ) -> None:
        """A job has written files."""
        self._scheduler.onWorkItemAddOutputs(id, index, paths, tags, hashes)

    def workItemSetCustomState(self, id: ItemKey, index: int, state: str, jobid: Any = "") -> None:
        """A job names its state."""
        self._scheduler.onWorkItemSetCustomState(id, index, state)

    def workItemSetCookPercent(
        self, id: ItemKey, index: int, percent: float, jobid: Any = ""
    ) -> None:
        """A job tells how far it is, from 0 to 1."""
        self._scheduler.onWorkItemSetCookPercent(id, index, percent)

    def workItemAppendLog(
        self, id: ItemKey, index: int, text: str, type: Any = 3, jobid: Any = ""
    ) -> None:
        """A job adds to its log; `type` is a `workItemLogType` or its number."""
        kinds = {int(kind): kind for kind in workItemLogType}
        kind = kinds.get(int(type), workItemLogType.Raw)
        self._scheduler.onWorkItemAppendLog(id, index, text, kind)

    def workItemWarning(self, id: ItemKey, text: str, jobid: Any = "") -> None:
        """A job warns."""
        self._scheduler._report("warning", id, -1, text)

    def workItemInvalidateCache(self, id: ItemKey, index: int, jobid: Any = "") -> None:
        """A job invalidates what depends on its item."""
        self._scheduler.onWorkItemInvalidateCache(id, index)

    def workItemKeepalive(self, id: ItemKey, jobid: Any = "") -> None:
        """A job is still there; a scheduler that watches its jobs overrides this."""

    def acquireJobSlots(self, id: ItemKey, jobid: Any = "") -> None:
        """A job goes on after it waited; a scheduler with slots overrides this."""

    def releaseJobSlots(self, id: ItemKey, jobid: Any = "") -> None:
        """A job waits for others; a scheduler with slots overrides this."""

    def workItemSetStringAttrib(
        self, id: ItemKey, index: int, name: str, value: str, attrib_index: int = 0, jobid: Any = ""
    ) -> None:
        """A job sets text at a place of an attribute."""
        self._scheduler.onWorkItemSetStringAttrib(id, index, name, value, attrib_index)

    def workItemSetIntAttrib(
        self, id: ItemKey, index: int, name: str, value: int, attrib_index: int = 0, jobid: Any = ""
    ) -> None:
        """A job sets an integer at a place of an attribute."""
        self._scheduler.onWorkItemSetIntAttrib(id, index, name, value, attrib_index)

    def workItemSetFloatAttrib(
        self,
        id: ItemKey,
        index: int,
        name: str,
        value: float,
        attrib_index: int = 0,
        jobid: Any = "",
    ) -> None:
        """A job sets a float at a place of an attribute."""
        self._scheduler.onWorkItemSetFloatAttrib(id, index, name, value, attrib_index)

    def workItemSetFileAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0, jobid: Any = ""
    ) -> None:
        """A job sets a file, given as `File` or by path, tag and hash, at a place."""
        self._scheduler.onWorkItemSetFileAttrib(id, index, name, _as_file(value), attrib_index)

    def workItemSetDictAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0, jobid: Any = ""
    ) -> None:
        """A job sets a dictionary, given as such or as JSON, at a place of an attribute."""
        self._scheduler.onWorkItemSetDictAttrib(id, index, name, _as_dict(value), attrib_index)

    def workItemSetPyObjectAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, jobid: Any = ""
    ) -> None:
        """A job sets a Python object; of a text, what it is the `repr` of where that is plain."""
        self._scheduler.onWorkItemSetPyObjectAttrib(id, index, name, _as_object(value))

    def workItemSetStringAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[str], jobid: Any = ""
    ) -> None:
        """A job sets all texts of an attribute."""
        self._scheduler.onWorkItemSetStringAttrib(id, index, name, list(values))

    def workItemSetIntAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[int], jobid: Any = ""
    ) -> None:
        """A job sets all integers of an attribute."""
        self._scheduler.onWorkItemSetIntAttrib(id, index, name, list(values))

    def workItemSetFloatAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[float], jobid: Any = ""
    ) -> None:
        """A job sets all floats of an attribute."""
        self._scheduler.onWorkItemSetFloatAttrib(id, index, name, list(values))

    def workItemSetFileAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[Any], jobid: Any = ""
    ) -> None:
        """A job sets all files of an attribute."""
        self._scheduler.onWorkItemSetFileAttrib(id, index, name, [_as_file(v) for v in values])

    def workItemSetDictAttribArray(
        self, id: ItemKey, index: int, name: str, values: Sequence[Any], jobid: Any = ""
    ) -> None:
        """A job sets all dictionaries of an attribute."""
        self._scheduler.onWorkItemSetDictAttrib(id, index, name, [_as_dict(v) for v in values])

    def workItemSetAttribute(
        self, id: ItemKey, name: str, values: Sequence[Any], jobid: Any = ""
    ) -> None:
        """A job sets an attribute by the call that 18.0 deprecated; gone from 22.0."""
        self._scheduler.onWorkItemSetAttribute(id, name, values)


def convertEnvMapToUTF8(env_map: Mapping[str, Any]) -> dict[str, str]:
    """Return an environment as plain text on both sides; on Python 3 that is all there is to do."""
    return {str(name): str(value) for name, value in env_map.items()}


def evaluateParamOr(
    scheduler: Any, name: str, default: Any = None, work_item: WorkItem | None = None
) -> Any:
    """Return the value of a parameter, `default` where there is none (17.5)."""
    try:
        return scheduler[name].evaluate(work_item)
    except RuntimeError:
        return default


def _as_file(value: Any) -> Any:
    """Return the file that XML-RPC carries as a struct."""
    if not isinstance(value, dict):
        return value
    return File(value["path"], value.get("tag", ""), value.get("hash", 0))


def _as_dict(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _as_object(value: Any) -> Any:
    """Return the object of a `repr`; text that is no literal stays text, and is never run."""
    if not isinstance(value, str):
        return value
    try:
        return ast.literal_eval(value)
    except (SyntaxError, ValueError):
        return value
