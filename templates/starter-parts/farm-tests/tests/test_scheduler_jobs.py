"""What jobs are promised, on the farm that conftest.py has or starts."""

import json

pytest_plugins = ["pysched_gen.testing"]

HOSTILE = "it's \"quoted\"; $(touch owned) `touch owned` & ü\nnext"


def test_items_cook_in_order(session):
    graph = session.graph()
    first = graph.node("first").items(3, "touch first.__PDG_INDEX__")
    graph.node("second", after=["first"]).item("ls first.0 first.1 first.2", after=first)
    session.cook(graph).assert_cooked()


def test_a_failure_is_told_and_nothing_after_it_runs(session):
    graph = session.graph()
    bad = graph.node("bad").item("exit 3")
    graph.node("after", after=["bad"]).item("touch ran", after=[bad])
    session.cook(graph).assert_states(bad="CookedFail")
    (log,) = session.working_dir.glob("**/logs/bad*.log")
    assert "failed: exit code 3" in log.read_text()
    assert not (session.working_dir / "ran").exists()


def test_texts_reach_the_job_as_they_are(session):
    graph = session.graph()
    show = '"__PDG_PYTHON__" -c "import json, os; print(json.dumps(dict(os.environ)))" > seen'
    graph.node("show").item(show, environment={"HOSTILE": HOSTILE})
    session.cook(graph).assert_cooked()
    seen = json.loads((session.working_dir / "seen").read_text())
    assert seen["HOSTILE"] == HOSTILE
    assert not list(session.working_dir.glob("**/owned"))
