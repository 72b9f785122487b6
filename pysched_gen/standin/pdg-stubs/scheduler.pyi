# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.scheduler`: the base class of schedulers written in Python, and functions for them."""

from pdg import Port
from pdg import Scheduler
from pdg import WorkItem
from typing import Any
from typing import Iterator
from typing import Mapping
from typing import Sequence
from typing import Union
import logging

_ItemKey = Union[int, str]

def convertEnvMapToUTF8(env_map: Mapping[str, Any]) -> dict[str, str]:
    """Return an environment as plain text on both sides; on Python 3 that is all there is to do."""

def evaluateParamOr(
    scheduler: Any, name: str, default: Any = ..., work_item: WorkItem | None = ...
) -> Any:
    """Return the value of a parameter, `default` where there is none (17.5)."""

def submitGraphAsJob(kwargs: Mapping[str, Any], node: Any, name: str = ...) -> tuple[str, Any]:
    """Hand the graph of a scheduler to its own `submitAsJob`; give (status URI, job id).

    In Houdini a button calls it with the keyword arguments of the callback, the scheduler's TOP
    node and a label. Here `node` is the scheduler, of either side, or has `getPDGNode` for it;
    the graph is written to `$HIPNAME.hip` in the working directory, where Houdini has the scene,
    and the class gets the path relative to that directory (help: "graph_file"). The button may
    be pressed before any cook: a working directory that was not set is that of the parameter.
    `kwargs["toppath"]` may say which node is cooked.

    Raises RuntimeError where the scheduler fails or answers with the wrong kind of value, after
    it was recorded as an error.
    """

class PyScheduler(Scheduler):
    """The Python side of a scheduler; what it has not, it takes from its `pdg.Scheduler`.

    `workItem*` is what the callback server calls when a job reports: by id of the item from 19.0
    on and by its name before. Each hands on to the `onWorkItem*` of the scheduler, and may be
    overridden. `jobid` is the farm's name of the job; the base class has no use for it.
    """

    parmprefix: str
    def __init__(self, scheduler: Scheduler, name: str) -> None:
        """Keep the C++ side; parameters cannot be read before the constructor has ended."""

    def __getitem__(self, name: str) -> Port:
        """Return a parameter; raises RuntimeError ("bad port") where there is none."""

    def __setitem__(self, name: str, value: object) -> None:
        """Set the value of a parameter."""

    def __iter__(self) -> Iterator[Port]:
        """Go through the parameters."""

    def cppObject(self) -> Scheduler:
        """Return the C++ side."""

    def initLogger(self) -> logging.Logger:
        """Return a logger with the name of this node (not documented; its name says as much)."""

    def onSchedule(self, work_item: WorkItem) -> Any:
        """Fail the item: it is the one callback a scheduler must have (documented)."""

    def onScheduleStatic(self, dependencies: Any, dependents: Any, ready_items: Any) -> None:
        """Do nothing: static cooks are optional."""

    def endSharedServer(self, sharedserver_name: str) -> bool:
        """Forget a server; a scheduler that can end one overrides this."""

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        """Submit nothing; from 20.0 on the answer is a pair."""

    def getLogURI(self, work_item: WorkItem) -> str:
        """Return "": there is no log."""

    def getStatusURI(self, work_item: WorkItem) -> str:
        """Return "": there is no page."""

    @staticmethod
    def hasServiceSupport() -> bool:
        """Return False: services are not part of the stand-in."""

    def getLocalLogDir(self) -> str:
        """Return the directory for logs on this machine."""

    def getLocalDataDir(self) -> str:
        """Return the directory for data of work items on this machine."""

    def createJobDirsAndSerializeWorkItems(self, work_item: WorkItem) -> bool:
        """Make the directories of the cook and write what the job of `work_item` reads.

        Scripts for jobs are copied too where none are: PDG does so before it schedules. Raises
        OSError where that fails, and leaves no half-written file.
        """

    def _copyJobSupportFiles(self) -> None:
        """Copy the scripts that jobs import into the script directory."""
    expandCommandTokens: Any
    def pythonBin(self, platform: str) -> str:
        """Return the Python for jobs (17.5, gone from 18.0)."""

    def hythonBin(self, platform: str) -> str:
        """Return the hython for jobs (17.5, gone from 18.0)."""

    def _pythonBin(self, *_where: Any) -> str:
        """Return the Python for jobs; older code passes a platform or an item."""

    def _hythonBin(self, *_where: Any) -> str:
        """Return the hython for jobs; older code passes a platform or an item."""

    def _verboseLog(self, msg: str) -> None:
        """Print a message where HOUDINI_PDG_SCHEDULER_DEBUG is set."""

    def workItemResultServerAddr(self) -> str:
        """Return "host:port" of the callback server; a mixin with a server has its own."""

    def setWorkItemResultServerAddr(self, addr: str) -> None:
        """Set what `workItemResultServerAddr` gives."""

    def addCommonJobEnvVars(self, job_env: dict[str, str], work_item: WorkItem) -> None:
        """Add the variables every job has (21.0)."""

    def resolveBaseEnvironment(self, prefix: str, node: Any, work_item: WorkItem) -> dict[str, str]:
        """Return what the environment of a job starts from."""

    def resolveEnvParams(
        self, prefix: str, work_item: WorkItem, local: bool = ...
    ) -> tuple[dict[str, str], list[str]]:
        """Return the variables that parameters set, and the names of those they unset.

        What the last argument means is not documented, and it changes nothing here.
        """

    def resolvePathMapping(self, job_env: dict[str, str]) -> None:
        """Add PDG_PATHMAP and PDG_PATHMAP_ZONE where path mapping is on."""

    def initHoudiniMaxThreads(
        self, work_item: WorkItem, prefix: str, default: int | None = ...
    ) -> int | None:
        """Return HOUDINI_MAXTHREADS of a job, `default` where the parameters do not set it."""

    def setValue(self, name: str, value: object) -> None:
        """Set the value of a parameter."""

    def setValues(self, values: Mapping[str, object]) -> None:
        """Set the values of parameters."""
    setParameter = setValue
    setParameters = setValues
    def workItemStartCook(self, id: _ItemKey, index: int, jobid: Any = ...) -> None:
        """A job has started."""

    def workItemSucceeded(
        self, id: _ItemKey, index: int, cook_duration: float, jobid: Any = ...
    ) -> None:
        """A job has succeeded."""

    def workItemFailed(self, id: _ItemKey, index: int, jobid: Any = ...) -> None:
        """A job has failed."""

    def workItemCancelled(self, id: _ItemKey, index: int, jobid: Any = ...) -> None:
        """A job was cancelled; 21.0 and 22.0 spell it so."""

    def workItemCanceled(self, id: _ItemKey, index: int, jobid: Any = ...) -> None:
        """A job was cancelled, as public schedulers spell it."""

    def workItemFileResult(
        self, id: _ItemKey, index: int, path: str, tag: str, hash: int = ..., jobid: Any = ...
    ) -> None:
        """A job has written a file, by the name this had before `workItemAddOutput`."""

    def workItemAddOutput(
        self, id: _ItemKey, index: int, path: str, tag: str = ..., hash: int = ..., jobid: Any = ...
    ) -> None:
        """A job has written a file."""

    def workItemAddOutputs(
        self,
        id: _ItemKey,
        index: int,
        paths: Sequence[str],
        tags: Sequence[str] = ...,
        hashes: Sequence[int] = ...,
        jobid: Any = ...,
    ) -> None:
        """A job has written files."""

    def workItemSetCustomState(
        self, id: _ItemKey, index: int, state: str, jobid: Any = ...
    ) -> None:
        """A job names its state."""

    def workItemSetCookPercent(
        self, id: _ItemKey, index: int, percent: float, jobid: Any = ...
    ) -> None:
        """A job tells how far it is, from 0 to 1."""

    def workItemAppendLog(
        self, id: _ItemKey, index: int, text: str, type: Any = ..., jobid: Any = ...
    ) -> None:
        """A job adds to its log; `type` is a `workItemLogType` or its number."""

    def workItemWarning(self, id: _ItemKey, text: str, jobid: Any = ...) -> None:
        """A job warns."""

    def workItemInvalidateCache(self, id: _ItemKey, index: int, jobid: Any = ...) -> None:
        """A job invalidates what depends on its item."""

    def workItemKeepalive(self, id: _ItemKey, jobid: Any = ...) -> None:
        """A job is still there; a scheduler that watches its jobs overrides this."""

    def acquireJobSlots(self, id: _ItemKey, jobid: Any = ...) -> None:
        """A job goes on after it waited; a scheduler with slots overrides this."""

    def releaseJobSlots(self, id: _ItemKey, jobid: Any = ...) -> None:
        """A job waits for others; a scheduler with slots overrides this."""

    def workItemSetStringAttrib(
        self,
        id: _ItemKey,
        index: int,
        name: str,
        value: str,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets text at a place of an attribute."""

    def workItemSetIntAttrib(
        self,
        id: _ItemKey,
        index: int,
        name: str,
        value: int,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets an integer at a place of an attribute."""

    def workItemSetFloatAttrib(
        self,
        id: _ItemKey,
        index: int,
        name: str,
        value: float,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets a float at a place of an attribute."""

    def workItemSetFileAttrib(
        self,
        id: _ItemKey,
        index: int,
        name: str,
        value: Any,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets a file, given as `File` or by path, tag and hash, at a place."""

    def workItemSetDictAttrib(
        self,
        id: _ItemKey,
        index: int,
        name: str,
        value: Any,
        attrib_index: int = ...,
        jobid: Any = ...,
    ) -> None:
        """A job sets a dictionary, given as such or as JSON, at a place of an attribute."""

    def workItemSetPyObjectAttrib(
        self, id: _ItemKey, index: int, name: str, value: Any, jobid: Any = ...
    ) -> None:
        """A job sets a Python object; of a text, what it is the `repr` of where that is plain."""

    def workItemSetStringAttribArray(
        self, id: _ItemKey, index: int, name: str, values: Sequence[str], jobid: Any = ...
    ) -> None:
        """A job sets all texts of an attribute."""

    def workItemSetIntAttribArray(
        self, id: _ItemKey, index: int, name: str, values: Sequence[int], jobid: Any = ...
    ) -> None:
        """A job sets all integers of an attribute."""

    def workItemSetFloatAttribArray(
        self, id: _ItemKey, index: int, name: str, values: Sequence[float], jobid: Any = ...
    ) -> None:
        """A job sets all floats of an attribute."""

    def workItemSetFileAttribArray(
        self, id: _ItemKey, index: int, name: str, values: Sequence[Any], jobid: Any = ...
    ) -> None:
        """A job sets all files of an attribute."""

    def workItemSetDictAttribArray(
        self, id: _ItemKey, index: int, name: str, values: Sequence[Any], jobid: Any = ...
    ) -> None:
        """A job sets all dictionaries of an attribute."""

    def workItemSetAttribute(
        self, id: _ItemKey, name: str, values: Sequence[Any], jobid: Any = ...
    ) -> None:
        """A job sets an attribute by the call that 18.0 deprecated; gone from 22.0."""

    @classmethod
    def templateName(cls) -> str: ...
    @classmethod
    def templateBody(cls) -> str: ...
    def applicationBin(self, name: str, work_item: WorkItem) -> str: ...
    def onSharedServerStarted(self, args: Any) -> None: ...
    addParameter: Any
    startService: Any
    stopService: Any
