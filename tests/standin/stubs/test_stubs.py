"""`pdg-stubs` is made from the stand-in, and says to type checkers what code may do with `pdg`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from accepted import accepted_tree
from black import Mode, format_str
from stub_path import copy_stubs
from stub_writer import write_stubs

from pysched_gen.standin import SITE, STUBS

SURFACE = Path(__file__).parents[1] / "items" / "child_surface.py"


def missing_names() -> dict[str, list[str]]:
    """Give what Houdini has and the stand-in lacks, by class; under "" what the module lacks."""
    listed: dict[str, str] = json.loads((SITE / "pdg/names.json").read_text("utf-8"))
    done = subprocess.run(
        [sys.executable, SURFACE],
        input=json.dumps({name: members.split() for name, members in listed.items()}),
        env={**os.environ, "PYTHONPATH": str(SITE), "PDG_STANDIN_HOUDINI": "21.0"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    lacking = {
        name: sorted(member for member, how in members.items() if how == "missing")
        for name, members in found.items()
    }
    return {"": sorted(listed), **lacking}


def styled(text: str) -> bytes:
    return format_str(text, mode=Mode(is_pyi=True, line_length=100)).encode()


@pytest.mark.accepts
def test_the_stubs_are_made_from_the_modules() -> None:
    made = {name: styled(text) for name, text in write_stubs(SITE, missing_names()).items()}
    made["py.typed"] = b"partial\n"
    assert accepted_tree(STUBS, made) == made, "run `make accept` and review the difference"


@pytest.fixture(scope="module", name="stubs")
def install_stubs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which the stubs are called `pdg`, as those of an installed wheel are."""
    return copy_stubs(tmp_path_factory.mktemp("stubs"))


def run_mypy(stubs: Path, *targets: Path) -> str:
    command = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--warn-unreachable"]
    done = subprocess.run(
        [*command, *targets],
        cwd=stubs,
        env={**os.environ, "MYPYPATH": str(stubs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_the_stubs_are_typed_themselves(stubs: Path) -> None:
    assert run_mypy(stubs, stubs / "pdg").startswith("Success: no issues found")


LINES = {
    "work_item.setIntAttrib('a', 1)": "",
    "self.workItemSucceeded(work_item.id, -1, 0.5)": "",
    "self.onWorkItemFailed(work_item.id, work_item.batchIndex)": "",
    "self['pdg_workingdir'].evaluateString().upper()": "",
    "self.expandCommandTokens(work_item.command, work_item).upper()": "",
    "self.context.graph.workItemById(3)": "",
    "self.topNode().parent()": "",
    "self._copyJobSupportFiles()": "",
    "self.startCallbackServer()": "",
    "work_item.loopLock": "",
    "pdg.EvaluationContext.workItem()": "",
    "pdg.utils.expand_vars('$A', {})": "",
    "work_item.nmae": '"WorkItem" has no attribute "nmae"',
    "self.workItemSuceeded(1, -1, 0.5)": '"Farm" has no attribute "workItemSuceeded"',
    "pdg.scheduleResult.SchedulerBusy": '"type[scheduleResult]" has no attribute "SchedulerBusy"',
    "pdg.WorkItems": 'Module has no attribute "WorkItems"',
    "work_item.name.upper(1)": 'Too many arguments for "upper"',
    "work_item.setCommand(3)": 'Argument 1 to "setCommand" of "WorkItem" has incompatible type',
    "self.onWorkItemSucceeded(work_item.id)": "Missing positional arguments",
}
HEAD = """
import pdg
import pdg.utils
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler

class Farm(CallbackServerMixin, PyScheduler):
    def expandCommandTokens(self, item_command: str, work_item: pdg.WorkItem) -> str:
        return item_command

    def onSchedule(self, work_item: pdg.WorkItem) -> pdg.scheduleResult:
"""
TAIL = "        return pdg.scheduleResult.Succeeded\n"


@pytest.fixture(scope="module", name="errors")
def check_lines(stubs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give what mypy says of each line of LINES, "" where it says nothing."""
    module = tmp_path_factory.mktemp("farm") / "farm.py"
    module.write_text(HEAD.lstrip() + "".join(f"        {line}\n" for line in LINES) + TAIL)
    output = run_mypy(stubs, module)
    source = module.read_text().splitlines()
    errors = dict.fromkeys((line.strip() for line in source), "")
    for found in output.splitlines():
        place, mark, message = found.partition(": error: ")
        if mark:
            assert "farm.py:" in place, output
            errors[source[int(place.rpartition(":")[2]) - 1].strip()] = message
    return errors


@pytest.mark.parametrize("line", LINES)
def test_what_a_callback_may_use(line: str, errors: dict[str, str]) -> None:
    assert (errors[line] == "") == (LINES[line] == "")
    assert errors[line].startswith(LINES[line]), errors[line]


def test_nothing_else_of_a_scheduler_is_called_wrong(errors: dict[str, str]) -> None:
    assert {line for line, error in errors.items() if error} <= set(LINES)
