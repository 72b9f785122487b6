"""Names that PDG defines: enums with their members, parameters of nodes, types that ship.

Members are those of Houdini 21.0.671 and 22.0.400, which agree; parameters are those of the
scheduler nodes of Houdini 22.0.400. No listing of an older release is public.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

__all__ = [
    "BUILTIN_PARAMETERS",
    "ENUMS",
    "LISTED_SINCE",
    "LOCAL_SCHEDULER_PARAMETERS",
    "MIXINS",
    "NODE_PARAMETERS",
    "PARAMETERS_SINCE",
    "SHIPPED_MODULES",
    "SHIPPED_TYPES",
    "PdgEnum",
]

LISTED_SINCE = "21.0"  # oldest release whose names are known completely


@dataclass(frozen=True, slots=True)
class PdgEnum:
    """One enum of the module `pdg`.

    Attributes:
        name: as in `pdg.scheduleResult`.
        members: in order of the alphabet.
        since: first release that has it, "" where it is as old as Houdini 17.5 or not known.
    """

    name: str
    members: tuple[str, ...]
    since: str = ""


def _enum(name: str, members: str, since: str = "") -> PdgEnum:
    return PdgEnum(name, tuple(members.split()), since)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENUMS = (
    _enum(
        "EventType",
        "All CookComplete CookError CookStart CookWarning DirtyAll DirtyStart DirtyStop Log "
        "NodeClear NodeConnect NodeCooked NodeCreate NodeDisconnect NodeFirstCook "
        "NodeGenerated NodeProgressUpdate NodeRemove NodeRename NodeSetScheduler Null "
        "SchedulerAdded SchedulerRemoved ServiceClientChanged ServiceClientStarted "
        "ServiceManagerAll ServiceStartBegin ServiceStartEnd UISelect WorkItemAdd "
        "WorkItemAddDep WorkItemAddList WorkItemAddParent WorkItemAddStaticAncestor "
        "WorkItemCookPercentUpdate WorkItemFrame WorkItemMerge WorkItemOutputFiles "
        "WorkItemPriority WorkItemRemove WorkItemRemoveDep WorkItemRemoveList "
        "WorkItemRemoveParent WorkItemRemoveStaticAncestor WorkItemResult WorkItemSetDict "
        "WorkItemSetFile WorkItemSetFloat WorkItemSetGeometry WorkItemSetInt "
        "WorkItemSetPyObject WorkItemSetString WorkItemStateChange",
    ),
    _enum("acceptResult", "Accept Default Reject", since="20.5"),
    _enum("argType", "Automatic Expression Value"),
    _enum("attribCollisionStrategy", "Error Keep Replace"),
    _enum("attribCopyType", "Append New Overwrite OverwriteType Prepend Update"),
    _enum("attribErrorLevel", "Error Quiet Warn"),
    _enum(
        "attribFlag",
        "All Bound Dependent EnvExport InputFile Internal MemoryValue NoCopy NoDirty NoFlags "
        "Operator ReadOnly Timestamp Transfer Transient",
    ),
    _enum("attribMatchType", "Both Plain Prefix Suffix"),
    _enum(
        "attribMergeType",
        "AppendArray Average FirstValue Ignore LastValue Maximum Median Minimum Mode Sorted "
        "SortedUnique Sum UniqueValues",
    ),
    _enum("attribOrigin", "Cook Expected Generate GenerateExpected Undefined"),
    _enum("attribOverwrite", "Always Match Never"),
    _enum("attribSaveType", "Dynamic Flatten Static"),
    _enum("attribType", "Dict File Float Geometry Int PyObject String Undefined"),
    _enum("batchActivation", "All Any First Fixed"),
    _enum("cacheMode", "AlwaysRead AlwaysWrite Automatic AutomaticIgnore"),
    _enum("cacheResult", "Hit Miss Skip"),
    _enum("cloneMode", "Always Default Never"),
    _enum(
        "cookType",
        "Full GenerateFull GenerateNode GenerateStatic Node StaticDepsFull StaticDepsGen "
        "StaticDepsNode",
    ),
    _enum("dataType", "Float Integer Invalid String"),
    _enum("debugLevelCache", "Handler Hit Id Miss Off"),
    _enum("debugLevelExpression", "Attributes Off TimeDependent"),
    _enum("debugLevelNode", "Callback Error Off Status Warning"),
    _enum("debugLevelScheduler", "Off Scheduling WorkItem"),
    _enum("debugLevelService", "ClientDefer ClientUsage Job Off Startup"),
    _enum("debugLevelTransfer", "All Failure Handler Off Success"),
    _enum("debugLevelTypeRegistration", "Failure Info Off Success"),
    _enum("debugLevelWorkItem", "All Off Scheduled"),
    _enum(
        "debugLogType",
        "Cache Expression Node Scheduler Service Transfer TypeRegistration WorkItem",
    ),
    _enum("dirtyHandlerType", "Any Delete Files"),
    _enum("fileTransferType", "AssetDir ScriptDir TempDir WorkingDir"),
    _enum("fileType", "Expected Generated Runtime RuntimeExpected"),
    _enum("generateWhen", "AllUpstreamCooked AllUpstreamGenerated Automatic EachUpstreamCooked"),
    _enum(
        "generationType",
        "Dynamic DynamicGenerate DynamicRegenerate Regenerate Static StaticGenerate "
        "StaticRegenerate",
    ),
    _enum("language", "Cpp Python"),
    _enum(
        "nodeStatType",
        "FirstCookTime FirstGenerateTime LastCookTime LastGenerateTime TotalCookTime "
        "TotalGenerateTime",
    ),
    _enum("nodeSubtype", "FeedbackBegin FeedbackEnd Normal"),
    _enum("nodeType", "Mapper Partitioner Processor"),
    _enum("pathMapMatchType", "Contains Prefix Suffix"),
    _enum("platform", "Linux Mac Undefined Windows"),
    _enum("portType", "Input Output Parameter"),
    _enum("regenerateReason", "Always Dirty DirtyInvalidate Full None Propagate"),
    _enum("regenerateResult", "All Attributes Never Skip"),
    _enum("registeredType", "Dependency Node Scheduler Service WorkItem"),
    _enum("result", "All Failure Missing None Success"),
    _enum(
        "scheduleResult",
        "CookCanceled CookFailed CookSucceeded Deferred Failed FullDeferred Succeeded",
    ),
    _enum("serviceBlockCookType", "Always Match Never"),
    _enum("serviceClientLogType", "File Off Stdout"),
    _enum("serviceOwner", "Scheduler Session"),
    _enum("serviceResetType", "Off Reset Restart"),
    _enum("serviceSchedulerType", "Default FirstType Instance", since="22.0"),
    _enum("serviceState", "Running Starting Stopped"),
    _enum("tickResult", "SchedulerBusy SchedulerCancelCook SchedulerReady", since="18.0"),
    _enum("transferResult", "Cached Failure Skip Success"),
    _enum(
        "workItemCacheState",
        "Clean CleanPending DirtyAlways DirtyEmpty DirtyMissing DirtyNew DirtyStale Undefined",
    ),
    _enum("workItemCookType", "Automatic Generate InProcess OutOfProcess Service"),
    _enum("workItemDataSource", "JSONFile RPCMessage"),
    _enum("workItemDirtyType", "Graph Invalid Node WorkItem"),
    _enum("workItemExecutionType", "Cleanup LongRunning Regular"),
    _enum("workItemLogType", "Error Message Raw Warning"),
    _enum("workItemReadyResult", "WorkItemBlocked WorkItemFailed WorkItemReady"),
    _enum("workItemStatType", "CookEndTime CookStartTime FileSize QueueTime ScheduleTime"),
    _enum(
        "workItemState",
        "CookedCache CookedCancel CookedFail CookedSuccess Cooking Dirty Scheduled Uncooked "
        "Undefined Waiting",
    ),
    _enum("workItemType", "Batch DynamicPartition Partition Regular StaticPartition StaticWrapper"),
)

ENUMS = MappingProxyType({enum.name: enum for enum in _ENUMS})

# PDG gives these to every scheduler node; some have no field in the interface of the node.
BUILTIN_PARAMETERS = _words("""
    pdg_workingdir pdg_usemaxtasks pdg_maxtasks pdg_workitemdatasource pdg_deletetempdir
    pdg_compressworkitemdata pdg_validateoutputs pdg_checkexpectedoutputs pdg_waitforfailures
    pdg_tickperiod pdg_maxitems pdg_transfertype pdg_transferroot pdg_mapmode pdg_usemapzone
    pdg_mapzone pdg_rpcignoreerrors pdg_rpcmaxerrors pdg_rpctimeout pdg_rpcretries pdg_rpcbackoff
    pdg_rpcbatch pdg_rpcrelease
    """)

# First release of a built-in parameter, for those that are younger than Houdini 17.5.
PARAMETERS_SINCE = MappingProxyType({"pdg_transfertype": "21.0", "pdg_transferroot": "21.0"})

# Fields of the Python Scheduler node itself that are neither callbacks nor built in.
NODE_PARAMETERS = frozenset({"savenodescript"})

# What the local scheduler adds; "#" stands for the number of a multiparm's instance.
LOCAL_SCHEDULER_PARAMETERS = _words("""
    maxprocsmenu maxprocs verbose uselogfilename logfilename hythonbin hythonbincustomuniversal
    tempdirmenu tempdirappendpid tempdircustom socketcallbacks local_single
    local_is_CPU_number_set local_CPUs_to_use local_useminfreemem local_minfreemem
    local_minfreemempct local_enabletimeout local_maxtime local_handletimeout
    local_enablemaxmemory local_maxmemory local_handlememory local_echandleby local_echandleall
    local_eccustomcode local_maximumretries local_addfailcountattr local_failcountattr
    local_usehoudinimaxthreads local_houdinimaxthreads local_requireswindow local_skippackages
    local_setworkingdir local_envunset local_env_file local_envmulti local_envname#
    local_envvalue#
    """)

# Classes that a scheduler may derive from besides PyScheduler, with their modules (public
# schedulers that report by events or through a message queue).
MIXINS = {
    "EventDispatchMixin": "pdg.job.eventdispatch",
    "SimpleMQSchedulerMixin": "pdg.utils.simple_mq",
}

# Schedulers that ship with Houdini 17.5 to 22.0, by registered type; the second registration of
# a name is an error in PDG.
SHIPPED_TYPES = frozenset(
    {
        "deadlinescheduler",
        "hqueuescheduler",
        "inprocessscheduler",
        "localscheduler",
        "pythonscheduler",
        "servicescheduler",
        "tractorscheduler",
    }
)

# Modules and folders of $HFS/houdini/pdg/types; of two with one name PDG takes the first on its
# search path, so one of ours would take the place of Houdini's.
SHIPPED_MODULES = frozenset({"houdini", "hqueue", "local", "prtractor", "schedulers", "tbdeadline"})
