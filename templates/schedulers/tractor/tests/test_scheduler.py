"""What Tractor is asked for by which parameter, and what becomes of what it says."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time

import pytest

pytest_plugins = ["pysched_gen.testing"]

# What nodes ask for, what the job script says then, what the job sees, and how its item ends.
ROWS = {
    "service": ({"tractor_servicekeys": "Houdini,Linux"}, "-service {Houdini,Linux}"),
    "limits": ({"tractor_limittags": "single nuke"}, "-tags {{single} {nuke}}"),
    "least": ({"tractor_atleast": 2}, "-atleast {2}"),
    "most": ({"tractor_useatmost": 1, "tractor_atmost": 3}, "-atmost {3}"),
    "keys": ({"tractor_envkeys": "Houdini night"}, "-envkey {{Houdini} {night}}"),
    "title": ({"tractor_tasktitle": "Big sim"}, "Task {Big sim "),
    "time": ({"tractor_maxrunsecs": 90}, "-maxrunsecs {90}"),
    "data": ({"tractor_metadata": 'a {"b"}'}, '-metadata a\\ \\{\\"b\\"\\}'),
    "view": ({"tractor_preview": "okular made.pdf"}, "-preview {okular made.pdf}"),
    "letters": ({"tractor_tasktitle": "Größe, 50 % {a}"}, "Task {Größe, 50 % _a_ "),
    "brace": ({"tractor_metadata": "[exit] $HFS }\nx"}, "\\[exit\\]\\ "),
    "blanks": ({"tractor_metadata": " a "}, "-metadata { a }"),
    "nothing": ({"tractor_atleast": -5, "tractor_maxrunsecs": -5}, "-atleast {1} -envkey"),
    "few": ({"tractor_useatmost": 1, "tractor_atmost": -2}, "-atmost {1}"),
}
CUSTOM = {"tractor_echandleall": 0, "tractor_eccustomcode": 3}
ENDS = {
    "error": ({}, 3, "CookedFail"),
    "warning": ({"tractor_echandleby": 1}, 3, "CookedSuccess"),
    "ignored": ({"tractor_echandleby": 3}, 4, "CookedSuccess"),
    "retried": ({"tractor_echandleby": 2, "tractor_triesleft": 2}, 5, "CookedFail"),
    "custom": ({"tractor_echandleby": 3, **CUSTOM}, 3, "CookedSuccess"),
    "other": ({"tractor_echandleby": 3, **CUSTOM}, 4, "CookedFail"),
    "none": ({"tractor_echandleby": 3, **CUSTOM, "tractor_eccustomcode": 0}, 4, "CookedFail"),
    "untried": ({"tractor_echandleby": 2, "tractor_triesleft": 2, **CUSTOM}, 4, "CookedFail"),
}
SLOTS = {"tractor_useatmost": 1, "tractor_atmost": 2}
THREADS = {"tractor_usehoudinimaxthreads": 1, "tractor_houdinimaxthreads": -1}
ONE = {"tractor_envmulti": 1, "tractor_envname1": "SHOW", "tractor_envvalue1": "a b "}
INHERIT = {"tractor_inheritlocalenv": 1}
SEEN = {
    "slots": (SLOTS, {"HOUDINI_MAXTHREADS": "2"}),
    "threads": (SLOTS | THREADS, {"HOUDINI_MAXTHREADS": "-1"}),
    "no_slots": (SLOTS | {"tractor_atmost": -2}, {"HOUDINI_MAXTHREADS": "1"}),
    "profile": ({"tractor_envkeys": "night"}, {"STUDIO_SHIFT": "night"}),
    "variable": (ONE, {"SHOW": "a b "}),
    "inherited": (INHERIT, {"OF_SESSION": "here", "TRACTOR_PASSWORD": None}),
    "unset": (INHERIT | {"tractor_envunset": "OF_SESSION"}, {"OF_SESSION": None}),
    "file": ({"tractor_env_file": "$HIP/variables"}, {"OF_FILE": "there"}),
    "plain": ({}, {"OF_SESSION": None, "HOUDINI_MAXTHREADS": None}),
    "python": ({"tractor_prepy": "import os; os.environ['MADE'] = 'py'"}, {"MADE": "py"}),
    "shell": ({"tractor_preshell": "export MADE=sh"}, {"MADE": "sh"}),
}
SHOW = '"__PDG_PYTHON__" -c "import json, os; print(json.dumps(dict(os.environ)))"'


def shows(*parameters):
    """Note which parameters a test shows, for the table in README.md."""

    def note(test):
        test.shows = parameters
        return test

    return note


def named_in(rows):
    """Give the names of the parameters that rows of a table set."""
    return list(dict.fromkeys(name for row in rows.values() for name in row[0]))


def free_ports():
    """Give two ports that are free, and that no system gives to those who ask for any."""
    found = []
    for port in range(20000 + os.getpid() % 9000, 30000):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == 2:
            return found
    raise AssertionError("no ports are free")


def scripts(engine):
    """Give the job scripts that were spooled, the newest last."""
    files = sorted((engine / "jobs").glob("*.alf"), key=lambda path: int(path.stem))
    return [path.read_text() for path in files]


@shows(*named_in(ROWS))
def test_nodes_say_what_their_tasks_need(session, engine):
    graph = session.graph()
    for name, (parms, _) in ROWS.items():
        graph.node(name, **parms).item("true")
    session.cook(graph).assert_cooked()
    spooled = "\n".join(scripts(engine))
    assert [written for _, written in ROWS.values() if written not in spooled] == []


@shows(*named_in(ENDS))
def test_an_exit_code_is_handled(session):
    graph = session.graph()
    for name, (parms, code, _) in ENDS.items():
        graph.node(name, **parms).item(f"echo x >> ran.{name}; exit {code}")
    report = session.cook(graph)
    report.assert_states(**{name: state for name, (_, _, state) in ENDS.items()})
    assert [text for text in report.warnings if "exit code 3" in text]
    assert not [text for text in report.warnings if "exit code 4" in text]
    runs = {name: (session.working_dir / f"ran.{name}").read_text().count("x") for name in ENDS}
    assert runs == dict.fromkeys(ENDS, 1) | {"retried": 3}


@shows(*named_in(SEEN), "tractor_envname#", "tractor_envvalue#")
def test_a_job_sees_what_parameters_set(session, monkeypatch):
    monkeypatch.setenv("OF_SESSION", "here")
    monkeypatch.setenv("TRACTOR_PASSWORD", "secret")
    (session.working_dir / "variables").write_text("OF_FILE=there\n")
    graph = session.graph()
    for name, (parms, _) in SEEN.items():
        graph.node(name, **parms).item(f"{SHOW} > seen.{name}")
    session.cook(graph).assert_cooked()
    for name, (_, wanted) in SEEN.items():
        found = json.loads((session.working_dir / f"seen.{name}").read_text())
        assert {variable: found.get(variable) for variable in wanted} == wanted, name


@shows("tractor_preshell", "tractor_postshell", "tractor_postpy")
def test_scripts_run_around_the_command(session):
    graph = session.graph()
    (session.working_dir / "first.sh").write_text("echo first > $PDG_DIR/order\n")
    around = {
        "tractor_preshell": "$HIP/first.sh",
        "tractor_postshell": "echo last >> order",
        "tractor_postpy": "open('order', 'a').write('python\\n')",
    }
    graph.node("work", **around).item("echo command >> order")
    graph.node("bad", tractor_preshell="false").item("touch ran")
    # The exit code of a script is that of its task.
    ignored = {"tractor_echandleby": 3, "tractor_echandleall": 0, "tractor_eccustomcode": 7}
    graph.node("ignored", tractor_preshell="(exit 7)", **ignored).item("touch ran")
    # Scripts may end by a call, those that come after the command fail nothing.
    ends = {"tractor_prepy": "import sys; sys.exit(0)", "tractor_postpy": "raise SystemExit(1)"}
    graph.node("ended", **ends).item("true")
    good = dict.fromkeys(("work", "ignored", "ended"), "CookedSuccess")
    session.cook(graph).assert_states(**good, bad="CookedFail")
    order = (session.working_dir / "order").read_text().split()
    assert order == ["first", "command", "python", "last"]
    assert not (session.working_dir / "ran").exists()


# Runs the program of a job as Windows does: its arguments are those of the program.
AS_WINDOWS = """
import os, runpy, subprocess, sys
os.name = "nt"
subprocess.call = lambda line, **_: print(line, flush=True) or 0
del sys.argv[0]
runpy.run_path(sys.argv[0])
"""


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("set SHOW=a\nset SHOT=b", "set SHOW=a && set SHOT=b && render"),
        ("$HIP/first.bat", 'call "{folder}/first.bat" && render'),
        ("", "render"),
    ],
)
def test_windows_runs_a_script_before_the_command(session, script, line):
    (session.working_dir / "first.bat").touch()
    graph = session.graph()
    graph.node("work", tractor_preshell=script).item("render")
    session.cook(graph).assert_states(work="CookedFail")
    (spec,) = session.working_dir.glob("**/jobs/work_1.json")
    log = session.working_dir / "windows.log"
    spec.write_text(json.dumps(json.loads(spec.read_text()) | {"log": str(log)}))
    runner = spec.with_name("run_job.py")
    subprocess.run([sys.executable, "-c", AS_WINDOWS, runner, spec], timeout=60)
    assert log.read_text() == line.format(folder=session.working_dir) + "\n"


def test_an_item_knows_its_task(session, engine):
    graph = session.graph()
    graph.node("work").items(2, "true")
    session.cook(graph).assert_cooked()
    items = session.node.context.graph.node("work").workItems
    found = [list(item.intAttribArray("tractor_id")) for item in items]
    assert found == [[len(scripts(engine)), 1], [len(scripts(engine)), 2]]
    jid, tid = found[1]
    assert session.node.getStatusURI(items[1]).endswith(f"/tv/#jid={jid}&tid={tid}")


@shows(
    "jobname",
    "tractor_priority",
    "tractor_tier",
    "tractor_projects",
    "usemaxactive",
    "maxactive",
    "afterjids",
)
def test_what_a_job_is_called(session, engine):
    values = {
        "jobname": 'Shot "7" {a',
        "tractor_priority": 50.0,
        "tractor_tier": "rush",
        "tractor_projects": "one two",
        "usemaxactive": 1,
        "maxactive": 2,
        "afterjids": "1",
    }
    for name, value in values.items():
        session.node[name] = value
    graph = session.graph()
    graph.node("work").items(6, "echo + >> order; sleep 0.2; echo - >> order")
    session.cook(graph).assert_cooked()
    job = scripts(engine)[-1]
    for written in ("-priority {50.0} ", "-tier {rush}", "-projects {{one} {two}}"):
        assert written in job
    for written in ('-title Shot\\ \\"7\\"\\ \\{a ', "-maxactive {2}", "-afterjids {{1}}"):
        assert written in job
    running = most = 0
    for mark in (session.working_dir / "order").read_text().split():
        running += {"+": 1, "-": -1}[mark]
        most = max(most, running)
    assert most <= 2


@shows("afterjids")
@pytest.mark.parametrize(
    ("told", "written"), [("1, 1", "-afterjids {{1} {1}}"), (" ", ""), ("1 anna", None)]
)
def test_what_a_cook_waits_for(session, engine, told, written):
    session.node["afterjids"] = told
    graph = session.graph()
    graph.node("work").item("true")
    report = session.cook(graph)
    if written is None:
        assert "After Jobs is to have ids of jobs" in report.errors[0]
    else:
        report.assert_cooked()
        assert written in scripts(engine)[-1]


@shows("usemaxactive")
def test_a_limit_below_1_is_1(session):
    session.node["usemaxactive"] = 1
    session.node["maxactive"] = -1
    graph = session.graph()
    graph.node("work").item("true")
    session.cook(graph).assert_cooked()


def test_jobs_are_found_by_a_title_of_several_words(session):
    graph = session.graph()
    graph.node("work", tractor_tasktitle='Anna\'s "sim"').item("true")
    session.cook(graph).assert_cooked()
    (item,) = session.node.context.graph.node("work").workItems
    client = session.node._make_client()
    held = client.as_held(session.node._task_of(item))
    name = f"{held.title}-again"
    (job,) = client.submit(name, [held])
    assert client.leftovers([name]) == [job]
    client.end([job])
    assert client.leftovers([name]) == []


@shows("usesessionfile")
@pytest.mark.parametrize("is_kept", [1, 0])
def test_a_login_is_kept_in_a_file_where_it_is_to_be(session, is_kept):
    session.node["usesessionfile"] = is_kept
    graph = session.graph()
    graph.node("work").item("true")
    session.cook(graph).assert_cooked()
    assert len(list((session.working_dir / "tmp").glob(".pdgtractor.*"))) == is_kept


@shows("tractor_hostname", "tractor_port", "tractor_user", "tractor_pass", "jobowner")
@pytest.mark.parametrize(
    ("variables", "user", "state"),
    [
        ({"PDG_TRACTOR_USER": "pia", "TRACTOR_USER": "tom"}, "pia", "CookedSuccess"),
        ({"TRACTOR_USER": "tom"}, "tom", "CookedSuccess"),
        ({}, "artist", "CookedSuccess"),
        ({"TRACTOR_USER": "studio/anna"}, "studio_anna", "CookedSuccess"),
        ({"TRACTOR_PASSWORD": "wrong"}, "artist", "CookedFail"),
    ],
)
def test_who_logs_in(session, engine, monkeypatch, variables, user, state):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    session.node["tractor_pass"] = "secret"
    session.node["jobowner"] = "owner"
    (engine / "users.json").write_text(
        json.dumps(dict.fromkeys(("pia", "tom", "artist", "studio/anna"), "secret"))
    )
    try:
        graph = session.graph()
        graph.node("work").item("true")
        session.cook(graph).assert_states(work=state)
    finally:
        (engine / "users.json").unlink()
    kept = [path.name for path in (session.working_dir / "tmp").glob(".pdgtractor.*.session")]
    if state == "CookedFail":
        assert kept == []
        return
    assert [name.split(".")[2] for name in kept] == [user]
    owner = (engine / "jobs" / f"{len(scripts(engine))}.owner").read_text()
    assert owner == variables.get("PDG_TRACTOR_USER", "owner")


@shows("tractor_postsuccesswait")
def test_a_task_keeps_its_machine_and_its_item_goes_on(session):
    graph = session.graph()
    first = graph.node("first", tractor_postsuccesswait=600.0).item("true")
    graph.node("second", after=["first"]).item("true", after=[first])
    session.cook(graph).assert_cooked()


@shows("tractor_maxrunsecs")
def test_a_task_that_runs_too_long_is_ended(session):
    graph = session.graph()
    graph.node("long", tractor_maxrunsecs=1).item("sleep 600")
    session.cook(graph).assert_states(long="CookedFail")
    (log,) = session.working_dir.glob("**/logs/long*.log")
    assert "it ran longer than Maximum Run Time" in log.read_text()


@shows("nfsremotesharedroot", "pdg_workingdir", "tempdirmenu", "tempdircustom", "tempdirappendpid")
def test_folders_are_below_the_shared_roots(session, tmp_path):
    session.node["nfsremotesharedroot"] = str(tmp_path / "root")
    session.node["pdg_workingdir"] = "shots/seven"
    session.node["tempdirmenu"] = 1
    session.node["tempdircustom"] = str(tmp_path / "scratch")
    session.node["tempdirappendpid"] = 0
    (tmp_path / "root/shots/seven").mkdir(parents=True)
    graph = session.graph()
    graph.node("work").item("pwd > where; echo $PDG_TEMP >> where")
    session.cook(graph).assert_cooked()
    where = (tmp_path / "root/shots/seven/where").read_text().split()
    assert where == [str(tmp_path / "root/shots/seven"), str(tmp_path / "scratch")]


@shows(
    "pdg_usemapzone",
    "pdg_mapzone",
    "uncremotesharedroot",
    "tractor_unchfs",
    "hythonbin",
    "hythonbincustomuniversal",
)
def test_machines_with_windows_have_paths_of_their_own(session):
    node = session.node
    for name, value in {
        "pdg_usemapzone": 1,
        "pdg_mapzone": "WIN",
        "nfsremotesharedroot": "/shows",
        "uncremotesharedroot": "//server/shows",
        "pdg_workingdir": "/shows/seven",
        "tractor_unchfs": "C:/Houdini",
        "tempdirmenu": 1,
        "tempdircustom": "/shows/tmp",
        "tempdirappendpid": 0,
        "usesubmittargethip": 1,
        "submittargethip": "/shows/seven/a.hip",
    }.items():
        node[name] = value
    node._set_folders()
    folders = [(node.workingDir(one), node.tempDir(one)) for one in (True, False)]
    assert folders == [
        ("/shows/seven", "/shows/tmp"),
        ("//server/shows/seven", "//server/shows/tmp"),
    ]
    assert "//server/shows/seven/a.hip" in node._graph_words("any.hip", "/tasks/topnet1")
    assert node.applicationBin("hython", None) == "C:/Houdini/bin/hython.exe"
    node["hythonbin"] = 1
    node["hythonbincustomuniversal"] = "D:/my hython.exe"
    assert node.applicationBin("hython", None) == "D:/my hython.exe"


@shows(
    "submitjob",
    "submitjobname",
    "submitasjobservicekey",
    "submitjobverbosity",
    "usesubmitjobnode",
    "submitjobnode",
    "submitjobwhenfinished",
    "enabledatalayerserver",
    "usedatalayerport",
    "datalayerserverport",
    "usesubmittargethip",
    "submittargethip",
    "submitjobfile",
    "createremotegraph",
    "remotegraphname",
)
def test_a_graph_is_submitted_as_a_job(session, engine, monkeypatch):
    node, warnings = session.node, []
    monkeypatch.setattr(node, "cookWarning", warnings.append)
    for name, value in {
        "submitjobname": "All of it",
        "submitasjobservicekey": "Linux",
        "submitjobverbosity": 2,
        "usesubmitjobnode": 1,
        "submitjobnode": "/obj/topnet1/out",
        "submitjobwhenfinished": 1,
        "enabledatalayerserver": 1,
        "usedatalayerport": 1,
        "datalayerserverport": 6400,
        "usesubmittargethip": 1,
        "submittargethip": "/shows/other.hip",
        "submitjobfile": 1,
        "createremotegraph": 1,
        "remotegraphname": "watched",
    }.items():
        node[name] = value
    uri, job = node.submitAsJob("scene.hip", "/tasks/topnet1")
    assert uri.endswith(f"/tv/#jid={job}")
    assert warnings == ["connect watched to the data layer of the job by hand"]
    script = scripts(engine)[int(job) - 1]
    assert "-title {All of it}" in script and "-service {Linux}" in script
    (spec,) = session.working_dir.glob("**/jobs/graph-*.json")
    told = json.loads(spec.read_text())
    command = told["command"]
    for part in (
        "--hip /shows/other.hip ",
        f"--taskgraphout {node.name}.json",
        "--toppath /obj/topnet1/out",
        "--verbosity 2",
        "--keepopen error",
        "--datalayerserverport 6400",
    ):
        assert part in command
    assert told["environment"]["PDG_TRACTOR_USER"] == "artist"
    # Without a server there is nothing to connect to.
    node["enabledatalayerserver"] = 0
    node.submitAsJob("scene.hip", "/tasks/topnet1")
    assert len(warnings) == 1


def test_a_graph_that_is_submitted_cooks_on_the_farm(session, monkeypatch):
    # Where Tractor's client is before Houdini starts.
    monkeypatch.setenv("PYTHONPATH", os.path.dirname(__file__))
    graph = session.graph()
    graph.node("work").item("echo ran >> runs; [ ! -e fail ]")
    session.cook(graph).assert_cooked()
    ends = {}
    for is_bad in (False, True):
        if is_bad:
            (session.working_dir / "fail").touch()
        session.pdg.scheduler.submitGraphAsJob({}, session.node)
        started = time.monotonic()
        while len(ends) < 1 + is_bad and time.monotonic() < started + 600.0:
            time.sleep(0.05)
            for path in session.working_dir.glob("**/jobs/graph-*.exit"):
                ends.setdefault(path, path.read_text())
    logs = "".join(path.read_text() for path in session.working_dir.glob("**/logs/graph-*.log"))
    # What hython ends with is what the task ends with.
    assert [code != "0" for code in ends.values()] == [False, True], logs
    assert (session.working_dir / "runs").read_text().count("ran") == 3


@shows("tractor_nfshfs", "pythonexe", "tractor_setworkingdir", "verbose", "tractor_debug")
def test_a_job_runs_what_the_farm_has(session, capfd):
    for name, value in {
        "tractor_nfshfs": "/opt/hfs",
        "pythonexe": sys.executable,
        "verbose": 1,
        "tractor_debug": 1,
    }.items():
        session.node[name] = value
    graph = session.graph()
    show = 'printf "%s\\n" "__PDG_HYTHON__" "__PDG_PYTHON__"'
    graph.node("work").item(f"{show} > '{session.working_dir}/words'")
    away = graph.node("away", tractor_setworkingdir=0)
    away.item(f"pwd > '{session.working_dir}/where'")
    session.cook(graph).assert_cooked()
    words = (session.working_dir / "words").read_text().splitlines()
    assert words == ["/opt/hfs/bin/hython", sys.executable]
    assert (session.working_dir / "where").read_text().strip() != str(session.working_dir)
    printed = capfd.readouterr().out
    assert "submitted" in printed
    assert "tractor: /Tractor/spool" in printed


RPC = {
    "pdg_rpcmaxerrors": (7, "PDG_RPC_MAX_ERRORS"),
    "pdg_rpctimeout": (8, "PDG_RPC_TIMEOUT"),
    "pdg_rpcretries": (6, "PDG_RPC_RETRIES"),
    "pdg_rpcbackoff": (9, "PDG_RPC_MAX_BACKOFF"),
    "pdg_rpcignoreerrors": (2, "PDG_RPC_IGNORE_ERRORS"),
    "pdg_rpcbatch": (3, "PDG_BATCH_POLL_DELAY"),
    "pdg_rpcrelease": (0, "PDG_RELEASE_SLOT_ON_POLL"),
}


@shows(
    *RPC,
    "usemqrelayport",
    "mqrelayport",
    "mqservicekey",
    "usetaskcallbackport",
    "taskcallbackport",
    "pdg_compressworkitemdata",
)
def test_a_job_knows_how_to_report(session, engine):
    port, relay_port = free_ports()
    for name, (value, _) in RPC.items():
        session.node[name] = value
    for name, value in {
        "usetaskcallbackport": 1,
        "taskcallbackport": port,
        "usemqrelayport": 1,
        "mqrelayport": relay_port,
        "mqservicekey": "Queue",
        "pdg_usemapzone": 1,
        "pdg_mapzone": "FARM",
        "pdg_compressworkitemdata": 0,
    }.items():
        session.node[name] = value
    graph = session.graph()
    graph.node("work").item(f"{SHOW} > seen; ls $PDG_TEMP/data > data")
    session.cook(graph).assert_cooked()
    seen = json.loads((session.working_dir / "seen").read_text())
    told = {name: float(seen[variable]) for name, (_, variable) in RPC.items()}
    wanted = {name: value for name, (value, _) in RPC.items()} | {"pdg_rpcignoreerrors": 1}
    assert told == wanted
    assert seen["PDG_RESULT_SERVER"].endswith(f":{port}")
    (place,) = session.working_dir.glob("**/jobs/queue-*.place")
    assert json.loads(place.read_text())["relay_port"] == relay_port
    assert "-service {Queue}" in scripts(engine)[-2]
    assert seen["PDG_PATHMAP_ZONE"] == "FARM"
    assert "work_1.json" in (session.working_dir / "data").read_text().split()


@shows("pdg_mapmode")
@pytest.mark.parametrize(("mode", "has_map"), [(0, True), (1, False)])
def test_jobs_have_the_path_map_unless_it_is_off(session, monkeypatch, mode, has_map):
    monkeypatch.setenv("PDG_PATHMAP", "")
    rule = {"/shows": {"zone": "LINUX", "path": "/net/shows", "matchtype": 0}}
    session.pdg.PathMap.setPathMapJSON(json.dumps({"paths": [rule]}))
    session.node["pdg_mapmode"] = mode
    graph = session.graph()
    graph.node("work").item(f"{SHOW} > seen")
    session.cook(graph).assert_cooked()
    seen = json.loads((session.working_dir / "seen").read_text())
    assert ("/net/shows" in seen.get("PDG_PATHMAP", "")) == has_map


@shows("pdg_usemaxtasks", "pdg_maxtasks", "pdg_workitemdatasource", "pdg_deletetempdir")
def test_pdg_does_what_is_its_own(session):
    for name, value in {
        "pdg_usemaxtasks": 1,
        "pdg_maxtasks": 1,
        "pdg_workitemdatasource": 1,
        "pdg_deletetempdir": 2,
    }.items():
        session.node[name] = value
    graph = session.graph()
    command = "echo + >> order; ls $PDG_TEMP/data >> order; sleep 0.2; echo - >> order"
    graph.node("work").items(3, command)
    session.cook(graph).assert_cooked()
    assert (session.working_dir / "order").read_text().split() == ["+", "-"] * 3
    assert not list(session.working_dir.glob("pdgtemp/*/data"))


@shows("autoretryfailedtask")
def test_what_is_not_done_is_said(session):
    session.node["pdg_waitforfailures"] = 1
    session.node["autoretryfailedtask"] = 1
    graph = session.graph()
    graph.node("work").item("true")
    report = session.cook(graph)
    report.assert_cooked()
    assert any("tried again in Tractor is not seen" in text for text in report.warnings)
