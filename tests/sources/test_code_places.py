"""Findings about a text of asCode() are told at the line of the statement that sets the field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from trees import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

CODE = """# Code by Houdini
hou_parent = hou.node("/tasks/topnet1")
hou_node = hou_parent.createNode("pythonscheduler", "farmq")
hou_parm = hou_node.parm("onschedule")
hou_parm.set("x = 1\\nself.nosuch()\\nreturn pdg.scheduleResult.Succeeded\\n")
"""


def test_a_finding_is_at_the_statement(run: Run, here: Path) -> None:
    write_tree(here, {"code.py": CODE})
    command = ["check", "code.py", "--houdini", "20.5", "--select", "unknown-member"]
    told = run(*command, code=1).stdout
    assert told.startswith("code.py:5:1: warning[PSG113 unknown-member]: "), told
    assert "(line 2 of onschedule of /tasks/topnet1/farmq)\n  self.nosuch()\n" in told
    report = json.loads(run(*command, "--format", "json", code=1).stdout)
    place = report["findings"][0]["location"]
    assert (place["line"], place["parameter"]) == (5, "onschedule")
