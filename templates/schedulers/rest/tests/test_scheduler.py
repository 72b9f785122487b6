"""Tests of newscheduler without Houdini, with a queue that they start."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest_plugins = ["pysched_gen.testing"]

FOLDER = Path(__file__).parents[1]
HOSTILE = "it's \"quoted\"; $(touch owned) `touch owned` & ü\nnext"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Give the address of a queue."""
    folder = tmp_path_factory.mktemp("queue")
    server = subprocess.Popen([sys.executable, FOLDER / "tests/queue_server.py", folder])
    while not (folder / "address").exists():
        assert server.poll() is None
        time.sleep(0.05)
    yield (folder / "address").read_text()
    server.terminate()
    server.wait()


@pytest.fixture
def start(pdg_session, generated_package, address):
    """Give a session with the node in it."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1}
    session.scheduler("newscheduler", newscheduler_address=address, **quick)
    return session


def test_items_cook_in_order(start):
    graph = start.graph()
    first = graph.node("first").items(3, "touch first.__PDG_INDEX__")
    graph.node("second", after=["first"]).item("ls first.0 first.1 first.2", after=first)
    start.cook(graph).assert_cooked()


def test_a_failure_is_told_and_nothing_after_it_runs(start):
    graph = start.graph()
    bad = graph.node("bad").item("exit 3")
    graph.node("after", after=["bad"]).item("touch ran", after=[bad])
    start.cook(graph).assert_states(bad="CookedFail")
    (log,) = start.working_dir.glob("**/logs/bad*.log")
    assert "failed: exit code 3" in log.read_text()
    assert not (start.working_dir / "ran").exists()


@pytest.mark.parametrize(("codes", "state"), [("", "CookedSuccess"), ("5", "CookedFail")])
def test_a_job_is_tried_again(start, codes, state):
    graph = start.graph()
    retry = {"newscheduler_retries": 1, "newscheduler_retrycodes": codes}
    graph.node("flaky", **retry).item("[ -e tried ] || { touch tried; exit 4; }")
    start.cook(graph).assert_states(flaky=state)


def test_a_queue_that_refuses_fails_the_item(pdg_session, generated_package, address):
    session = pdg_session(path=[generated_package(FOLDER)])
    session.scheduler("newscheduler", newscheduler_address=f"{address}/nowhere")
    graph = session.graph()
    graph.node("lost").item("true")
    session.cook(graph).assert_states(lost="CookedFail")
    (log,) = session.working_dir.glob("**/logs/lost*.log")
    assert "404 to POST /jobs: there is no /nowhere/jobs" in log.read_text()


def test_texts_reach_the_job_as_they_are(start):
    graph = start.graph()
    show = "__PDG_PYTHON__ -c 'import json, os; print(json.dumps(dict(os.environ)))' > seen"
    graph.node("show").item(show, environment={"HOSTILE": HOSTILE})
    start.cook(graph).assert_cooked()
    seen = json.loads((start.working_dir / "seen").read_text())
    assert seen["HOSTILE"] == HOSTILE
    assert not list(start.working_dir.glob("**/owned"))
