"""The child process: a configuration in, events as lines of JSON out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import six
from interpreters import require_python
from trees import write_tree

from pysched_gen.standin import HFS, SITE

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., "Child"]

FARM = """
import pdg
from pdg.scheduler import PyScheduler

class Farm(PyScheduler):
    @classmethod
    def templateName(cls):
        return "farm"

    @classmethod
    def templateBody(cls):
        return '{"name": "farm", "parameters": [{"name": "farm_mode", "type": "String"}]}'

    def __init__(self, scheduler, name):
        PyScheduler.__init__(self, scheduler, name)
        if "broken" in __import__("os").environ:
            raise OSError("the farm does not answer")

    def onStart(self):
        return True

    def onStop(self):
        return True

    def onStopCook(self, cancel):
        return True

    def onStartCook(self, static, cook_set):
        self.setWorkingDir("/nowhere", "/nowhere")
        return True

    def onSchedule(self, work_item):
        mode = self["farm_mode"].evaluateString()
        return getattr(pdg.scheduleResult, mode or "CookSucceeded")

def registerTypes(type_registry):
    type_registry.registerScheduler(Farm)
"""
PYTHONS = [(3, 7), (3, 8), (3, 9), (3, 10), (3, 11), (3, 12), (3, 13)]


def graph(*items: dict[str, Any]) -> dict[str, Any]:
    entries = [{"index": place, **item} for place, item in enumerate(items)]
    nodes = [{"name": "work", "items": entries}]
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes}


class Child:
    """A process that runs a configuration."""

    def __init__(self, python: str, config: Path, environment: dict[str, str]) -> None:
        reader, writer = os.pipe()
        main = SITE / "pdgstandin" / "main.py"
        self.process = subprocess.Popen(
            [python, "-B", main, config, "--events-fd", str(writer)],
            env=environment,
            cwd=config.parent,
            pass_fds=[writer],
            stderr=subprocess.PIPE,
            text=True,
        )
        os.close(writer)
        self.stream = os.fdopen(reader, encoding="utf-8")
        self.events: list[dict[str, Any]] = []

    def read_until(self, kind: str) -> dict[str, Any]:
        for line in self.stream:
            self.events.append(json.loads(line))
            if self.events[-1]["kind"] == kind:
                return self.events[-1]
        raise AssertionError(f"no {kind} among {self.events}")

    def finish(self) -> int:
        self.events += [json.loads(line) for line in self.stream]
        self.stream.close()
        _, self.stderr = self.process.communicate(timeout=600)
        return self.process.returncode

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["kind"] == kind]


@pytest.fixture(name="start")
def start_child(tmp_path: Path) -> Run:
    """Give a function that starts a cook of a package with the scheduler `farm`."""

    def start(
        python: str = sys.executable,
        env: dict[str, str] | None = None,
        top: str = "",
        **config: Any,
    ) -> Child:
        six_text = Path(six.__file__).read_text("utf-8")
        write_tree(tmp_path, {"package/pdg/types/farm.py": top + FARM, "six/six.py": six_text})
        file = tmp_path / "config.json"
        whole = {
            "mode": "cook",
            "scheduler": "farm",
            "folders": [str(tmp_path / "package")],
            **config,
        }
        file.write_text(json.dumps(whole), "utf-8")
        own = {
            k: v for k, v in os.environ.items() if not k.startswith(("PDG_", "HOUDINI", "PYTHON"))
        }
        own["PYTHONPATH"] = os.pathsep.join([str(SITE), str(tmp_path / "six")])
        return Child(python, file, {**own, "HFS": str(HFS), **(env or {})})

    return start


@pytest.mark.parametrize("version", PYTHONS, ids=lambda v: f"{v[0]}.{v[1]}")
def test_cook_on_the_pythons_of_the_releases(start: Run, version: tuple[int, int]) -> None:
    wanted = graph({"command": "a", "attributes": {"x": 1}}, {"dependsOn": ["work:0"]})
    child = start(require_python(version), graph=wanted, values={"pdg_tickperiod": 0})
    assert child.finish() == 0, child.stderr
    assert child.events[-1]["kind"] == "result"
    assert child.events[-1]["reached"] is True
    ends = [event["name"] for event in child.told("state") if event["new"] == "CookedSuccess"]
    assert ends == ["work_1", "work_2"]
    assert child.told("callback")[0]["name"] == "onStart"
    assert child.told("callback")[-1]["name"] == "onStop"


def test_ctrl_c_before_the_cook_has_begun_cancels_it(start: Run) -> None:
    top = """
import os, signal
from pdgstandin.session import Session
cook = Session.cook
def interrupted(self, *arguments):
    os.kill(os.getpid(), signal.SIGINT)
    __import__("time").sleep(0.5)
    return cook(self, *arguments)
Session.cook = interrupted
"""
    child = start(top=top, graph=graph({"command": "a"}), values={"farm_mode": "Deferred"})
    assert child.finish() == 0, child.stderr
    assert child.told("result")[0]["reached"] is False


@pytest.mark.parametrize(
    ("top", "warnings"),
    [
        ("import os; os.fork()", ["importing the package forked the process"]),
        ("import json; json.dumps = json.JSONEncoder = None", []),
        ("import os; os.getpid = lambda: 1", []),
        ("import os; os._exit = None", []),
        ("import sys; sys.stdout = sys.stderr = None", []),
    ],
)
def test_what_a_package_does_to_its_process_does_not_reach_the_events(
    start: Run, top: str, warnings: list[str]
) -> None:
    child = start(top=top, graph=graph({"command": "a"}), values={"pdg_tickperiod": 0})
    assert child.finish() == 0, child.stderr
    ends = [event["name"] for event in child.told("state") if event["new"] == "CookedSuccess"]
    assert (ends, len(child.told("result"))) == (["work_1"], 1)
    said = [event["message"] for event in child.told("warning")]
    assert [text.partition(",")[0] for text in said] == warnings


@pytest.mark.parametrize(
    ("mode", "state"), [("CookFailed", "CookedFail"), ("CookCanceled", "CookedCancel")]
)
def test_values_are_given_to_the_scheduler(start: Run, mode: str, state: str) -> None:
    child = start(graph=graph({"command": "a"}), values={"farm_mode": mode})
    assert child.finish() == 0
    assert child.told("state")[-1]["new"] == state


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"scheduler": "other"}, "no scheduler type 'other' is registered"),
        ({"values": {"farm_x": 1}}, "farm has no parameter 'farm_x'"),
        ({"graph": "missing.json"}, "missing.json"),
        ({"graph": {}}, 'expected an object with "schema": "pysched-gen/graph"'),
        ({"graph": {**graph(), "version": 2}}, "version 2 is not known, only 1"),
        ({"graph": graph({"dependsOn": ["work:7"]})}, "there is no such item"),
        ({"graph": graph({"name": "n"}, {"name": "n"})}, "there is a work item 'n' in this graph"),
        ({"graph": graph({"attributes": {"x": []}})}, "attribute 'x' has no values"),
        ({"graph": graph({"attributes": {"x": [1, "a"]}})}, "values of several kinds"),
        ({"graph": graph({"attributes": {"x": None}})}, "attribute 'x' cannot hold None"),
        ({"graph": graph({"priority": "high"})}, "priority: expected int, got 'high'"),
        ({"graph": graph({"priority": True})}, "priority: expected int, got True"),
        ({"graph": graph({"color": "red"})}, "'color' is not known here"),
        ({"graph": graph({"activation": "Some"})}, "'Some' is none of First, Any, All"),
        ({"overrides": {"other": {}}}, "there is no node 'other' in the graph"),
    ],
)
def test_configuration_that_cannot_be_used_is_one_message(
    start: Run, config: dict[str, Any], message: str
) -> None:
    child = start(**{"graph": graph({"command": "a"}), **config})
    assert child.finish() == 2
    assert [message in event["message"] for event in child.told("error")] == [True]
    assert message in child.stderr
    assert "Traceback" not in child.stderr


def test_scheduler_that_cannot_be_made_is_one_message(start: Run) -> None:
    child = start(graph=graph({"command": "a"}), env={"broken": "1"})
    assert child.finish() == 2
    (message,) = [event["message"] for event in child.told("error")]
    assert message.startswith(
        "the scheduler farm cannot be made: OSError: the farm does not answer"
    )


def test_package_that_cannot_be_loaded_is_named_with_its_error(start: Run, tmp_path: Path) -> None:
    write_tree(tmp_path, {"bad/pdg/types/wrong.py": "import nothing_of_the_kind\n"})
    child = start(graph=graph(), scheduler="wrong", folders=[str(tmp_path / "bad")])
    assert child.finish() == 2
    message = child.told("error")[0]["message"]
    assert "No module named 'nothing_of_the_kind'" in message
    assert "wrong.py" in message


def test_graph_and_overrides_may_come_from_a_file(start: Run, tmp_path: Path) -> None:
    (tmp_path / "graph.json").write_text(json.dumps(graph({"command": "a"})), "utf-8")
    overrides = {"work": {"farm_mode": "CookFailed"}}
    child = start(graph=str(tmp_path / "graph.json"), overrides=overrides, env={})
    assert child.finish() == 0
    assert child.events[-1]["reached"] is True


def test_time_of_a_cook_is_limited(start: Run) -> None:
    child = start(graph=graph({"command": "a"}), values={"farm_mode": "Succeeded"}, timeout=0.3)
    assert child.finish() == 0
    assert child.events[-1]["timed_out"] is True
    assert child.events[-1]["reached"] is False


def test_interrupt_cancels_the_cook_through_the_scheduler(start: Run) -> None:
    child = start(graph=graph({"command": "a"}), values={"farm_mode": "Succeeded"}, timeout=600)
    while child.read_until("state")["new"] != "Scheduled":
        time.sleep(0)
    child.process.send_signal(signal.SIGINT)
    assert child.finish() == 0, child.stderr
    assert child.events[-1]["reached"] is False
    assert child.told("state")[-1]["new"] == "CookedCancel"
    stops = [event for event in child.told("callback") if event["name"] == "onStopCook"]
    assert len(stops) == 2
    assert child.told("cook")[-1]["phase"] == "canceled"
