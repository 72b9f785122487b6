"""What Grid Engine is asked for, and what it says to that."""

pytest_plugins = ["pysched_gen.testing"]


def test_nodes_ask_for_resources(session):
    graph = session.graph()
    command = "printf '%s' $HOUDINI_MAXTHREADS > cpus"
    graph.node("wide", newscheduler_resources="h_rt=60").item(command)
    session.cook(graph).assert_cooked()
    assert (session.working_dir / "cpus").read_text() == "1"


def test_a_request_that_grid_engine_refuses_fails_the_item(session):
    graph = session.graph()
    graph.node("lost", newscheduler_project="no such; touch owned").item("true")
    session.cook(graph).assert_states(lost="CookedFail")
    assert not list(session.working_dir.glob("**/owned"))
