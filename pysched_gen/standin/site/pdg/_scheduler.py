"""`pdg.Scheduler` and `pdg.SchedulerBase`: the part of a scheduler that is C++ in Houdini.

It makes the instance of the Python class and calls its callbacks, owns the parameters, the
directories and the servers of the node, and receives its reports. Members are documented in the
help of `pdg.Scheduler` and `pdg.SchedulerBase`.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any, Callable, Mapping, Sequence, Union

from pdg._callback_calls import CallOutcome, MainCalls, call
from pdg._enums import attribType, platform, workItemDataSource, workItemLogType
from pdg._events import EventEmitter
from pdg._file import File
from pdg._job_setup import application
from pdg._paths import Folders, PathMap, copy_file
from pdg._port import (
    OVERRIDABLE,
    OVERRIDABLE_17_5,
    Port,
    PortOwner,
    all_parameters,
    top_node,
)
from pdg._release import since

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._node import Node
    from pdg._work_item import WorkItem

__all__ = ["ItemKey", "Scheduler", "SchedulerBase"]

ItemKey = Union[int, str]
_PLATFORMS = {"win32": "Windows", "darwin": "Mac"}
# The choices of "Delete Temp Dir" besides never.
_WHEN_DELETED, _WHEN_COOKED = 1, 2


class SchedulerBase(PortOwner, EventEmitter):
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

    def __init__(self, context: GraphContext, type_: Any, name: str) -> None:
        self._context = context
        self._type = type_
        self._name = name
        self._folders = Folders(self._asked_working_dir)
        self._servers: dict[str, dict[str, Any]] = {}
        self._main_calls = MainCalls(context)
        self._acceptsInProcess = False
        self._declare_ports(all_parameters(type_))

    @property
    def context(self) -> GraphContext:
        """Return the context the scheduler is in."""
        return self._context

    @property
    def name(self) -> str:
        """Return the name of the node."""
        return self._name

    @property
    def type(self) -> Any:
        """Return its `pdg.SchedulerType`."""
        return self._type

    @property
    def typeName(self) -> str:
        """Return the name its type is registered with."""
        return str(self._type.typeName)

    @property
    def templateName(self) -> str:
        """Return what `templateName` of its class gives."""
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
        """Return whether jobs load their items from a file or from the callback server."""
        number = self.port("pdg_workitemdatasource").evaluateInt()
        return workItemDataSource.RPCMessage if number == 1 else workItemDataSource.JSONFile

    @property
    def platform(self) -> platform:
        """Return the platform of this machine (22.0)."""
        return getattr(platform, _PLATFORMS.get(sys.platform, "Linux"))  # type: ignore[no-any-return]

    @property
    def inputCount(self) -> int:
        """Return 0: a scheduler is not wired."""
        return 0

    @property
    def outputCount(self) -> int:
        """Return 0: a scheduler is not wired."""
        return 0

    @property
    def inputNames(self) -> list[str]:
        """Return no names: a scheduler is not wired."""
        return []

    @property
    def outputNames(self) -> list[str]:
        """Return no names: a scheduler is not wired."""
        return []

    def setAcceptInProcess(self, accept: bool) -> None:
        """Say whether items that cook in process are given to this scheduler too."""
        self._acceptsInProcess = bool(accept)

    @staticmethod
    def maxThreads() -> int:
        """Return the number of threads of this machine, or HOUDINI_MAXTHREADS where it is set."""
        limit = os.environ.get("HOUDINI_MAXTHREADS", "")
        wanted = int(limit) if limit.isdigit() else 0
        return wanted or os.cpu_count() or 1

    def topNode(self) -> Any:
        """Return the double of its `hou.TopNode`."""
        return top_node(self, self.typeName)

    @property
    def topNodeId(self) -> int:
        """Return -1: the double of `hou` has no ids."""
        return -1

    def dependencyGraph(
        self, expand_partitions: bool = False
    ) -> tuple[dict[WorkItem, list[WorkItem]], dict[WorkItem, list[WorkItem]], list[WorkItem]]:
        """Return what each item depends on, what depends on it, and the items that are ready.

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

    def onWorkItemStartCook(self, id: ItemKey, index: int, clear_outputs: bool = False) -> None:
        """Tell that the job of an item has started."""
        self._report("start_cook", id, index, clear_outputs)

    def onWorkItemSucceeded(self, id: ItemKey, index: int, cook_duration: float) -> None:
        """Tell that it succeeded, after this many seconds."""
        self._report("succeeded", id, index, float(cook_duration))

    def onWorkItemFailed(self, id: ItemKey, index: int) -> None:
        """Tell that it failed."""
        self._report("failed", id, index)

    def onWorkItemCanceled(self, id: ItemKey, index: int) -> None:
        """Tell that it was cancelled outside of PDG."""
        self._report("canceled", id, index)

    def onWorkItemFileResult(
        self,
        id: ItemKey,
        index: int,
        result: str,
        tag: str,
        checksum: int,
        active_only: bool = False,
    ) -> None:
        """Add an output file; the name is older than `onWorkItemAddOutput` and gone from 22.0."""
        self.onWorkItemAddOutput(id, index, result, tag, checksum, active_only)

    def onWorkItemAddOutput(
        self,
        id: ItemKey,
        index: int,
        path: str,
        tag: str = "",
        hash: int = 0,
        active_only: bool = False,
    ) -> None:
        """Add an output file; with `active_only`, not to an item that has ended."""
        self.onWorkItemAddOutputs(id, index, [path], [tag], [hash], active_only)

    def onWorkItemAddOutputs(
        self,
        id: ItemKey,
        index: int,
        paths: Sequence[str],
        tags: Sequence[str] = (),
        hashes: Sequence[int] = (),
        active_only: bool = False,
    ) -> None:
        """Add output files, with a tag and a hash for each or for none."""
        every_tag = list(tags) or [""] * len(paths)
        every_hash = list(hashes) or [0] * len(paths)
        if not len(paths) == len(every_tag) == len(every_hash):
            raise ValueError(f"{len(paths)} paths, {len(tags)} tags and {len(hashes)} hashes")
        files = [
            File(str(path), tag, hash_code)
            for path, tag, hash_code in zip(paths, every_tag, every_hash)
        ]
        self._report("add_outputs", id, index, files, active_only)

    def onWorkItemSetCustomState(self, id: ItemKey, index: int, state: str) -> None:
        """Set the text that is shown as the state of an item."""
        self._report("custom_state", id, index, str(state))

    def onWorkItemSetCookPercent(self, id: ItemKey, index: int, percent: float) -> None:
        """Set how far an item has come, from 0 to 1."""
        self._report("cook_percent", id, index, float(percent))

    def onWorkItemAppendLog(
        self, id: ItemKey, index: int, text: str, type: Any = workItemLogType.Raw
    ) -> None:
        """Add to the log of an item."""
        self._report("append_log", id, index, str(text), type)

    def onWorkItemInvalidateCache(self, id: ItemKey, index: int) -> None:
        """Make what depends on an item cook again."""
        self._report("invalidate_cache", id, index)

    def onWorkItemSetAttribute(
        self, id: ItemKey, attribute_name: str, values: Sequence[Any]
    ) -> None:
        """Set an attribute of Houdini 17.5: numbers, or text where one of them is none."""
        every = list(values) if isinstance(values, (list, tuple)) else [values]
        numbers = all(isinstance(v, (int, float)) for v in every)
        self._attribute(
            id, -1, attribute_name, every, 0, attribType.Float if numbers else attribType.String
        )

    def onWorkItemSetStringAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set text at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.String)

    def onWorkItemSetIntAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set an integer at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.Int)

    def onWorkItemSetFloatAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set a float at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.Float)

    def onWorkItemSetFileAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set a file at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.File)

    def onWorkItemSetDictAttrib(
        self, id: ItemKey, index: int, name: str, value: Any, attrib_index: int = 0
    ) -> None:
        """Set a dictionary at a place of an attribute, or all of it with a list."""
        self._attribute(id, index, name, value, attrib_index, attribType.Dict)

    def onWorkItemSetPyObjectAttrib(self, id: ItemKey, index: int, name: str, value: Any) -> None:
        """Set an attribute to a Python object."""
        self._report("set_attrib_array", id, index, name, [value], attribType.PyObject)

    def isWorkItemReady(self, id: ItemKey, index: int = -1) -> Any:
        """Return a `workItemReadyResult` from Houdini 18.5 on; before, whether it may cook."""
        if since(18, 5):
            return self._report("ready_result", id, index)
        return self._report("is_ready", id, index) == 1

    def _attribute(
        self, id: ItemKey, index: int, name: str, value: Any, position: int, kind: attribType
    ) -> None:
        if isinstance(value, (list, tuple)):
            self._report("set_attrib_array", id, index, name, list(value), kind)
        else:
            self._report("set_attrib", id, index, name, value, position, kind)

    def _report(self, report: str, id: ItemKey, index: int, *rest: Any) -> Any:
        item = self._find_item(id)
        if item is None:
            self.context._record(
                "late", report=report, id=id, index=index, reason="no such item", node=self.name
            )
            return None
        return getattr(self.context._reports, report)(item, int(index), *rest)

    def _find_item(self, id: ItemKey) -> Any:
        """Return the item, or None; raises TypeError for the other kind of key."""
        graph = self.context.graph
        if since(19, 0):
            if isinstance(id, bool) or not isinstance(id, int):
                raise TypeError(
                    f"a report takes the id of an item from Houdini 19.0 on, not {id!r}"
                )
            return graph.workItemById(id)
        if not isinstance(id, str):
            raise TypeError(f"a report takes the name of an item before Houdini 19.0, not {id!r}")
        return graph.workItemByName(id)

    def evaluateStringOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: str
    ) -> str:
        """Return it as text."""
        port = self._effective_port(node, prefix, parm)
        return default_value if port is None else port.evaluateString(work_item)

    def evaluateIntOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: int
    ) -> int:
        """Return it as an integer."""
        port = self._effective_port(node, prefix, parm)
        return default_value if port is None else port.evaluateInt(work_item)

    def evaluateFloatOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: float
    ) -> float:
        """Return it as a float."""
        port = self._effective_port(node, prefix, parm)
        return default_value if port is None else port.evaluateFloat(work_item)

    def evaluateBoolOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: bool
    ) -> bool:
        """Return it as a bool."""
        port = self._effective_port(node, prefix, parm)
        return default_value if port is None else port.evaluateBool(work_item)

    def _effective_port(self, node: Any, prefix: str, parm: str) -> Port | None:
        name = f"{prefix}_{parm}"
        own: Port | None = self.parameter(name)
        theirs: Port | None = None if node is None else node.parameter(name)
        tag = OVERRIDABLE if since(18, 0) else OVERRIDABLE_17_5
        if theirs is None or (own is not None and not (own.hasTag(OVERRIDABLE) or own.hasTag(tag))):
            return own
        return theirs

    def setWorkingDir(self, local_path: str, remote_path: str) -> None:
        """Set the working directory, as this machine and as the farm call it."""
        self._folders.put("working", local_path, remote_path)

    def setTempDir(self, local_path: str, remote_path: str) -> None:
        """Set the directory for temporary files in place of one below the working directory."""
        self._folders.put("temp", local_path, remote_path)

    def setScriptDir(self, local_path: str, remote_path: str) -> None:
        """Set the directory for scripts in place of one below the temporary directory."""
        self._folders.put("script", local_path, remote_path)

    def workingDir(self, local: bool) -> str:
        """Return the working directory, "" where none was set."""
        return self._folders.working(local)

    def _asked_working_dir(self, local: bool) -> str:
        """Return what stands for a working directory that was not set: "", but for 17.5."""
        del local
        return ""

    def tempDir(self, local: bool) -> str:
        """Return the directory for temporary files of this session."""
        return self._folders.temp(local)

    def scriptDir(self, local: bool) -> str:
        """Return the directory for scripts."""
        return self._folders.script(local)

    def dataDir(self, local: bool) -> str:
        """Return the directory for data of work items."""
        return self._folders.data(local)

    def logDir(self, local: bool) -> str:
        """Return the directory for logs."""
        return self._folders.log(local)

    def cleanTempDirectory(self) -> None:
        """Delete the temporary directory and what is in it."""
        if self._folders.is_set:
            shutil.rmtree(self.tempDir(True), ignore_errors=True)

    def localizePath(self, path: str) -> str:
        """Return a path as this machine calls it: tokens, variables and path map applied.

        Raises RuntimeError for a token of a directory that was never set.
        """
        if "__PDG_" in path:
            self._folders.require()
        for token, folder in self._folders.tokens(local=True).items():
            path = path.replace(token, folder)
        return PathMap.mapPathToLocal(os.path.expandvars(path))

    def delocalizePath(self, path: str) -> str:
        """Return a path with `__PDG_DIR__` for the working directory it begins with.

        With path mapping on ("Global", from 18.5) paths stay as they are: the job maps them.
        """
        if since(18, 5) and self._port_int("pdg_mapmode") == 0 and PathMap.mappings():
            return path
        working = self.workingDir(True)
        if not working:
            return path
        plain = path.replace("\\", "/")
        if plain == working or plain.startswith(working + "/"):
            return "__PDG_DIR__" + plain[len(working) :]
        return path

    def formatTransferPath(self, file_path: str) -> str:
        """Return where `transferFile` puts a file, as this machine calls it.

        By its name into the working directory, or by its path below `pdg_transferroot` where
        `pdg_transfertype` is 1, both from 21.0 on.
        """
        return self._transfer_path(file_path)

    def _transfer_path(self, file_path: str) -> str:
        """Be `formatTransferPath` in releases that have none too."""
        relative = os.path.basename(file_path)
        if since(21, 0) and self._port_int("pdg_transfertype") == 1:
            root = os.path.abspath(self._port_string("pdg_transferroot"))
            below = os.path.relpath(os.path.abspath(file_path), root).replace("\\", "/")
            relative = relative if below.startswith("../") else below
        return f"{self.workingDir(True)}/{relative}"

    def transferFile(self, file_path: str) -> bool:
        """Copy a file into the working directory; give whether it is there now.

        One that is below the working directory stays where it is. Raises RuntimeError where that
        was never set.
        """
        self._folders.require()
        try:
            if not self._is_shared(file_path):
                copy_file(file_path, self._transfer_path(file_path))
            elif not os.path.isfile(file_path):
                raise FileNotFoundError(2, "No such file", file_path)
        except OSError as error:
            self.cookWarning(f"{file_path} could not be transferred: {error}")
            return False
        return True

    def _is_shared(self, file_path: str) -> bool:
        working = os.path.realpath(self.workingDir(True))
        return os.path.realpath(file_path).startswith(os.path.join(working, ""))

    def _port_int(self, name: str) -> int:
        port: Any = self.port(name)
        return int(port.evaluateInt())

    def _port_string(self, name: str) -> str:
        port: Any = self.port(name)
        return str(port.evaluateString())

    @property
    def customId(self) -> str:
        """The id that code gave the node: none."""
        return ""

    @property
    def inputs(self) -> list[Port]:
        """The input ports: none."""
        return []

    @property
    def outputs(self) -> list[Port]:
        """The output ports: none."""
        return []

    def input(self, name: str) -> None:
        """Return None: there is no such input."""

    def output(self, name: str) -> None:
        """Return None: there is no such output."""

    def inputsForNode(self, node: Node) -> list[Port]:
        """Return the inputs that `node` is connected to: none."""
        del node
        return []

    def inputsForWorkItem(self, work_item: WorkItem) -> list[Port]:
        """Return the inputs that `work_item` comes from: none."""
        del work_item
        return []

    def isItemFromPort(self, work_item: WorkItem, port: Any) -> bool:
        """Tell whether `work_item` comes from `port`: no."""
        del work_item, port
        return False

    @staticmethod
    def getDefaultUserEnvironment() -> dict[str, str]:
        """Return the environment of this process (not documented; its name says as much)."""
        return dict(os.environ)

    def setSharedServerInfo(self, server_name: str, info: dict[str, Any]) -> None:
        """Remember a server."""
        self._servers[str(server_name)] = dict(info)

    def getSharedServerInfo(self, server_name: str) -> dict[str, Any]:
        """Return what is known of a server, {} of one that is not."""
        return dict(self._servers.get(server_name, {}))

    def getSharedServers(self) -> list[str]:
        """Return the names of the servers."""
        return sorted(self._servers)

    def clearSharedServerInfo(self, server_name: str) -> None:
        """Forget a server."""
        self._servers.pop(server_name, None)


class Scheduler(SchedulerBase):
    """A scheduler node: `_python` is the instance of its class."""

    def __init__(
        self, context: GraphContext, type_: Any, name: str, values: Mapping[str, object]
    ) -> None:
        """Make the node as placing it does; the caller calls `onStart`.

        Raises what the constructor of the class raises, ValueError for a `templateBody` that
        cannot be read, KeyError for a value of no parameter.
        """
        super().__init__(context, type_, name)
        self._asking: set[str] = set()
        self._python: Any = type_.typeObject(self, name)
        type_._nodes.add(self)
        self._open_ports(values)

    def _asked_working_dir(self, local: bool) -> str:
        """Ask the class, in 17.5: it had a callback for the working directory (its help)."""
        callback = None if since(18, 0) else self._own_callback("workingDir")
        return "" if callback is None else str(callback(local) or "")

    def localizePath(self, path: str) -> str:
        """Return a path as this machine calls it; in 17.5 the class has a callback for it."""
        callback = None if since(18, 0) else self._own_callback("localizePath")
        return SchedulerBase.localizePath(self, path if callback is None else str(callback(path)))

    def _own_callback(self, method: str) -> Callable[..., Any] | None:
        """Return a callback that does not run already: it may ask what it is asked."""
        if method in self._asking or not hasattr(self, "_python"):
            return None
        callback = self._callback(method)
        if callback is None:
            return None

        def ask(*arguments: Any) -> Any:
            self._asking.add(method)
            try:
                return callback(*arguments)
            finally:
                self._asking.discard(method)

        return ask

    def _call(self, method: str, *args: Any) -> CallOutcome:
        """Call a callback of the class where it has it, and record that."""
        schedules = method == "onSchedule" and self._context._watch is not None
        if schedules:
            self._context._watch.scheduling(args[0].id)
        outcome = call(self._callback(method), args)
        if schedules:
            self._context._watch.scheduling(None)
        if outcome.called and (outcome.error is not None or self._context._recorder.listening):
            self._record_call(method, args, outcome)
        if method == "onStop":
            self._delete_temp_dir(_WHEN_DELETED)
        return outcome

    def _delete_temp_dir(self, when: int) -> None:
        """Delete the temporary directory where `pdg_deletetempdir` asks for it at this time."""
        if self.port("pdg_deletetempdir").evaluateInt() == when and self._folders.is_set:
            self.cleanTempDirectory()

    def _end_cook(self) -> None:
        """Do what is due once a cook is over and no callback of it will come."""
        self._delete_temp_dir(_WHEN_COOKED)

    def _callback(self, method: str) -> Callable[..., Any] | None:
        """Return the bound callback; `getattr` would find those of the C++ side too."""
        if not hasattr(type(self._python), method) and method not in vars(self._python):
            return None
        found: Callable[..., Any] = getattr(self._python, method)
        return found

    def _record_call(self, method: str, args: tuple[Any, ...], outcome: CallOutcome) -> None:
        facts: dict[str, Any] = {"result": outcome.value, "seconds": outcome.seconds}
        if args and hasattr(args[0], "batchIndex"):
            facts["item"] = args[0].name
        if outcome.error is not None:
            facts["error"] = outcome.trace
        self.context._record("callback", scheduler=self.name, name=method, **facts)

    def applicationBin(self, name: str, work_item: WorkItem | None = None) -> str:
        """Return the path of an application: "python", "hython", or `name` itself.

        Documented: both names are supported; PDG_PYTHON and PDG_HYTHON replace them.
        """
        del work_item
        return application(name)

    def expandCommandTokens(self, item_command: str, work_item: WorkItem | None = None) -> Any:
        """Return what the class makes of a command."""
        return self._python.expandCommandTokens(item_command, work_item)

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        """Have the class submit a graph as a job."""
        return self._call("submitAsJob", graph_file, node_path).value

    def endSharedServer(self, server_name: str) -> bool:
        """Have the class end a server; give whether it did."""
        return bool(self._call("endSharedServer", server_name).value)

    def getLogURI(self, work_item: WorkItem) -> Any:
        """Return what the class says, "" where it says nothing."""
        return self._call("getLogURI", work_item).value or ""

    def getStatusURI(self, work_item: WorkItem) -> Any:
        """Return what the class says, "" where it says nothing."""
        return self._call("getStatusURI", work_item).value or ""
