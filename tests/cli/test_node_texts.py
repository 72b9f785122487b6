"""`grep` and `inspect --values` on dumps and texts of nodes, which show what scenes do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from trees import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

FARM = "/tasks/top/farm"
DUMP = {
    "schema": "pysched-gen/node-dump",
    "version": 1,
    "houdini": "20.5.445",
    "nodes": [
        {
            "path": FARM,
            "name": "farm",
            "type": "pythonscheduler",
            "callbacks": [
                {"parm": "onschedule", "text": "import os\nos.system('x')\n", "default": False},
                {
                    "parm": "onstart",
                    "text": None,
                    "default": False,
                    "expression": {"text": "start_of()", "language": "python"},
                },
            ],
            "parameters": [
                {
                    "name": "queue",
                    "type": "String",
                    "spare": True,
                    "values": ["old"],
                    "help": "of the farm",
                },
                {"name": "keep", "type": "Toggle", "spare": True, "values": [1]},
                {"name": "size", "type": "Float", "spare": True, "size": 2, "values": [1.0, 2.5]},
                {
                    "name": "jobs",
                    "type": "Int",
                    "spare": True,
                    "values": [4],
                    "expressions": [{"index": 0, "text": 'ch("n")', "language": "hscript"}],
                },
            ],
        }
    ],
}
SCRIPT = r"""# Automatically generated script
\set noalias = 1
opcf /
opcf tasks
opadd -e -n topnet top
opcf top
opadd -e -n pythonscheduler farm
opspareds '    parm {         name    "queue"         help    "of the farm"     } ' farm
opparm -V 20.5.445 farm queue ( old ) keep ( on ) size ( 1 2.5 ) jobs ( jobs )
opparm farm onschedule ( 'import os\nos.system(\'x\')\n' )
chkey -t 0 -v 4 -F 'ch("n")' farm/jobs
"""
CODE = """# Initialize parent node variable.
hou_parent = hou.node("/tasks/top")
# Code for /tasks/top/farm
hou_node = hou_parent.createNode("pythonscheduler", "farm")
hou_parm_template_group = hou.ParmTemplateGroup()
hou_parm_template = hou.StringParmTemplate("queue", "Queue", 1, help="of the farm")
hou_parm_template_group.append(hou_parm_template)
hou_node.setParmTemplateGroup(hou_parm_template_group)
hou_node.parm("queue").set("old")
hou_node.parm("keep").set("on")
hou_node.parmTuple("size").set((1, 2.5))
hou_node.parm("jobs").setExpression('ch("n")', hou.exprLanguage.Hscript)
hou_node.parm("onschedule").set("import os\\nos.system('x')\\n")
"""
FILES: dict[str, str | bytes] = {"dump.json": json.dumps(DUMP), "farm.cmd": SCRIPT, "farm.py": CODE}
LINES = (
    "onschedule:2: os.system('x')",
    "queue:1: old",
    "keep:1: on",
    "size:1: 1, 2.5",
    'jobs:1: ch("n")',
)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("line", LINES)
def test_grep_finds_values_and_code(here: Path, run: Run, file: str, line: str) -> None:
    write_tree(here, FILES)
    found = run("grep", "-F", line.partition(": ")[2], file).stdout.splitlines()
    assert f"{file}:{FARM}:{line}" in found


@pytest.mark.parametrize("file", FILES)
def test_grep_finds_the_interface_line_by_line(here: Path, run: Run, file: str) -> None:
    write_tree(here, FILES)
    (found,) = run("grep", "of the farm", file).stdout.splitlines()
    place, text = found.split(": ", 1)
    assert place.startswith(f"{file}:{FARM}:interface:")
    assert text.split() == ["help", '"of', "the", 'farm"']


def test_grep_finds_an_expression_that_drives_code(here: Path, run: Run) -> None:
    write_tree(here, FILES)
    found = run("grep", "start_of", "dump.json").stdout
    assert found == f"dump.json:{FARM}:onstart:1: start_of()\n"


def test_grep_looks_for_nodes_and_types_and_takes_such_files_of_a_folder(
    here: Path, run: Run
) -> None:
    tool = "import hou\nnode = hou.node('/obj').createNode('geo')\nos.system('x')\n"
    write_tree(here, {f"a/{name}": text for name, text in FILES.items()})
    write_tree(here, {"a/tool.py": tool, "a/other.json": "{}", "a/notes.txt": "os.system"})
    names = [f"a/{name}" for name in FILES]
    assert run("grep", "-l", "os.system", "a").stdout.splitlines() == names
    assert run("grep", "os.system", "a/tool.py").stdout == "a/tool.py:3: os.system('x')\n"
    for name in names:
        some = run("grep", "-l", "system", f"{name}:/tasks", "--type", "python*").stdout
        assert some == f"{name}:/tasks\n"
        run("grep", "system", name, "--type", "top*", code=1)
        assert "has no node /obj" in run("grep", "system", f"{name}:/obj", code=3).stderr


@pytest.mark.parametrize("file", FILES)
def test_what_a_node_holds_is_shown(here: Path, run: Run, file: str) -> None:
    write_tree(here, FILES)
    shown = run("inspect", file, "--values").stdout
    assert f"{FARM}  pythonscheduler\n" in shown
    assert "  size = 1, 2.5\n" in shown
    assert '  jobs = ch("n")  (hscript expression)\n' in shown
    said = run("inspect", f"{file}:/no", "--values", code=3).stderr
    assert said == f'error: {file}: has no node /no; "inspect {file} --all-nodes" lists them\n'


def test_a_node_of_another_type_is_shown(here: Path, run: Run) -> None:
    write_tree(here, FILES)
    assert run("inspect", "farm.cmd:/tasks/top").stdout == "/tasks/top  topnet\n"


@pytest.mark.parametrize(
    ("dump", "code", "message"),
    [({}, 3, "is JSON, but no node dump"), ({**DUMP, "nodes": [1]}, 2, "nodes[0]")],
)
def test_a_dump_that_cannot_be_read_says_why(
    here: Path, run: Run, dump: object, code: int, message: str
) -> None:
    write_tree(here, {"dump.json": json.dumps(dump)})
    assert message in run("grep", "x", "dump.json", code=code).stderr
