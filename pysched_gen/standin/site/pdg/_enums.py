"""Every enum of `pdg`, with the members Houdini 21.0 and 22.0 have.

Values are as in Houdini where a source tells (job-side scripts, the HDK's declarations, a listing
of Houdini 21.0); each class says so. Members that a release lacks are taken away by
`pdg._release`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, ClassVar, Iterator, Mapping, TypeVar

__all__ = [
    "EventType",
    "acceptResult",
    "argType",
    "attribCollisionStrategy",
    "attribCopyType",
    "attribErrorLevel",
    "attribFlag",
    "attribMatchType",
    "attribMergeType",
    "attribOrigin",
    "attribOverwrite",
    "attribSaveType",
    "attribType",
    "batchActivation",
    "cacheMode",
    "cacheResult",
    "cloneMode",
    "cookType",
    "dataType",
    "debugLevelCache",
    "debugLevelExpression",
    "debugLevelNode",
    "debugLevelScheduler",
    "debugLevelService",
    "debugLevelTransfer",
    "debugLevelTypeRegistration",
    "debugLevelWorkItem",
    "debugLogType",
    "dirtyHandlerType",
    "fileTransferType",
    "fileType",
    "generateWhen",
    "generationType",
    "language",
    "nodeStatType",
    "nodeSubtype",
    "nodeType",
    "pathMapMatchType",
    "platform",
    "portType",
    "regenerateReason",
    "regenerateResult",
    "registeredType",
    "result",
    "scheduleResult",
    "serviceBlockCookType",
    "serviceClientLogType",
    "serviceOwner",
    "serviceResetType",
    "serviceSchedulerType",
    "serviceState",
    "tickResult",
    "transferResult",
    "workItemCacheState",
    "workItemCookType",
    "workItemDataSource",
    "workItemDirtyType",
    "workItemExecutionType",
    "workItemLogType",
    "workItemReadyResult",
    "workItemStatType",
    "workItemState",
    "workItemType",
]


_E = TypeVar("_E", bound="PdgEnum")


class _Members(type):
    """Lets `for state in workItemState` work, as in Python's enum."""

    _members: tuple[Any, ...] = ()

    def __iter__(cls: type[_E]) -> Iterator[_E]:  # type: ignore[misc]
        return iter(cls._members)

    def __len__(cls) -> int:
        return len(cls._members)


class PdgEnum(int, metaclass=_Members):
    """Base of PDG's enums.

    A subclass annotates its members in the order of their values; `_values` gives those values
    that do not count on from the one before. A member equals itself and its int, and no member
    of another enum: a `tickResult` returned as a `scheduleResult` is a mistake to be seen. It is
    true whatever its value, as instances of PDG's classes are (not documented; chosen because
    `if result:` then tells a result from None).
    """

    _values: Mapping[str, int] = MappingProxyType({})
    _also: tuple[str, ...] = ()  # members whose names Python reserves
    name: str

    def __init_subclass__(cls) -> None:
        """Make the members."""
        names = [n for n, kind in cls.__annotations__.items() if kind.startswith("ClassVar")]
        value = -1
        members = []
        for name in [*names, *cls._also]:
            value = cls._values.get(name, value + 1)
            member = int.__new__(cls, value)
            member.name = name
            setattr(cls, name, member)
            members.append(member)
        cls._members = tuple(members)

    @property
    def value(self) -> int:
        """Return the number."""
        return int(self)

    def __bool__(self) -> bool:
        """Be true."""
        return True

    def __eq__(self, other: object) -> bool:
        """Compare with a member of the same enum or with a plain int."""
        if isinstance(other, PdgEnum) and type(other) is not type(self):
            return False
        return int.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        """Negate `==`; int has one of its own."""
        return not self == other

    def __hash__(self) -> int:
        """Hash as the int it equals."""
        return int.__hash__(self)

    def __repr__(self) -> str:
        """Return `scheduleResult.Succeeded`."""
        return "{}.{}".format(type(self).__name__, self.name)

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        """Format the name, or the number where `spec` asks for digits."""
        return int.__format__(self, spec) if spec[-1:] in "bcdoxXn" and spec else str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Be the same member after pickling and copying."""
        return getattr, (type(self), self.name)


class EventType(PdgEnum):
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


class acceptResult(PdgEnum):
    """What onAcceptWorkItem returns. Order of the HDK's declaration."""

    Accept: ClassVar[acceptResult]
    Reject: ClassVar[acceptResult]
    Default: ClassVar[acceptResult]


class argType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Automatic: ClassVar[argType]
    Expression: ClassVar[argType]
    Value: ClassVar[argType]


class attribCollisionStrategy(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Error: ClassVar[attribCollisionStrategy]
    Keep: ClassVar[attribCollisionStrategy]
    Replace: ClassVar[attribCollisionStrategy]


class attribCopyType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Append: ClassVar[attribCopyType]
    New: ClassVar[attribCopyType]
    Overwrite: ClassVar[attribCopyType]
    OverwriteType: ClassVar[attribCopyType]
    Prepend: ClassVar[attribCopyType]
    Update: ClassVar[attribCopyType]


class attribErrorLevel(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Error: ClassVar[attribErrorLevel]
    Quiet: ClassVar[attribErrorLevel]
    Warn: ClassVar[attribErrorLevel]


class attribFlag(PdgEnum):
    """Flags of an attribute, to be or-ed; the first five values are those job-side JSON carries."""

    _values = MappingProxyType(
        {
            "NoFlags": 0,
            "NoCopy": 1,
            "EnvExport": 2,
            "ReadOnly": 4,
            "Internal": 8,
            "Operator": 16,
            "Bound": 32,
            "Dependent": 64,
            "InputFile": 128,
            "MemoryValue": 256,
            "NoDirty": 512,
            "Timestamp": 1024,
            "Transfer": 2048,
            "Transient": 4096,
            "All": 8191,
        }
    )
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


class attribMatchType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Both: ClassVar[attribMatchType]
    Plain: ClassVar[attribMatchType]
    Prefix: ClassVar[attribMatchType]
    Suffix: ClassVar[attribMatchType]


class attribMergeType(PdgEnum):
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


class attribOrigin(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Cook: ClassVar[attribOrigin]
    Expected: ClassVar[attribOrigin]
    Generate: ClassVar[attribOrigin]
    GenerateExpected: ClassVar[attribOrigin]
    Undefined: ClassVar[attribOrigin]


class attribOverwrite(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Always: ClassVar[attribOverwrite]
    Match: ClassVar[attribOverwrite]
    Never: ClassVar[attribOverwrite]


class attribSaveType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Dynamic: ClassVar[attribSaveType]
    Flatten: ClassVar[attribSaveType]
    Static: ClassVar[attribSaveType]


class attribType(PdgEnum):
    """Type of an attribute. Values are those job-side JSON carries."""

    _values = MappingProxyType({"Undefined": -1})
    Undefined: ClassVar[attribType]
    Int: ClassVar[attribType]
    Float: ClassVar[attribType]
    String: ClassVar[attribType]
    File: ClassVar[attribType]
    PyObject: ClassVar[attribType]
    Geometry: ClassVar[attribType]
    Dict: ClassVar[attribType]


class batchActivation(PdgEnum):
    """When a batch starts: the first, any or all of its items are ready."""

    First: ClassVar[batchActivation]
    Any: ClassVar[batchActivation]
    All: ClassVar[batchActivation]
    Fixed: ClassVar[batchActivation]


class cacheMode(PdgEnum):
    """Order of the alphabet: the values are not known."""

    AlwaysRead: ClassVar[cacheMode]
    AlwaysWrite: ClassVar[cacheMode]
    Automatic: ClassVar[cacheMode]
    AutomaticIgnore: ClassVar[cacheMode]


class cacheResult(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Hit: ClassVar[cacheResult]
    Miss: ClassVar[cacheResult]
    Skip: ClassVar[cacheResult]


class cloneMode(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Always: ClassVar[cloneMode]
    Default: ClassVar[cloneMode]
    Never: ClassVar[cloneMode]


class cookType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Full: ClassVar[cookType]
    GenerateFull: ClassVar[cookType]
    GenerateNode: ClassVar[cookType]
    GenerateStatic: ClassVar[cookType]
    Node: ClassVar[cookType]
    StaticDepsFull: ClassVar[cookType]
    StaticDepsGen: ClassVar[cookType]
    StaticDepsNode: ClassVar[cookType]


class dataType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Float: ClassVar[dataType]
    Integer: ClassVar[dataType]
    Invalid: ClassVar[dataType]
    String: ClassVar[dataType]


class debugLevelCache(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Handler: ClassVar[debugLevelCache]
    Hit: ClassVar[debugLevelCache]
    Id: ClassVar[debugLevelCache]
    Miss: ClassVar[debugLevelCache]
    Off: ClassVar[debugLevelCache]


class debugLevelExpression(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Attributes: ClassVar[debugLevelExpression]
    Off: ClassVar[debugLevelExpression]
    TimeDependent: ClassVar[debugLevelExpression]


class debugLevelNode(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Callback: ClassVar[debugLevelNode]
    Error: ClassVar[debugLevelNode]
    Off: ClassVar[debugLevelNode]
    Status: ClassVar[debugLevelNode]
    Warning: ClassVar[debugLevelNode]


class debugLevelScheduler(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Off: ClassVar[debugLevelScheduler]
    Scheduling: ClassVar[debugLevelScheduler]
    WorkItem: ClassVar[debugLevelScheduler]


class debugLevelService(PdgEnum):
    """Order of the alphabet: the values are not known."""

    ClientDefer: ClassVar[debugLevelService]
    ClientUsage: ClassVar[debugLevelService]
    Job: ClassVar[debugLevelService]
    Off: ClassVar[debugLevelService]
    Startup: ClassVar[debugLevelService]


class debugLevelTransfer(PdgEnum):
    """Order of the alphabet: the values are not known."""

    All: ClassVar[debugLevelTransfer]
    Failure: ClassVar[debugLevelTransfer]
    Handler: ClassVar[debugLevelTransfer]
    Off: ClassVar[debugLevelTransfer]
    Success: ClassVar[debugLevelTransfer]


class debugLevelTypeRegistration(PdgEnum):
    """Levels of HOUDINI_PDG_TYPE_ERROR, 0 to 3."""

    Off: ClassVar[debugLevelTypeRegistration]
    Failure: ClassVar[debugLevelTypeRegistration]
    Info: ClassVar[debugLevelTypeRegistration]
    Success: ClassVar[debugLevelTypeRegistration]


class debugLevelWorkItem(PdgEnum):
    """Order of the alphabet: the values are not known."""

    All: ClassVar[debugLevelWorkItem]
    Off: ClassVar[debugLevelWorkItem]
    Scheduled: ClassVar[debugLevelWorkItem]


class debugLogType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Cache: ClassVar[debugLogType]
    Expression: ClassVar[debugLogType]
    Node: ClassVar[debugLogType]
    Scheduler: ClassVar[debugLogType]
    Service: ClassVar[debugLogType]
    Transfer: ClassVar[debugLogType]
    TypeRegistration: ClassVar[debugLogType]
    WorkItem: ClassVar[debugLogType]


class dirtyHandlerType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Any: ClassVar[dirtyHandlerType]
    Delete: ClassVar[dirtyHandlerType]
    Files: ClassVar[dirtyHandlerType]


class fileTransferType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    AssetDir: ClassVar[fileTransferType]
    ScriptDir: ClassVar[fileTransferType]
    TempDir: ClassVar[fileTransferType]
    WorkingDir: ClassVar[fileTransferType]


class fileType(PdgEnum):
    """Kind of a file of a work item. Values are those job-side JSON carries."""

    Generated: ClassVar[fileType]
    Expected: ClassVar[fileType]
    Runtime: ClassVar[fileType]
    RuntimeExpected: ClassVar[fileType]


class generateWhen(PdgEnum):
    """Order of the alphabet: the values are not known."""

    AllUpstreamCooked: ClassVar[generateWhen]
    AllUpstreamGenerated: ClassVar[generateWhen]
    Automatic: ClassVar[generateWhen]
    EachUpstreamCooked: ClassVar[generateWhen]


class generationType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Dynamic: ClassVar[generationType]
    DynamicGenerate: ClassVar[generationType]
    DynamicRegenerate: ClassVar[generationType]
    Regenerate: ClassVar[generationType]
    Static: ClassVar[generationType]
    StaticGenerate: ClassVar[generationType]
    StaticRegenerate: ClassVar[generationType]


class language(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Cpp: ClassVar[language]
    Python: ClassVar[language]


class nodeStatType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    FirstCookTime: ClassVar[nodeStatType]
    FirstGenerateTime: ClassVar[nodeStatType]
    LastCookTime: ClassVar[nodeStatType]
    LastGenerateTime: ClassVar[nodeStatType]
    TotalCookTime: ClassVar[nodeStatType]
    TotalGenerateTime: ClassVar[nodeStatType]


class nodeSubtype(PdgEnum):
    """Order of the alphabet: the values are not known."""

    FeedbackBegin: ClassVar[nodeSubtype]
    FeedbackEnd: ClassVar[nodeSubtype]
    Normal: ClassVar[nodeSubtype]


class nodeType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Mapper: ClassVar[nodeType]
    Partitioner: ClassVar[nodeType]
    Processor: ClassVar[nodeType]


class pathMapMatchType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Contains: ClassVar[pathMapMatchType]
    Prefix: ClassVar[pathMapMatchType]
    Suffix: ClassVar[pathMapMatchType]


class platform(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Linux: ClassVar[platform]
    Mac: ClassVar[platform]
    Undefined: ClassVar[platform]
    Windows: ClassVar[platform]


class portType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Input: ClassVar[portType]
    Output: ClassVar[portType]
    Parameter: ClassVar[portType]


class regenerateReason(PdgEnum):
    """Order of the alphabet: the values are not known."""

    _also = ("None",)
    Always: ClassVar[regenerateReason]
    Dirty: ClassVar[regenerateReason]
    DirtyInvalidate: ClassVar[regenerateReason]
    Full: ClassVar[regenerateReason]
    Propagate: ClassVar[regenerateReason]


class regenerateResult(PdgEnum):
    """Order of the alphabet: the values are not known."""

    All: ClassVar[regenerateResult]
    Attributes: ClassVar[regenerateResult]
    Never: ClassVar[regenerateResult]
    Skip: ClassVar[regenerateResult]


class registeredType(PdgEnum):
    """Kind of a type in the registry."""

    Dependency: ClassVar[registeredType]
    Node: ClassVar[registeredType]
    Scheduler: ClassVar[registeredType]
    WorkItem: ClassVar[registeredType]
    Service: ClassVar[registeredType]


class result(PdgEnum):
    """Order of the alphabet: the values are not known."""

    _also = ("None",)
    All: ClassVar[result]
    Failure: ClassVar[result]
    Missing: ClassVar[result]
    Success: ClassVar[result]


class scheduleResult(PdgEnum):
    """What onSchedule returns. Order of the HDK's declaration."""

    CookCanceled: ClassVar[scheduleResult]
    CookFailed: ClassVar[scheduleResult]
    CookSucceeded: ClassVar[scheduleResult]
    Failed: ClassVar[scheduleResult]
    Succeeded: ClassVar[scheduleResult]
    Deferred: ClassVar[scheduleResult]
    FullDeferred: ClassVar[scheduleResult]


class serviceBlockCookType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Always: ClassVar[serviceBlockCookType]
    Match: ClassVar[serviceBlockCookType]
    Never: ClassVar[serviceBlockCookType]


class serviceClientLogType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    File: ClassVar[serviceClientLogType]
    Off: ClassVar[serviceClientLogType]
    Stdout: ClassVar[serviceClientLogType]


class serviceOwner(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Scheduler: ClassVar[serviceOwner]
    Session: ClassVar[serviceOwner]


class serviceResetType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Off: ClassVar[serviceResetType]
    Reset: ClassVar[serviceResetType]
    Restart: ClassVar[serviceResetType]


class serviceSchedulerType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Default: ClassVar[serviceSchedulerType]
    FirstType: ClassVar[serviceSchedulerType]
    Instance: ClassVar[serviceSchedulerType]


class serviceState(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Running: ClassVar[serviceState]
    Starting: ClassVar[serviceState]
    Stopped: ClassVar[serviceState]


class tickResult(PdgEnum):
    """What onTick returns. Order of the help page."""

    SchedulerReady: ClassVar[tickResult]
    SchedulerBusy: ClassVar[tickResult]
    SchedulerCancelCook: ClassVar[tickResult]


class transferResult(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Cached: ClassVar[transferResult]
    Failure: ClassVar[transferResult]
    Skip: ClassVar[transferResult]
    Success: ClassVar[transferResult]


class workItemCacheState(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Clean: ClassVar[workItemCacheState]
    CleanPending: ClassVar[workItemCacheState]
    DirtyAlways: ClassVar[workItemCacheState]
    DirtyEmpty: ClassVar[workItemCacheState]
    DirtyMissing: ClassVar[workItemCacheState]
    DirtyNew: ClassVar[workItemCacheState]
    DirtyStale: ClassVar[workItemCacheState]
    Undefined: ClassVar[workItemCacheState]


class workItemCookType(PdgEnum):
    """Where a work item cooks. Values are those job-side JSON carries."""

    Generate: ClassVar[workItemCookType]
    InProcess: ClassVar[workItemCookType]
    OutOfProcess: ClassVar[workItemCookType]
    Service: ClassVar[workItemCookType]
    Automatic: ClassVar[workItemCookType]


class workItemDataSource(PdgEnum):
    """How a job gets its work item. Order of the HDK's declaration."""

    JSONFile: ClassVar[workItemDataSource]
    RPCMessage: ClassVar[workItemDataSource]


class workItemDirtyType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    Graph: ClassVar[workItemDirtyType]
    Invalid: ClassVar[workItemDirtyType]
    Node: ClassVar[workItemDirtyType]
    WorkItem: ClassVar[workItemDirtyType]


class workItemExecutionType(PdgEnum):
    """Order of the job-side JSON."""

    Regular: ClassVar[workItemExecutionType]
    LongRunning: ClassVar[workItemExecutionType]
    Cleanup: ClassVar[workItemExecutionType]


class workItemLogType(PdgEnum):
    """Kind of a log message. Values are those job-side JSON carries."""

    Error: ClassVar[workItemLogType]
    Warning: ClassVar[workItemLogType]
    Message: ClassVar[workItemLogType]
    Raw: ClassVar[workItemLogType]


class workItemReadyResult(PdgEnum):
    """Order of the alphabet: the values are not known."""

    WorkItemBlocked: ClassVar[workItemReadyResult]
    WorkItemFailed: ClassVar[workItemReadyResult]
    WorkItemReady: ClassVar[workItemReadyResult]


class workItemStatType(PdgEnum):
    """Order of the alphabet: the values are not known."""

    CookEndTime: ClassVar[workItemStatType]
    CookStartTime: ClassVar[workItemStatType]
    FileSize: ClassVar[workItemStatType]
    QueueTime: ClassVar[workItemStatType]
    ScheduleTime: ClassVar[workItemStatType]


class workItemState(PdgEnum):
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


class workItemType(PdgEnum):
    """Kind of a work item. Values of the first three are those job-side JSON carries."""

    Regular: ClassVar[workItemType]
    Batch: ClassVar[workItemType]
    Partition: ClassVar[workItemType]
    DynamicPartition: ClassVar[workItemType]
    StaticPartition: ClassVar[workItemType]
    StaticWrapper: ClassVar[workItemType]
