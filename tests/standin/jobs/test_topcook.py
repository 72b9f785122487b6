"""A graph cooked from a file in a process of its own, as submitAsJob has it done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from trees import write_tree

from pysched_gen.standin import HFS, JOB, SITE

if TYPE_CHECKING:
    from pathlib import Path

SCHEDULER = """
import subprocess
import pdg
from pdg.scheduler import PyScheduler

class Direct(PyScheduler):
    def onStartCook(self, static, cook_set):
        folder = self["pdg_workingdir"].evaluateString()
        self.setWorkingDir(folder, folder)
        return True

    def onSchedule(self, work_item):
        code = subprocess.call(work_item.command, shell=True, cwd=self.workingDir(True))
        if code:
            return pdg.scheduleResult.CookFailed
        self.onWorkItemAddOutput(work_item.id, -1, "/x/" + work_item.name, "file/t", 0)
        return pdg.scheduleResult.CookSucceeded

def registerTypes(registry):
    registry.registerScheduler(Direct, name="direct")
"""
GRAPH = {
    "schema": "pysched-gen/graph",
    "version": 1,
    "nodes": [
        {"name": "first", "items": [{"index": 0, "command": "touch first"}]},
        {
            "name": "second",
            "inputs": ["first"],
            "items": [{"index": 0, "command": "touch second", "dependsOn": ["first:0"]}],
        },
        {"name": "aside", "items": [{"index": 0, "command": "touch aside"}]},
    ],
}


def cook(folder: Path, *options: str, graph: Any = GRAPH, **env: str) -> tuple[int, str, set[str]]:
    """Give exit code, output, and the items whose commands ran."""
    files: dict[str, str | bytes] = {
        "path/pdg/types/direct.py": SCHEDULER,
        "hip/graph.json": json.dumps(graph),
    }
    write_tree(folder, files)
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PDG_", "HOUDINI"))}
    own |= {"PYTHONPATH": os.pathsep.join([str(SITE), str(JOB)]), "PYTHONDONTWRITEBYTECODE": "1"}
    own |= {"HOUDINI_PATH": str(folder / "path"), "HFS": str(HFS), **env}
    arguments = options or ("--hip", "graph.json", "--scheduler", "direct")
    ran = subprocess.run(
        [sys.executable, JOB / "topcook.py", *arguments],
        cwd=folder / "hip",
        env=own,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    made = {one.name for one in (folder / "hip").iterdir()} & {"first", "second", "aside"}
    return ran.returncode, ran.stdout + ran.stderr, made


FILE = ("--hip", "graph.json")
DIRECT = (*FILE, "--scheduler", "direct")
FAILS = {**GRAPH, "nodes": [{"name": "first", "items": [{"index": 0, "command": "exit 1"}]}]}


@pytest.mark.parametrize(
    ("options", "made"),
    [
        (DIRECT, {"first", "second", "aside"}),
        ((*DIRECT, "--toppath", "/tasks/topnet1"), {"first", "second", "aside"}),
        ((*DIRECT, "--toppath", "/tasks/topnet1/second"), {"first", "second"}),
        ((*DIRECT, "--toppath", "/tasks/topnet1/aside"), {"aside"}),
        (("--taskgraphin", "graph.json", "--scheduler", "direct"), {"first", "second", "aside"}),
    ],
)
def test_which_items_cook(tmp_path: Path, options: tuple[str, ...], made: set[str]) -> None:
    assert cook(tmp_path, *options)[::2] == (0, made)


def test_the_scheduler_may_come_from_the_environment(tmp_path: Path) -> None:
    scheduler = json.dumps({"type": "direct", "values": {"pdg_maxitems": 1}})
    code, output, made = cook(tmp_path, *FILE, PDG_STANDIN_SCHEDULER=scheduler)
    assert (code, len(made)) == (0, 3), output


def test_the_scheduler_may_lie_beside_the_graph(tmp_path: Path) -> None:
    write_tree(tmp_path, {"hip/graph.json.scheduler.json": '{"type": "direct"}'})
    code, output, made = cook(tmp_path, *FILE)
    assert (code, len(made)) == (0, 3), output


@pytest.mark.parametrize(
    ("options", "graph", "code", "text"),
    [
        (DIRECT, FAILS, 1, "CookedFail"),
        ((*FILE, "--scheduler", "nowhere"), GRAPH, 2, "nowhere"),
        (DIRECT, {}, 2, "graph.json: graph: expected an object"),
        (("--hip", "missing.json"), GRAPH, 2, "missing.json"),
        ((), GRAPH, 0, "second"),
        (("--toppath", "x"), GRAPH, 2, "--hip"),
    ],
)
def test_how_it_ends(
    tmp_path: Path, options: tuple[str, ...], graph: Any, code: int, text: str
) -> None:
    ended, output, _ = cook(tmp_path, *options, graph=graph)
    assert ended == code, output
    assert text in output
    assert "Traceback" not in output


def test_what_became_of_the_items_is_written(tmp_path: Path) -> None:
    options = ("--taskgraphout", "out.json", "--outputdir", str(tmp_path), "--verbosity", "0")
    assert cook(tmp_path, *DIRECT, *options)[1] == ""
    items = json.loads((tmp_path / "out.json").read_text("utf-8"))["items"]
    assert [item["state"] for item in items] == ["CookedSuccess"] * 3
    assert items[0]["outputs"] == ["/x/" + items[0]["name"]]


@pytest.mark.parametrize(
    ("options", "nodes"),
    [
        ((), set()),
        (("--report", "none"), set()),
        (("--report", "all"), {"first", "second", "aside"}),
        (("--report", "items"), {"first", "second", "aside"}),
        (("--report", "outputnode"), {"second", "aside"}),
        (("--fetch",), {"second", "aside"}),
    ],
)
def test_outputs_are_reported_as_those_of_the_job(
    tmp_path: Path, options: tuple[str, ...], nodes: set[str]
) -> None:
    _, output, _ = cook(tmp_path, *DIRECT, *options, PDG_ITEM_ID="7")
    lines = [line for line in output.splitlines() if "PDG_RESULT: 7;-1;/x/" in line]
    assert {line.split("/x/")[1].split("_")[0] for line in lines} == nodes
