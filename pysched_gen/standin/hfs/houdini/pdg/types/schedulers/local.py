"""The local scheduler: runs each work item as a process of this machine, in slots.

What it does is documented in the help of the Local Scheduler node, as are its parameters; the
names of its methods are those that public schedulers derived from Houdini's use. It is the
stand-in's own. Left out: limits of memory, the need for a window, and packages.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any, Mapping, Sequence
from urllib.parse import quote

from pdg._enums import scheduleResult, tickResult
from pdg._job_setup import common_variables
from pdg._local_jobs import LocalJob, LocalRunner, end_processes, start_process
from pdg._release import since
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler

# The queue is filled this often unless the parameter was set: it must not run dry meanwhile.
_TICK_PERIOD = 0.05

_REPORT_WARNING, _RETRY, _IGNORE = 1, 2, 3
# Parameters by the names and defaults of Houdini 22.0.400; the second table is for items.
_OVERRIDABLE = "pdg::scheduler"

_OWN: dict[str, object] = {
    "maxprocsmenu": 0,
    "maxprocs": 1,
    "verbose": 0,
    "uselogfilename": 0,
    "logfilename": "`@pdg_name`.log",
    "hythonbin": 0,
    "hythonbincustomuniversal": "",
    "tempdirmenu": 0,
    "tempdirappendpid": 1,
    "tempdircustom": "$HOUDINI_TEMP_DIR/$HIPNAME/pdgtemp",
    "socketcallbacks": 1,
}
_FOR_ITEMS: dict[str, object] = {
    "local_single": 0,
    "local_is_CPU_number_set": 0,
    "local_CPUs_to_use": 1,
    "local_useminfreemem": 0,
    "local_minfreemem": 0.0,
    "local_minfreemempct": 0.0,
    "local_enabletimeout": 0,
    "local_maxtime": 0.0,
    "local_handletimeout": 0,
    "local_enablemaxmemory": 0,
    "local_maxmemory": 0.0,
    "local_handlememory": 0,
    "local_echandleby": 0,
    "local_echandleall": 1,
    "local_eccustomcode": 1,
    "local_maximumretries": 3,
    "local_addfailcountattr": 0,
    "local_failcountattr": "failurecount",
    "local_usehoudinimaxthreads": 0,
    "local_houdinimaxthreads": 0,
    "local_requireswindow": 0,
    "local_skippackages": 1,
    "local_setworkingdir": 1,
    "local_envunset": "",
    "local_env_file": "",
    "local_envmulti": 0,
}
_TYPES = {int: "Integer", float: "Float", str: "String"}

_NOT_MODELLED = ("local_enablemaxmemory", "local_useminfreemem", "local_requireswindow")


class LocalScheduler(CallbackServerMixin, PyScheduler):
    """Runs jobs side by side as long as there are slots; each takes one, or as many as it asks."""

    def __init__(self, scheduler: Any, name: str) -> None:
        """Begin without jobs."""
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)
        self.parmprefix = "local"
        self._runner = LocalRunner(self._job_began, self._job_ended)
        self._submitted: list[Any] = []

    @classmethod
    def templateName(cls) -> str:
        """Return the name of the node type."""
        return "localscheduler"

    @classmethod
    def templateBody(cls) -> str:
        """Return the parameters."""
        return _template_body(cls.templateName())

    def applicationBin(self, name: str, work_item: Any = None) -> str:
        """Return the path of a program; that of hython may be set by parameters."""
        if name == "hython" and self["hythonbin"].evaluateInt() == 1:
            return self["hythonbincustomuniversal"].evaluateString(work_item)
        return self.cppObject().applicationBin(name, work_item)

    def onStart(self) -> bool:
        """Have nothing to do."""
        return True

    def onStop(self) -> bool:
        """Leave no process, no server and, where asked for, no temporary directory."""
        self._runner.kill_all()
        end_processes(self._submitted)
        self._submitted = []
        self.stopCallbackServer()
        return True

    def onStartCook(self, static: bool, cook_set: Sequence[Any]) -> bool:
        """Set directories, slots and the callback server."""
        del static, cook_set
        self._runner.kill_all()
        working_dir = self["pdg_workingdir"].evaluateString()
        self.setWorkingDir(working_dir, working_dir)
        temp_dir = self._temp_dir()
        self.setTempDir(temp_dir, temp_dir)
        self._runner.slots = self._slot_count()
        if self["pdg_tickperiod"].value == self["pdg_tickperiod"].defaultValue:
            self["pdg_tickperiod"] = _TICK_PERIOD
        for parm in _NOT_MODELLED:
            if self[parm].evaluateInt():
                self.cookWarning(f"the stand-in's local scheduler does not use {parm}")
        if not self.isCallbackServerRunning():
            self.startCallbackServer()
        return True

    def onStopCook(self, cancel: bool = False) -> bool:
        """Kill what still runs, and end the servers of jobs; nobody waits for it any more."""
        keys = self._runner.keys()
        self._runner.kill_all()
        for key in keys if cancel else ():
            self.workItemCanceled(key, -1)
        for server_name in list(self.getSharedServers()):
            self.endSharedServer(server_name)
        return True

    def onSchedule(self, work_item: Any) -> scheduleResult:
        """Queue the job of an item; defer it where the queue is as long as a tick can fill it."""
        if not work_item.command:
            return scheduleResult.CookSucceeded
        if self._runner.queued >= max(1, self["pdg_maxitems"].evaluateInt()):
            return scheduleResult.FullDeferred
        key = work_item.id if since(19, 0) else work_item.name
        # Where nobody is told that an item was cancelled, it may come while its job still runs.
        self._runner.kill(key)
        try:
            self.createJobDirsAndSerializeWorkItems(work_item)
            self._runner.submit(self._job(work_item, key))
        except (OSError, ValueError) as error:
            self.cookError(f"{work_item.name} could not be started: {error}")
            return scheduleResult.CookFailed
        return scheduleResult.Succeeded

    def onTick(self) -> tickResult:
        """Ask for items; jobs are reported as they start and end, on threads of their own."""
        self._submitted = [process for process in self._submitted if process.poll() is None]
        return tickResult.SchedulerReady

    def onCancelWorkItems(self, work_items: Sequence[Any], node: Any) -> None:
        """Kill the jobs of items (21.0)."""
        del node
        for work_item in work_items:
            if self._runner.kill(work_item.id):
                self.workItemCanceled(work_item.id, -1)

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        """Cook a graph in a process of its own; give (log URI, process id), or the URI to 19.5."""
        self._scheduler._folders.make()
        self._copyJobSupportFiles()
        command = self.expandCommandTokens(
            '"__PDG_HYTHON__" --pdg "__PDG_SCRIPTDIR__/topcook.py" --report none '
            f'--hip "{graph_file}" --toppath "{node_path}"'
        )
        log_file = f"{self.logDir(True)}/topcook.log"
        environment = dict(os.environ, **common_variables(self, None), PDG_SUBMIT_AS_JOB="1")
        process = start_process(command, environment, self.workingDir(True), log_file)
        self._submitted.append(process)
        uri = _file_uri(log_file)
        return (uri, process.pid) if since(20, 0) else uri

    def getLogURI(self, work_item: Any) -> str:
        """Return the URI of the log file, "" of an item that did not run."""
        log_file = self._log_file(work_item)
        return _file_uri(log_file) if os.path.exists(log_file) else ""

    def getStatusURI(self, work_item: Any) -> str:
        """Return "": a process has no page."""
        del work_item
        return ""

    def endSharedServer(self, sharedserver_name: str) -> bool:
        """End a server by the process id its job has reported."""
        pid = int(self.getSharedServerInfo(sharedserver_name).get("pid", 0))
        if pid > 0:
            try:
                os.kill(pid, signal.SIGTERM)
            except OSError as error:
                self._verboseLog(f"{sharedserver_name}: {error}")
        self.clearSharedServerInfo(sharedserver_name)
        return True

    def onPreSubmitItem(
        self, work_item: Any, job_env: dict[str, str], item_command: str
    ) -> str | None:
        """Return the command that is run in place of `item_command`; None leaves it.

        Called before each item is submitted, with the environment its job gets, which may be
        changed. Name and arguments are those of the schedulers that ship with 17.5.
        """
        del work_item, job_env
        return item_command

    def _generateEnvironment(self, work_item: Any, slot: int) -> dict[str, str]:
        """Return the environment of a job; `slot` is where it runs, which no variable tells."""
        del slot
        environment = dict(os.environ)
        environment.update(common_variables(self, work_item))
        environment.update(_texts(work_item.environment))
        variables, unset = self.resolveEnvParams(self.parmprefix, work_item, True)
        for name in unset:
            environment.pop(name, None)
        environment.update(variables)
        threads = self.initHoudiniMaxThreads(work_item, self.parmprefix, None)
        if threads is not None:
            environment["HOUDINI_MAXTHREADS"] = str(threads)
        if not self["socketcallbacks"].evaluateInt():
            environment["PDG_DISABLE_RPC"] = "1"
        return environment

    def _job(self, work_item: Any, key: int | str) -> LocalJob:
        """Return the job of an item, with what the parameters say of it."""
        command = self.expandCommandTokens(work_item.command, work_item)
        environment = self._generateEnvironment(work_item, 0)
        changed = self.onPreSubmitItem(work_item, environment, command)
        job = LocalJob(key, work_item.name, changed or command, self._log_file(work_item))
        job.environment = environment
        job.folder = self.workingDir(True)
        job.slots = self._slots_of(work_item)
        if self._choice(work_item, "enabletimeout"):
            node = work_item.node
            job.time_limit = self.evaluateFloatOverride(node, "local", "maxtime", work_item, 0.0)
        job.on_time_out = self._choice(work_item, "handletimeout")
        job.on_failure = self._choice(work_item, "echandleby")
        job.retries = self._choice(work_item, "maximumretries")
        if not self._choice(work_item, "echandleall"):
            job.handled_code = self._choice(work_item, "eccustomcode")
        return job

    def _job_began(self, job: LocalJob, error: Exception | None) -> None:
        """Report that a job has started, again where it did before, or what stopped it."""
        if error is None:
            self._report_start(job)
        else:
            self.cookError(f"{job.name} could not be run: {error}")
            self.workItemFailed(job.key, -1)

    def _report_start(self, job: LocalJob) -> None:
        if job.tries == 1:
            self.workItemStartCook(job.key, -1)
        else:
            self.onWorkItemStartCook(job.key, -1, True)

    def _job_ended(self, job: LocalJob) -> bool:
        """Report how a job has ended; answer whether it is to run again."""
        failed, choice = job.has_failed, job.failure_choice
        if failed and choice == _RETRY and job.tries <= job.retries:
            return True
        if failed and choice == _REPORT_WARNING and job.process is not None:
            self.cookWarning(f"{job.name} failed with exit code {job.process.returncode}")
        if failed and choice not in (_REPORT_WARNING, _IGNORE):
            self.workItemFailed(job.key, -1)
            return False
        if not self["socketcallbacks"].evaluateInt():
            for _item, sub, path, tag, checksum in job.printed_results():
                self.workItemAddOutput(job.key, int(sub), path, tag, int(checksum))
        self.workItemSucceeded(job.key, -1, job.age)
        return False

    @property
    def max_slots(self) -> int:
        """Return the number of slots of this cook."""
        return self._runner.slots

    def releaseJobSlots(self, id: int | str, jobid: Any = "") -> None:
        """Lend the slots of a job that waits to others."""
        del jobid
        self._runner.set_waiting(id, waits=True)

    def acquireJobSlots(self, id: int | str, jobid: Any = "") -> None:
        """Take the slots of a job back; for a while more may be in use than there are."""
        del jobid
        self._runner.set_waiting(id, waits=False)

    def _slot_count(self) -> int:
        mode: int = self["maxprocsmenu"].evaluateInt()
        cpus = os.cpu_count() or 1
        if mode == 1:
            # Help: of a negative number, the number of CPU cores minus it.
            wanted = int(self["maxprocs"].evaluateInt())
            return max(1, wanted if wanted >= 0 else cpus + wanted)
        return max(1, cpus - 1 if mode == -1 else cpus // 4)

    def _slots_of(self, work_item: Any) -> int:
        """Return the slots an item needs: all with "Single", never more than there are."""
        if self._choice(work_item, "single"):
            return self.max_slots
        wanted = 1
        if self._choice(work_item, "is_CPU_number_set"):
            wanted = self._choice(work_item, "CPUs_to_use")
        return min(max(1, wanted), self.max_slots)

    def _choice(self, work_item: Any, parm: str) -> int:
        """Return a number that the node of an item may override."""
        node: Any = work_item.node
        return int(self.evaluateIntOverride(node, "local", parm, work_item, 0))

    def _temp_dir(self) -> str:
        where = self["tempdirmenu"].evaluateInt()
        if where == 0:
            folder = self.workingDir(True) + "/pdgtemp"
        elif where == 1:
            folder = self["tempdircustom"].defaultValue
            folder = os.path.expandvars(str(folder))
        else:
            folder = self["tempdircustom"].evaluateString()
        return f"{folder}/{os.getpid()}" if self["tempdirappendpid"].evaluateInt() else folder

    def _log_file(self, work_item: Any) -> str:
        name = work_item.name + ".log"
        if self["uselogfilename"].evaluateInt():
            name = self["logfilename"].evaluateString(work_item) or name
        return f"{self.logDir(True)}/{name}"


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in values.items()}


def _file_uri(path: str) -> str:
    """Return the file URI of a path; Houdini shows one of a Windows share as file:////host/share."""
    plain = os.path.abspath(path).replace("\\", "/")
    return "file://" + ("/" if sys.platform == "win32" else "") + quote(plain)


def _template_body(name: str) -> str:
    """Return the `templateBody` of a scheduler type with these parameters.

    "Location" of the temporary directory is the working directory here and Houdini's temporary
    directory there, so that a cook leaves nothing outside of its folder.
    """
    own = [_entry(parameter, value) for parameter, value in _OWN.items()]
    for_items = [
        dict(_entry(parameter, value), tag=[_OVERRIDABLE])
        for parameter, value in _FOR_ITEMS.items()
    ]
    return json.dumps({"name": name, "parameters": own + for_items})


def _entry(name: str, value: object) -> dict[str, object]:
    return {"name": name, "type": _TYPES[type(value)], "size": 1, "value": value}
