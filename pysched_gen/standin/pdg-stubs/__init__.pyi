# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""The names of Houdini's `pdg`."""

from pdg.node import PyNode
from types import ModuleType
from types import TracebackType
from typing import Any
from typing import Callable
from typing import ClassVar
from typing import Iterable
from typing import Iterator
from typing import Mapping
from typing import Sequence
from typing import TypeVar
from typing import Union
from pdg import dependency as dependency
from pdg import job as job
from pdg import mapper as mapper
from pdg import node as node
from pdg import partitioner as partitioner
from pdg import processor as processor
from pdg import scheduler as scheduler
from pdg import staticcook as staticcook
from pdg import types as types
from pdg import utils as utils
from pdg import workitem as workitem
from pdg.scheduler import PyScheduler as PyScheduler

_E = TypeVar("_E", bound="_PdgEnum")

_ItemKey = Union[int, str]

_Value = Union[str, int, float]

_attribType = attribType

_registeredType = registeredType

class ActiveItemBlock:
    """What `makeActive()` returns: parameters are evaluated for the item until the block ends.

    Without `with` the item stays the active one, as `makeActive()` has been used since 17.5.
    """

    def __init__(self, work_item: WorkItem) -> None:
        """Make `work_item` the active one of this thread."""

    def __enter__(self) -> ActiveItemBlock:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Make the item active that was so before."""

class AttribError(Exception):
    """An attribute does not exist, has another type, or may not be written now."""

class _Attribute:
    """What all kinds have in common; `pdg.AttributeInt` and the others derive from it."""

    kind: Any
    default: Any
    isNumeric: bool
    isArray: bool
    def __init__(self, owner: AttributeOwner | None, name: str, flags: int = ...) -> None:
        """Make an empty attribute of `owner`."""

    @staticmethod
    def isValidName(name: str) -> bool:
        """Tell whether `name` may be an attribute's: letters, digits and `_`, no digit first."""

    @property
    def name(self) -> str:
        """The name on its owner."""

    @property
    def owner(self) -> AttributeOwner | None:
        """The work item or graph that has the attribute."""

    @property
    def type(self) -> attribType:
        """The kind."""

    @property
    def size(self) -> int:
        """The number of values."""

    @property
    def hasData(self) -> bool:
        """Whether there is any value."""

    @property
    def values(self) -> list[Any]:
        """All values, in a new list."""

    @property
    def flags(self) -> int:
        """The `pdg.attribFlag` bits, ORed."""

    def hasFlag(self, flag: int) -> bool:
        """Tell whether `flag` is set."""

    def hasAnyFlags(self, flags: int) -> bool:
        """Tell whether any of the bits `flags` is set."""

    def hasFlags(self, flags: int) -> bool:
        """Tell whether all of the bits `flags` are set."""

    def setFlag(self, flag: int, value: bool = ...) -> None:
        """Set or clear one flag."""

    def setFlags(self, flags: int) -> None:
        """Replace all flags."""

    def isOwner(self, owner: AttributeOwner) -> bool:
        """Tell whether `owner` has the attribute."""

    def match(self, pattern: str) -> bool:
        """Tell whether the name matches one of the patterns in `pattern`, "^" taking away."""

    def hash(self) -> int:
        """Return a number that is equal for equal names and values in one process."""

    def value(self, index: int = ...) -> Any:
        """Return the value at `index`.

        Raises:
            AttribError: there is none.
        """

    def setValue(self, value: Any, index: int = ...) -> None:
        """Set the value at `index`; the array grows with default values up to it, by one for -1.

        Raises:
            TypeError: the value is of another type.
            AttribError: the attribute is read-only.
        """

    def setValues(self, values: Iterable[Any]) -> None:
        """Replace the whole array; raises as `setValue` does."""

    def clear(self) -> None:
        """Remove all values."""

    def truncate(self, size: int) -> None:
        """Keep the first `size` values."""

    def reduce(self, operation: attribMergeType) -> None:
        """Replace the values by what `operation` makes of them, such as their sum."""

    def copyFrom(self, other: _Attribute) -> None:
        """Take the values of `other`, which is of the same kind."""

    def copyTo(self, owner: AttributeOwner, overwrite: bool = ..., deep_copy: bool = ...) -> bool:
        """Copy the attribute onto `owner`; return False where it is there and may not go."""

    def asString(self, index: int = ...) -> str:
        """Return the value at `index` as text."""

    def asValues(self) -> str:
        """Return all values as text, with spaces between them."""

    def asNumber(self, index: int = ...) -> float:
        """Return the value at `index` as a number; 0 for text that is none."""

    def asFile(self, index: int = ..., tag: str = ..., hash: int = ..., own: bool = ...) -> File:
        """Return the value at `index` as a path, in a `pdg.File`."""

    def __getitem__(self, index: int) -> Any: ...
    def __setitem__(self, index: int, value: Any) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...

class AttributeDictionary(_Attribute):
    """`pdg.AttributeDictionary`: an array of nested dicts of plain values."""

    kind: Any
    description: Any
    importAttributes: Any
    mergeValue: Any
    queryF: Any
    queryS: Any

class AttributeFile(_Attribute):
    """`pdg.AttributeFile`: an array of `pdg.File`; a path is taken as one with its usual tag."""

    kind: Any
    def valuesForTag(self, tag: str) -> list[File]:
        """Return the files whose tag begins with `tag`."""

    def valueForTag(self, tag: str) -> File | None:
        """Return the first file whose tag begins with `tag`, or None."""

class AttributeFloat(_Attribute):
    """`pdg.AttributeFloat`: an array of floats; ints are taken too."""

    kind: Any
    default: float
    isNumeric: bool

class AttributePyObject(_Attribute):
    """`pdg.AttributePyObject`: any one Python object."""

    kind: Any
    isArray: bool
    @property
    def object(self) -> Any:
        """The object, None where there is none."""

    def setValues(self, values: Iterable[Any]) -> None:
        """Take the first of `values`."""

    def setValue(self, value: Any, index: int = ...) -> None:
        """Replace the object."""
    queryF: Any
    queryP: Any
    queryS: Any
    setLiteral: Any

class AttributeGeometry(AttributePyObject):
    """`pdg.AttributeGeometry`: geometry, here any object; nothing can be asked of it."""

    kind: Any
    @property
    def geometry(self) -> Any:
        """The object, None where there is none."""
    description: Any

class AttributeInt(_Attribute):
    """`pdg.AttributeInt`: an array of ints."""

    kind: Any
    default: int
    isNumeric: bool
    def asWorkItems(self, graph: Graph, include_none: bool = ...) -> list[WorkItem | None]:
        """Return the work items whose ids are the values."""

class AttributeOwner:
    """Base of `pdg.WorkItem` and `pdg.Graph`."""

    def __init__(self) -> None:
        """Start without attributes."""

    @property
    def attrib(self) -> _AttributeAccess:
        """Gives the attribute object: `owner.attrib("x")`, `owner.attrib["x"]`."""

    @property
    def numAttribs(self) -> int:
        """The number of attributes, internal ones left out."""

    def hasAttrib(self, name: str) -> bool:
        """Tell whether there is an attribute `name`."""

    def attribType(self, name: str) -> _attribType:
        """Return the kind of the attribute `name`, Undefined where there is none."""

    def attribNames(self, type: _attribType = ...) -> list[str]:
        """Return the names of all attributes, or of those of kind `type`; internal ones not."""

    def attribMatch(self, pattern: str) -> list[str]:
        """Return the names that match the patterns, as in "frame* ^framestep"."""

    def attribValues(self) -> dict[str, list[Any]]:
        """Return all attributes as lists of values by name."""

    def attribHash(self, include_internal: bool = ...) -> int:
        """Return a number that is equal for equal attributes in one process."""

    def attribValue(self, name: str, index: int = ...) -> Any:
        """Return one value of the attribute `name`, None where there is none."""

    def attribArray(self, name: str) -> list[Any]:
        """Return all values of the attribute `name`, none where there is no such attribute."""

    def intAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one value of an int attribute, or None."""

    def floatAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one value of a float attribute, or None."""

    def stringAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one value of a string attribute, or None."""

    def fileAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one `pdg.File` of a file attribute, or None."""

    def dictAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one dict of a dict attribute, or None."""

    def pyObjectAttribValue(self, name: str) -> Any:
        """Return the object of a PyObject attribute, or None."""

    def geometryAttribValue(self, name: str) -> Any:
        """Return the geometry of a geometry attribute, or None."""

    def intAttribArray(self, name: str) -> list[int]:
        """Return all values of an int attribute."""

    def floatAttribArray(self, name: str) -> list[float]:
        """Return all values of a float attribute."""

    def stringAttribArray(self, name: str) -> list[str]:
        """Return all values of a string attribute."""

    def fileAttribArray(self, name: str) -> list[File]:
        """Return all files of a file attribute."""

    def dictAttribArray(self, name: str) -> list[dict[str, Any]]:
        """Return all dicts of a dict attribute."""

    def timeDependentAttribs(self) -> list[str]:
        """Return the names of attributes that change with the frame: none here."""

    def addAttrib(
        self,
        name: str,
        type: _attribType,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Return a new attribute, or the one of that name and type that is there.

        One of another type is an error, unless `overwrite` is Always; with Never any one is.
        """

    def setIntAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set an int, or an array of them."""

    def setFloatAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set a float, or an array of them."""

    def setStringAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set a text, or an array of them."""

    def setFileAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set a `pdg.File`, or an array of them."""

    def setDictAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set a dict, or an array of them."""

    def setPyObjectAttrib(
        self,
        name: str,
        value: Any,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set any object."""

    def setGeometryAttrib(
        self,
        name: str,
        value: Any,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set geometry, which stays the object it is."""

    def setAttribFlag(self, name: str, flag: attribFlag, value: bool = ...) -> bool:
        """Set or clear a flag of the attribute `name`; return whether there is one."""

    def eraseAttrib(self, name: str) -> bool:
        """Remove the attribute `name`; return whether there was one."""

    def renameAttrib(self, old_name: str, new_name: str) -> bool:
        """Rename an attribute; return False where there is none, or the new name is taken."""

    def clearAttribs(self) -> None:
        """Remove all attributes but internal ones."""

    def lockAttributes(self) -> LockAttributesBlock:
        """Return a block in which this thread may write, outside of callbacks too."""

    def saveAttributes(self, path: str) -> bool:
        """Write the attributes to a JSON file."""

    def loadAttributes(self, path: str, strategy: attribCollisionStrategy = ...) -> bool:
        """Add the attributes of a JSON file; `strategy` says which of two wins.

        Return False where there is no such file; raises ValueError for one that holds something
        else.
        """

class AttributeString(_Attribute):
    """`pdg.AttributeString`: an array of texts."""

    kind: Any
    default: str

class AttributeUtils:
    """Functions for attributes."""

    @staticmethod
    def ignoreWarnings() -> IgnoreAttributeWarningsBlock:
        """Return a block in which nothing is said about writes that are not safe."""

class BaseType:
    """A registered type.

    `typeName` is what nodes and `registeredType` call it, `typeLabel` what the TAB menu shows.
    """

    language: Any
    isPrivate: bool
    typeName: str
    typeLabel: str
    instanceCount: int
    def __init__(self, typeName: str, typeLabel: str) -> None: ...
    @property
    def instanceMemoryUsage(self) -> int:
        """Bytes one instance takes; PDG measures its own objects."""

class BaseTypeRegistry:
    """What holds types by kind and name."""

    def __init__(self) -> None: ...
    def typeNames(self, kind: _registeredType) -> list[str]:
        """Return the names of all types of a kind, in the order of the alphabet."""

    def registeredType(self, kind: _registeredType, name: str) -> BaseType | None:
        """Return a type, None where there is none of that name."""

class EventEmitter:
    """What has events: a context, a node, an item or a scheduler.

    Handlers are kept by the context, so that an item without any takes no memory for them. An
    emitter needs nothing but its `context`.
    """

    @property
    def context(self) -> GraphContext:
        """The context that the emitter belongs to."""

    def addEventHandler(
        self,
        handler: Callable[..., Any] | EventHandler,
        filter: EventType = ...,
        pass_handler: bool = ...,
    ) -> EventHandler:
        """Call `handler` for events of the type `filter` from now on; return the registration."""

    def removeEventHandler(self, handler: EventHandler, filter: EventType = ...) -> None:
        """Remove `handler`, from events of one type only when `filter` names it."""

    def removeAllEventHandlers(self) -> None:
        """Remove all handlers."""

    def hasEventHandler(self, handler: EventHandler | None = ..., filter: EventType = ...) -> bool:
        """Tell whether `handler`, or any without one, listens for `filter`."""

    @property
    def eventHandlers(self) -> list[EventHandler]:
        """The handlers, in the order they were added."""

    @property
    def supportedEventTypes(self) -> list[EventType]:
        """All event types: the stand-in refuses no filter (which apply is not documented)."""

class WorkItem(EventEmitter, AttributeOwner):
    """A task of a node: what it is, reads, runs and writes.

    `_state`, `_pending`, `_dependents`, `_dependencies`, `_scheduler`, `_started` and
    `_cookDuration` are written by the engine only. Sub-items of batches are reported by the
    batch and their place in it, other items with place -1.
    """

    isBatch: bool
    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None = ...,
        command: str = ...,
        *,
        type: workItemType = ...,
        static: bool = ...
    ) -> None:
        """Make an uncooked item of `node`, which does not know of it yet.

        A missing name is `<node>_<id>`, as in Houdini 18.5 and later; of older releases it is not
        known, but reports go by name there, so it must be unique.
        """

    @property
    def id(self) -> int:
        """The number that tells the item from all others of the session."""

    @property
    def name(self) -> str:
        """The name, which no other item of the graph has."""

    @property
    def index(self) -> int:
        """The place among the items of its node, for sorting; need not be unique."""

    @property
    def label(self) -> str:
        """The text shown for the item: the name where no label was set."""

    @property
    def hasLabel(self) -> bool:
        """Whether a label was set."""

    def setLabel(self, label: str) -> None:
        """Set the text shown for the item."""

    @property
    def node(self) -> Node:
        """The node that made the item."""

    @property
    def graph(self) -> Graph:
        """The graph of the node."""

    @property
    def context(self) -> GraphContext:
        """The context of the graph."""

    @property
    def parent(self) -> WorkItem | None:
        """The item that this one was generated from, None where there is none."""

    @property
    def priority(self) -> int:
        """The priority: of two ready items the one with more is scheduled first."""

    @priority.setter
    def priority(self, value: int) -> None: ...
    @property
    def type(self) -> workItemType:
        """Regular, Batch or a partition."""

    @property
    def cookType(self) -> workItemCookType:
        """Where the item cooks."""

    @property
    def executionType(self) -> workItemExecutionType:
        """Whether the item is work of a usual length, a server, or the end of one."""

    @property
    def isStatic(self) -> bool:
        """Whether the item was there before the cook began."""

    @property
    def isInProcess(self) -> bool:
        """Whether the item cooks inside the session."""

    @property
    def isOutOfProcess(self) -> bool:
        """Whether the item cooks in a job."""

    @property
    def isNoGenerate(self) -> bool:
        """Whether nothing is generated from the item."""

    @property
    def isPostCook(self) -> bool:
        """Whether the node's post-cook callback runs for the item."""

    def setIsPostCook(self, value: bool) -> None:
        """Let the node's post-cook callback run for the item, or not."""

    @property
    def isPartition(self) -> bool:
        """Whether the item stands for a partition of others."""

    @property
    def partitionItems(self) -> list[WorkItem]:
        """The items of the partition, in a new list."""

    @property
    def isFrozen(self) -> bool:
        """Whether the item is kept from cooking: never here."""

    @property
    def batchParent(self) -> BatchWorkItem | None:
        """The batch that the item belongs to, None where it belongs to none."""

    @property
    def batchIndex(self) -> int:
        """The place in the batch, -1 for an item of none."""

    def memoryUsage(self, inclusive: bool = ...) -> int:
        """Return the bytes of the item itself."""

    @property
    def state(self) -> workItemState:
        """Where the item is in its cook."""

    @property
    def isCooked(self) -> bool:
        """Whether the item has cooked, well or not."""

    @property
    def isSuccessful(self) -> bool:
        """Whether the item has cooked or was found in the cache."""

    @property
    def isUnsuccessful(self) -> bool:
        """Whether the item failed or was cancelled."""

    @property
    def cookDuration(self) -> float:
        """The seconds that the last cook of the item took."""

    @property
    def outputCacheState(self) -> workItemCacheState:
        """Whether cached files stand for the item; the stand-in keeps no cache of results."""

    @property
    def dependencies(self) -> list[WorkItem]:
        """The items that this one waits for, in a new list."""

    @property
    def dependents(self) -> list[WorkItem]:
        """The items that wait for this one, in a new list."""

    @property
    def failedDependencies(self) -> list[WorkItem]:
        """The dependencies that failed or were cancelled."""

    @property
    def dependencyState(self) -> workItemReadyResult:
        """Whether the dependencies let the item cook."""

    def hasDependency(self, work_item: WorkItem) -> bool:
        """Tell whether the item waits for `work_item`."""

    @property
    def frame(self) -> float:
        """The frame, 0 where none was set."""

    @property
    def hasFrame(self) -> bool:
        """Whether a frame was set."""

    @property
    def frameStep(self) -> float:
        """The distance to the next frame."""

    def setFrame(self, frame: float, step: float = ...) -> None:
        """Set the frame and the distance to the next."""

    def setLoopInfo(self, iteration: int, number: int = ..., size: int = ...) -> None:
        """Enter a loop inside of those the item is in: its iteration, number and length."""

    @property
    def loopDepth(self) -> int:
        """The number of loops around the item."""

    def loopIteration(self, depth: int = ...) -> int:
        """Return the iteration of the loop at `depth`, the innermost by default; -1: no loop."""

    def loopNumber(self, depth: int = ...) -> int:
        """Return the number of the loop at `depth`; -1: no loop."""

    def loopSize(self, depth: int = ...) -> int:
        """Return the iterations the loop at `depth` has; -1: no loop."""

    @property
    def outputFiles(self) -> list[File]:
        """The files that the item has written; they belong to no item before it cooks."""

    @property
    def expectedOutputFiles(self) -> list[File]:
        """The files that the item is going to write."""

    def addOutputFile(
        self, path: Any, tag: str = ..., hash_code: int = ..., own: bool = ...
    ) -> None:
        """Add a file that the item has written; a missing tag is chosen by its extension."""

    def addOutputFiles(
        self, paths: Iterable[Any], tag: str = ..., hash_codes: Iterable[int] = ..., own: bool = ...
    ) -> None:
        """Add files that the item has written, with one tag for all."""

    def addExpectedOutputFile(self, path: Any, tag: str = ..., own: bool = ...) -> None:
        """Add a file that the item is going to write."""

    def addExpectedOutputFiles(self, paths: Iterable[Any], tag: str = ..., own: bool = ...) -> None:
        """Add files that the item is going to write."""

    def updateOutputFile(self, path: str, index: int = ...) -> bool:
        """Replace the path of the output at `index`; return whether there is one."""

    def clearOutputFiles(self) -> None:
        """Forget the outputs."""

    def clearExpectedOutputFiles(self) -> None:
        """Forget the expected outputs."""

    def outputFilesForTag(self, tag: str) -> list[File]:
        """Return the outputs whose tag begins with `tag`."""

    def firstOutputFileForTag(self, tag: str) -> File | None:
        """Return the first output whose tag begins with `tag`, or None."""

    @property
    def inputFiles(self) -> list[File]:
        """The outputs of the dependencies, unless the item was given inputs of its own."""

    @property
    def expectedInputFiles(self) -> list[File]:
        """The files that the dependencies are going to write."""

    def inputFilesForTag(self, tag: str) -> list[File]:
        """Return the inputs whose tag begins with `tag`."""

    @property
    def resultData(self) -> list[Any]:
        """Older name of `outputFiles`."""

    @property
    def expectedResultData(self) -> list[Any]:
        """Older name of `expectedOutputFiles`."""

    @property
    def inputResultData(self) -> list[Any]:
        """Older name of `inputFiles`."""

    @property
    def expectedInputResultData(self) -> list[Any]:
        """Older name of `expectedInputFiles`."""

    def addResultData(
        self, path: str, tag: str = ..., hash_code: int = ..., own: bool = ...
    ) -> None:
        """Older name of `addOutputFile`."""

    def addExpectedResultData(self, path: str, tag: str = ..., own: bool = ...) -> None:
        """Older name of `addExpectedOutputFile`."""

    def updateResultData(self, path: str, index: int = ...) -> bool:
        """Older name of `updateOutputFile`."""

    def clearResultData(self) -> None:
        """Older name of `clearOutputFiles`."""

    def clearExpectedOutputs(self) -> None:
        """Older name of `clearExpectedOutputFiles`."""

    def resultDataForTag(self, tag: str) -> list[Any]:
        """Older name of `outputFilesForTag`."""

    def firstResultDataForTag(self, tag: str) -> Any:
        """Older name of `firstOutputFileForTag`."""

    def inputResultDataForTag(self, tag: str) -> list[Any]:
        """Older name of `inputFilesForTag`."""

    def localizePath(self, path: str) -> str:
        """Return `path` as this machine finds it, by the item's scheduler."""

    @property
    def command(self) -> str:
        """The command line, with tokens such as `__PDG_SCRIPTDIR__`; "" where there is none."""

    @property
    def hasCommand(self) -> bool:
        """Whether there is a command."""

    @property
    def shouldRunInShell(self) -> bool:
        """Whether the command is meant for a shell."""

    def setCommand(self, command: str, shell: bool = ...) -> None:
        """Set the command line, and whether a shell runs it."""

    @property
    def hasPlatformCommand(self) -> bool:
        """Whether there are commands that differ by platform."""

    def platformCommand(self, platform_type: platform = ...) -> str:
        """Return the command line for a platform, for this machine's by default."""

    def setPlatformCommands(self, windows: str = ..., linux: str = ..., mac: str = ...) -> None:
        """Set command lines by platform; an empty one leaves `command` in force."""

    @property
    def environment(self) -> dict[str, Any]:
        """The variables that the item adds to the environment of its job, by name.

        One value stays as it is, several become text with spaces between them.
        """

    def hasEnvironmentVar(self, name: str) -> bool:
        """Tell whether the item adds the variable `name`."""

    def envLookup(self, name: str) -> str:
        """Return the variable `name` of the item, else of this process, else ""."""

    def addEnvironmentVar(self, name: str, value: Any) -> None:
        """Add a variable: an attribute with the flag EnvExport, as the help recommends."""

    def clearEnvironment(self) -> None:
        """Remove the variables, and the attributes they are."""

    @property
    def logMessages(self) -> str:
        """What was logged for the item, a line each."""

    @property
    def hasWarnings(self) -> bool:
        """Whether a warning was logged."""

    def addLog(self, type: workItemLogType, message: str, timestamp: bool = ...) -> None:
        """Log `message`, with the time of day before it unless `timestamp` is false."""

    def addMessage(self, message: str, timestamp: bool = ...) -> None:
        """Log a message."""

    def addWarning(self, message: str, timestamp: bool = ...) -> None:
        """Log a warning."""

    def addError(self, message: str, fail_task: bool = ..., timestamp: bool = ...) -> None:
        """Log an error.

        Raises:
            CookError: `fail_task` asks to end the task.
        """

    def cookWarning(self, message: str) -> None:
        """Log a warning, for the node of the item too."""

    @property
    def customState(self) -> str:
        """The text that stands for the state in the user interface, "" where none was set."""

    @property
    def hasCustomState(self) -> bool:
        """Whether a custom state was set."""

    def setCustomState(self, custom_state: str) -> None:
        """Set the text that stands for the state."""

    @property
    def cookPercent(self) -> float:
        """How far the cook is, from 0 to 1; 0 where nothing was said."""

    @property
    def hasCookPercent(self) -> bool:
        """Whether the job said how far it is."""

    def setCookPercent(self, percent: float) -> None:
        """Say how far the cook is; what lies outside of 0 to 1 is brought inside."""

    @property
    def data(self) -> WorkItemData:
        """The attributes, by the names they had in Houdini 17.5: `data.setString(...)`."""

    def stringAttribute(self, name: str, index: int = ...) -> Any:
        """Older name of `stringAttribValue`."""

    def numericAttribute(self, name: str, index: int = ...) -> Any:
        """Return a value of an int or float attribute, or None."""

    @property
    def stats(self) -> WorkItemStats:
        """Times of the last cook."""

    @property
    def logURI(self) -> str:
        """Where the log of the item is, as its scheduler says; "" without a scheduler."""

    @property
    def statusURI(self) -> str:
        """Where the status of the job is, as its scheduler says; "" without a scheduler."""

    def workingDir(self, local: bool = ...) -> str:
        """Return the working directory of the item's scheduler."""

    def tempDir(self, local: bool = ...) -> str:
        """Return the temporary directory of the item's scheduler."""

    def scriptDir(self, local: bool = ...) -> str:
        """Return the directory of the job's scripts."""

    def makeActive(self) -> ActiveItemBlock:
        """Evaluate parameters for this item from now on, or inside `with item.makeActive():`."""

    def cancel(self) -> None:
        """Cancel the item where it is waiting, scheduled or cooking."""

    def dirty(self, remove_outputs: bool = ...) -> None:
        """Let the item, and those that depend on it, cook again."""

    def invalidateCache(self) -> None:
        """Let the items that depend on this one cook again, cached or not."""

    def startSubItem(self, index: int) -> None:
        """Report that the item of the batch at `index` began."""

    def cookSubItem(self, index: int, state: workItemState = ..., duration: float = ...) -> None:
        """Report how the item of the batch at `index` ended."""

    def checkSubItem(self, index: int) -> int:
        """Return 0 while the item of the batch at `index` must wait, 1: ready, 2: cannot cook."""

    def saveDict(self) -> dict[str, Any]:
        """Return the item as the plain values that its JSON is made of."""

    def savePythonDict(self) -> dict[str, Any]:
        """Return the item as plain values."""

    def saveJSONString(self) -> str:
        """Return the item as JSON."""

    def saveJSONFile(self, path: str, compress: bool = ...) -> bool:
        """Write the item as JSON to `path`; compressed if asked, or if the path ends in .gz."""

    def saveArrayDict(self) -> dict[str, Any]:
        """Return the items of the partition, or the item itself, as a list of plain values."""

    def saveArrayJSONString(self) -> str:
        """Return the items of the partition, or the item itself, as JSON."""

    def saveArrayJSONFile(self, path: str) -> bool:
        """Write the items of the partition, or the item itself, as JSON to `path`."""

    @staticmethod
    def loadJSONString(text: str) -> WorkItem:
        """Return the work item of some JSON; it belongs to no graph.

        Raises:
            ValueError: it is not the JSON of a work item.
        """

    @staticmethod
    def loadJSONFile(path: str) -> WorkItem:
        """Return the work item of a JSON file, plain or compressed; it belongs to no graph.

        Raises:
            ValueError: the file holds something else.
            OSError: it cannot be read.
        """

    def serializeData(self) -> str:
        """Older name of `saveJSONString`."""

    def serializeDataToFile(self, path: str, compress: bool = ...) -> bool:
        """Older name of `saveJSONFile`."""

    def createJSONPatch(self, include_internal: bool = ...) -> str:
        """Return attributes and outputs as JSON, for a job that sends them back."""
    Serialization: Any
    loopBegin: Any
    loopLock: Any
    prepareDirty: Any
    transferFiles: Any

class BatchWorkItem(WorkItem):
    """A batch; each of its items ends by itself, reported by its place in the batch."""

    isBatch: bool
    def __init__(
        self,
        graph: Graph,
        node: Node,
        id: int,
        index: int,
        name: str | None = ...,
        command: str = ...,
        *,
        type: workItemType = ...,
        static: bool = ...
    ) -> None:
        """Make a batch without items."""

    @property
    def batchItems(self) -> list[WorkItem]:
        """The items of the batch, in a new list."""

    @property
    def batchName(self) -> str:
        """The name of the batch."""

    @property
    def batchSize(self) -> int:
        """The number of items."""

    @property
    def batchStart(self) -> int:
        """The first item that has to cook, where earlier ones are cached."""

    @property
    def offset(self) -> int:
        """The index of the first item among all items of the node."""

    @property
    def isDynamicBatch(self) -> bool:
        """Whether items may be added while the batch cooks."""

    @property
    def activationMode(self) -> batchActivation:
        """Which items must have their dependencies cooked before the batch begins."""

    @activationMode.setter
    def activationMode(self, mode: batchActivation) -> None: ...
    @property
    def activationCount(self) -> int:
        """With `batchActivation.Fixed`, how many items from the first."""

    @activationCount.setter
    def activationCount(self, count: int) -> None: ...
    @property
    def activeBatchItem(self) -> WorkItem | None:
        """The item that `setActiveBatchIndex` named, or None."""

    def setActiveBatchIndex(self, index: int) -> WorkItem | None:
        """Evaluate parameters for the item at `index`; return it, or None for a wrong index."""

    def appendSubItem(self) -> WorkItem:
        """Add an item at the end.

        Raises:
            RuntimeError: the batch is not dynamic (help: "only valid if the batch is dynamic").
        """

    @property
    def outputFiles(self) -> list[File]:
        """The outputs of the batch and then of its items, for those that depend on the batch."""
    Serialization: Any
    loopBegin: Any
    loopLock: Any
    prepareDirty: Any
    transferFiles: Any

class CookError(Exception):
    """What a callback raises to end the cook, or the cook of an item, with its message."""

class CookOptions:
    """How to cook: by default the whole graph, and waiting for it. Names are Houdini's.

    What the stand-in heeds are `blocking`, `cookType` and `nodeNames`.
    """

    autoRecook: bool
    autoRecookInterval: float
    blocking: bool
    checkpointPath: str
    checkpointRate: float
    checkpointingEnabled: bool
    cookTime: float
    cookType: Any
    nodeNames: Sequence[str]
    saveScene: bool
    staticFilter: str

class Event:
    """What happened, as handlers get it; fields that do not concern the type are empty."""

    type: EventType
    context: GraphContext
    node: Node | None
    workItemId: int
    message: str
    lastState: workItemState
    currentState: workItemState
    dependencyId: Any
    def __init__(
        self,
        type: EventType,
        context: GraphContext,
        node: Node | None = ...,
        workItemId: int = ...,
        message: str = ...,
        lastState: workItemState = ...,
        currentState: workItemState = ...,
    ) -> None:
        """Keep what is given."""

    @property
    def workItemIds(self) -> list[int]:
        """The id of the item in a list, empty where the event is of no item."""

class EventHandler:
    """One registered function; made by `addEventHandler`."""

    language: str
    def __init__(self, callback: Callable[..., Any], pass_handler: bool = ...) -> None:
        """Keep the function; it is called with (handler, event) when `pass_handler` is true."""

    @property
    def callback(self) -> Callable[..., Any]:
        """The function."""

    @property
    def emitters(self) -> list[EventEmitter]:
        """What it listens to, in a new list."""

    def removeFromAllEmitters(self) -> None:
        """Call the function no more."""

class _Members(type):
    """Lets `for state in workItemState` work, as in Python's enum."""

    def __iter__(cls: type[_E]) -> Iterator[_E]: ...
    def __len__(cls) -> int: ...

class _PdgEnum(int, metaclass=_Members):
    """Base of PDG's enums.

    A subclass annotates its members in the order of their values; `_values` gives those values
    that do not count on from the one before. A member equals itself and its int, and no member
    of another enum: a `tickResult` returned as a `scheduleResult` is a mistake to be seen. It is
    true whatever its value, as instances of PDG's classes are (not documented; chosen because
    `if result:` then tells a result from None).
    """

    name: str
    @property
    def value(self) -> int:
        """Return the number."""

class EventType(_PdgEnum):
    """Kind of an event. Values as far as they are known of Houdini 21.0, the rest are free ones."""

    Null: ClassVar[EventType]
    DirtyAll: ClassVar[EventType]
    DirtyStart: ClassVar[EventType]
    DirtyStop: ClassVar[EventType]
    NodeClear: ClassVar[EventType]
    WorkItemStateChange: ClassVar[EventType]
    NodeConnect: ClassVar[EventType]
    NodeCooked: ClassVar[EventType]
    NodeCreate: ClassVar[EventType]
    NodeDisconnect: ClassVar[EventType]
    NodeFirstCook: ClassVar[EventType]
    NodeGenerated: ClassVar[EventType]
    CookError: ClassVar[EventType]
    CookWarning: ClassVar[EventType]
    CookComplete: ClassVar[EventType]
    NodeProgressUpdate: ClassVar[EventType]
    NodeRemove: ClassVar[EventType]
    NodeRename: ClassVar[EventType]
    ServiceClientChanged: ClassVar[EventType]
    ServiceClientStarted: ClassVar[EventType]
    ServiceManagerAll: ClassVar[EventType]
    ServiceStartBegin: ClassVar[EventType]
    ServiceStartEnd: ClassVar[EventType]
    UISelect: ClassVar[EventType]
    WorkItemAdd: ClassVar[EventType]
    WorkItemAddDep: ClassVar[EventType]
    WorkItemAddList: ClassVar[EventType]
    WorkItemAddParent: ClassVar[EventType]
    WorkItemAddStaticAncestor: ClassVar[EventType]
    WorkItemCookPercentUpdate: ClassVar[EventType]
    WorkItemFrame: ClassVar[EventType]
    WorkItemMerge: ClassVar[EventType]
    WorkItemOutputFiles: ClassVar[EventType]
    WorkItemPriority: ClassVar[EventType]
    WorkItemRemove: ClassVar[EventType]
    WorkItemRemoveDep: ClassVar[EventType]
    WorkItemRemoveList: ClassVar[EventType]
    WorkItemRemoveParent: ClassVar[EventType]
    CookStart: ClassVar[EventType]
    WorkItemRemoveStaticAncestor: ClassVar[EventType]
    WorkItemResult: ClassVar[EventType]
    WorkItemSetDict: ClassVar[EventType]
    WorkItemSetFile: ClassVar[EventType]
    All: ClassVar[EventType]
    Log: ClassVar[EventType]
    SchedulerAdded: ClassVar[EventType]
    SchedulerRemoved: ClassVar[EventType]
    NodeSetScheduler: ClassVar[EventType]
    WorkItemSetFloat: ClassVar[EventType]
    WorkItemSetGeometry: ClassVar[EventType]
    WorkItemSetInt: ClassVar[EventType]
    WorkItemSetPyObject: ClassVar[EventType]
    WorkItemSetString: ClassVar[EventType]

class ExpressionError(Exception):
    """An expression of a parameter could not be evaluated."""

class File:
    """A file of a work item, as `WorkItem.outputFiles` lists it.

    `path` may hold tokens such as `__PDG_DIR__`; `local_path` is where this machine finds it.
    Values of the tags: the tag menus of TOP nodes use "file/geo", "file/image" and so on.
    """

    DefaultArchiveTag: str
    DefaultCsvTag: str
    DefaultDirTag: str
    DefaultFileTag: str
    DefaultGeoTag: str
    DefaultHdaTag: str
    DefaultHipTag: str
    DefaultImageTag: str
    DefaultPythonScriptTag: str
    DefaultSymLinkTag: str
    DefaultTxtTag: str
    DefaultUsdTag: str
    DefaultVideoTag: str
    path: str
    tag: Any
    hash: int
    owned: bool
    type: fileType
    size: int
    def __init__(
        self,
        path: str,
        tag: str = ...,
        hash: int = ...,
        own: bool = ...,
        type: fileType = ...,
        size: int = ...,
        node: Node | None = ...,
    ) -> None:
        """Keep what is given; an empty `tag` is chosen by the extension of `path`."""

    @property
    def local_path(self) -> str:
        """The path with its tokens replaced, by the scheduler of the item that has the file."""

    @staticmethod
    def localizePath(path: str) -> str:
        """Replace `__PDG_DIR__` and its like in `path` by the variables of the environment."""

    @staticmethod
    def mapPath(path: str, zone: str = ...) -> str:
        """Return `path` as machines of `zone` see it: see `PathMap.mapPath`."""

    @staticmethod
    def mapPathToLocal(path: str) -> str:
        """Return `path` as this machine sees it: see `PathMap.mapPathToLocal`."""

    @staticmethod
    def mappingZone() -> str:
        """Return the zone of this machine: see `PathMap.mappingZone`."""

    @staticmethod
    def setMappingZone(zone: str) -> None:
        """Let this machine be in `zone`: see `PathMap.setMappingZone`."""

    @staticmethod
    def pathMapJSON() -> str:
        """Return the path map as JSON: see `PathMap.pathMapJSON`."""

    @staticmethod
    def setPathMapJSON(text: str) -> None:
        """Replace the path map: see `PathMap.setPathMapJSON`."""

    def asTuple(self) -> tuple[str, str, int]:
        """Return (path, tag, hash), the form results had in Houdini 17.5."""

    def updateStat(self) -> bool:
        """Read size and time of change from disk; return whether the file is there.

        That the hash of a file is its time of change is documented for expected outputs.
        """

class Graph(AttributeOwner):
    """All nodes and items of a context. `_lock` guards them and everything the engine writes."""

    def __init__(self, context: GraphContext) -> None:
        """Make an empty graph."""

    @property
    def context(self) -> GraphContext:
        """The context of the graph."""

    def node(self, name: str) -> Node | None:
        """Return the node of that name, None where there is none."""

    def nodes(self, pattern: str = ...) -> list[Node]:
        """Return the nodes, in the order they were added, or those whose names match."""

    @property
    def nodeCount(self) -> int:
        """The number of nodes."""

    def workItemById(self, id: int) -> WorkItem | None:
        """Return the item with this id, None where there is none."""

    def workItemByName(self, name: str) -> WorkItem | None:
        """Return the item of that name, None where there is none."""

    def workItemsByIds(self, ids: Iterable[int]) -> list[WorkItem]:
        """Return the items with these ids; ids without an item are left out."""

    def workItem(self, key: int | str) -> WorkItem | None:
        """Return the item with this id or name, None where there is none."""

    def dependencyGraph(
        self, expand_partitions: bool = ...
    ) -> tuple[dict[WorkItem, list[WorkItem]], dict[WorkItem, list[WorkItem]], list[WorkItem]]:
        """Return (dependencies, dependents, ready), as static cooks get them.

        The first two give for each item the items it waits for, and those that wait for it; the
        third lists the items that wait for nothing (documented by the example that prints it as
        DOT). With `expand_partitions` partitions are left out and what waits for them waits for
        their items (not documented; chosen because no scheduler runs a partition).
        """

    def dirty(self, remove_outputs: bool = ...) -> None:
        """Let every item cook again; with `remove_outputs` its files are deleted."""
    bindGlobalAttribute: Any
    boundAttributeWorkItem: Any
    dependencyForKey: Any
    graphDescription: Any
    nodePort: Any
    prepareDirty: Any
    serialize: Any

class GraphContext(EventEmitter):
    """A graph that can be cooked, its schedulers, and what changes them.

    `recorder` gets everything that happens: it has `listening` and `record(kind, time, **facts)`;
    errors and warnings come through at any time. One cook goes on at a time.
    """

    def __init__(
        self, name: str = ..., recorder: Any = ..., clock: Callable[[], float] = ...
    ) -> None:
        """Make a context with an empty graph; a taken name gets a number (documented)."""

    @staticmethod
    def byName(name: str) -> GraphContext | None:
        """Return the context of that name, None where there is none."""

    @staticmethod
    def names() -> list[str]:
        """Return the names of all contexts."""

    @property
    def name(self) -> str:
        """The name of the context."""

    @property
    def context(self) -> GraphContext:
        """The context itself, as an emitter of events."""

    @property
    def graph(self) -> Graph:
        """The graph."""

    def addScheduler(
        self,
        type_name: str,
        name: str = ...,
        values: Mapping[str, object] | None = ...,
        **parameters: object
    ) -> Scheduler:
        """Make a scheduler node and call its `onStart`; the first one becomes the default.

        `values` and `parameters` are its parameters. Raises CookError for a type that is not
        registered or a name that is taken; what the constructor of the type raises goes through.
        """

    @property
    def schedulers(self) -> list[Scheduler]:
        """The schedulers, in the order they were added."""

    @property
    def defaultScheduler(self) -> Scheduler | None:
        """The scheduler of nodes that name none."""

    def setDefaultScheduler(self, scheduler: Scheduler | str) -> None:
        """Let nodes that name no scheduler use this one; raises KeyError for an unknown name."""

    def schedulerForName(self, name: str) -> Scheduler | None:
        """Return the scheduler of that name, None where there is none."""

    def schedulerForTypeName(self, type_name: str) -> Scheduler | None:
        """Return the first scheduler of a type, None where there is none."""

    def setScheduler(self, node_name: str, scheduler_name: str) -> None:
        """Let a node use a scheduler; raises KeyError where there is no such node or scheduler."""

    def getSharedServerInfo(self, server_name: str) -> dict[str, Any]:
        """Return what a scheduler keeps of a shared server, an empty dict where none knows it."""

    def addNode(self, type_name: str, name: str = ...) -> Node:
        """Add a node, called as its type where there is no name.

        One of a registered processor in Python generates its items. All others of the stand-in
        are of one kind, whatever their type. Raises ValueError where the name is taken.
        """

    def connect(self, node_name: str, input_name: str) -> None:
        """Put a node behind another; raises KeyError where there is no such node."""

    def disconnect(self, node_name: str, input_name: str) -> None:
        """Put a node behind another no more; raises KeyError where there is no such node."""

    def delete(self, name: str) -> None:
        """Delete a scheduler, whose `onStop` is called then (documented), or a node with its items.

        Raises KeyError where there is none of that name, CookError while a cook goes on.
        """

    def addWorkItem(
        self, node_name: str, index: int = ..., name: str | None = ..., command: str = ...
    ) -> WorkItem:
        """Add a work item to a node; raises KeyError or ValueError for a wrong or taken name."""

    def addWorkItemDependency(self, item: WorkItem, other: WorkItem) -> None:
        """Let `item` wait for `other`."""

    def setParameter(self, name: str, param_name: str, value: object, index: int = ...) -> None:
        """Set one component of a parameter, or all with a list.

        Raises KeyError where there is no scheduler or node of that `name`, and for a scheduler
        without the parameter RuntimeError; a node gets it.
        """

    def setParameters(self, name: str, values: Mapping[str, object]) -> None:
        """Set parameters of a scheduler or node; see `setParameter`."""

    @property
    def cookOptions(self) -> CookOptions:
        """The options that `cook` goes by where it gets none."""

    @property
    def cooking(self) -> bool:
        """Whether a cook goes on."""

    @property
    def canceling(self) -> bool:
        """Whether the cook that goes on was cancelled."""

    @property
    def cookSet(self) -> list[Node]:
        """The nodes of the cook that goes on."""

    def cook(self, options: CookOptions | bool | None = ...) -> bool:
        """Cook; return whether that went to its end.

        A bool in place of options says whether to wait. Only what is not cooked yet is cooked.
        Raises CookError where a cook goes on, and where there is no scheduler.
        """

    def cookItems(self, block: bool, ids: Iterable[int]) -> bool:
        """Cook some items and what they wait for; see `cook`."""

    def cancelCook(self) -> None:
        """Cancel the cook, if one goes on; from any thread and any callback. Returns at once."""

    def pauseCook(self) -> None:
        """Schedule nothing more; the cook ends with what is under way, another one goes on.

        (Not documented in public; chosen after the menu entry "Pause cook".)
        """

    def waitAllEvents(self) -> None:
        """Wait for a cook that was not waited for, and call the handlers of what happened."""

    @property
    def stateCount(self) -> dict[workItemState, int]:
        """How many items, those in batches included, are in each state.

        (A property in Houdini 21.0; what it gives there is not known.)
        """

    def searchPath(self) -> list[str]:
        """Return the folders that are searched for types."""

    def findFile(self, name: str) -> str:
        """Return the first file of that name on the search path, "" where there is none."""

    def globFiles(self, pattern: str) -> list[str]:
        """Return the files on the search path whose names match `pattern`."""

    def globTypeFiles(self) -> list[str]:
        """Return the files of all modules of types on the search path."""

    def cleanTempDirectory(self) -> None:
        """Delete the temporary directories of all schedulers."""

    def serializeWorkItemToJSON(self, work_item: WorkItem) -> str:
        """Return a work item as JSON."""

    def serializeWorkItems(self, path: str) -> bool:
        """Write all items, with those of batches in them, to a JSON file; return if that worked.

        The form is not documented; it is that of single items, in a list `workitems`.
        """

    def memoryUsage(self, inclusive: bool = ...) -> int:
        """Return the bytes of the context itself, with its nodes and items where `inclusive`."""

    def setValue(self, name: str, parameter: str, value: object) -> None:
        """Set the value of a parameter of a scheduler or node; raises KeyError for an unknown."""

    def setValues(self, name: str, values: Mapping[str, object]) -> None:
        """Set the values of parameters of a scheduler or node; see `setValue`."""
    addDependency: Any
    addFileDependency: Any
    addParameter: Any
    addWorkItemPropagateDep: Any
    addWorkItemResults: Any
    beginDeserialization: Any
    chunkDepth: Any
    commandDescriptions: Any
    commitChunk: Any
    commitWorkItem: Any
    deserializeWorkItemFromJSON: Any
    deserializeWorkItems: Any
    openChunk: Any
    redo: Any
    removeDependency: Any
    renameNode: Any
    rollbackChunk: Any
    saveJSON: Any
    serialize: Any
    serializeGraph: Any
    setExpression: Any
    setExpressions: Any
    undo: Any

class IgnoreAttributeWarningsBlock:
    """What `pdg.AttributeUtils.ignoreWarnings()` returns: writes in it are not checked."""

    def __enter__(self) -> IgnoreAttributeWarningsBlock:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""

class LockAttributesBlock:
    """What `lockAttributes()` returns: the thread may write the attributes of one owner in it."""

    def __init__(self, owner: AttributeOwner) -> None:
        """Prepare to lock `owner`."""

    def __enter__(self) -> LockAttributesBlock:
        """Wait for the lock and take it."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Return the lock back."""

class _PortOwner:
    """The parameters of one scheduler or node.

    They cannot be read before `_open_ports` was called: a public scheduler reports that Houdini
    answers with "bad port" while the constructor of its class runs.
    """

    name: Any
    def port(self, name: str) -> Port:
        """Return the parameter of that name; raises RuntimeError ("bad port") if there is none."""

    def value(self, name: str) -> Any:
        """Return the value of a parameter as it is set; raises RuntimeError where there is none."""

    def default(self, name: str) -> Any:
        """Return the default of a parameter; raises RuntimeError where there is none."""

    def parameter(self, name: str) -> Port | None:
        """Return the parameter called `name`, or None."""

    @property
    def ports(self) -> list[Port]:
        """Return the ports, which a scheduler has for its parameters only."""

    @property
    def parameters(self) -> list[Port]:
        """Return the parameters in the order they were declared."""

    @property
    def customParameters(self) -> list[Port]:
        """Return the parameters that its type declares."""

    @property
    def parameterNames(self) -> list[str]:
        """Return the names of the parameters."""

    @property
    def portCount(self) -> int:
        """Return the number of ports."""

    @property
    def parameterCount(self) -> int:
        """Return the number of parameters."""

    def parametersForTag(self, tag: str) -> list[Port]:
        """Return the parameters with this tag."""

    def __getitem__(self, name: str) -> Port:
        """Return the parameter called `name`, as `port` does."""

    def __setitem__(self, name: str, value: object) -> None:
        """Set the value of a parameter; raises RuntimeError where there is none."""

    def __iter__(self) -> Iterator[Port]:
        """Go through the parameters."""

class Node(_PortOwner, EventEmitter):
    """A TOP node: it holds work items, overrides parameters and may name a scheduler.

    It gets its items from a graph file, or from the `onGenerate` of a processor in Python.
    `Node.workItems` and `workItemById` are as documented. Members that only nodes in Houdini have
    something to say with answer as their docstrings tell.
    """

    nodeType: Any
    templateName: str
    isDynamic: bool
    isDynamicGenerator: bool
    def __init__(self, context: GraphContext, name: str) -> None:
        """Make a node without items, behind no other."""

    @property
    def name(self) -> str:
        """The name of the node."""

    @property
    def hasErrors(self) -> bool:
        """Whether `cookError` was called."""

    @property
    def context(self) -> GraphContext:
        """The context of the node."""

    @property
    def workItems(self) -> list[WorkItem]:
        """The items of the node, those of batches included, in a new list."""

    @property
    def partitions(self) -> list[WorkItem]:
        """The items of the node that are partitions."""

    @property
    def scheduler(self) -> Scheduler | None:
        """The scheduler of the node: its own, else the default of the context."""

    @property
    def isCooked(self) -> bool:
        """Whether every item has cooked successfully."""

    @property
    def topNodeId(self) -> int:
        """Return -1: the double of `hou` has no ids."""

    def topNode(self) -> Any:
        """Return the double of its `hou.TopNode`; its type is that of items with a command."""

    def setScheduler(self, scheduler: Scheduler | str | None) -> None:
        """Cook the items with this scheduler, with the default one for None.

        Raises KeyError where a name is given and there is no scheduler of that name.
        """

    def setParameters(self, values: Mapping[str, object]) -> None:
        """Return the node parameters, such as those that override its scheduler's."""

    def setParameter(self, name: str, value: object) -> None:
        """Return the node one parameter more, or another value for one it has."""

    def cook(self, block: bool = ...) -> bool:
        """Cook the node and what it needs: see `GraphContext.cook`."""

    def dirty(self, remove_outputs: bool = ...) -> None:
        """Let the items, and those that depend on them, cook again."""

    def cancel(self) -> None:
        """Cancel the items that are not cooked yet."""

    def cookError(self, message: str) -> None:
        """Show `message` as an error of the node."""

    def cookWarning(self, message: str) -> None:
        """Show `message` as a warning of the node."""

    @property
    def outputFiles(self) -> list[Any]:
        """The output files of all items."""

    @property
    def resultData(self) -> list[Any]:
        """Older name of `outputFiles`."""

    @property
    def customId(self) -> str:
        """The id that code gave the node: none."""

    @property
    def serviceName(self) -> str:
        """The service that cooks the items: none."""

    @property
    def loopDepth(self) -> int:
        """The number of loops around the node: none, as the graphs of the stand-in have none."""

    def reserveIndexBlock(self, count: int) -> int:
        """Return the first of `count` indices that no item of the node has.

        (Not documented; chosen after the name. Nothing is remembered: the caller uses them.)
        """

    def memoryUsage(self, inclusive: bool = ...) -> int:
        """Return the bytes of the node itself, with its items where `inclusive`."""

    def setValue(self, name: str, value: object) -> None:
        """Set the value of a parameter; raises RuntimeError ("bad port") where there is none."""

    def setValues(self, values: Mapping[str, Any]) -> None:
        """Set the values of parameters; raises RuntimeError ("bad port") where there is none."""
    addDependency: Any
    addFileDependency: Any
    addParameter: Any
    appendDirty: Any
    attributeInfo: Any
    commonVars: Any
    connect: Any
    dependencies: Any
    disconnect: Any
    input: Any
    inputCount: Any
    inputNames: Any
    inputs: Any
    inputsForNode: Any
    inputsForWorkItem: Any
    isItemFromPort: Any
    nodeOptions: Any
    output: Any
    outputCount: Any
    outputNames: Any
    outputs: Any
    prepareDirty: Any
    regenerateReason: Any
    removeDependency: Any
    scriptInfo: Any
    setExpression: Any
    setExpressions: Any
    stats: Any
    type: Any

class PathMap:
    """The path map of the session; all its methods are static but those of an edit block."""

    AllZone: str
    LinuxZone: str
    MacZone: str
    WindowsZone: str
    @staticmethod
    def edit() -> PathMapEditBlock:
        """Return a context manager whose value takes new rules; PDG_PATHMAP is set when it ends."""

    @staticmethod
    def mappingZone() -> str:
        """Return the zone of this machine: as set, as PDG_PATHMAP_ZONE says, or by its platform."""

    @staticmethod
    def setMappingZone(zone: str) -> None:
        """Set the zone of this machine; "" goes back to that of the platform."""

    @staticmethod
    def mapPath(path: str, zone: str = ...) -> str:
        """Return `path` as it is called in `zone`, that of this machine where it is "".

        A rule may continue what another gave, and each is used once: help says that rules chain
        and that only the first of several for one path applies.
        """

    @staticmethod
    def mapPathToLocal(path: str) -> str:
        """Return `path` as it is called on this machine."""

    @staticmethod
    def mappings(zone: str = ..., scheduler: str = ...) -> list[PathMapEntry]:
        """Return the rules, those of one zone or one scheduler where it is named."""

    @staticmethod
    def pathMapJSON() -> str:
        """Return the rules as the text of PDG_PATHMAP."""

    @staticmethod
    def setPathMapJSON(json_string: str, merge: bool = ...) -> None:
        """Take the rules of such a text, after those there are where `merge` is true.

        Raises ValueError where it is no such text.
        """

    def addPathMapping(
        self,
        zone: str,
        mapFrom: str,
        mapTo: str,
        createdBy: str = ...,
        matchType: pathMapMatchType = ...,
    ) -> None:
        """Add a rule; only on what `edit` gives."""

    def clearAllMappings(self) -> None:
        """Remove all rules; only on what `edit` gives."""

    def clearSchedulerMappings(self, scheduler: str) -> None:
        """Remove the rules a scheduler created; only on what `edit` gives."""

class PathMapEditBlock:
    """`with pdg.PathMap.edit() as path_map:`; other threads wait to edit until it ends."""

    def __enter__(self) -> PathMap: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

class PathMapEntry:
    """One rule: in `zone`, the path `mapFrom` is `mapTo`; `createdBy` names a scheduler."""

    zone: str
    mapFrom: str
    mapTo: str
    createdBy: str
    matchType: pathMapMatchType
    def __init__(
        self,
        zone: str,
        map_from: str,
        map_to: str,
        created_by: str = ...,
        match_type: pathMapMatchType = ...,
    ) -> None: ...

class Port:
    """One parameter of a scheduler or node, with a value for each of its components."""

    def __init__(self, node: Any, declaration: _Declaration) -> None:
        """Hold the default of `declaration`; `node` is whose parameter it is."""

    @property
    def name(self) -> str:
        """Return the name."""

    @property
    def node(self) -> Any:
        """Return the scheduler or node it belongs to."""

    @property
    def dataType(self) -> dataType:
        """Return the type of its values."""

    @property
    def portType(self) -> portType:
        """Return `portType.Parameter`."""

    @property
    def size(self) -> int:
        """Return the number of components."""

    @property
    def tags(self) -> list[str]:
        """Return the tags of its declaration."""

    @property
    def isBuiltin(self) -> bool:
        """Tell whether PDG itself declares it, which its names beginning with `pdg_` show."""

    @property
    def isCustom(self) -> bool:
        """Tell whether the type declares it."""

    @property
    def connections(self) -> list[Port]:
        """Return nothing: parameters are not wired."""

    @property
    def defaultValue(self) -> _Value | list[_Value]:
        """Return the default, a list where there are several components."""

    @property
    def value(self) -> _Value | list[_Value]:
        """Return the value as it is set, not evaluated."""

    @property
    def hasExpression(self) -> bool:
        """Tell whether its value is an expression: that of its default, which an asset has."""

    @property
    def hasWorkItemExpression(self) -> bool:
        """Tell whether its value depends on the work item by an expression: never."""

    @property
    def expression(self) -> str:
        """Return its expression, "" for none."""

    @property
    def expressionAttribs(self) -> list[str]:
        """Return the attributes that its expression reads: none."""

    @property
    def expressionVars(self) -> list[str]:
        """Return the variables that its expression reads: none."""

    def hasTag(self, tag: str) -> bool:
        """Tell whether its declaration has this tag."""

    def evaluate(self, work_item: WorkItem | None = ..., index: int = ...) -> _Value:
        """Return the value of one component; text is expanded, with attributes of `work_item`."""

    def evaluateString(self, work_item: WorkItem | None = ..., index: int = ...) -> str:
        """Return it as text."""

    def evaluateInt(self, work_item: WorkItem | None = ..., index: int = ...) -> int:
        """Return it as an integer, 0 for text that is no number."""

    def evaluateFloat(self, work_item: WorkItem | None = ..., index: int = ...) -> float:
        """Return it as a float, 0.0 for text that is no number."""

    def evaluateBool(self, work_item: WorkItem | None = ..., index: int = ...) -> bool:
        """Return whether it is another number than 0, or text that is not empty."""

    def evaluateRawString(self, work_item: WorkItem | None = ..., index: int = ...) -> str:
        """Return its text before anything in it is expanded."""

class _MissingClass:
    """Base of classes of which only the name is there."""

    def __init__(self, *arguments: object, **named: object) -> None:
        """Refuse."""

class _Template(_MissingClass):
    """What all types have."""

    @classmethod
    def templateName(cls) -> str:
        """Return the name of the class, which a type overrides."""

    @classmethod
    def templateBody(cls) -> str:
        """Return no parameters, which a type overrides."""

class PyDependency(_Template):
    """Base of dependencies of nodes."""

    isResolved: Any
    onResolve: Any

class PyEventHandler(EventHandler):
    """The kind of handler that Python functions get, from `addEventHandler` alone."""

    def __init__(self, *_given: Any) -> None:
        """Refuse, in the words of Houdini 21.0 and 22.0."""

class PyMapper(PyNode):
    """Base of mappers: `onMap` and its like are never called."""

class PyPartitioner(PyNode):
    """Base of partitioners: `onPartition` is never called."""

class PyProcessor(PyNode):
    """Base of processors: `onGenerate` is called once, before the first cook of its node.

    Its other callbacks are never called. Source: help page "Processor Node Callbacks".
    """

    def __init__(self, node: Node) -> None:
        """Make the Python side of `node`."""

    def onGenerate(
        self, item_holder: WorkItemHolder, upstream_items: list[WorkItem], generation_type: object
    ) -> result:
        """Make work items with `item_holder`; a subclass does."""

class SchedulerType(BaseType):
    """A registered scheduler.

    `parm_category`, which Houdini has from 19.0 on, finds its properties in
    `topscheduler.user.ds`.
    """

    parm_category: str
    def __init__(self, typeName: str, typeLabel: str, parm_category: str) -> None: ...
    instanceCount: Any
    typeLabel: Any
    typeName: Any

class PySchedulerType(SchedulerType):
    """A registered scheduler that is written in Python; `typeObject` is its class."""

    typeObject: type[Any]
    def __init__(
        self, typeName: str, typeLabel: str, parm_category: str, typeObject: type[Any]
    ) -> None: ...
    def reload(self) -> None:
        """Import the module of the class anew; nodes that exist are of the new class, too.

        Documented: it causes schedulers of the type "to reset their internal copy of the Python
        class". What a node has stored in its attributes stays. Raises what the module raises; the
        old class stays then.
        """
    instanceCount: Any
    typeLabel: Any
    typeName: Any

class PyWorkItemData(_Template):
    """Base of custom work item data."""

    allDataMap: Any
    clearFloatData: Any
    clearIntData: Any
    clearStringData: Any
    data: Any
    dataArray: Any
    deserializeString: Any
    floatData: Any
    floatDataArray: Any
    floatDataMap: Any
    intData: Any
    intDataArray: Any
    intDataMap: Any
    removeData: Any
    setFloat: Any
    setFloatArray: Any
    setInt: Any
    setIntArray: Any
    setString: Any
    setStringArray: Any
    stringData: Any
    stringDataArray: Any
    stringDataMap: Any
    type: Any
    typeName: Any
    workItem: Any

class SchedulerBase(_PortOwner, EventEmitter):
    """What every scheduler has; `pdg.Scheduler` adds the class.

    Reports (`onWorkItem*`): arguments are documented (custom schedulers, scheduler callbacks, job
    API); an item is given by its id from Houdini 19.0 on and by its name before, `index` is the
    sub-item of a batch or -1. A report about an item that is not in the graph is recorded and
    changes nothing, as one about an item that has ended.

    Overrides (`evaluate*Override`): `<prefix>_<parm>` is looked up on the node, then on the
    scheduler, then the default is taken. That only parameters with the tag `pdg::scheduler` can be
    overridden is documented under "Creating a user interface". One that the scheduler does not
    declare is the node's own to have: `topscheduler.user.ds` can add such.

    Links: schedulers have all functions of nodes in a listing of Houdini 21.0; those for inputs,
    outputs and expressions answer "there is none".
    """

    def __init__(self, context: GraphContext, type_: Any, name: str) -> None: ...
    @property
    def context(self) -> GraphContext:
        """Return the context the scheduler is in."""

    @property
    def name(self) -> str:
        """Return the name of the node."""

    @property
    def type(self) -> Any:
        """Return its `pdg.SchedulerType`."""

    @property
    def typeName(self) -> str:
        """Return the name its type is registered with."""
    templateName: Any
    @property
    def isWaitForFailures(self) -> bool:
        """Tell whether the cook waits for failed items, as `pdg_waitforfailures` says."""

    @property
    def isCompressWorkItemData(self) -> bool:
        """Tell whether data files are gzip files."""

    @property
    def workItemDataSource(self) -> workItemDataSource:
        """Return whether jobs load their items from a file or from the callback server."""

    @property
    def platform(self) -> platform:
        """Return the platform of this machine (22.0)."""

    @property
    def inputCount(self) -> int:
        """Return 0: a scheduler is not wired."""

    @property
    def outputCount(self) -> int:
        """Return 0: a scheduler is not wired."""

    @property
    def inputNames(self) -> list[str]:
        """Return no names: a scheduler is not wired."""

    @property
    def outputNames(self) -> list[str]:
        """Return no names: a scheduler is not wired."""

    def setAcceptInProcess(self, accept: bool) -> None:
        """Say whether items that cook in process are given to this scheduler too."""

    @staticmethod
    def maxThreads() -> int:
        """Return the number of threads of this machine, or HOUDINI_MAXTHREADS where it is set."""

    def topNode(self) -> Any:
        """Return the double of its `hou.TopNode`."""

    @property
    def topNodeId(self) -> int:
        """Return -1: the double of `hou` has no ids."""

    def dependencyGraph(
        self, expand_partitions: bool = ...
    ) -> tuple[dict[WorkItem, list[WorkItem]], dict[WorkItem, list[WorkItem]], list[WorkItem]]:
        """Return what each item depends on, what depends on it, and the items that are ready.

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

    def onWorkItemStartCook(self, id: _ItemKey, index: int, clear_outputs: bool = ...) -> None:
        """Tell that the job of an item has started."""

    def onWorkItemSucceeded(self, id: _ItemKey, index: int, cook_duration: float) -> None:
        """Tell that it succeeded, after this many seconds."""

    def onWorkItemFailed(self, id: _ItemKey, index: int) -> None:
        """Tell that it failed."""

    def onWorkItemCanceled(self, id: _ItemKey, index: int) -> None:
        """Tell that it was cancelled outside of PDG."""

    def onWorkItemFileResult(
        self,
        id: _ItemKey,
        index: int,
        result: str,
        tag: str,
        checksum: int,
        active_only: bool = ...,
    ) -> None:
        """Add an output file; the name is older than `onWorkItemAddOutput` and gone from 22.0."""

    def onWorkItemAddOutput(
        self,
        id: _ItemKey,
        index: int,
        path: str,
        tag: str = ...,
        hash: int = ...,
        active_only: bool = ...,
    ) -> None:
        """Add an output file; with `active_only`, not to an item that has ended."""

    def onWorkItemAddOutputs(
        self,
        id: _ItemKey,
        index: int,
        paths: Sequence[str],
        tags: Sequence[str] = ...,
        hashes: Sequence[int] = ...,
        active_only: bool = ...,
    ) -> None:
        """Add output files, with a tag and a hash for each or for none."""

    def onWorkItemSetCustomState(self, id: _ItemKey, index: int, state: str) -> None:
        """Set the text that is shown as the state of an item."""

    def onWorkItemSetCookPercent(self, id: _ItemKey, index: int, percent: float) -> None:
        """Set how far an item has come, from 0 to 1."""

    def onWorkItemAppendLog(self, id: _ItemKey, index: int, text: str, type: Any = ...) -> None:
        """Add to the log of an item."""

    def onWorkItemInvalidateCache(self, id: _ItemKey, index: int) -> None:
        """Make what depends on an item cook again."""

    def onWorkItemSetAttribute(
        self, id: _ItemKey, attribute_name: str, values: Sequence[Any]
    ) -> None:
        """Set an attribute of Houdini 17.5: numbers, or text where one of them is none."""

    def onWorkItemSetStringAttrib(
        self, id: _ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set text at a place of an attribute, or all of it with a list."""

    def onWorkItemSetIntAttrib(
        self, id: _ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set an integer at a place of an attribute, or all of it with a list."""

    def onWorkItemSetFloatAttrib(
        self, id: _ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set a float at a place of an attribute, or all of it with a list."""

    def onWorkItemSetFileAttrib(
        self, id: _ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set a file at a place of an attribute, or all of it with a list."""

    def onWorkItemSetDictAttrib(
        self, id: _ItemKey, index: int, name: str, value: Any, attrib_index: int = ...
    ) -> None:
        """Set a dictionary at a place of an attribute, or all of it with a list."""

    def onWorkItemSetPyObjectAttrib(self, id: _ItemKey, index: int, name: str, value: Any) -> None:
        """Set an attribute to a Python object."""

    def isWorkItemReady(self, id: _ItemKey, index: int = ...) -> Any:
        """Return a `workItemReadyResult` from Houdini 18.5 on; before, whether it may cook."""

    def evaluateStringOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: str
    ) -> str:
        """Return it as text."""

    def evaluateIntOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: int
    ) -> int:
        """Return it as an integer."""

    def evaluateFloatOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: float
    ) -> float:
        """Return it as a float."""

    def evaluateBoolOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: bool
    ) -> bool:
        """Return it as a bool."""

    def setWorkingDir(self, local_path: str, remote_path: str) -> None:
        """Set the working directory, as this machine and as the farm call it."""

    def setTempDir(self, local_path: str, remote_path: str) -> None:
        """Set the directory for temporary files in place of one below the working directory."""

    def setScriptDir(self, local_path: str, remote_path: str) -> None:
        """Set the directory for scripts in place of one below the temporary directory."""

    def workingDir(self, local: bool) -> str:
        """Return the working directory, "" where none was set."""

    def tempDir(self, local: bool) -> str:
        """Return the directory for temporary files of this session."""

    def scriptDir(self, local: bool) -> str:
        """Return the directory for scripts."""

    def dataDir(self, local: bool) -> str:
        """Return the directory for data of work items."""

    def logDir(self, local: bool) -> str:
        """Return the directory for logs."""

    def cleanTempDirectory(self) -> None:
        """Delete the temporary directory and what is in it."""

    def localizePath(self, path: str) -> str:
        """Return a path as this machine calls it: tokens, variables and path map applied.

        Raises RuntimeError for a token of a directory that was never set.
        """

    def delocalizePath(self, path: str) -> str:
        """Return a path with `__PDG_DIR__` for the working directory it begins with.

        With path mapping on ("Global", from 18.5) paths stay as they are: the job maps them.
        """

    def formatTransferPath(self, file_path: str) -> str:
        """Return where `transferFile` puts a file, as this machine calls it.

        By its name into the working directory, or by its path below `pdg_transferroot` where
        `pdg_transfertype` is 1, both from 21.0 on.
        """

    def transferFile(self, file_path: str) -> bool:
        """Copy a file into the working directory; give whether it is there now.

        One that is below the working directory stays where it is. Raises RuntimeError where that
        was never set.
        """

    @property
    def customId(self) -> str:
        """The id that code gave the node: none."""

    @property
    def inputs(self) -> list[Port]:
        """The input ports: none."""

    @property
    def outputs(self) -> list[Port]:
        """The output ports: none."""

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

    @staticmethod
    def getDefaultUserEnvironment() -> dict[str, str]:
        """Return the environment of this process (not documented; its name says as much)."""

    def setSharedServerInfo(self, server_name: str, info: dict[str, Any]) -> None:
        """Remember a server."""

    def getSharedServerInfo(self, server_name: str) -> dict[str, Any]:
        """Return what is known of a server, {} of one that is not."""

    def getSharedServers(self) -> list[str]:
        """Return the names of the servers."""

    def clearSharedServerInfo(self, server_name: str) -> None:
        """Forget a server."""
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

class Scheduler(SchedulerBase):
    """A scheduler node: `_python` is the instance of its class."""

    def __init__(
        self, context: GraphContext, type_: Any, name: str, values: Mapping[str, object]
    ) -> None:
        """Make the node as placing it does; the caller calls `onStart`.

        Raises what the constructor of the class raises, ValueError for a `templateBody` that
        cannot be read, KeyError for a value of no parameter.
        """

    def localizePath(self, path: str) -> str:
        """Return a path as this machine calls it; in 17.5 the class has a callback for it."""
    applicationBin: Any
    expandCommandTokens: Any
    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        """Have the class submit a graph as a job."""

    def endSharedServer(self, server_name: str) -> bool:
        """Have the class end a server; give whether it did."""

    def getLogURI(self, work_item: WorkItem) -> Any:
        """Return what the class says, "" where it says nothing."""

    def getStatusURI(self, work_item: WorkItem) -> Any:
        """Return what the class says, "" where it says nothing."""
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

class ServiceError(Exception):
    """A service could not be started, stopped or used."""

class _FileTags:
    """The functions of `pdg.TypeRegistry` for tags. Tags are those of all sessions."""

    @property
    def tags(self) -> list[str]:
        """All known tags."""

    def addTag(self, tag: str) -> None:
        """Make `tag` a known one."""

    def addExtensionTag(self, extension: str, tag: str) -> None:
        """Let files with `extension` have `tag` where nothing else is said."""

    def extToTag(self, extension: str) -> str:
        """Return the tag of an extension, "file" where none is known."""

    def pathToTag(self, path: str) -> str:
        """Return the tag of a file, "file" where none is known."""

    def pathToExt(self, path: str) -> str:
        """Return the extension of a file, all of a known one such as ".bgeo.sc"."""

    def filteredTags(self, pattern: str) -> list[str]:
        """Return the known tags that match the patterns in `pattern`."""

    def addTagViewer(self, tag: str, viewer: str) -> None:
        """Let files of `tag` be shown by the program `viewer`."""

    def tagToViewer(self, tag: str) -> str:
        """Return the program that shows files of `tag`, or of the tag above it; "" for none."""

    def pathToViewer(self, path: str) -> str:
        """Return the program that shows a file, "" for none."""

    def isViewable(self, tag: str) -> bool:
        """Tell whether a program shows files of `tag`."""

    def isMultiViewer(self, tag: str) -> bool:
        """Tell whether more than one program shows files of `tag`."""

class TypeRegistry(BaseTypeRegistry, _FileTags):
    """The registry of a session; `TypeRegistry.types()` gives it."""

    def __init__(self) -> None: ...
    @classmethod
    def types(cls) -> TypeRegistry:
        """Return the registry of this session."""

    def schedulerType(self, name: str) -> SchedulerType | None:
        """Return a scheduler type, None where there is none of that name."""

    def registerScheduler(
        self, type_object: Any, name: str | None = ..., label: str | None = ..., **categories: str
    ) -> SchedulerType:
        """Register a scheduler class; `name` and `label` are by default its name in lower case.

        From Houdini 19.0 on `parm_category` and `node_category` are taken too. Raises
        RuntimeError where the name is taken, TypeError where `type_object` is no class.
        """

    def registerNode(
        self,
        type_object: Any,
        node_type: Any,
        name: str | None = ...,
        label: str | None = ...,
        **traits: Any
    ) -> BaseType:
        """Register a node class: one of processors can be added to a graph, see `addNode`."""

    def registerWorkItem(
        self, type_object: Any, name: str | None = ..., label: str | None = ..., **traits: Any
    ) -> BaseType:
        """Register a class of work item data, so that a package with one loads; it has no use."""

    def registerCacheHandler(self, *handler: Any) -> None:
        """Remember a function for the output files of a tag: (tag, function).

        Arguments are those of public schedulers, as are those of the other handlers. The stand-in
        calls no handler: it looks whether files are there, and copies them.
        """

    def registerHashHandler(self, *handler: Any) -> None:
        """Remember a function that hashes files; see `registerCacheHandler`."""

    def registerDirtyHandler(self, *handler: Any) -> None:
        """Remember a function for items that are dirtied; see `registerCacheHandler`."""

    def registerTransferHandler(self, *handler: Any) -> None:
        """Remember a function that transfers files; see `registerCacheHandler`."""

    def registerPreflightHandler(self, *handler: Any) -> None:
        """Remember a function that is called before a cook; see `registerCacheHandler`."""

    def registerStatHandler(self, *handler: Any) -> None:
        """Remember a function that looks at files; see `registerCacheHandler`."""

    def registerRegenerationHandler(self, *handler: Any) -> None:
        """Remember a function for items that are generated again; see `registerCacheHandler`."""

    @property
    def pySerializationModule(self) -> str:
        """The module that PyObject attributes are saved with (default not known; chosen)."""

    def setPySerializationModule(self, module: str) -> None:
        """Name the module that PyObject attributes are saved with; the stand-in writes `repr`."""

    def registerModuleTypes(self, module: ModuleType, quiet: bool = ...) -> bool:
        """Call `registerTypes` of a module; True where it has one and that ended well.

        A failure is told on stderr as HOUDINI_PDG_TYPE_ERROR asks for, never where `quiet`.
        """

    def registerPythonPath(self, path: str, update_tops: bool = ...) -> bool:
        """Import the module or package of types at `path` and register what it has."""

    @staticmethod
    def searchPath() -> list[str]:
        """Return the folders that are searched for types."""

    @staticmethod
    def moduleSkipList() -> list[str]:
        """Return the names of modules that are not loaded: HOUDINI_PDG_TYPE_SKIPLIST."""

    @staticmethod
    def globPythonModules(unique: bool = ..., full_path: bool = ...) -> list[str]:
        """Return the modules of types on the search path, by name or by `full_path`.

        Of several with one name the first is listed alone where `unique`. (Documented as a static
        method; the defaults are not, and chosen after the description, "names of modules".)
        """

    @staticmethod
    def globFiles(pattern: str) -> list[str]:
        """Return the files on the search path whose names match `pattern`."""

    @staticmethod
    def findFile(name: str) -> str:
        """Return the first file of that name on the search path, "" where there is none."""
    addParentType: Any
    addParentTypes: Any
    nodeCallbackType: Any
    registerDSOTypes: Any
    registerService: Any
    reloadCustomHandlers: Any
    serviceType: Any
    setDefaultWorkItem: Any
    workItemDataType: Any

class WorkItemData:
    """A view of the attributes of one work item."""

    typeName: str
    def __init__(self, work_item: WorkItem) -> None:
        """Look at `work_item`."""

    @property
    def workItem(self) -> WorkItem:
        """The work item."""

    def data(self, name: str, index: int = ...) -> Any:
        """Return a value of any kind, or None."""

    def dataArray(self, name: str) -> list[Any]:
        """Return all values of any kind."""

    def stringData(self, name: str, index: int = ...) -> Any:
        """Return a text, or None.

        "command" is the command line where no attribute has that name: the help page of 17.5
        calls it a string attribute, and its example of onSchedule reads it here.
        """

    def intData(self, name: str, index: int = ...) -> Any:
        """Return an int, or None."""

    def floatData(self, name: str, index: int = ...) -> Any:
        """Return a float, or None."""
    getString = stringData
    getInt = intData
    getFloat = floatData
    def stringDataArray(self, name: str) -> list[str]:
        """Return texts."""

    def intDataArray(self, name: str) -> list[int]:
        """Return ints."""

    def floatDataArray(self, name: str) -> list[float]:
        """Return floats."""

    def setString(self, name: str, value: str, index: int = ...) -> None:
        """Set a text."""

    def setInt(self, name: str, value: int, index: int = ...) -> None:
        """Set an int."""

    def setFloat(self, name: str, value: float, index: int = ...) -> None:
        """Set a float."""

    def setStringArray(self, name: str, values: Iterable[str]) -> None:
        """Set texts."""

    def setIntArray(self, name: str, values: Iterable[int]) -> None:
        """Set ints."""

    def setFloatArray(self, name: str, values: Iterable[float]) -> None:
        """Set floats."""

    @property
    def allDataMap(self) -> dict[str, list[Any]]:
        """All values by name."""

    @property
    def stringDataMap(self) -> dict[str, list[Any]]:
        """All texts by name."""

    @property
    def intDataMap(self) -> dict[str, list[Any]]:
        """All ints by name."""

    @property
    def floatDataMap(self) -> dict[str, list[Any]]:
        """All floats by name."""

    def removeData(self, name: str) -> bool:
        """Remove the values `name`; return whether there were any."""

    def clearStringData(self) -> None:
        """Remove all texts."""

    def clearIntData(self) -> None:
        """Remove all ints."""

    def clearFloatData(self) -> None:
        """Remove all floats."""
    deserializeString: Any
    type: Any

class WorkItemHolder:
    """Makes work items of one node; they are the node's at once."""

    def __init__(self, node: Node) -> None:
        """Make items for `node`."""

    @property
    def allWorkItems(self) -> list[WorkItem]:
        """The items added so far, batches included."""

    @property
    def workItems(self) -> list[WorkItem]:
        """The items added so far that are no batches."""

    @property
    def batches(self) -> list[WorkItem]:
        """The batches added so far."""
    allBatches = batches
    @property
    def isEmpty(self) -> bool:
        """Whether nothing was added."""

    @property
    def commitCount(self) -> int:
        """After how many items to commit; 0 for never."""

    def setCommitCount(self, count: int) -> None:
        """Commit after this many items; here items are committed when they are added."""

    def commit(self) -> None:
        """Return what was added to the node, which has it already."""

    def addWorkItem(self, options: WorkItemOptions | None = ..., **given: Any) -> WorkItem:
        """Make a work item, or a batch of them; `given` overrides `options`.

        Raises:
            TypeError: `given` names no option.
        """

    def addWorkItemFromWorkItem(self, work_item: WorkItem) -> WorkItem:
        """Make a copy of `work_item`."""

    def addDependency(self, from_item: WorkItem, to_item: WorkItem) -> None:
        """Let `from_item` wait for `to_item`."""

    def addWorkItemFromDict(
        self,
        values: dict[str, Any],
        parent: WorkItem | None = ...,
        strategy: attribCollisionStrategy = ...,
        preserve_type: bool = ...,
        preserve_index: bool = ...,
        add_attributes: bool = ...,
    ) -> WorkItem:
        """Make a work item of the plain values of a saved one."""

    def addWorkItemFromJSONString(self, text: str, **given: Any) -> WorkItem:
        """Make a work item of JSON."""

    def addWorkItemFromJSONFile(self, path: str, **given: Any) -> WorkItem:
        """Make a work item of a JSON file, plain or compressed."""
    addWorkItemFromJSON = addWorkItemFromJSONString
    def addWorkItemArrayFromDict(self, values: dict[str, Any], **given: Any) -> list[WorkItem]:
        """Make work items of the plain values of several saved ones."""

    def addWorkItemArrayFromJSONString(self, text: str, **given: Any) -> list[WorkItem]:
        """Make work items of JSON."""

    def addWorkItemArrayFromJSONFile(self, path: str, **given: Any) -> list[WorkItem]:
        """Make work items of a JSON file."""

class WorkItemOptions:
    """What `addWorkItem` may be told, with the defaults its help page names."""

    batch: bool
    batchOffset: int
    batchSize: int
    cloneMode: cloneMode
    cloneOutputFiles: bool
    cloneTarget: WorkItem | None
    cookType: workItemCookType
    index: Any
    isDynamicBatch: bool
    isNoGenerate: bool
    isPartialCook: bool
    isServiceMode: bool
    name: str
    parent: WorkItem | None
    parentArray: list[WorkItem]
    parentArrayOffset: int
    preserveType: bool
    priority: int
    typeName: str
    def __init__(self) -> None:
        """Start with the defaults."""

    @property
    def inProcess(self) -> bool:
        """Older form of `cookType`."""

    @inProcess.setter
    def inProcess(self, value: bool) -> None: ...
    @property
    def cloneResultData(self) -> bool:
        """Older name of `cloneOutputFiles`."""

    @cloneResultData.setter
    def cloneResultData(self, value: bool) -> None: ...

class WorkItemStats:
    """What `WorkItem.stats` gives. Times are those of the clock of the session."""

    serviceClient: str
    def __init__(self, work_item: WorkItem) -> None:
        """Look at `work_item`."""

    def stat(self, stat_type: workItemStatType) -> float:
        """Return one number; 0.0 for what is not measured."""

class _AttributeAccess:
    """`owner.attrib`: gives an attribute when called and when subscripted."""

    def __init__(self, owner: AttributeOwner) -> None:
        """Look up attributes of `owner`."""

    def __call__(self, name: str, type: attribType = ...) -> Any:
        """Return the attribute `name`, of any kind or of kind `type`; None where there is none."""

    def __getitem__(self, name: str) -> Any: ...
    def __contains__(self, name: str) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...

class _Declaration:
    """What a type says of one of its parameters; the values are its default."""

    name: str
    data_type: dataType
    values: Any
    tags: Any
    label: Any
    expressions: tuple[str, ...]
    menu: tuple[str, ...]
    instances: tuple[str, ...]
    first: int
    is_of_asset: bool
    def __init__(
        self,
        name: str,
        data_type: dataType,
        values: Sequence[object] = ...,
        tags: Iterable[str] = ...,
        label: str = ...,
    ) -> None:
        """Fill in the zero of the type where there are no values.

        What only assets and dialog scripts say is set afterwards: `expressions` of the default,
        one a component, `menu` (its tokens, where nothing else is taken), `instances` of the
        multiparm that this is the count of, and the number of the `first`.
        """

    def called(self, name: str) -> _Declaration:
        """Return the same under another name."""

class acceptResult(_PdgEnum):
    """What onAcceptWorkItem returns. Order of the HDK's declaration."""

    Accept: ClassVar[acceptResult]
    Reject: ClassVar[acceptResult]
    Default: ClassVar[acceptResult]

class argType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Automatic: ClassVar[argType]
    Expression: ClassVar[argType]
    Value: ClassVar[argType]

class attribCollisionStrategy(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Error: ClassVar[attribCollisionStrategy]
    Keep: ClassVar[attribCollisionStrategy]
    Replace: ClassVar[attribCollisionStrategy]

class attribCopyType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Append: ClassVar[attribCopyType]
    New: ClassVar[attribCopyType]
    Overwrite: ClassVar[attribCopyType]
    OverwriteType: ClassVar[attribCopyType]
    Prepend: ClassVar[attribCopyType]
    Update: ClassVar[attribCopyType]

class attribErrorLevel(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Error: ClassVar[attribErrorLevel]
    Quiet: ClassVar[attribErrorLevel]
    Warn: ClassVar[attribErrorLevel]

class attribFlag(_PdgEnum):
    """Flags of an attribute, to be or-ed; the first five values are those job-side JSON carries."""

    NoFlags: ClassVar[attribFlag]
    NoCopy: ClassVar[attribFlag]
    EnvExport: ClassVar[attribFlag]
    ReadOnly: ClassVar[attribFlag]
    Internal: ClassVar[attribFlag]
    Operator: ClassVar[attribFlag]
    Bound: ClassVar[attribFlag]
    Dependent: ClassVar[attribFlag]
    InputFile: ClassVar[attribFlag]
    MemoryValue: ClassVar[attribFlag]
    NoDirty: ClassVar[attribFlag]
    Timestamp: ClassVar[attribFlag]
    Transfer: ClassVar[attribFlag]
    Transient: ClassVar[attribFlag]
    All: ClassVar[attribFlag]

class attribMatchType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Both: ClassVar[attribMatchType]
    Plain: ClassVar[attribMatchType]
    Prefix: ClassVar[attribMatchType]
    Suffix: ClassVar[attribMatchType]

class attribMergeType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    AppendArray: ClassVar[attribMergeType]
    Average: ClassVar[attribMergeType]
    FirstValue: ClassVar[attribMergeType]
    Ignore: ClassVar[attribMergeType]
    LastValue: ClassVar[attribMergeType]
    Maximum: ClassVar[attribMergeType]
    Median: ClassVar[attribMergeType]
    Minimum: ClassVar[attribMergeType]
    Mode: ClassVar[attribMergeType]
    Sorted: ClassVar[attribMergeType]
    SortedUnique: ClassVar[attribMergeType]
    Sum: ClassVar[attribMergeType]
    UniqueValues: ClassVar[attribMergeType]

class attribOrigin(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Cook: ClassVar[attribOrigin]
    Expected: ClassVar[attribOrigin]
    Generate: ClassVar[attribOrigin]
    GenerateExpected: ClassVar[attribOrigin]
    Undefined: ClassVar[attribOrigin]

class attribOverwrite(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Always: ClassVar[attribOverwrite]
    Match: ClassVar[attribOverwrite]
    Never: ClassVar[attribOverwrite]

class attribSaveType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Dynamic: ClassVar[attribSaveType]
    Flatten: ClassVar[attribSaveType]
    Static: ClassVar[attribSaveType]

class attribType(_PdgEnum):
    """Type of an attribute. Values are those job-side JSON carries."""

    Undefined: ClassVar[attribType]
    Int: ClassVar[attribType]
    Float: ClassVar[attribType]
    String: ClassVar[attribType]
    File: ClassVar[attribType]
    PyObject: ClassVar[attribType]
    Geometry: ClassVar[attribType]
    Dict: ClassVar[attribType]

class batchActivation(_PdgEnum):
    """When a batch starts: the first, any or all of its items are ready."""

    First: ClassVar[batchActivation]
    Any: ClassVar[batchActivation]
    All: ClassVar[batchActivation]
    Fixed: ClassVar[batchActivation]

class cacheMode(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    AlwaysRead: ClassVar[cacheMode]
    AlwaysWrite: ClassVar[cacheMode]
    Automatic: ClassVar[cacheMode]
    AutomaticIgnore: ClassVar[cacheMode]

class cacheResult(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Hit: ClassVar[cacheResult]
    Miss: ClassVar[cacheResult]
    Skip: ClassVar[cacheResult]

class cloneMode(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Always: ClassVar[cloneMode]
    Default: ClassVar[cloneMode]
    Never: ClassVar[cloneMode]

class cookType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Full: ClassVar[cookType]
    GenerateFull: ClassVar[cookType]
    GenerateNode: ClassVar[cookType]
    GenerateStatic: ClassVar[cookType]
    Node: ClassVar[cookType]
    StaticDepsFull: ClassVar[cookType]
    StaticDepsGen: ClassVar[cookType]
    StaticDepsNode: ClassVar[cookType]

class dataType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Float: ClassVar[dataType]
    Integer: ClassVar[dataType]
    Invalid: ClassVar[dataType]
    String: ClassVar[dataType]

class debugLevelCache(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Handler: ClassVar[debugLevelCache]
    Hit: ClassVar[debugLevelCache]
    Id: ClassVar[debugLevelCache]
    Miss: ClassVar[debugLevelCache]
    Off: ClassVar[debugLevelCache]

class debugLevelExpression(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Attributes: ClassVar[debugLevelExpression]
    Off: ClassVar[debugLevelExpression]
    TimeDependent: ClassVar[debugLevelExpression]

class debugLevelNode(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Callback: ClassVar[debugLevelNode]
    Error: ClassVar[debugLevelNode]
    Off: ClassVar[debugLevelNode]
    Status: ClassVar[debugLevelNode]
    Warning: ClassVar[debugLevelNode]

class debugLevelScheduler(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Off: ClassVar[debugLevelScheduler]
    Scheduling: ClassVar[debugLevelScheduler]
    WorkItem: ClassVar[debugLevelScheduler]

class debugLevelService(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    ClientDefer: ClassVar[debugLevelService]
    ClientUsage: ClassVar[debugLevelService]
    Job: ClassVar[debugLevelService]
    Off: ClassVar[debugLevelService]
    Startup: ClassVar[debugLevelService]

class debugLevelTransfer(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    All: ClassVar[debugLevelTransfer]
    Failure: ClassVar[debugLevelTransfer]
    Handler: ClassVar[debugLevelTransfer]
    Off: ClassVar[debugLevelTransfer]
    Success: ClassVar[debugLevelTransfer]

class debugLevelTypeRegistration(_PdgEnum):
    """Levels of HOUDINI_PDG_TYPE_ERROR, 0 to 3."""

    Off: ClassVar[debugLevelTypeRegistration]
    Failure: ClassVar[debugLevelTypeRegistration]
    Info: ClassVar[debugLevelTypeRegistration]
    Success: ClassVar[debugLevelTypeRegistration]

class debugLevelWorkItem(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    All: ClassVar[debugLevelWorkItem]
    Off: ClassVar[debugLevelWorkItem]
    Scheduled: ClassVar[debugLevelWorkItem]

class debugLogType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Cache: ClassVar[debugLogType]
    Expression: ClassVar[debugLogType]
    Node: ClassVar[debugLogType]
    Scheduler: ClassVar[debugLogType]
    Service: ClassVar[debugLogType]
    Transfer: ClassVar[debugLogType]
    TypeRegistration: ClassVar[debugLogType]
    WorkItem: ClassVar[debugLogType]

class dirtyHandlerType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Any: ClassVar[dirtyHandlerType]
    Delete: ClassVar[dirtyHandlerType]
    Files: ClassVar[dirtyHandlerType]

class fileTransferType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    AssetDir: ClassVar[fileTransferType]
    ScriptDir: ClassVar[fileTransferType]
    TempDir: ClassVar[fileTransferType]
    WorkingDir: ClassVar[fileTransferType]

class fileType(_PdgEnum):
    """Kind of a file of a work item. Values are those job-side JSON carries."""

    Generated: ClassVar[fileType]
    Expected: ClassVar[fileType]
    Runtime: ClassVar[fileType]
    RuntimeExpected: ClassVar[fileType]

class generateWhen(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    AllUpstreamCooked: ClassVar[generateWhen]
    AllUpstreamGenerated: ClassVar[generateWhen]
    Automatic: ClassVar[generateWhen]
    EachUpstreamCooked: ClassVar[generateWhen]

class generationType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Dynamic: ClassVar[generationType]
    DynamicGenerate: ClassVar[generationType]
    DynamicRegenerate: ClassVar[generationType]
    Regenerate: ClassVar[generationType]
    Static: ClassVar[generationType]
    StaticGenerate: ClassVar[generationType]
    StaticRegenerate: ClassVar[generationType]

class language(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Cpp: ClassVar[language]
    Python: ClassVar[language]

class nodeStatType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    FirstCookTime: ClassVar[nodeStatType]
    FirstGenerateTime: ClassVar[nodeStatType]
    LastCookTime: ClassVar[nodeStatType]
    LastGenerateTime: ClassVar[nodeStatType]
    TotalCookTime: ClassVar[nodeStatType]
    TotalGenerateTime: ClassVar[nodeStatType]

class nodeSubtype(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    FeedbackBegin: ClassVar[nodeSubtype]
    FeedbackEnd: ClassVar[nodeSubtype]
    Normal: ClassVar[nodeSubtype]

class nodeType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Mapper: ClassVar[nodeType]
    Partitioner: ClassVar[nodeType]
    Processor: ClassVar[nodeType]

class pathMapMatchType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Contains: ClassVar[pathMapMatchType]
    Prefix: ClassVar[pathMapMatchType]
    Suffix: ClassVar[pathMapMatchType]

class platform(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Linux: ClassVar[platform]
    Mac: ClassVar[platform]
    Undefined: ClassVar[platform]
    Windows: ClassVar[platform]

class portType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Input: ClassVar[portType]
    Output: ClassVar[portType]
    Parameter: ClassVar[portType]

class regenerateReason(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Always: ClassVar[regenerateReason]
    Dirty: ClassVar[regenerateReason]
    DirtyInvalidate: ClassVar[regenerateReason]
    Full: ClassVar[regenerateReason]
    Propagate: ClassVar[regenerateReason]

class regenerateResult(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    All: ClassVar[regenerateResult]
    Attributes: ClassVar[regenerateResult]
    Never: ClassVar[regenerateResult]
    Skip: ClassVar[regenerateResult]

class registeredType(_PdgEnum):
    """Kind of a type in the registry."""

    Dependency: ClassVar[registeredType]
    Node: ClassVar[registeredType]
    Scheduler: ClassVar[registeredType]
    WorkItem: ClassVar[registeredType]
    Service: ClassVar[registeredType]

class result(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    All: ClassVar[result]
    Failure: ClassVar[result]
    Missing: ClassVar[result]
    Success: ClassVar[result]

class scheduleResult(_PdgEnum):
    """What onSchedule returns. Order of the HDK's declaration."""

    CookCanceled: ClassVar[scheduleResult]
    CookFailed: ClassVar[scheduleResult]
    CookSucceeded: ClassVar[scheduleResult]
    Failed: ClassVar[scheduleResult]
    Succeeded: ClassVar[scheduleResult]
    Deferred: ClassVar[scheduleResult]
    FullDeferred: ClassVar[scheduleResult]

class serviceBlockCookType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Always: ClassVar[serviceBlockCookType]
    Match: ClassVar[serviceBlockCookType]
    Never: ClassVar[serviceBlockCookType]

class serviceClientLogType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    File: ClassVar[serviceClientLogType]
    Off: ClassVar[serviceClientLogType]
    Stdout: ClassVar[serviceClientLogType]

class serviceOwner(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Scheduler: ClassVar[serviceOwner]
    Session: ClassVar[serviceOwner]

class serviceResetType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Off: ClassVar[serviceResetType]
    Reset: ClassVar[serviceResetType]
    Restart: ClassVar[serviceResetType]

class serviceSchedulerType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Default: ClassVar[serviceSchedulerType]
    FirstType: ClassVar[serviceSchedulerType]
    Instance: ClassVar[serviceSchedulerType]

class serviceState(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Running: ClassVar[serviceState]
    Starting: ClassVar[serviceState]
    Stopped: ClassVar[serviceState]

class tickResult(_PdgEnum):
    """What onTick returns. Order of the help page."""

    SchedulerReady: ClassVar[tickResult]
    SchedulerBusy: ClassVar[tickResult]
    SchedulerCancelCook: ClassVar[tickResult]

class transferResult(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Cached: ClassVar[transferResult]
    Failure: ClassVar[transferResult]
    Skip: ClassVar[transferResult]
    Success: ClassVar[transferResult]

class workItemCacheState(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Clean: ClassVar[workItemCacheState]
    CleanPending: ClassVar[workItemCacheState]
    DirtyAlways: ClassVar[workItemCacheState]
    DirtyEmpty: ClassVar[workItemCacheState]
    DirtyMissing: ClassVar[workItemCacheState]
    DirtyNew: ClassVar[workItemCacheState]
    DirtyStale: ClassVar[workItemCacheState]
    Undefined: ClassVar[workItemCacheState]

class workItemCookType(_PdgEnum):
    """Where a work item cooks. Values are those job-side JSON carries."""

    Generate: ClassVar[workItemCookType]
    InProcess: ClassVar[workItemCookType]
    OutOfProcess: ClassVar[workItemCookType]
    Service: ClassVar[workItemCookType]
    Automatic: ClassVar[workItemCookType]

class workItemDataSource(_PdgEnum):
    """How a job gets its work item. Order of the HDK's declaration."""

    JSONFile: ClassVar[workItemDataSource]
    RPCMessage: ClassVar[workItemDataSource]

class workItemDirtyType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    Graph: ClassVar[workItemDirtyType]
    Invalid: ClassVar[workItemDirtyType]
    Node: ClassVar[workItemDirtyType]
    WorkItem: ClassVar[workItemDirtyType]

class workItemExecutionType(_PdgEnum):
    """Order of the job-side JSON."""

    Regular: ClassVar[workItemExecutionType]
    LongRunning: ClassVar[workItemExecutionType]
    Cleanup: ClassVar[workItemExecutionType]

class workItemLogType(_PdgEnum):
    """Kind of a log message. Values are those job-side JSON carries."""

    Error: ClassVar[workItemLogType]
    Warning: ClassVar[workItemLogType]
    Message: ClassVar[workItemLogType]
    Raw: ClassVar[workItemLogType]

class workItemReadyResult(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    WorkItemBlocked: ClassVar[workItemReadyResult]
    WorkItemFailed: ClassVar[workItemReadyResult]
    WorkItemReady: ClassVar[workItemReadyResult]

class workItemStatType(_PdgEnum):
    """Order of the alphabet: the values are not known."""

    CookEndTime: ClassVar[workItemStatType]
    CookStartTime: ClassVar[workItemStatType]
    FileSize: ClassVar[workItemStatType]
    QueueTime: ClassVar[workItemStatType]
    ScheduleTime: ClassVar[workItemStatType]

class workItemState(_PdgEnum):
    """State of a work item. Values are those job-side JSON carries."""

    Undefined: ClassVar[workItemState]
    Dirty: ClassVar[workItemState]
    Uncooked: ClassVar[workItemState]
    Waiting: ClassVar[workItemState]
    Scheduled: ClassVar[workItemState]
    Cooking: ClassVar[workItemState]
    CookedSuccess: ClassVar[workItemState]
    CookedCache: ClassVar[workItemState]
    CookedFail: ClassVar[workItemState]
    CookedCancel: ClassVar[workItemState]

class workItemType(_PdgEnum):
    """Kind of a work item. Values of the first three are those job-side JSON carries."""

    Regular: ClassVar[workItemType]
    Batch: ClassVar[workItemType]
    Partition: ClassVar[workItemType]
    DynamicPartition: ClassVar[workItemType]
    StaticPartition: ClassVar[workItemType]
    StaticWrapper: ClassVar[workItemType]

AddDependencyResult: Any
AddNodeResult: Any
AddParameterResult: Any
AddSchedulerResult: Any
AttributeConfig: Any
AttributeDictionaryBase: Any
AttributeFileBase: Any
AttributeFloatBase: Any
AttributeGeometryBase: Any
AttributeInfo: Any
AttributeIntBase: Any
AttributePattern: Any
AttributePyObjectBase: Any
AttributeSplit: Any
AttributeStringBase: Any
BasePattern: Any
Command: Any
CommandChunk: Any
ConnectResult: Any
ConstWorkItemList: Any
DeferredTask: Any
DeleteResult: Any
Dependency: Any
DependencyHolder: Any
DependencyType: Any
Dictionary: Any
DisconnectResult: Any
EvaluationContext: Any
EvaluationOptions: Any
FeedbackBegin: Any
FileDependency: Any
Filter: Any
FilterPattern: Any
FrameUtils: Any
InjectBlock: Any
JobScriptInfo: Any
Mapper: Any
MemoryInfo: Any
NodeCallbackType: Any
NodeInterface: Any
NodeOptions: Any
NodeStats: Any
PartitionHolder: Any
Partitioner: Any
Processor: Any
PyBaseObject: Any
PyDeferredTask: Any
PyDependencyType: Any
PyNodeCallbackType: Any
PyWorkItem: Any
PyWorkItemDataType: Any
RemoveDependencyResult: Any
RenameNodeResult: Any
ScriptWorkItemData: Any
SearchType: Any
Service: Any
ServiceAddClientsBlock: Any
ServiceClientInfo: Any
ServiceManager: Any
ServiceType: Any
SetDefaultSchedulerResult: Any
SetExpressionResult: Any
SetSchedulerResult: Any
SetValueResult: Any
TransferPair: Any
TypeInstance: Any
ValuePattern: Any
WorkItemDataType: Any
WorkItemDirty: Any
WorkItemList: Any
attrib: Any
cacheModeMenu: Any
collectDirectResultData: Any
curPlatform: Any
defaultErrorHandler: Any
envVar: Any
findData: Any
findDirectData: Any
findDirectResultData: Any
findResultData: Any
find_first_of: Any
floatData: Any
floatDataArray: Any
generateWhenMenu: Any
genericGeneratorPresets: Any
hasFloatData: Any
hasIntData: Any
hasResultData: Any
hasStrData: Any
input: Any
intData: Any
intDataArray: Any
isEvaluating: Any
isIterable: Any
mergeOperationMenu: Any
resultData: Any
resultDataIndex: Any
resultTagMenu: Any
strData: Any
strDataArray: Any
workItem: Any
