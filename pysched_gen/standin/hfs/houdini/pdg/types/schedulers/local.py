"""The local scheduler: runs each work item as a process of this machine, in slots.

What it does is documented in the help of the Local Scheduler node, as are its parameters; the
names of its methods are those that public schedulers derived from Houdini's use. It is the
stand-in's own. Left out: limits of memory, the need for a window, and packages.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any, Mapping, Sequence
from urllib.parse import quote

from pdg._enums import scheduleResult, tickResult
from pdg._job_environment import common_variables
from pdg._local_jobs import LocalJob, kill_jobs, start_job
from pdg._local_parameters import local_template_body
from pdg._local_slots import LocalSlots
from pdg._release import since
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler

# Jobs are polled this often unless the parameter was set: short ones need not wait half a second.
_TICK_PERIOD = 0.05

_REPORT_WARNING, _RETRY, _IGNORE = 1, 2, 3
_NOT_MODELLED = ("local_enablemaxmemory", "local_useminfreemem", "local_requireswindow")


class LocalScheduler(LocalSlots, CallbackServerMixin, PyScheduler):
    """Runs jobs side by side as long as there are slots; each takes one, or as many as it asks."""

    def __init__(self, scheduler: Any, name: str) -> None:
        """Begin without jobs."""
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)
        self.parmprefix = "local"
        self.max_slots = 1
        self._jobs: dict[int | str, LocalJob] = {}
        self._submitted: list[Any] = []
        self._slot_lock = threading.Lock()

    @classmethod
    def templateName(cls) -> str:
        """Give the name of the node type."""
        return "localscheduler"

    @classmethod
    def templateBody(cls) -> str:
        """Give the parameters."""
        return local_template_body(cls.templateName())

    def applicationBin(self, name: str, work_item: Any = None) -> str:
        """Give the path of a program; that of hython may be set by parameters."""
        if name == "hython" and self["hythonbin"].evaluateInt() == 1:
            return self["hythonbincustomuniversal"].evaluateString(work_item)
        return self.cppObject().applicationBin(name, work_item)

    def onStart(self) -> bool:
        """Have nothing to do."""
        return True

    def onStop(self) -> bool:
        """Leave no process, no server and, where asked for, no temporary directory."""
        self._kill_everything()
        kill_jobs(self._submitted)
        self._submitted = []
        self.stopCallbackServer()
        return True

    def onStartCook(self, static: bool, cook_set: Sequence[Any]) -> bool:
        """Set directories, slots and the callback server."""
        del static, cook_set
        self._kill_everything()
        working_dir = self["pdg_workingdir"].evaluateString()
        self.setWorkingDir(working_dir, working_dir)
        temp_dir = self._temp_dir()
        self.setTempDir(temp_dir, temp_dir)
        self.max_slots = self._slot_count()
        if self["pdg_tickperiod"].value == self["pdg_tickperiod"].defaultValue:
            self["pdg_tickperiod"] = _TICK_PERIOD
        for parm in _NOT_MODELLED:
            if self[parm].evaluateInt():
                self.cookWarning(f"the stand-in's local scheduler does not use {parm}")
        if not self.isCallbackServerRunning():
            self.startCallbackServer()
        return True

    def onStopCook(self, cancel: bool = False) -> bool:
        """Kill what still runs; nobody waits for it any more."""
        for key in list(self._jobs):
            self._kill_job(key, report=cancel)
        return True

    def onSchedule(self, work_item: Any) -> scheduleResult:
        """Start the job of an item, or defer it while no slot is free."""
        if not work_item.command:
            return scheduleResult.CookSucceeded
        slots = self._slots_of(work_item)
        if self._used_slots() and self._used_slots() + slots > self.max_slots:
            return scheduleResult.FullDeferred
        key = work_item.id if since(19, 0) else work_item.name
        # Where nobody is told that an item was cancelled, it may come while its job still runs.
        self._kill_job(key, report=False)
        try:
            self.createJobDirsAndSerializeWorkItems(work_item)
            self._jobs[key] = self._spawn(work_item, key, slots)
        except (OSError, ValueError) as error:
            self.cookError(f"{work_item.name} could not be started: {error}")
            return scheduleResult.CookFailed
        self.workItemStartCook(key, -1)
        return scheduleResult.Succeeded

    def onTick(self) -> tickResult:
        """Report jobs that have ended and kill those over their time."""
        for job in list(self._jobs.values()):
            job.check_time()
            if job.has_ended():
                self._end_job(job)
        self._submitted = [process for process in self._submitted if process.poll() is None]
        free = self._used_slots() < self.max_slots
        return tickResult.SchedulerReady if free else tickResult.SchedulerBusy

    def onCancelWorkItems(self, work_items: Sequence[Any], node: Any) -> None:
        """Kill the jobs of items (21.0)."""
        del node
        for work_item in work_items:
            self._kill_job(work_item.id, report=True)

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
        process = start_job(command, environment, self.workingDir(True), log_file)
        self._submitted.append(process)
        uri = _file_uri(log_file)
        return (uri, process.pid) if since(20, 0) else uri

    def getLogURI(self, work_item: Any) -> str:
        """Give the URI of the log file, "" of an item that did not run."""
        log_file = self._log_file(work_item)
        return _file_uri(log_file) if os.path.exists(log_file) else ""

    def getStatusURI(self, work_item: Any) -> str:
        """Give "": a process has no page."""
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

    def _generateEnvironment(self, work_item: Any, slot: int) -> dict[str, str]:
        """Give the environment of a job; `slot` is where it runs, which no variable tells."""
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

    def _spawn(self, work_item: Any, key: int | str, slots: int) -> LocalJob:
        log_file = self._log_file(work_item)
        folder = self.workingDir(True)
        command = self.expandCommandTokens(work_item.command, work_item)
        environment = self._generateEnvironment(work_item, 0)
        job = LocalJob(key, work_item.name, start_job(command, environment, folder, log_file))
        job.log_file = log_file
        job.slots = slots
        if self._choice(work_item, "enabletimeout"):
            node = work_item.node
            job.time_limit = self.evaluateFloatOverride(node, "local", "maxtime", work_item, 0.0)
        return job

    def _end_job(self, job: LocalJob) -> None:
        """Report how a job has ended, or start it again."""
        item = self.cppObject()._find_item(job.key)
        code = job.process.returncode
        failed = code != 0
        if job.is_overdue:
            failed = self._choice(item, "handletimeout") == 0
        elif failed and not self._choice(item, "echandleall"):
            failed = code == self._choice(item, "eccustomcode")
        if failed:
            self._end_failed(job, item)
        else:
            self._end_well(job)

    def _end_well(self, job: LocalJob) -> None:
        del self._jobs[job.key]
        if not self["socketcallbacks"].evaluateInt():
            for _item, sub, path, tag, checksum in job.printed_results():
                self.workItemAddOutput(job.key, int(sub), path, tag, int(checksum))
        self.workItemSucceeded(job.key, -1, job.age)

    def _end_failed(self, job: LocalJob, item: Any) -> None:
        """Do what "On Task Failure" says."""
        how = self._choice(item, "echandleby")
        del self._jobs[job.key]
        if how == _RETRY and job.tries <= self._choice(item, "maximumretries"):
            again = self._spawn(item, job.key, job.slots)
            again.tries = job.tries + 1
            self._jobs[job.key] = again
            self.onWorkItemStartCook(job.key, -1, True)
            return
        if how == _REPORT_WARNING:
            self.cookWarning(f"{job.name} failed with exit code {job.process.returncode}")
        if how in (_REPORT_WARNING, _IGNORE):
            self.workItemSucceeded(job.key, -1, job.age)
        else:
            self.workItemFailed(job.key, -1)

    def _kill_job(self, key: int | str, *, report: bool) -> None:
        job = self._jobs.pop(key, None)
        if job is not None:
            kill_jobs([job.process])
            if report:
                self.workItemCanceled(key, -1)

    def _kill_everything(self) -> None:
        kill_jobs([job.process for job in self._jobs.values()])
        self._jobs = {}

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
    """Give the file URI of a path; Houdini shows one of a Windows share as file:////host/share."""
    plain = os.path.abspath(path).replace("\\", "/")
    return "file://" + ("/" if sys.platform == "win32" else "") + quote(plain)
