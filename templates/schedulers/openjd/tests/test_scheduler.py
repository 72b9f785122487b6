"""Tests of newscheduler without Houdini, with sessions of openjd on this machine."""

import json
import shutil
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pysched_gen.testing"]

FOLDER = Path(__file__).parents[1]
HOSTILE = "it's \"quoted\"; $(touch owned) `touch owned` & ü\nnext"
OPENJD = shutil.which("openjd") or shutil.which("openjd", path=str(Path(sys.executable).parent))


@pytest.fixture
def start(pdg_session, generated_package):
    """Give a session with the node in it."""
    if OPENJD is None:
        pytest.skip("needs openjd: pip install openjd-cli")
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1}
    session.scheduler("newscheduler", newscheduler_command=OPENJD, **quick)
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


def test_no_more_sessions_run_than_may(start):
    graph = start.graph()
    # As many as there are by default, and one more: it finds nobody's folder.
    graph.node("some").items(5, "mkdir s.$$ && [ $(ls -d s.* | wc -l) -le 4 ] && sleep 0.5; c=$?; rmdir s.$$; exit $c")
    start.cook(graph).assert_cooked()


def test_texts_reach_the_job_as_they_are(start):
    graph = start.graph()
    show = "__PDG_PYTHON__ -c 'import json, os; print(json.dumps(dict(os.environ)))' > seen"
    graph.node("show").item(show, environment={"HOSTILE": HOSTILE})
    start.cook(graph).assert_cooked()
    seen = json.loads((start.working_dir / "seen").read_text())
    assert seen["HOSTILE"] == HOSTILE
    assert not list(start.working_dir.glob("**/owned"))
