"""What Kubernetes is asked for, and what it says to that."""

import pytest

pytest_plugins = ["pysched_gen.testing"]


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"newscheduler_image": ""}, "Image: is empty"),
        ({"newscheduler_nodes": "ssd"}, "Nodes: 'ssd' is not LABEL=VALUE"),
        ({"newscheduler_image": "no image"}, "image: Invalid value"),
    ],
)
def test_what_cannot_be_asked_for_fails_the_item(session, wrong, text):
    graph = session.graph()
    graph.node("odd", **wrong).item("true")
    report = session.cook(graph)
    report.assert_states(odd="CookedFail")
    logs = "".join(log.read_text() for log in session.working_dir.glob("**/logs/odd*.log"))
    assert text in logs + "".join(report.errors)


def test_a_pod_ends_at_the_time_limit_of_its_item(session):
    graph = session.graph()
    graph.node("late", newscheduler_timelimit=1).item("sleep 60")
    graph.node("early", newscheduler_timelimit=120).item("sleep 2")
    report = session.cook(graph)
    report.assert_states(late="CookedFail", early="CookedSuccess")
    logs = "".join(log.read_text() for log in session.working_dir.glob("**/logs/late*.log"))
    assert "it ran longer than its time limit" in logs
