"""Tests of newscheduler without Houdini, on the Grid Engine that this machine is a client of."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

pytest_plugins = ["pysched_gen.testing"]

FOLDER = Path(__file__).parents[1]
QUICK = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1}
HOSTILE = "it's \"quoted\"; $(touch owned) `touch owned` & ü\nnext"


@pytest.fixture
def session(pdg_session, generated_package):
    if not shutil.which("qsub") or subprocess.run(["qhost"], capture_output=True).returncode:
        pytest.skip("needs a Grid Engine that answers qhost: apt-get install gridengine-client")
    return pdg_session(path=[generated_package(FOLDER)])


def test_items_cook_in_order(session):
    session.scheduler("newscheduler", **QUICK)
    graph = session.graph()
    first = graph.node("first").items(3, "touch first.__PDG_INDEX__")
    graph.node("second", after=["first"]).item("ls first.0 first.1 first.2", after=first)
    session.cook(graph).assert_cooked()


def test_a_failure_is_told_and_nothing_after_it_runs(session):
    session.scheduler("newscheduler", **QUICK)
    graph = session.graph()
    bad = graph.node("bad").item("exit 3")
    graph.node("after", after=["bad"]).item("touch ran", after=[bad])
    session.cook(graph).assert_states(bad="CookedFail")
    (log,) = session.working_dir.glob("**/logs/bad*.log")
    assert "failed: exit code 3" in log.read_text()
    assert not (session.working_dir / "ran").exists()


@pytest.mark.parametrize(("codes", "state"), [("", "CookedSuccess"), ("5", "CookedFail")])
def test_a_job_is_tried_again(session, codes, state):
    session.scheduler("newscheduler", **QUICK)
    graph = session.graph()
    retry = {"newscheduler_retries": 1, "newscheduler_retrycodes": codes}
    graph.node("flaky", **retry).item("[ -e tried ] || { touch tried; exit 4; }")
    session.cook(graph).assert_states(flaky=state)


def test_nodes_ask_for_resources(session):
    session.scheduler("newscheduler", **QUICK)
    graph = session.graph()
    command = "printf '%s' $HOUDINI_MAXTHREADS > cpus"
    graph.node("wide", newscheduler_resources="h_rt=60").item(command)
    session.cook(graph).assert_cooked()
    assert (session.working_dir / "cpus").read_text() == "1"


def test_a_request_that_grid_engine_refuses_fails_the_item(session):
    session.scheduler("newscheduler", **QUICK)
    graph = session.graph()
    graph.node("lost", newscheduler_project="no such; touch owned").item("true")
    session.cook(graph).assert_states(lost="CookedFail")
    assert not list(session.working_dir.glob("**/owned"))


def test_texts_reach_the_job_as_they_are(session):
    session.scheduler("newscheduler", **QUICK)
    graph = session.graph()
    show = "__PDG_PYTHON__ -c 'import json, os; print(json.dumps(dict(os.environ)))' > seen"
    graph.node("show").item(show, environment={"HOSTILE": HOSTILE})
    session.cook(graph).assert_cooked()
    seen = json.loads((session.working_dir / "seen").read_text())
    assert seen["HOSTILE"] == HOSTILE
    assert not list(session.working_dir.glob("**/owned"))
