"""The table of scheduler callbacks: the only place that knows one.

Checker, renderer, `new`, `inspect` and `callbacks` read it. Facts come from SideFX's help
("Scheduler Node Callbacks", Houdini 17.5 to 22.0), public scheduler sources and parameter
dumps of live Python Scheduler nodes; the default bodies are this project's own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pysched_gen.houdini.releases import Release

__all__ = [
    "CALLBACKS",
    "HOOKS",
    "METHODS",
    "Argument",
    "CallbackSpec",
    "Form",
    "Hook",
    "Returns",
    "callback_named",
    "digest_of",
    "hook_named",
]


class Returns(Enum):
    """What PDG expects back from a callback; the value is the annotation of the method."""

    SCHEDULE_RESULT = "pdg.scheduleResult"
    TICK_RESULT = "pdg.tickResult"
    ACCEPT_RESULT = "pdg.acceptResult"
    BOOL = "bool"
    STRING = "str"
    URI_AND_JOB = "tuple[str, str]"
    NOTHING = "None"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument behind `self`, with its annotation and what it holds."""

    name: str
    annotation: str
    help: str


@dataclass(frozen=True, slots=True)
class Form:
    """How a callback looks from release `since` on.

    Attributes:
        since: first release that has this form.
        arguments: behind `self`.
        returns: what PDG expects back.
        body: our own body for a source that gives none, "" where the callback is left out.
        serverless_body: the same for a class without a callback server, where it differs.
    """

    since: str
    arguments: tuple[Argument, ...]
    returns: Returns
    body: str = ""
    serverless_body: str = ""


@dataclass(frozen=True, slots=True)
class CallbackSpec:
    """One callback.

    Attributes:
        method: name of the method of the class.
        parm: parameter of the Python Scheduler node that holds it, "" where the node has none.
        forms: oldest first.
        until: last release that calls it, "" while it is alive.
        parm_until: last release whose node has the parameter, "" while it has.
        required: PDG cannot cook without it.
        saved: Save To Python writes it, given or not.
        digests: of the node's untouched default texts, see `digest_of`.
        help: one line.
        instead: what to do where it does not exist, an imperative for messages.
    """

    method: str
    parm: str
    forms: tuple[Form, ...]
    help: str
    until: str = ""
    parm_until: str = ""
    required: bool = False
    saved: bool = False
    digests: frozenset[str] = frozenset()
    instead: str = ""

    @property
    def stem(self) -> str:
        """Name of its file in a snippet folder, without ".py"."""
        return (self.parm or self.method).lower()

    @property
    def since(self) -> str:
        """Name of the first release that calls it."""
        return self.forms[0].since

    def exists_in(self, release: Release) -> bool:
        """Tell whether `release` calls it."""
        return release >= self.since and not (self.until and release > self.until)

    def form(self, release: Release) -> Form:
        """Give the form `release` calls; for a release that does not, the nearest one."""
        fitting = [form for form in self.forms if release >= form.since]
        return fitting[-1] if fitting else self.forms[0]

    def is_default(self, text: str) -> bool:
        """Tell whether `text` is what the node holds when it is created."""
        return digest_of(text) in self.digests


@dataclass(frozen=True, slots=True)
class Hook:
    """A method that a base class calls and that no field of the node holds.

    It is written in methods.py, as any method of one's own.

    Attributes:
        method: its name.
        signature: arguments and result; "..." where nobody has documented them.
        help: one line.
        since: first release that calls it.
        caller: who calls it.
    """

    method: str
    signature: str
    help: str
    since: str
    caller: str


def digest_of(text: str) -> str:
    r"""Give the first 16 hex digits of the SHA-256 of `text` without outer newlines.

    `\r\n` counts as `\n`, so a text keeps its digest through any file.
    """
    plain = text.replace("\r\n", "\n").strip("\n")
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _body(text: str) -> str:
    return dedent(text).strip("\n") + "\n"


_WORK_ITEM = Argument("work_item", "pdg.WorkItem", "the work item")
_CANCEL = Argument("cancel", "bool", "True if the cook was cancelled")
_GRAPH_FILE = Argument("graph_file", "str", "the .hip file, relative to the working directory")
_NODE_PATH = Argument("node_path", "str", "path of the TOP network in that file")
_FILE_PATH = Argument("file_path", "str", "the file to make available to jobs")

_END_SHARED_SERVERS = """
    # Servers that jobs have started outlive those jobs, not the cook.
    for server_name in list(self.getSharedServers()):
        self.endSharedServer(server_name)
    return True
    """
_RUN_AND_WAIT = """
    import os
    import subprocess

    # Job folders and the item's data must exist before its command starts.
    self.createJobDirsAndSerializeWorkItems(work_item)
    command = self.expandCommandTokens(work_item.command, work_item)

    # Later ones win: the session, PDG, the item's own.
    job_env = os.environ.copy()
    job_env["PDG_RESULT_SERVER"] = str(self.workItemResultServerAddr())
    job_env["PDG_ITEM_NAME"] = str(work_item.name)
    job_env["PDG_ITEM_ID"] = str(work_item.id)
    job_env["PDG_ITEM_DATA_SOURCE"] = str(self["pdg_workitemdatasource"].evaluateInt())
    job_env["PDG_INDEX"] = str(work_item.index)
    job_env["PDG_INDEX4"] = str(work_item.index).zfill(4)
    job_env["PDG_DIR"] = str(self.workingDir(False))
    job_env["PDG_TEMP"] = str(self.tempDir(False))
    job_env["PDG_SHARED_TEMP"] = str(self.tempDir(False))
    job_env["PDG_SCRIPTDIR"] = str(self.scriptDir(False))
    for name, value in work_item.environment.items():
        job_env[name] = str(value)

    # This waits for the job, so items run one after the other.
    folder = self.workingDir(True)
    if subprocess.call(command, shell=True, env=job_env, cwd=folder) == 0:
        return pdg.scheduleResult.CookSucceeded
    return pdg.scheduleResult.CookFailed
"""

# Order is that of the methods in a saved class: Save To Python's first, then the rest.
CALLBACKS: tuple[CallbackSpec, ...] = (
    CallbackSpec(
        # Parameter and method differ: a method called transferFile whose default body calls
        # self.transferFile would call itself for ever.
        "onTransferFile",
        "transferfile",
        (Form("17.5", (_FILE_PATH,), Returns.BOOL, _body("return self.transferFile(file_path)")),),
        "Makes a file of this machine available to jobs; True if it was copied.",
        saved=True,
        digests=frozenset({"224e6d9b6058b207"}),
    ),
    CallbackSpec(
        "submitAsJob",
        "submitasjob",
        (
            Form("17.5", (_GRAPH_FILE, _NODE_PATH), Returns.STRING, _body('return ""')),
            Form("20.0", (_GRAPH_FILE, _NODE_PATH), Returns.URI_AND_JOB, _body('return "", ""')),
        ),
        "Submits the whole graph as one job; gives its status URI and job id.",
        saved=True,
        digests=frozenset({"d6a393c9b8839d63"}),
    ),
    CallbackSpec(
        "onSchedule",
        "onschedule",
        (Form("17.5", (_WORK_ITEM,), Returns.SCHEDULE_RESULT, _body(_RUN_AND_WAIT)),),
        "Takes a work item that is ready to run; the only callback PDG cannot do without.",
        required=True,
        saved=True,
        digests=frozenset({"14a31b29deb2367c"}),
    ),
    CallbackSpec(
        "onScheduleStatic",
        "onschedulestatic",
        (
            Form(
                "17.5",
                (
                    Argument(
                        "dependencies",
                        "dict[pdg.WorkItem, list[pdg.WorkItem]]",
                        "what each item waits for",
                    ),
                    Argument(
                        "dependents",
                        "dict[pdg.WorkItem, list[pdg.WorkItem]]",
                        "what waits for each item",
                    ),
                    Argument("ready_items", "list[pdg.WorkItem]", "items that can run at once"),
                ),
                Returns.NOTHING,
                _body("return"),
            ),
        ),
        "Takes the whole graph in a static cook, which the TOP interface does not offer.",
        saved=True,
        digests=frozenset({"dc44a418cae2c779"}),
    ),
    CallbackSpec(
        "onStart",
        "onstart",
        (Form("17.5", (), Returns.BOOL, _body("return True")),),
        "Called when the scheduler is created; True if it could start.",
        saved=True,
        digests=frozenset({"0a65af0084ad70b6"}),
    ),
    CallbackSpec(
        "onStop",
        "onstop",
        (
            Form(
                "17.5",
                (),
                Returns.BOOL,
                _body("""
                    if self.isCallbackServerRunning():
                        self.stopCallbackServer()
                    return True
                    """),
                _body("return True"),
            ),
        ),
        "Called when the scheduler is deleted; may not be called when Houdini quits.",
        saved=True,
        digests=frozenset({"00f94feb75359e95"}),
    ),
    CallbackSpec(
        "onStartCook",
        "onstartcook",
        (
            Form(
                "17.5",
                (
                    Argument("static", "bool", "True in a static cook"),
                    Argument("cook_set", "list[pdg.Node]", "the nodes that cook"),
                ),
                Returns.BOOL,
                _body("""
                    working_dir = self["pdg_workingdir"].evaluateString()
                    self.setWorkingDir(working_dir, working_dir)
                    if not self.isCallbackServerRunning():
                        self.startCallbackServer()
                    return True
                    """),
                _body("""
                    working_dir = self["pdg_workingdir"].evaluateString()
                    self.setWorkingDir(working_dir, working_dir)
                    return True
                    """),
            ),
        ),
        "Called when a cook starts, before any item; must set the working directory. False aborts.",
        saved=True,
        digests=frozenset({"8cfd4fc0d0a86ddf"}),
    ),
    CallbackSpec(
        "onStopCook",
        "onstopcook",
        (
            Form("17.5", (), Returns.BOOL, _body(_END_SHARED_SERVERS)),
            Form("18.0", (_CANCEL,), Returns.BOOL, _body(_END_SHARED_SERVERS)),
        ),
        "Called when a cook ends, possibly more than once; stop running jobs when cancelled.",
        saved=True,
        digests=frozenset({"1d0a5418226c2d3e"}),
    ),
    CallbackSpec(
        "onTick",
        "ontick",
        (Form("18.0", (), Returns.TICK_RESULT, _body("return pdg.tickResult.SchedulerReady")),),
        "Called periodically while the graph cooks, also before the first onSchedule.",
        saved=True,
        digests=frozenset({"f572cf66d5730b66"}),
        instead="poll in a pdg.utils.TickTimer",
    ),
    CallbackSpec(
        "getLogURI",
        "getloguri",
        (Form("17.5", (_WORK_ITEM,), Returns.STRING, _body('return ""')),),
        'Gives the URI of the item\'s log, such as file:///..., or "".',
        saved=True,
        digests=frozenset({"528d9d2e10b2b8f8"}),
    ),
    CallbackSpec(
        "getStatusURI",
        "getstatusuri",
        (Form("17.5", (_WORK_ITEM,), Returns.STRING, _body('return ""')),),
        'Gives the URI of the item\'s status page, such as http://..., or "".',
        saved=True,
        digests=frozenset({"9d0077f4aa980e49"}),
    ),
    CallbackSpec(
        "endSharedServer",
        "endsharedserver",
        (
            Form(
                "17.5",
                (Argument("sharedserver_name", "str", "name of the server"),),
                Returns.BOOL,
                _body("""
                    import os
                    import signal

                    pid = int(self.getSharedServerInfo(sharedserver_name).get("pid", 0))
                    if pid > 0:
                        try:
                            os.kill(pid, signal.SIGTERM)
                        except OSError:
                            # It has ended by itself.
                            pass
                    self.clearSharedServerInfo(sharedserver_name)
                    return True
                    """),
            ),
        ),
        "Ends a shared server that a job started; True on success.",
        saved=True,
        digests=frozenset({"9d6d533ebce2dc27"}),
    ),
    CallbackSpec(
        "applicationBin",
        "",
        (
            Form(
                "18.0",
                (
                    Argument("name", "str", "python, hython or any name a node uses"),
                    _WORK_ITEM,
                ),
                Returns.STRING,
                _body("""
                    if name == "hython":
                        return str(self._hythonBin())
                    if name == "python":
                        return str(self._pythonBin())
                    # Any other application is found on the PATH of the job.
                    return name
                    """),
            ),
        ),
        "Gives the program that stands for an application token in an item's command.",
        saved=True,
        instead="implement pythonBin(platform) and hythonBin(platform)",
    ),
    CallbackSpec(
        "onSetupCook",
        "",
        (Form("20.5", (), Returns.NOTHING),),
        "Called once per cook after onStartCook, for slow preparations.",
        instead="prepare in onStartCook",
    ),
    CallbackSpec(
        "onCancelWorkItems",
        "",
        (
            Form(
                "21.0",
                (
                    Argument("work_items", "list[pdg.WorkItem]", "the items to cancel"),
                    Argument("node", "pdg.Node | None", "the node they belong to"),
                ),
                Returns.NOTHING,
            ),
        ),
        "Called when single work items are cancelled while the graph cooks.",
        instead="cancel all jobs in onStopCook",
    ),
    CallbackSpec(
        "onAcceptWorkItem",
        "",
        (Form("20.5", (_WORK_ITEM,), Returns.ACCEPT_RESULT),),
        "Tells whether this scheduler takes the item.",
        instead="override the scheduler on the node",
    ),
    CallbackSpec(
        "onSharedServerStarted",
        "",
        (
            Form(
                "17.5",
                (Argument("args", "dict[str, object]", "name, pid, host, port, proto_type"),),
                Returns.NOTHING,
            ),
        ),
        "Called when a job has started a shared server.",
    ),
    CallbackSpec(
        "workItemResultServerAddr",
        "workitemresultserveraddr",
        (Form("17.5", (), Returns.STRING),),
        'Gives the address jobs report to, "host:port"; the callback server supplies it otherwise.',
        parm_until="17.5",
    ),
    CallbackSpec(
        "pythonBin",
        "",
        (Form("17.5", (Argument("platform", "object", "a pdg.platform"),), Returns.STRING),),
        "Gives the Python a job runs with on a platform.",
        until="17.5",
        instead="implement applicationBin(name, work_item)",
    ),
    CallbackSpec(
        "hythonBin",
        "",
        (Form("17.5", (Argument("platform", "object", "a pdg.platform"),), Returns.STRING),),
        "Gives the hython a job runs with on a platform.",
        until="17.5",
        instead="implement applicationBin(name, work_item)",
    ),
    CallbackSpec(
        "workingDir",
        "workingdir",
        (Form("17.5", (Argument("local", "bool", "on this machine"),), Returns.STRING),),
        "Gives the working directory; builds before 17.5.388 only.",
        until="17.5",
        parm_until="17.5",
        instead="call self.setWorkingDir(local, remote) in onStartCook",
    ),
    CallbackSpec(
        "localizePath",
        "localizepath",
        (Form("17.5", (Argument("path", "str", "relative to the shared root"),), Returns.STRING),),
        "Turns a relative path into one of this machine; builds before 17.5.388 only.",
        until="17.5",
        parm_until="17.5",
        instead="call self.setWorkingDir(local, remote) in onStartCook",
    ),
)

# Names and signatures of the services: public listings of Houdini 21's classes; the others are of
# schedulers that shipped with 17.5 and 20.5.
HOOKS: tuple[Hook, ...] = (
    Hook(
        "hasServiceSupport",
        "() -> bool, a static method",
        "Tells whether items of a service can be cooked; the base class says False.",
        "19.5",
        "PDG, before it gives the scheduler an item of a service",
    ),
    Hook(
        "startService",
        "(self, ...)",
        "Starts a service on the farm; what it is given is not documented.",
        "19.5",
        "PDG, where hasServiceSupport says True",
    ),
    Hook(
        "stopService",
        "(self, ...)",
        "Ends a service that startService started; what it is given is not documented.",
        "19.5",
        "PDG, where hasServiceSupport says True",
    ),
    Hook(
        "execEvent",
        "(self, event)",
        "Takes an event of a job; hand it to the base class where it is not one of yours.",
        "17.5",
        "EventDispatchMixin of pdg.job.eventdispatch",
    ),
    Hook(
        "onPreSubmitItem",
        "(self, work_item, job_env, item_command) -> str",
        "Gives the command that is run in place of item_command; may change job_env.",
        "17.5",
        'the Local Scheduler, for a package of base = "LocalScheduler"',
    ),
)

METHODS: tuple[CallbackSpec | Hook, ...] = (*CALLBACKS, *HOOKS)

_BY_ID = {
    identifier.lower(): spec
    for spec in CALLBACKS
    for identifier in (spec.method, spec.parm)
    if identifier
}


def callback_named(identifier: str) -> CallbackSpec | None:
    """Give the callback whose parameter id or method name is `identifier`, case ignored.

    `transferfile` and `transferFile` name the field of the node, so they give onTransferFile.
    """
    return _BY_ID.get(identifier.lower())


def hook_named(method: str) -> Hook | None:
    """Give the hook that is called `method`, case ignored."""
    return next((hook for hook in HOOKS if hook.method.lower() == method.lower()), None)
