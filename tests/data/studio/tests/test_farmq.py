from pathlib import Path

import pytest

pytest_plugins = ["pysched_gen.testing"]

FARMQ = Path(__file__).parents[1] / "schedulers/farmq"


@pytest.fixture
def farm(farm_client):
    return farm_client("studio_farm")


@pytest.mark.parametrize("houdini", ["20.5", "21.0", "22.0"])
def test_items_cook_in_their_order(pdg_session, generated_package, farm, houdini):
    session = pdg_session(path=[generated_package(FARMQ)], houdini=houdini)
    session.scheduler("farmq")
    graph = session.graph()
    first = graph.node("sim").items(3, "echo sim __PDG_INDEX__")
    graph.node("render", after=["sim"]).item("echo render", after=first)
    report = session.cook(graph)
    report.assert_cooked()
    report.assert_called("onStart", "onStartCook", "onSchedule", "onTick", "onStopCook")
    assert [job["command"] for job in farm.submitted.values()][-1] == "echo render"


def test_a_failing_job_fails_its_item(pdg_session, generated_package, farm):
    session = pdg_session(path=[generated_package(FARMQ)])
    session.scheduler("farmq")
    graph = session.graph()
    graph.node("good").item("true")
    graph.node("bad").item("exit 3")
    session.cook(graph).assert_states(good="CookedSuccess", bad="CookedFail")


def test_a_farm_that_is_down_fails_the_item(pdg_session, generated_package, farm):
    session = pdg_session(path=[generated_package(FARMQ)])
    session.scheduler("farmq")
    farm.refuse(ConnectionError("the farm does not answer"))
    graph = session.graph()
    graph.node("work").item()
    report = session.cook(graph)
    report.assert_states(work="CookedFail")
    assert farm.submitted == {}


def test_a_job_over_its_time_is_killed(pdg_session, generated_package, farm_client, clock):
    def state(job):
        clock.advance(600)
        return farm.state(job)

    farm = farm_client("studio_farm", state=state)
    session = pdg_session(path=[generated_package(FARMQ)])
    session.scheduler("farmq", farmq_timelimit=3600)
    graph = session.graph()
    graph.node("work").item("sleep 100")
    session.cook(graph).assert_states(work="CookedFail")
    assert farm.state("job1") == "killed"


def test_the_cook_is_cancelled_when_its_time_is_over(pdg_session, generated_package, farm):
    session = pdg_session(path=[generated_package(FARMQ)])
    session.scheduler("farmq")
    graph = session.graph()
    graph.node("work").item("sleep 100")
    report = session.cook(graph, timeout=1)
    assert not report.reached
    assert farm.state("job1") == "killed"
