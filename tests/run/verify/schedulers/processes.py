"""A scheduler of local processes that does everything right; others break one thing of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pdg
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler

_MOST = 4


class Processes(CallbackServerMixin, PyScheduler):
    """Keeps process and start of each job by the id of its item."""

    def __init__(self, scheduler: Any, name: str) -> None:
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)
        self.environment: dict[str, str] = {}
        self.jobs: dict[Any, tuple[subprocess.Popen[bytes], float]] = {}

    @classmethod
    def templateName(cls) -> str:
        return cls.__name__.lower()

    @classmethod
    def templateBody(cls) -> str:
        queue = {"name": "farm_queue", "type": "String", "value": "all", "tag": ["pdg::scheduler"]}
        return json.dumps({"name": cls.templateName(), "parameters": [queue]})

    def onStart(self) -> bool:
        return True

    def onStop(self) -> bool:
        self.kill(list(self.jobs))
        if self.isCallbackServerRunning():
            self.stopCallbackServer()
        return True

    def onStartCook(self, static: bool, cook_set: Any) -> bool:
        folder = self["pdg_workingdir"].evaluateString()
        self.setWorkingDir(folder, folder)
        if not self.isCallbackServerRunning():
            self.startCallbackServer()
        return True

    def onStopCook(self, cancel: bool) -> bool:
        if cancel:
            self.kill(list(self.jobs))
        return True

    def onSchedule(self, work_item: Any) -> Any:
        if len(self.jobs) >= _MOST:
            return pdg.scheduleResult.FullDeferred
        self.createJobDirsAndSerializeWorkItems(work_item)
        self.environment = self.variables(work_item)
        self.start(self.key(work_item), self.expandCommandTokens(work_item.command, work_item))
        self.onWorkItemStartCook(self.key(work_item), -1)
        return pdg.scheduleResult.Succeeded

    def variables(self, work_item: Any) -> dict[str, str]:
        own = {name: str(value) for name, value in work_item.environment.items()}
        return {
            **os.environ,
            "PDG_RESULT_SERVER": str(self.workItemResultServerAddr()),
            "PDG_ITEM_NAME": str(work_item.name),
            "PDG_ITEM_ID": str(work_item.id),
            "PDG_ITEM_DATA_SOURCE": str(self["pdg_workitemdatasource"].evaluateInt()),
            "PDG_INDEX": str(work_item.index),
            "PDG_DIR": str(self.workingDir(False)),
            "PDG_TEMP": str(self.tempDir(False)),
            "PDG_SCRIPTDIR": str(self.scriptDir(False)),
            **own,
        }

    def key(self, work_item: Any) -> Any:
        return work_item.id

    def start(self, item_id: Any, command: str) -> None:
        process = subprocess.Popen(
            command,
            shell=True,
            env=self.environment,
            cwd=self.workingDir(True),
            start_new_session=True,
        )
        self.jobs[item_id] = process, time.monotonic()

    def onTick(self) -> Any:
        for item_id, (process, started) in list(self.jobs.items()):
            if process.poll() is not None:
                del self.jobs[item_id]
                self.report(item_id, process.returncode, time.monotonic() - started)
        full = len(self.jobs) >= _MOST
        return pdg.tickResult.SchedulerBusy if full else pdg.tickResult.SchedulerReady

    def report(self, item_id: Any, code: int, seconds: float) -> None:
        if code == 0:
            self.onWorkItemSucceeded(item_id, -1, seconds)
        else:
            self.onWorkItemFailed(item_id, -1)

    def onCancelWorkItems(self, work_items: Any, node: Any) -> None:
        self.kill([self.key(item) for item in work_items])

    def kill(self, item_ids: list[Any]) -> None:
        for item_id in item_ids:
            if item_id in self.jobs:
                process, _started = self.jobs.pop(item_id)
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                self.onWorkItemCanceled(item_id, -1)

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        return "http://farm/jobs/7", "7"

    def getLogURI(self, work_item: Any) -> str:
        return Path(self.logDir(True), f"{work_item.name}.log").absolute().as_uri()


def register(type_registry: Any, type_object: type[Processes], **names: str) -> None:
    """Register a type once, as a generated package does."""
    name = names.pop("name", type_object.__name__.lower())
    if name not in type_registry.typeNames(pdg.registeredType.Scheduler):
        names.setdefault("label", type_object.__name__)
        try:
            type_registry.registerScheduler(type_object, name=name, parm_category="Farm", **names)
        except TypeError:
            type_registry.registerScheduler(type_object, name=name, **names)
