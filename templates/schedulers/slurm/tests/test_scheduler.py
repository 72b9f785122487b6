"""What Slurm is asked for, and what it says to that."""

pytest_plugins = ["pysched_gen.testing"]


def test_nodes_ask_for_resources(session):
    graph = session.graph()
    command = "printf '%s %s' $SLURM_CPUS_PER_TASK $HOUDINI_MAXTHREADS > cpus"
    graph.node("wide", newscheduler_cpus=2).item(command)
    session.cook(graph).assert_cooked()
    assert (session.working_dir / "cpus").read_text() == "2 2"


def test_a_request_that_slurm_refuses_fails_the_item(session):
    graph = session.graph()
    graph.node("lost", newscheduler_partition="no such; touch owned").item("true")
    session.cook(graph).assert_states(lost="CookedFail")
    assert not list(session.working_dir.glob("**/owned"))
