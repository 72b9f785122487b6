"""Tests of newscheduler without Houdini, with a Redis and workers of Celery that they start."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("celery", reason="pip install celery[redis]")
pytest_plugins = ["pysched_gen.testing"]

FOLDER = Path(__file__).parents[1]
HOSTILE = "it's \"quoted\"; $(touch owned) `touch owned` & ü\nnext"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Give the address of a Redis with two workers."""
    if not shutil.which("redis-server"):
        pytest.skip("needs Redis: apt-get install redis-server")
    folder = tmp_path_factory.mktemp("c")
    socket = folder / "s"
    redis = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""]
    url = f"redis+socket://{socket}"
    worker = [sys.executable, "-m", "celery", "--app", "worker", "--broker", url]
    worker += ["--result-backend", url, "worker", "--pool", "prefork", "--concurrency", "2"]
    environment = {**os.environ, "PYTHONPATH": str(FOLDER / "farm"), "PYTHONDONTWRITEBYTECODE": "1"}
    with (folder / "log").open("wb") as log:
        started = [
            subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
            for command in (redis, worker)
        ]
    yield url
    for process in reversed(started):
        process.terminate()
        process.wait()


@pytest.fixture
def start(pdg_session, generated_package, address):
    """Give a function that makes the node, and the session it is in."""
    session = pdg_session(path=[generated_package(FOLDER)])
    quick = {"newscheduler_lookperiod": 0.2, "newscheduler_gathertime": 0.1}
    known = {"newscheduler_broker": address, "newscheduler_python": sys.executable}
    session.scheduler("newscheduler", **quick, **known)
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


def test_texts_reach_the_job_as_they_are(start):
    graph = start.graph()
    show = "__PDG_PYTHON__ -c 'import json, os; print(json.dumps(dict(os.environ)))' > seen"
    graph.node("show").item(show, environment={"HOSTILE": HOSTILE})
    start.cook(graph).assert_cooked()
    seen = json.loads((start.working_dir / "seen").read_text())
    assert seen["HOSTILE"] == HOSTILE
    assert not list(start.working_dir.glob("**/owned"))
