"""What HQueue is asked for, and what it says to that."""

import xmlrpc.client

pytest_plugins = ["pysched_gen.testing"]


def test_a_job_is_described_as_the_manual_says(session, address):
    graph = session.graph()
    options = {"newscheduler_group": "night", "newscheduler_priority": 3}
    graph.node("asked", **options).item("true")
    session.cook(graph).assert_cooked()
    with xmlrpc.client.ServerProxy(address) as server:
        found = server.getJobs(server.getFinishedRootJobIds())
    (job,) = [one for one in found if one["name"] == "asked"]
    assert job["priority"] == 3
    group = {"type": "client", "name": "group", "op": "==", "value": "night"}
    assert job["conditions"] == [group]


def test_a_job_that_is_deleted_is_submitted_again(session, address):
    graph = session.graph()
    # Its first run takes itself away.
    python = (
        "import os, xmlrpc.client as x; "
        f"x.ServerProxy('{address}', allow_none=True).deleteJobs([int(os.environ['JOBID'])])"
    )
    command = f'[ -e gone ] || {{ touch gone; "__PDG_PYTHON__" -c "{python}"; sleep 60; }}'
    graph.node("kept").item("true")
    graph.node("again").item(command)
    session.cook(graph).assert_cooked()


def test_a_time_limit_ends_a_job(session):
    graph = session.graph()
    # In minutes, so that this looks at the program and does not wait for it.
    graph.node("long", newscheduler_timelimit=2).item("true")
    session.cook(graph).assert_cooked()
    (program,) = session.working_dir.glob("**/jobs/long-*.sh")
    assert "timeout -k 3 120 /bin/sh" in program.read_text()
