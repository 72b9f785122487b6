"""What Deadline is asked for, and what it says to that."""

from pathlib import Path

pytest_plugins = ["pysched_gen.testing"]

FOLDER = Path(__file__).parents[1]


def test_a_pool_that_is_two_lines_fails_the_item(session):
    graph = session.graph()
    graph.node("odd", newscheduler_pool="a\nPriority=100").item("true")
    session.cook(graph).assert_states(odd="CookedFail")


def test_a_command_that_is_not_there_fails_the_item(pdg_session, generated_package):
    session = pdg_session(path=[generated_package(FOLDER)])
    session.scheduler("newscheduler", newscheduler_command="/nowhere/deadlinecommand")
    graph = session.graph()
    graph.node("lost").item("true")
    session.cook(graph).assert_states(lost="CookedFail")
    (log,) = session.working_dir.glob("**/logs/lost*.log")
    assert "there is no command /nowhere/deadlinecommand" in log.read_text()
