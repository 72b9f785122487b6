"""What the queue is asked for, and what it says to that."""

from pathlib import Path

pytest_plugins = ["pysched_gen.testing"]

FOLDER = Path(__file__).parents[1]


def test_a_queue_that_refuses_fails_the_item(pdg_session, generated_package, address):
    session = pdg_session(path=[generated_package(FOLDER)])
    session.scheduler("newscheduler", newscheduler_address=f"{address}/nowhere")
    graph = session.graph()
    graph.node("lost").item("true")
    session.cook(graph).assert_states(lost="CookedFail")
    (log,) = session.working_dir.glob("**/logs/lost*.log")
    assert "404 to POST /jobs: there is no /nowhere/jobs" in log.read_text()
