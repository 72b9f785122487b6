"""`pdg.WorkItem`: its place in the graph, its state, files, job, logs and attributes.

Sources: the help page of `pdg.WorkItem`, the HDK's PDG_WorkItem, the JSON of work items; for
`environment` the page of `pdg.attribFlag` (an attribute with EnvExport is exported to the
environment of the job).

In Houdini 17.5 results are tuples (path, tag, hash); later they are `pdg.File`. `resultData` and
its like are the older names of `outputFiles` and its like (help page of `pdg.WorkItem`).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Iterable

from pdg._attribute_owner import AttributeOwner
from pdg._enums import (
    attribFlag,
    attribType,
    fileType,
    platform,
    workItemCacheState,
    workItemCookType,
    workItemExecutionType,
    workItemLogType,
    workItemReadyResult,
    workItemState,
    workItemType,
)
from pdg._enums import attribType as Kind
from pdg._errors import CookError
from pdg._events import EventEmitter
from pdg._file import File, as_file, localized
from pdg._release import since
from pdg._work_item_data import WorkItemData, WorkItemStats
from pdg._work_item_json import (
    from_json,
    item_from_dict,
    item_to_dict,
    items_to_dict,
    patch,
    read_file,
    to_json,
    write_file,
)

if TYPE_CHECKING:
    from types import TracebackType

    from pdg._attribute import Attribute
    from pdg._batch import BatchWorkItem
    from pdg._context import GraphContext
    from pdg._graph import Graph
    from pdg._node import Node
    from pdg._scheduler import Scheduler

__all__ = [
    "ACTIVE",
    "BROKEN",
    "CLASSES",
    "DONE",
    "ENDED",
    "ActiveItemBlock",
    "WorkItem",
    "active_item",
]

_PARTITIONS = (
    workItemType.Partition,
    workItemType.StaticPartition,
    workItemType.DynamicPartition,
)
_KIND_OF_TYPE = ((int, attribType.Int), (float, attribType.Float), (str, attribType.String))


def _table(*states: workItemState) -> tuple[bool, ...]:
    return tuple(any(state is one for one in states) for state in workItemState)


# What states mean. Looked up by state for every change, so tables and not sets of enum members.
DONE = _table(workItemState.CookedSuccess, workItemState.CookedCache)
BROKEN = _table(workItemState.CookedFail, workItemState.CookedCancel)
ENDED = _table(
    workItemState.CookedSuccess,
    workItemState.CookedCache,
    workItemState.CookedFail,
    workItemState.CookedCancel,
)
ACTIVE = _table(workItemState.Scheduled, workItemState.Cooking)


class _Active(threading.local):
    item: WorkItem | None = None


_active = _Active()


def active_item() -> WorkItem | None:
    """Return the item that this thread evaluates parameters for, None where there is none."""
    return _active.item


class ActiveItemBlock:
    """What `makeActive()` returns: parameters are evaluated for the item until the block ends.

    Without `with` the item stays the active one, as `makeActive()` has been used since 17.5.
    """

    __slots__ = ("_before",)

    def __init__(self, work_item: WorkItem) -> None:
        """Make `work_item` the active one of this thread."""
        self._before = _active.item
        _active.item = work_item

    def __enter__(self) -> ActiveItemBlock:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Make the item active that was so before."""
        _active.item = self._before


class WorkItem(EventEmitter, AttributeOwner):
    """A task of a node: what it is, reads, runs and writes.

    `_state`, `_pending`, `_dependents`, `_dependencies`, `_scheduler`, `_started` and
    `_cookDuration` are written by the engine only. Sub-items of batches are reported by the
    batch and their place in it, other items with place -1.
    """

    __slots__ = (
        "__weakref__",
        "_batchIndex",
        "_batchParent",
        "_command",
        "_cookDuration",
        "_cookPercent",
        "_cookType",
        "_customState",
        "_dependencies",
        "_dependents",
        "_executionType",
        "_expected",
        "_frame",
        "_frameStep",
        "_graph",
        "_hasWarnings",
        "_id",
        "_index",
        "_inputs",
        "_isNoGenerate",
        "_isPostCook",
        "_isStatic",
        "_label",
        "_logs",
        "_loop",
        "_name",
        "_node",
        "_outputs",
        "_parent",
        "_partitionItems",
        "_pending",
        "_platformCommands",
        "_priority",
        "_scheduler",
        "_script",
        "_shell",
        "_started",
        "_state",
        "_type",
    )

    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None = None,
        command: str = "",
        *,
        type: workItemType = workItemType.Regular,
        static: bool = True,
    ) -> None:
        """Make an uncooked item of `node`, which does not know of it yet.

        A missing name is `<node>_<id>`, as in Houdini 18.5 and later; of older releases it is not
        known, but reports go by name there, so it must be unique.
        """
        AttributeOwner.__init__(self)
        self._graph = graph
        self._node = node
        self._id = id
        self._index = index
        self._name = name or "{}_{}".format(node.name, id)
        self._type = type
        self._isStatic = static
        self._label = ""
        self._state: workItemState = workItemState.Uncooked
        self._pending = 0
        self._dependents: list[WorkItem] = []
        self._dependencies: list[WorkItem] = []
        self._scheduler: Scheduler | None = None
        self._started = 0.0
        self._cookDuration = 0.0
        self._priority = 0
        self._frame: float | None = None
        self._frameStep = 1.0
        self._batchParent: BatchWorkItem | None = None
        self._batchIndex = -1
        self._parent: WorkItem | None = None
        self._partitionItems: list[WorkItem] = []
        self._cookType: workItemCookType = workItemCookType.OutOfProcess
        self._script = ""  # what cooks it where it cooks in process
        self._executionType: workItemExecutionType = workItemExecutionType.Regular
        self._isNoGenerate = False
        self._isPostCook = False
        self._loop: tuple[tuple[int, int, int], ...] = ()
        self._inputs: list[File] | None = None
        self._outputs: list[File] | None = None
        self._expected: list[File] | None = None
        self._command = command
        self._platformCommands: dict[platform, str] | None = None
        self._shell = False
        self._logs: list[str] | None = None
        self._hasWarnings = False
        self._customState = ""
        self._cookPercent: float | None = None

    isBatch = False

    @property
    def id(self) -> int:
        """The number that tells the item from all others of the session."""
        return self._id

    @property
    def name(self) -> str:
        """The name, which no other item of the graph has."""
        return self._name

    @property
    def index(self) -> int:
        """The place among the items of its node, for sorting; need not be unique."""
        return self._index

    @property
    def label(self) -> str:
        """The text shown for the item: the name where no label was set."""
        return self._label or self._name

    @property
    def hasLabel(self) -> bool:
        """Whether a label was set."""
        return bool(self._label)

    def setLabel(self, label: str) -> None:
        """Set the text shown for the item."""
        self._label = label

    @property
    def node(self) -> Node:
        """The node that made the item."""
        return self._node

    @property
    def graph(self) -> Graph:
        """The graph of the node."""
        return self._graph

    @property
    def context(self) -> GraphContext:
        """The context of the graph."""
        return self._node.context

    @property
    def parent(self) -> WorkItem | None:
        """The item that this one was generated from, None where there is none."""
        return self._parent

    @property
    def priority(self) -> int:
        """The priority: of two ready items the one with more is scheduled first."""
        return self._priority

    @priority.setter
    def priority(self, value: int) -> None:
        self._priority = int(value)

    @property
    def type(self) -> workItemType:
        """Regular, Batch or a partition."""
        return self._type

    @property
    def cookType(self) -> workItemCookType:
        """Where the item cooks."""
        return self._cookType

    @property
    def executionType(self) -> workItemExecutionType:
        """Whether the item is work of a usual length, a server, or the end of one."""
        return self._executionType

    @property
    def isStatic(self) -> bool:
        """Whether the item was there before the cook began."""
        return self._isStatic

    @property
    def isInProcess(self) -> bool:
        """Whether the item cooks inside the session."""
        return self._cookType == workItemCookType.InProcess

    @property
    def isOutOfProcess(self) -> bool:
        """Whether the item cooks in a job."""
        return self._cookType == workItemCookType.OutOfProcess

    @property
    def isNoGenerate(self) -> bool:
        """Whether nothing is generated from the item."""
        return self._isNoGenerate

    @property
    def isPostCook(self) -> bool:
        """Whether the node's post-cook callback runs for the item."""
        return self._isPostCook

    def setIsPostCook(self, value: bool) -> None:
        """Let the node's post-cook callback run for the item, or not."""
        self._isPostCook = bool(value)

    @property
    def isPartition(self) -> bool:
        """Whether the item stands for a partition of others."""
        return self._type in _PARTITIONS

    @property
    def partitionItems(self) -> list[WorkItem]:
        """The items of the partition, in a new list."""
        return list(self._partitionItems)

    @property
    def isFrozen(self) -> bool:
        """Whether the item is kept from cooking: never here."""
        return False

    @property
    def batchParent(self) -> BatchWorkItem | None:
        """The batch that the item belongs to, None where it belongs to none."""
        return self._batchParent

    @property
    def batchIndex(self) -> int:
        """The place in the batch, -1 for an item of none."""
        return self._batchIndex

    def memoryUsage(self, inclusive: bool = False) -> int:  # noqa: ARG002 - PDG's
        """Return the bytes of the item itself."""
        return sys.getsizeof(self)

    def _is_open(self) -> bool:
        return getattr(self._graph, "_attributes_open", True) is True

    def _attribute_lock(self) -> Any:
        return getattr(self._graph, "_lock", None)

    def __repr__(self) -> str:
        return f"<pdg.{type(self).__name__} {self._name} ({self._state.name})>"

    @property
    def state(self) -> workItemState:
        """Where the item is in its cook."""
        return self._state

    @property
    def isCooked(self) -> bool:
        """Whether the item has cooked, well or not."""
        return ENDED[self._state]

    @property
    def isSuccessful(self) -> bool:
        """Whether the item has cooked or was found in the cache."""
        return DONE[self._state]

    @property
    def isUnsuccessful(self) -> bool:
        """Whether the item failed or was cancelled."""
        return BROKEN[self._state]

    @property
    def cookDuration(self) -> float:
        """The seconds that the last cook of the item took."""
        return self._cookDuration

    @property
    def outputCacheState(self) -> workItemCacheState:
        """Whether cached files stand for the item; the stand-in keeps no cache of results."""
        return workItemCacheState.Undefined

    @property
    def dependencies(self) -> list[WorkItem]:
        """The items that this one waits for, in a new list."""
        return list(self._dependencies)

    @property
    def dependents(self) -> list[WorkItem]:
        """The items that wait for this one, in a new list."""
        return list(self._dependents)

    @property
    def failedDependencies(self) -> list[WorkItem]:
        """The dependencies that failed or were cancelled."""
        return [item for item in self._dependencies if BROKEN[item._state]]

    @property
    def dependencyState(self) -> workItemReadyResult:
        """Whether the dependencies let the item cook."""
        if self.failedDependencies:
            return workItemReadyResult.WorkItemFailed
        if all(DONE[item._state] for item in self._dependencies):
            return workItemReadyResult.WorkItemReady
        return workItemReadyResult.WorkItemBlocked

    def hasDependency(self, work_item: WorkItem) -> bool:
        """Tell whether the item waits for `work_item`."""
        return any(item is work_item for item in self._dependencies)

    @property
    def frame(self) -> float:
        """The frame, 0 where none was set."""
        return 0.0 if self._frame is None else self._frame

    @property
    def hasFrame(self) -> bool:
        """Whether a frame was set."""
        return self._frame is not None

    @property
    def frameStep(self) -> float:
        """The distance to the next frame."""
        return self._frameStep

    def setFrame(self, frame: float, step: float = 1.0) -> None:
        """Set the frame and the distance to the next."""
        self._frame = float(frame)
        self._frameStep = float(step)

    def setLoopInfo(self, iteration: int, number: int = 0, size: int = 0) -> None:
        """Enter a loop inside of those the item is in: its iteration, number and length."""
        self._loop = (*self._loop, (iteration, number, size))

    @property
    def loopDepth(self) -> int:
        """The number of loops around the item."""
        return len(self._loop)

    def loopIteration(self, depth: int = -1) -> int:
        """Return the iteration of the loop at `depth`, the innermost by default; -1: no loop."""
        return self._loop_value(depth, 0)

    def loopNumber(self, depth: int = -1) -> int:
        """Return the number of the loop at `depth`; -1: no loop."""
        return self._loop_value(depth, 1)

    def loopSize(self, depth: int = -1) -> int:
        """Return the iterations the loop at `depth` has; -1: no loop."""
        return self._loop_value(depth, 2)

    def _loop_value(self, depth: int, field: int) -> int:
        if not -len(self._loop) <= depth < len(self._loop):
            return -1
        return self._loop[depth][field]

    @property
    def outputFiles(self) -> list[File]:
        """The files that the item has written; they belong to no item before it cooks."""
        return list(self._outputs or ())

    @property
    def expectedOutputFiles(self) -> list[File]:
        """The files that the item is going to write."""
        return list(self._expected or ())

    def addOutputFile(
        self,
        path: Any,
        tag: str = "",
        hash_code: int = 0,
        own: bool = True,
    ) -> None:
        """Add a file that the item has written; a missing tag is chosen by its extension."""
        self._add_outputs([self._file(path, tag, hash_code, own)])

    def addOutputFiles(
        self,
        paths: Iterable[Any],
        tag: str = "",
        hash_codes: Iterable[int] = (),
        own: bool = True,
    ) -> None:
        """Add files that the item has written, with one tag for all."""
        codes = list(hash_codes) if hasattr(hash_codes, "__iter__") else []
        self._add_outputs(
            [
                self._file(path, tag, codes[place] if place < len(codes) else 0, own)
                for place, path in enumerate(paths)
            ]
        )

    def addExpectedOutputFile(self, path: Any, tag: str = "", own: bool = True) -> None:
        """Add a file that the item is going to write."""
        if self._expected is None:
            self._expected = []
        self._expected.append(self._file(path, tag, 0, own, fileType.Expected))

    def addExpectedOutputFiles(self, paths: Iterable[Any], tag: str = "", own: bool = True) -> None:
        """Add files that the item is going to write."""
        for path in paths:
            self.addExpectedOutputFile(path, tag, own)

    def updateOutputFile(self, path: str, index: int = 0) -> bool:
        """Replace the path of the output at `index`; return whether there is one."""
        if self._outputs is None or not 0 <= index < len(self._outputs):
            return False
        old = self._outputs[index]
        self._outputs[index] = self._file(path, old.tag, old.hash, old.owned)
        return True

    def clearOutputFiles(self) -> None:
        """Forget the outputs."""
        self._outputs = None

    def clearExpectedOutputFiles(self) -> None:
        """Forget the expected outputs."""
        self._expected = None

    def outputFilesForTag(self, tag: str) -> list[File]:
        """Return the outputs whose tag begins with `tag`."""
        return _tagged(self.outputFiles, tag)

    def firstOutputFileForTag(self, tag: str) -> File | None:
        """Return the first output whose tag begins with `tag`, or None."""
        return next(iter(self.outputFilesForTag(tag)), None)

    @property
    def inputFiles(self) -> list[File]:
        """The outputs of the dependencies, unless the item was given inputs of its own."""
        if self._inputs is not None:
            return list(self._inputs)
        return [file for item in self._dependencies for file in item.outputFiles]

    @property
    def expectedInputFiles(self) -> list[File]:
        """The files that the dependencies are going to write."""
        return [file for item in self._dependencies for file in item.expectedOutputFiles]

    def inputFilesForTag(self, tag: str) -> list[File]:
        """Return the inputs whose tag begins with `tag`."""
        return _tagged(self.inputFiles, tag)

    @property
    def resultData(self) -> list[Any]:
        """Older name of `outputFiles`."""
        return _as_results(self.outputFiles)

    @property
    def expectedResultData(self) -> list[Any]:
        """Older name of `expectedOutputFiles`."""
        return _as_results(self.expectedOutputFiles)

    @property
    def inputResultData(self) -> list[Any]:
        """Older name of `inputFiles`."""
        return _as_results(self.inputFiles)

    @property
    def expectedInputResultData(self) -> list[Any]:
        """Older name of `expectedInputFiles`."""
        return _as_results(self.expectedInputFiles)

    def addResultData(
        self,
        path: str,
        tag: str = "",
        hash_code: int = 0,
        own: bool = True,
    ) -> None:
        """Older name of `addOutputFile`."""
        self.addOutputFile(path, tag, hash_code, own)

    def addExpectedResultData(self, path: str, tag: str = "", own: bool = True) -> None:
        """Older name of `addExpectedOutputFile`."""
        self.addExpectedOutputFile(path, tag, own)

    def updateResultData(self, path: str, index: int = 0) -> bool:
        """Older name of `updateOutputFile`."""
        return self.updateOutputFile(path, index)

    def clearResultData(self) -> None:
        """Older name of `clearOutputFiles`."""
        self.clearOutputFiles()

    def clearExpectedOutputs(self) -> None:
        """Older name of `clearExpectedOutputFiles`."""
        self.clearExpectedOutputFiles()

    def resultDataForTag(self, tag: str) -> list[Any]:
        """Older name of `outputFilesForTag`."""
        return _as_results(self.outputFilesForTag(tag))

    def firstResultDataForTag(self, tag: str) -> Any:
        """Older name of `firstOutputFileForTag`."""
        return next(iter(self.resultDataForTag(tag)), None)

    def inputResultDataForTag(self, tag: str) -> list[Any]:
        """Older name of `inputFilesForTag`."""
        return _as_results(self.inputFilesForTag(tag))

    def localizePath(self, path: str) -> str:
        """Return `path` as this machine finds it, by the item's scheduler."""
        return localized(path, self._node)

    def _add_outputs(self, files: Iterable[File]) -> None:
        """Add files; one that is there already is replaced, so a second report adds nothing."""
        kept = {file.path: file for file in self._outputs or ()}
        kept.update((file.path, as_file(file, self._node)) for file in files)
        self._outputs = list(kept.values())

    def _file(
        self,
        path: Any,
        tag: str,
        hash_code: int,
        own: bool,
        kind: fileType = fileType.Generated,
    ) -> File:
        if isinstance(path, File):
            return as_file(path, self._node)
        if not isinstance(path, str):
            raise TypeError(f"a file is given as a path, not as {type(path).__name__}")
        return File(path, tag, int(hash_code), own, kind, node=self._node)

    @property
    def command(self) -> str:
        """The command line, with tokens such as `__PDG_SCRIPTDIR__`; "" where there is none."""
        return self._command

    @property
    def hasCommand(self) -> bool:
        """Whether there is a command."""
        return bool(self._command or self._platformCommands)

    @property
    def shouldRunInShell(self) -> bool:
        """Whether the command is meant for a shell."""
        return self._shell

    def setCommand(self, command: str, shell: bool = False) -> None:
        """Set the command line, and whether a shell runs it."""
        self._command = command
        self._shell = bool(shell)

    @property
    def hasPlatformCommand(self) -> bool:
        """Whether there are commands that differ by platform."""
        return bool(self._platformCommands)

    def platformCommand(self, platform_type: platform = platform.Undefined) -> str:
        """Return the command line for a platform, for this machine's by default."""
        wanted = platform_type if platform_type != platform.Undefined else _this_platform()
        return (self._platformCommands or {}).get(wanted, self._command)

    def setPlatformCommands(self, windows: str = "", linux: str = "", mac: str = "") -> None:
        """Set command lines by platform; an empty one leaves `command` in force."""
        given = {platform.Windows: windows, platform.Linux: linux, platform.Mac: mac}
        self._platformCommands = {kind: text for kind, text in given.items() if text} or None

    @property
    def environment(self) -> dict[str, Any]:
        """The variables that the item adds to the environment of its job, by name.

        One value stays as it is, several become text with spaces between them.
        """
        return {
            attribute.name: attribute.value() if attribute.size == 1 else attribute.asValues()
            for attribute in self._exported()
        }

    def hasEnvironmentVar(self, name: str) -> bool:
        """Tell whether the item adds the variable `name`."""
        return any(attribute.name == name for attribute in self._exported())

    def envLookup(self, name: str) -> str:
        """Return the variable `name` of the item, else of this process, else ""."""
        own = self.environment
        return str(own[name]) if name in own else os.environ.get(name, "")

    def addEnvironmentVar(self, name: str, value: Any) -> None:
        """Add a variable: an attribute with the flag EnvExport, as the help recommends."""
        kind = next((k for cls, k in _KIND_OF_TYPE if isinstance(value, cls)), attribType.String)
        text = value if isinstance(value, (int, float, str)) else str(value)
        self._write(name, kind, text).setFlag(attribFlag.EnvExport)

    def clearEnvironment(self) -> None:
        """Remove the variables, and the attributes they are."""
        for attribute in self._exported():
            self._erase(attribute.name)

    def _exported(self) -> list[Attribute]:
        known = (self._attributes or {}).values()
        return [attribute for attribute in known if attribute.hasFlag(attribFlag.EnvExport)]

    @property
    def logMessages(self) -> str:
        """What was logged for the item, a line each."""
        return "\n".join(self._logs or ())

    @property
    def hasWarnings(self) -> bool:
        """Whether a warning was logged."""
        return self._hasWarnings

    def addLog(
        self,
        type: workItemLogType,
        message: str,
        timestamp: bool = True,
    ) -> None:
        """Log `message`, with the time of day before it unless `timestamp` is false."""
        label = "" if type == workItemLogType.Raw else type.name.upper() + ": "
        stamp = time.strftime("[%H:%M:%S] ") if timestamp and label else ""
        self._append_log(stamp + label + message, type)

    def addMessage(self, message: str, timestamp: bool = True) -> None:
        """Log a message."""
        self.addLog(workItemLogType.Message, message, timestamp)

    def addWarning(self, message: str, timestamp: bool = True) -> None:
        """Log a warning."""
        self.addLog(workItemLogType.Warning, message, timestamp)

    def addError(self, message: str, fail_task: bool = False, timestamp: bool = True) -> None:
        """Log an error.

        Raises:
            CookError: `fail_task` asks to end the task.
        """
        self.addLog(workItemLogType.Error, message, timestamp)
        if fail_task:
            raise CookError(message)

    def cookWarning(self, message: str) -> None:
        """Log a warning, for the node of the item too."""
        self.addWarning(message)
        self._node.cookWarning(message)

    def _append_log(self, text: str, kind: workItemLogType = workItemLogType.Raw) -> None:
        if self._logs is None:
            self._logs = []
        self._logs.append(text)
        if kind == workItemLogType.Warning:
            self._hasWarnings = True

    def _warn_attribute(self, message: str) -> None:
        self.cookWarning(message)

    @property
    def customState(self) -> str:
        """The text that stands for the state in the user interface, "" where none was set."""
        return self._customState

    @property
    def hasCustomState(self) -> bool:
        """Whether a custom state was set."""
        return bool(self._customState)

    def setCustomState(self, custom_state: str) -> None:
        """Set the text that stands for the state."""
        self._customState = custom_state

    @property
    def cookPercent(self) -> float:
        """How far the cook is, from 0 to 1; 0 where nothing was said."""
        return self._cookPercent or 0.0

    @property
    def hasCookPercent(self) -> bool:
        """Whether the job said how far it is."""
        return self._cookPercent is not None

    def setCookPercent(self, percent: float) -> None:
        """Say how far the cook is; what lies outside of 0 to 1 is brought inside."""
        self._cookPercent = min(max(float(percent), 0.0), 1.0)

    @property
    def data(self) -> WorkItemData:
        """The attributes, by the names they had in Houdini 17.5: `data.setString(...)`."""
        return WorkItemData(self)

    def stringAttribute(self, name: str, index: int = 0) -> Any:
        """Older name of `stringAttribValue`."""
        return self._value(name, Kind.String, index)

    def numericAttribute(self, name: str, index: int = 0) -> Any:
        """Return a value of an int or float attribute, or None."""
        found = self._find(name, Kind.Undefined)
        return found.value(index) if found is not None and found.isNumeric else None

    @property
    def stats(self) -> WorkItemStats:
        """Times of the last cook."""
        return WorkItemStats(self)

    @property
    def logURI(self) -> str:
        """Where the log of the item is, as its scheduler says; "" without a scheduler."""
        return self._ask("getLogURI")

    @property
    def statusURI(self) -> str:
        """Where the status of the job is, as its scheduler says; "" without a scheduler."""
        return self._ask("getStatusURI")

    def workingDir(self, local: bool = True) -> str:
        """Return the working directory of the item's scheduler."""
        return "" if self._scheduler is None else self._scheduler.workingDir(local)

    def tempDir(self, local: bool = True) -> str:
        """Return the temporary directory of the item's scheduler."""
        return "" if self._scheduler is None else self._scheduler.tempDir(local)

    def scriptDir(self, local: bool = True) -> str:
        """Return the directory of the job's scripts."""
        return "" if self._scheduler is None else self._scheduler.scriptDir(local)

    def makeActive(self) -> ActiveItemBlock:
        """Evaluate parameters for this item from now on, or inside `with item.makeActive():`."""
        return ActiveItemBlock(self)

    def cancel(self) -> None:
        """Cancel the item where it is waiting, scheduled or cooking."""
        self.context._cancel_items([self])

    def dirty(self, remove_outputs: bool = False) -> None:
        """Let the item, and those that depend on it, cook again."""
        self.context._dirty([self], remove_outputs=remove_outputs)

    def invalidateCache(self) -> None:
        """Let the items that depend on this one cook again, cached or not."""
        self.context._reports.invalidate_cache(self, -1)

    def startSubItem(self, index: int) -> None:
        """Report that the item of the batch at `index` began."""
        self.context._reports.start_cook(self, index)

    def cookSubItem(
        self, index: int, state: workItemState = workItemState.CookedSuccess, duration: float = 0.0
    ) -> None:
        """Report how the item of the batch at `index` ended."""
        if state in (workItemState.CookedSuccess, workItemState.CookedCache):
            self.context._reports.succeeded(self, index, duration)
        elif state == workItemState.CookedCancel:
            self.context._reports.canceled(self, index)
        else:
            self.context._reports.failed(self, index)

    def checkSubItem(self, index: int) -> int:
        """Return 0 while the item of the batch at `index` must wait, 1: ready, 2: cannot cook."""
        return int(self.context._reports.is_ready(self, index))

    def saveDict(self) -> dict[str, Any]:
        """Return the item as the plain values that its JSON is made of."""
        return item_to_dict(self)

    def savePythonDict(self) -> dict[str, Any]:
        """Return the item as plain values."""
        return self.saveDict()

    def saveJSONString(self) -> str:
        """Return the item as JSON."""
        return to_json(self.saveDict())

    def saveJSONFile(self, path: str, compress: bool = False) -> bool:
        """Write the item as JSON to `path`; compressed if asked, or if the path ends in .gz."""
        return write_file(self.saveDict(), path, compress=compress)

    def saveArrayDict(self) -> dict[str, Any]:
        """Return the items of the partition, or the item itself, as a list of plain values."""
        return items_to_dict(self.partitionItems or [self])

    def saveArrayJSONString(self) -> str:
        """Return the items of the partition, or the item itself, as JSON."""
        return to_json(self.saveArrayDict())

    def saveArrayJSONFile(self, path: str) -> bool:
        """Write the items of the partition, or the item itself, as JSON to `path`."""
        return write_file(self.saveArrayDict(), path)

    @staticmethod
    def loadJSONString(text: str) -> WorkItem:
        """Return the work item of some JSON; it belongs to no graph.

        Raises:
            ValueError: it is not the JSON of a work item.
        """
        return item_from_dict(from_json(text), CLASSES)

    @staticmethod
    def loadJSONFile(path: str) -> WorkItem:
        """Return the work item of a JSON file, plain or compressed; it belongs to no graph.

        Raises:
            ValueError: the file holds something else.
            OSError: it cannot be read.
        """
        return item_from_dict(read_file(path), CLASSES)

    def serializeData(self) -> str:
        """Older name of `saveJSONString`."""
        return self.saveJSONString()

    def serializeDataToFile(self, path: str, compress: bool = False) -> bool:
        """Older name of `saveJSONFile`."""
        return self.saveJSONFile(path, compress)

    def createJSONPatch(self, include_internal: bool = False) -> str:
        """Return attributes and outputs as JSON, for a job that sends them back."""
        return patch(self, include_internal=include_internal)

    def _ask(self, method: str) -> str:
        scheduler: Scheduler | None = self._scheduler
        return "" if scheduler is None else str(scheduler._call(method, self).value or "")


# The class of each `pdg.workItemType`, for what makes items of plain values.
CLASSES: dict[int, type[WorkItem]] = {int(workItemType.Regular): WorkItem}


def _tagged(files: list[File], tag: str) -> list[File]:
    return [file for file in files if file.tag.startswith(tag)]


def _as_results(files: list[File]) -> list[Any]:
    return list(files) if since(18, 0) else [file.asTuple() for file in files]


def _this_platform() -> platform:
    if sys.platform.startswith("win"):
        return platform.Windows
    return platform.Mac if sys.platform == "darwin" else platform.Linux
