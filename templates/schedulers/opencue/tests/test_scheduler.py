"""What Cuebot is asked for, and what it says to that."""

import sys
from pathlib import Path

pytest_plugins = ["pysched_gen.testing"]

FOLDER = Path(__file__).parents[1]


def test_a_show_that_cuebot_does_not_know_fails_the_item(
    pdg_session, generated_package, address
):
    session = pdg_session(path=[generated_package(FOLDER)])
    known = {"newscheduler_cuebot": address, "newscheduler_python": sys.executable}
    session.scheduler("newscheduler", newscheduler_show="nowhere", **known)
    graph = session.graph()
    graph.node("lost").item("true")
    session.cook(graph).assert_states(lost="CookedFail")
    (log,) = session.working_dir.glob("**/logs/lost*.log")
    assert "there is no show nowhere" in log.read_text()
