"""The double of `hou`: what it answers in a cook, and what it refuses by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SCHEDULER = """
import os

import hou
import pdg
from pdg.scheduler import PyScheduler


class Farm(PyScheduler):
    @classmethod
    def templateName(cls):
        return "farm"

    def onStart(self):
        return True

    def onStop(self):
        return True

    def onStartCook(self, static, cook_set):
        self.setWorkingDir(os.environ["HIP"], os.environ["HIP"])
        return True

    def onSchedule(self, work_item):
        assert {expression}
        return pdg.scheduleResult.CookSucceeded


def registerTypes(type_registry):
    type_registry.registerScheduler(Farm, name="farm", label="Farm")
"""


def place(here: Path, expression: str) -> None:
    write_tree(here, {"houdini/pdg/types/farm.py": SCHEDULER.format(expression=expression)})


@pytest.mark.parametrize(
    ("expression", "release"),
    [
        ("hou.hipFile.path() == os.environ['HIP'] + '/untitled.hip'", "22.0"),
        ("hou.hipFile.basename() == 'untitled.hip'", "19.0"),
        ("hou.applicationVersion() == (20, 5, 400)", "20.5"),
        ("hou.applicationVersion()[0] == 17", "17.5"),
        ("hou.applicationVersionString() == os.environ['HOUDINI_VERSION']", "21.0"),
        ("not hou.isUIAvailable()", "22.0"),
        ("hou.expandString('$HIP/x') == os.environ['HIP'] + '/x'", "17.5"),
        ("hou.text.expandString('${HIPNAME}') == 'untitled'", "18.0"),
        ("hou.getenv('NONE', 'x') == 'x'", "22.0"),
        ("hou.node('/tasks/topnet1/farm').type().name() == 'farm'", "22.0"),
        ("hou.node('/tasks/topnet1/farm').parent().path() == '/tasks/topnet1'", "22.0"),
        ("hou.node('/tasks/topnet1').node('farm').evalParm('pdg_maxtasks') == 0", "22.0"),
        ("hou.parm('/tasks/topnet1/farm/pdg_workingdir').unexpandedString() == '$HIP'", "22.0"),
        ("hou.node('/obj/geo1') is None", "22.0"),
        ("hou.node('/tasks/topnet1/farm').parm('none') is None", "22.0"),
        ("self.topNode().path() == '/tasks/topnet1/farm'", "20.5"),
        ("work_item.node.topNode().type().name() == 'genericgenerator'", "20.5"),
        ("work_item.node.topNode().parm('roppath') is None", "20.5"),
        ("hou.houdiniPath()[-1] == os.environ['HH']", "22.0"),
    ],
)
def test_hou_answers_as_in_a_session_without_a_gui(
    run: Run, here: Path, expression: str, release: str
) -> None:
    place(here, expression)
    run("cook", "houdini", "--items", "1", "--houdini", release)


@pytest.mark.parametrize(
    ("expression", "told", "release"),
    [
        ("hou.ui.displayMessage('x')", "hou.ui", "22.0"),
        ("hou.hipFile.load('x')", "hou.hipFile.load", "22.0"),
        ("hou.node('/').createNode('x')", "hou.Node.createNode", "22.0"),
        ("work_item.node.topNode().userData('x')", "hou.Node.userData", "22.0"),
        ("hou.text.expandString('x')", "hou.text", "17.5"),
    ],
)
def test_what_hou_lacks_here_is_refused_by_name(
    run: Run, here: Path, expression: str, told: str, release: str
) -> None:
    place(here, expression)
    result = run("cook", "houdini", "--items", "1", "--houdini", release, code=1)
    assert f"NotImplementedError: {told}: the stand-in's hou has" in result.stdout


def test_that_a_scheduler_needs_hou_is_a_note_and_the_rest_is_played(run: Run, here: Path) -> None:
    place(here, "hou.hipFile.path()")
    words = [f"--scenario={name}" for name in ("imports-without-hou", "registers", "item-names")]
    lines = run("verify", "houdini", *words).stdout.splitlines()
    assert [line.split(":")[0] for line in lines if line[:1].isupper()] == [
        "NOTE    imports-without-hou",
        "PASSED  registers",
        "PASSED  item-names",
    ]
