"""How often a job that failed is submitted again, and for what."""

import pytest

pytest_plugins = ["pysched_gen.testing"]


@pytest.mark.parametrize(("codes", "state"), [("", "CookedSuccess"), ("5", "CookedFail")])
def test_a_job_is_tried_again(session, codes, state):
    graph = session.graph()
    retry = {"newscheduler_retries": 1, "newscheduler_retrycodes": codes}
    graph.node("flaky", **retry).item("[ -e tried ] || { touch tried; exit 4; }")
    session.cook(graph).assert_states(flaky=state)
