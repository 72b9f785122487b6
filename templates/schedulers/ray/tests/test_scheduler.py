"""What Ray is asked for, and what it says to that."""

pytest_plugins = ["pysched_gen.testing"]


def test_resources_that_are_none_fail_the_item(session):
    graph = session.graph()
    graph.node("odd", newscheduler_resources="licence=many").item("true")
    session.cook(graph).assert_states(odd="CookedFail")
