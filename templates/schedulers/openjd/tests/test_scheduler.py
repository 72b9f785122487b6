"""What openjd is asked for, and what it says to that."""

pytest_plugins = ["pysched_gen.testing"]


def test_no_more_sessions_run_than_may(session):
    graph = session.graph()
    # As many as there are by default, and one more: it finds nobody's folder.
    graph.node("some").items(5, "mkdir s.$$ && [ $(ls -d s.* | wc -l) -le 4 ] && sleep 0.5; c=$?; rmdir s.$$; exit $c")
    session.cook(graph).assert_cooked()
