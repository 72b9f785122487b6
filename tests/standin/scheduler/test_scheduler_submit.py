"""Submitting a graph as a job: a real process cooks the graph file, and answers are checked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from playing import play

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = """
graph([
    {"name": "make", "items": [
        {"index": 0, "command": "echo $SHOT > made.$PDG_INDEX", "environment": {"SHOT": "a b"},
         "attributes": {"show": "dune", "n": [1, 2]}, "priority": 3, "frame": 7.0,
         "expectedOutputs": ["made.0"]},
        {"index": 1, "command": "echo $SHOT > made.$PDG_INDEX", "label": "second"}]},
    {"name": "join", "inputs": ["make"], "parms": {"local_maxtime": 9.5}, "items": [
        {"index": 0, "command": "cat made.0 made.1 > joined",
         "dependsOn": ["make:0", "make:1"]}]},
    {"name": "rest", "items": [{"index": 0, "command": "touch rest", "batch": [
        {"index": 0, "command": "x"}, {"index": 1}]}]}])
"""


@pytest.mark.parametrize(("release", "pair"), [("19.5", False), ("20.0", True)])
def test_the_local_scheduler_cooks_the_graph_in_a_process(
    release: str, pair: bool, tmp_path: Path
) -> None:
    story = GRAPH + """
from pdg.scheduler import submitGraphAsJob
farm = scheduler("localscheduler", maxprocsmenu=1, maxprocs=2)
farm.setWorkingDir(folder, folder)
uri, job = submitGraphAsJob({"toppath": "/tasks/topnet1/join"}, farm, "Local")
farm._submitted[0].wait(600)
tell(code=farm._submitted[0].returncode, scheme=uri[:8], job=str(job),
     made=text_of("joined"), rest=os.path.exists(folder + "/rest"))
"""
    told = play(story, tmp_path / "my show", release=release)
    assert (told["code"], told["made"], told["rest"]) == (0, "a b\n\n", False)
    assert told["scheme"] == "file:///"
    assert (told["job"] != "") is pair
    assert told["left"] == []


def test_a_job_that_runs_ends_with_the_session(tmp_path: Path) -> None:
    story = """
    from pdg.scheduler import submitGraphAsJob
    graph([{"name": "work", "items": [{"index": 0, "command": "echo $$ > up; exec sleep 3600"}]}])
    farm = scheduler("localscheduler")
    farm.setWorkingDir(folder, folder)
    submitGraphAsJob({}, farm)
    import time
    end = time.monotonic() + 600
    while not (os.path.exists(folder + "/up") and text_of("up")) and time.monotonic() < end:
        time.sleep(0.05)
    tell(job=int(text_of("up")))
    """
    told = play(story, tmp_path / "hip")
    assert told["left"] == []
    with pytest.raises(ProcessLookupError):
        os.kill(told["job"], 0)


def test_the_graph_file_makes_the_same_graph(tmp_path: Path) -> None:
    story = GRAPH + """
import json
from pdg._submit import write_graph
from pdgstandin.session import Session
from pdgstandin.spec import GraphSpec
write_graph(session.context, folder + "/one.json")
other = Session(folder)
other.load(GraphSpec.from_file(folder + "/one.json"))
write_graph(other.context, folder + "/two.json")
one, two = (json.loads(text_of(name)) for name in ("one.json", "two.json"))
tell(same=one == two, nodes=[node["name"] for node in one["nodes"]],
     first=one["nodes"][0]["items"][0], rest=one["nodes"][2]["items"][0]["activation"])
"""
    told = play(story, tmp_path / "hip")
    assert told["same"] is True
    assert told["nodes"] == ["make", "join", "rest"]
    assert told["first"] == {
        "attributes": {"n": [1, 2], "show": "dune"},
        "command": "echo $SHOT > made.$PDG_INDEX",
        "dependsOn": [],
        "environment": {"SHOT": "a b"},
        "expectedOutputs": ["__PDG_DIR__/made.0"],
        "frame": 7.0,
        "index": 0,
        "label": "",
        "name": "make_1",
        "priority": 3,
    }
    assert told["rest"] == "All"


ANSWERS: list[tuple[str, str, Any]] = [
    ("19.5", "'http://farm/1'", ["http://farm/1", ""]),
    ("19.5", "('http://farm/1', 4)", "RuntimeError: farm1: submitAsJob returned"),
    ("20.0", "('http://farm/1', 4)", ["http://farm/1", 4]),
    ("20.0", "('http://farm/1', None)", ["http://farm/1", None]),
    ("20.0", "'http://farm/1'", "RuntimeError: farm1: submitAsJob returned 'http://farm/1', not"),
    ("22.0", "None", "RuntimeError: farm1: submitAsJob returned None, not the pair"),
    ("22.0", "1 / 0", "RuntimeError: farm1 could not submit the graph: division by zero"),
]


@pytest.mark.parametrize(("release", "answer", "wanted"), ANSWERS)
def test_answers(release: str, answer: str, wanted: Any, tmp_path: Path) -> None:
    story = f"""
    from pdg.scheduler import submitGraphAsJob
    class Farm(pdg.PyScheduler):
        @classmethod
        def templateName(cls):
            return "farm"
        def submitAsJob(self, graph_file, node_path):
            tell(path=node_path, file=graph_file)
            return {answer}
    farm = define(Farm)
    farm.setWorkingDir(folder, folder)
    tell(answer=trial(lambda: submitGraphAsJob({{}}, farm)))
    """
    told = play(story, tmp_path / "hip", release=release)
    given = told["answer"]
    assert (given[: len(wanted)] if isinstance(wanted, str) else given) == wanted
    assert (told["path"], told["file"]) == ("/tasks/topnet1", "untitled.hip")


FARM = """
from pdg.scheduler import submitGraphAsJob
class Farm(pdg.PyScheduler):
    def submitAsJob(self, graph_file, node_path):
        tell(file=graph_file, there=os.path.exists(self.workingDir(True) + "/" + graph_file))
        return "http://farm/1", 1
farm = define(Farm, pdg_workingdir=folder + "/sub")
"""


def test_the_button_works_before_any_cook(tmp_path: Path) -> None:
    story = FARM + "tell(answer=trial(lambda: submitGraphAsJob({}, farm)))"
    told = play(story, tmp_path / "hip", env={"HIPNAME": "shot"})
    assert told == {"file": "shot.hip", "there": True, "answer": ["http://farm/1", 1], "left": []}


def test_a_scene_of_that_name_is_not_replaced(tmp_path: Path) -> None:
    scene = tmp_path / "hip/sub/shot.hip"
    scene.parent.mkdir(parents=True)
    scene.write_bytes(b"a scene")
    story = FARM + "tell(answer=trial(lambda: submitGraphAsJob({}, farm)))"
    told = play(story, tmp_path / "hip", env={"HIPNAME": "shot"})
    assert told["answer"].endswith(
        "shot.hip is a scene, which the graph file of the stand-in " "would replace"
    )
    assert scene.read_bytes() == b"a scene"
