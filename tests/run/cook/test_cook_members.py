"""What graph files say beside commands: schedulers, path map, files, services and scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from trees import write_tree

if TYPE_CHECKING:
    from conftest import Run

LOCAL = """
import os, sys
import pdg
sys.path.append(os.path.expandvars("$HFS/houdini/pdg/types/schedulers"))
from local import LocalScheduler
sys.path.pop()

class {name}(LocalScheduler):
{body}

def registerTypes(type_registry):
    type_registry.registerScheduler({name}, name="{type}", label="{type}")
"""
PACKAGE: dict[str, str | bytes] = {
    "pkg/pdg/types/first.py": LOCAL.format(
        name="First",
        type="first",
        body="    def hasServiceSupport(self):\n        return True",
    ),
    "pkg/pdg/types/second.py": LOCAL.format(
        name="Second",
        type="second",
        body='    def onStartCook(self, *rest):\n        print("period", self["pdg_tickperiod"]'
        ".evaluateFloat())\n        return LocalScheduler.onStartCook(self, *rest)",
    ),
}


def node(name: str, *items: dict[str, Any], **keys: Any) -> dict[str, Any]:
    entries = [{"index": number, **item} for number, item in enumerate(items)]
    return {"name": name, "items": entries, **keys}


def cook(run: Run, nodes: list[dict[str, Any]], *options: str, code: int = 0, **keys: Any) -> Any:
    write_tree(Path(), PACKAGE)
    graph = {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes, **keys}
    Path("graph.json").write_text(json.dumps(graph))
    words = ("cook", "pkg", "--scheduler", "first", "--graph", "graph.json", *options)
    return run(*words, code=code)


ECHO = {"command": "true"}


def test_nodes_are_cooked_by_the_schedulers_they_name(run: Run) -> None:
    nodes = [
        node("a", ECHO),
        node("b", {**ECHO, "dependsOn": ["a:0"]}, scheduler="second"),
        node("c", {**ECHO, "dependsOn": ["b:0"]}, scheduler="localscheduler"),
        node("d", ECHO, scheduler="quick"),
    ]
    quick = {"quick": {"type": "second", "parms": {"pdg_tickperiod": 0.125}}}
    result = cook(run, nodes, "--format", "json", schedulers=quick)
    report = json.loads(result.stdout)
    found = {item["node"]: (item["scheduler"], item["state"]) for item in report["items"]}
    assert found == {
        "a": ("first", "CookedSuccess"),
        "b": ("second", "CookedSuccess"),
        "c": ("localscheduler", "CookedSuccess"),
        "d": ("quick", "CookedSuccess"),
    }
    shown = cook(run, nodes, "-v", schedulers=quick).stdout
    assert "node  scheduler       CookedSuccess" in shown
    assert "period 0.125" in shown


def test_a_cook_with_several_schedulers_is_submitted_whole(run: Run) -> None:
    nodes = [
        node("a", {"cookType": "InProcess", "script": "pass"}),
        node("b", {**ECHO, "dependsOn": ["a:0"]}, scheduler="quick"),
    ]
    quick = {"quick": {"type": "second", "parms": {"pdg_tickperiod": 0.125}}}
    write_tree(Path(), PACKAGE)
    result = cook(run, nodes, "--submit", "--format", "json", schedulers=quick)
    assert json.loads(result.stdout)["states"] == {"CookedSuccess": 2}


def test_all_schedulers_of_a_cook_are_cancelled(run: Run) -> None:
    long = {"command": "sleep 600"}
    nodes = [node("a", long), node("b", long, scheduler="second")]
    result = cook(run, nodes, "--timeout", "5", "--format", "json", code=1)
    report = json.loads(result.stdout)
    assert report["states"] == {"CookedCancel": 2}
    assert not [text for text in report["problems"] if "outlived" in text]


@pytest.mark.parametrize(
    ("item", "state", "words"),
    [
        ({"script": "work_item.setCustomState(self.name)"}, "CookedSuccess", ""),
        ({"script": "1/0"}, "CookedFail", "its script raised ZeroDivisionError"),
        ({"script": "if"}, "CookedFail", "its script raised SyntaxError"),
    ],
)
def test_an_item_in_process_is_cooked_by_its_script(
    run: Run, item: dict[str, str], state: str, words: str
) -> None:
    nodes = [
        node("a", {"cookType": "InProcess", **item}),
        node("b", {"dependsOn": ["a:0"], **ECHO}),
    ]
    result = cook(run, nodes, "--format", "json", code=state != "CookedSuccess")
    report = json.loads(result.stdout)
    assert report["items"][0]["state"] == report["items"][1]["state"] == state
    assert words in str(report["items"][0].get("notes"))
    assert "onSchedule" not in report["callbacks"] or state == "CookedSuccess"


def test_an_attribute_that_a_script_sets_reaches_what_comes_next(run: Run) -> None:
    script = "work_item.setIntAttrib('n', 3)\nprint(work_item.intAttribValue('n'))"
    shown = cook(run, [node("a", {"cookType": "InProcess", "script": script})], "-v").stdout
    assert "    3\n" in shown


@pytest.mark.parametrize(
    ("scheduler", "command", "words"),
    [
        ("first", "true", ""),
        ("first", "sh -c 'exit 4'", "the client of the service ended with exit code 4"),
        ("second", "true", "is of a service, and the scheduler second says it supports none"),
    ],
)
def test_an_item_of_a_service_needs_a_scheduler_that_supports_them(
    run: Run, scheduler: str, command: str, words: str
) -> None:
    nodes = [node("a", {"cookType": "Service", "command": command}, scheduler=scheduler)]
    result = cook(run, nodes, code=bool(words))
    assert words in result.stdout


def test_session_and_jobs_have_the_path_map_of_the_graph(run: Run) -> None:
    command = "sh -c 'echo $PDG_PATHMAP; exit 1'"
    rule = {"from": "/mnt/linux", "to": "L:", "zone": "WIN"}
    script = "print(pdg.PathMap.mapPathToLocal('/mnt/linux/a'))"
    nodes = [
        node("a", {"command": command}),
        node("b", {"cookType": "InProcess", "script": script}),
    ]
    shown = cook(run, nodes, "-v", code=1, pathMap=[rule], pathMapZone="WIN").stdout
    assert '{"/mnt/linux": {"zone": "WIN", "path": "L:", "matchtype": 1}}' in shown
    assert "    L:/a\n" in shown


def test_files_that_a_node_or_item_needs_are_transferred(run: Run) -> None:
    write_tree(Path(), {"in/a.txt": "a", "in/b.txt": "b"})
    command = "sh -c 'cat __PDG_DIR__/in/a.txt __PDG_DIR__/in/b.txt'"
    item = {"command": command, "fileDependencies": ["in/b.txt"]}
    nodes = [node("a", item, fileDependencies=["in/a.txt"])]
    Path("hip").mkdir()
    hip = str(Path("hip").absolute())
    cook(
        run,
        nodes,
        "--set",
        f"pdg_workingdir={hip}",
        "--set",
        f"pdg_transferroot={Path().absolute()}",
    )
    assert Path("hip/in/a.txt").read_text() == "a"


def test_a_file_that_is_not_there_is_warned_of(run: Run) -> None:
    shown = cook(run, [node("a", ECHO, fileDependencies=["gone.txt"])]).stdout
    assert f"warning: a: {Path('gone.txt').absolute()} was not transferred" in shown


@pytest.mark.parametrize(
    ("nodes", "keys", "words"),
    [
        (
            [node("a", ECHO, scheduler="third")],
            {},
            "error: graph.json: node 'a': there is no scheduler 'third'; there are first, local",
        ),
        ([node("a", ECHO)], {"schedulers": {"x": {"type": "second"}}}, "no node names it, so"),
        ([node("a", {"script": "pass"})], {}, "items[0].script: has no effect; it is for an item"),
        ([node("a", {"cookType": "Service"})], {}, "is missing: the client of a service runs it"),
        (
            [node("a", {"cookType": "InProcess", "batch": [ECHO]})],
            {},
            "a batch is one job of its scheduler; leave it out",
        ),
        ([node("a", {"cookType": "Inprocess"})], {}, 'must be one of "OutOfProcess", "InProcess"'),
        ([node("a", ECHO)], {"pathMap": [{"from": "/a"}]}, 'missing key "to"'),
    ],
)
def test_what_a_graph_cannot_have_is_said(
    run: Run, nodes: list[dict[str, Any]], keys: dict[str, Any], words: str
) -> None:
    assert words in cook(run, nodes, code=2, **keys).output


def test_a_static_cook_is_for_one_scheduler(run: Run) -> None:
    nodes = [node("a", ECHO), node("b", ECHO, scheduler="second")]
    assert "a static cook is for one scheduler" in cook(run, nodes, "--static", code=2).output
