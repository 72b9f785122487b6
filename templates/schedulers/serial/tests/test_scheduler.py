"""Items run one at a time, as whole commands, and their ends are told."""

pytest_plugins = ["pysched_gen.testing"]


def test_whole_commands_run_one_at_a_time(session):
    graph = session.graph()
    command = "echo begin __PDG_INDEX__ >> order; sleep 0.1; echo \"end $PDG_INDEX\" >> order"
    first = graph.node("first").items(3, command)
    graph.node("last", after=["first"]).item("echo 'two words' > said", after=first)
    session.cook(graph).assert_cooked()
    order = (session.working_dir / "order").read_text().split()
    assert order[::2] == ["begin", "end"] * 3
    assert order[1::4] == order[3::4]
    assert (session.working_dir / "said").read_text() == "two words\n"


def test_a_failure_is_told_and_nothing_after_it_runs(session):
    graph = session.graph()
    bad = graph.node("bad").item("echo trouble; exit 3")
    graph.node("after", after=["bad"]).item("touch ran", after=[bad])
    session.cook(graph).assert_states(bad="CookedFail")
    (log,) = session.working_dir.glob("**/logs/bad*.log")
    assert log.read_text().startswith("trouble\n")
    assert "exit code 3" in log.read_text()
    assert not (session.working_dir / "ran").exists()
