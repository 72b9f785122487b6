"""The `pdg` double shows what is documented of Houdini's, on every Python it must run on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from interpreters import require_python

DOUBLES = Path(__file__).parents[1] / "doubles"

SETUP = """
from __future__ import print_function
import pdg
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler

class Farm(CallbackServerMixin, PyScheduler):
    def __init__(self, scheduler, name):
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, False)
        try:
            self["farm_pool"]
        except RuntimeError as error:
            self.early = str(error)

    @classmethod
    def templateName(cls):
        return "farm"

    @classmethod
    def templateBody(cls):
        return '{"name": "farm", "parameters": [{"name": "farm_pool", "type": "Integer"}]}'

    def onStart(self):
        self.started = self["farm_pool"].evaluateInt()
        return True

registry = pdg.TypeRegistry.types()
entry = registry.registerScheduler(Farm, name="farm", label="Farm", parm_category="Queue")
farm = entry.create("farm1", {"farm_pool": 3})
item = pdg.WorkItem(7, pdg.Node("work", {"farm_pool": 5}), "__PDG_ITEM_NAME__")
"""

TAKEN = "RuntimeError: A type already exists with the name 'farm'"
FACTS = [
    ("registry.typeNames(pdg.registeredType.Scheduler)", "['farm']"),
    ("registry.typeNames(pdg.registeredType.Node)", "[]"),
    ("registry.registeredType(pdg.registeredType.Scheduler, 'farm') is entry", "True"),
    ("(entry.typeLabel, entry.parm_category)", "('Farm', 'Queue')"),
    # The name of a type is its class's, in lower case, where none is given.
    ("registry.registerScheduler(Farm)", TAKEN),
    ("farm.early", "bad port: farm_pool"),
    ("farm.started", "3"),
    ("farm.evaluateIntOverride(item.node, 'farm', 'pool', item, 0)", "5"),
    ("farm.evaluateIntOverride(None, 'farm', 'pool', item, 0)", "3"),
    ("farm.evaluateIntOverride(None, 'farm', 'absent', item, 9)", "9"),
    ("item.name", "work_7"),
    ("farm.workingDir(True)", "RuntimeError: the working directory was never set"),
    ("farm.setWorkingDir('/a', '/b') or farm.workingDir(False)", "/b"),
    ("farm.onWorkItemFailed(7, -1) or farm.reports", "[('onWorkItemFailed', (7, -1))]"),
    ("farm.nothing", "AttributeError: 'Scheduler' object has no attribute 'nothing'"),
    ("pdg.scheduleResult.SchedulerBusy", "AttributeError: "),
    ("len({pdg.scheduleResult.Succeeded, pdg.scheduleResult.CookSucceeded})", "2"),
    ("isinstance(pdg.tickResult.SchedulerReady, pdg.tickResult)", "True"),
]


@pytest.mark.parametrize("version", [(2, 7), (3, 7), (3, 13)], ids=lambda v: f"{v[0]}.{v[1]}")
def test_double(version: tuple[int, int]) -> None:
    lines = [SETUP]
    for expression, _ in FACTS:
        lines += ["try:", f"    print({expression})", "except Exception as error:"]
        lines += ["    print('%s: %s' % (type(error).__name__, error))"]
    run = subprocess.run(
        [require_python(version), "-B", "-c", "\n".join(lines)],
        env={**os.environ, "PYTHONPATH": str(DOUBLES)},
        capture_output=True,
        text=True,
        check=True,
    )
    answers = run.stdout.splitlines()
    assert len(answers) == len(FACTS)
    seen = {
        expression: answer[: len(wanted)] if wanted.endswith(": ") else answer
        for (expression, wanted), answer in zip(FACTS, answers, strict=True)
    }
    assert seen == dict(FACTS)
