# ruff: noqa: N802, PTH118, PTH123, UP032 - PDG's names, and what Python 3.7 has
"""Child side of these tests: a session whose scheduler runs each item as a process of its own.

It runs where the stand-in runs: `jobfarm.py` is started with the stand-in on PYTHONPATH and reads
a test's script from a file, which has `farm` to work with.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from typing import Any

import pdg
import pdg._release
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler
from pdg.utils import TickTimer
from pdgstandin.session import Session
from pdgstandin.spec import GraphSpec


class Farm(CallbackServerMixin, PyScheduler):
    """Starts a process for each item and waits for what the process reports."""

    def __init__(self, scheduler: Any, name: str) -> None:
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)
        self.running: dict[int, Any] = {}
        self.job_environment: dict[str, str] = {}
        self.timer: Any = None
        self.names: dict[int, str] = {}

    def onStartCook(self, static: bool, cook_set: Any) -> bool:
        del static, cook_set
        folder = os.environ["HIP"]
        self.setWorkingDir(folder, folder)
        self["pdg_tickperiod"] = 0.02
        self.startCallbackServer()
        self._copyJobSupportFiles()
        if not pdg._release.since(18, 0):
            self.timer = TickTimer(0.02, self.poll)
            self.timer.start()
        return True

    def onSchedule(self, work_item: Any) -> Any:
        self.createJobDirsAndSerializeWorkItems(work_item)
        self.names[work_item.id] = work_item.name
        environment = dict(os.environ)
        environment.update(
            PDG_RESULT_SERVER=self.workItemResultServerAddr(),
            PDG_ITEM_NAME=work_item.name,
            PDG_ITEM_ID=str(work_item.id),
            PDG_DIR=self.workingDir(False),
            PDG_TEMP=self.tempDir(False),
            PDG_SCRIPTDIR=self.scriptDir(False),
            PDG_BATCH_POLL_DELAY="0.05",
        )
        environment["PYTHONPATH"] = self.scriptDir(False)
        environment.update(self.job_environment)
        environment.update(work_item.environment)
        command = self.expandCommandTokens(work_item.command, work_item)
        with open(os.path.join(self.logDir(True), work_item.name + ".log"), "wb") as log:
            self.running[work_item.id] = subprocess.Popen(  # noqa: S602 - commands of tests
                command,
                shell=True,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return pdg.scheduleResult.Succeeded

    def onTick(self) -> Any:
        self.poll()
        return pdg.tickResult.SchedulerReady

    def poll(self) -> None:
        for id_, process in list(self.running.items()):
            code = process.poll()
            if code is not None:
                del self.running[id_]
            if code:
                self.workItemFailed(id_ if pdg._release.since(19, 0) else self.names[id_], -1)

    def onStopCook(self, cancel: bool = False) -> bool:  # noqa: FBT002 - 17.5 has none
        if self.timer is not None:
            self.timer.cancel()
        for process in self.running.values() if cancel else ():
            # The shell alone would leave what it runs.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return True

    def onStop(self) -> bool:
        self.stopCallbackServer()
        return True


if not pdg._release.since(18, 0):
    del Farm.onTick


class Trial:
    """What a test's script calls: `farm.cook(...)`, `farm.tell(name=value)`."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        pdg.TypeRegistry.types().registerScheduler(Farm)
        self.session = Session(folder)
        self.events: list[Any] = []
        self.session.recorder.listen(lambda kind, _time, facts: self.events.append((kind, facts)))
        self.told: dict[str, Any] = {}

    @property
    def context(self) -> Any:
        return self.session.context

    def add(self, name: str = "farm", **values: Any) -> Any:
        """Add a scheduler; give its Python side."""
        return self.session.add_scheduler("farm", name, values)._python

    def script(self, text: str) -> str:
        """Write a job script; give the command that runs it."""
        handle, path = tempfile.mkstemp(".py", dir=self.folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        return '"{}" "{}"'.format(sys.executable, path)

    def load(self, *items: Any, node: str = "work", **more: Any) -> None:
        """Add a node with items, each a command or the fields of an item."""
        full = [item if isinstance(item, dict) else {"command": item} for item in items]
        listed = [{"index": index, **item} for index, item in enumerate(full)]
        data = {
            "schema": "pysched-gen/graph",
            "version": 1,
            "nodes": [{"name": node, "items": listed, **more}],
        }
        self.session.load(GraphSpec.from_json(data))

    def cook(self, timeout: float = 600.0) -> Any:
        """Cook; give the states by position of the items."""
        result = self.session.cook(timeout)
        self.told["errors"] = result.errors
        return list(result.states.values())

    def item(self, index: int = 0) -> Any:
        """Give the item that was added at that place."""
        return list(self.context.graph._by_id.values())[index]

    def log(self, index: int = 0) -> str:
        """Give what the job of an item printed."""
        name = self.item(index).name + ".log"
        for folder, _folders, files in os.walk(os.path.join(self.folder, "pdgtemp")):
            if name in files:
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    return file.read()
        return ""

    def recorded(self, kind: str) -> Any:
        """Give what was recorded of one kind."""
        return [facts for name, facts in self.events if name == kind]

    def tell(self, **facts: Any) -> None:
        """Hand facts to the test."""
        self.told.update(facts)


def main() -> None:
    script, folder = sys.argv[1:]
    farm = Trial(folder)
    with open(script, encoding="utf-8") as file:
        code = compile(file.read(), script, "exec")
    with farm.session:
        exec(code, {"farm": farm, "pdg": pdg, "Farm": Farm, "__name__": "trial"})  # noqa: S102
    sys.stdout.write("\nTOLD " + json.dumps(farm.told, default=str) + "\n")


main()
