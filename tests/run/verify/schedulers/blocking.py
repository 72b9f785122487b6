"""Breaks nothing in Houdini 17.5: no onTick, onStopCook without an argument; waits for jobs."""

from __future__ import annotations

import subprocess
from typing import Any

import pdg
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler


class Blocking(CallbackServerMixin, PyScheduler):
    def __init__(self, scheduler: Any, name: str) -> None:
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)

    @classmethod
    def templateName(cls) -> str:
        return "blocking"

    def onStart(self) -> bool:
        return True

    def onStop(self) -> bool:
        if self.isCallbackServerRunning():
            self.stopCallbackServer()
        return True

    def onStartCook(self, static: bool, cook_set: Any) -> bool:
        folder = self["pdg_workingdir"].evaluateString()
        self.setWorkingDir(folder, folder)
        if not self.isCallbackServerRunning():
            self.startCallbackServer()
        return True

    def onStopCook(self) -> bool:
        return True

    def onSchedule(self, work_item: Any) -> Any:
        self.createJobDirsAndSerializeWorkItems(work_item)
        command = self.expandCommandTokens(work_item.command, work_item)
        if subprocess.call(command, shell=True) == 0:
            return pdg.scheduleResult.CookSucceeded
        return pdg.scheduleResult.CookFailed


def registerTypes(registry: Any) -> None:
    if "blocking" not in registry.typeNames(pdg.registeredType.Scheduler):
        registry.registerScheduler(Blocking, label="Blocking")
