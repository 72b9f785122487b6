"""`pysched-gen cook` with real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from trees import ROOT, manifest, write_tree

from pysched_gen.cli import main
from pysched_gen.formats.json_schema import load_schema, violations

if TYPE_CHECKING:
    from conftest import Run

FAST = ("--set", "pdg_tickperiod=0.02")


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a package") / "houdini"
    sources = [str(ROOT / "snippets" / name) for name in ("local", "default")]
    result = CliRunner().invoke(main, ["generate", *sources, "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


def graph_of(**nodes: list[dict[str, Any]]) -> dict[str, Any]:
    listed = [{"name": name, "items": items} for name, items in nodes.items()]
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": listed}


def cook(run: Run, package: Path, *options: str, code: int = 0) -> Any:
    """Cook through the local scheduler and give the JSON report."""
    words = ["cook", str(package), "--scheduler", "localrunner", *FAST, *options]
    result = run(*words, "--format", "json", code=code)
    report = json.loads(result.stdout)
    assert violations(report, load_schema("cook")) == []
    return report


@pytest.mark.parametrize("scheduler", ["localrunner", "plainscheduler"])
def test_the_bundled_schedulers_cook(run: Run, package: Path, scheduler: str) -> None:
    words = ["--scheduler", scheduler, "--items", "6", "--depth", "2", *FAST]
    result = run("cook", str(package), *words)
    assert result.stdout.splitlines()[-1].startswith("6 of 6 items ended in ")
    assert "0 not cooked" in result.stdout


def test_what_fails_fails_what_waits_for_it(run: Run, package: Path) -> None:
    graph = graph_of(
        a=[{"index": 0, "command": "false"}, {"index": 1, "command": "true"}],
        b=[{"index": n, "command": "true", "dependsOn": [f"a:{n}"]} for n in (0, 1)],
    )
    Path("graph.json").write_text(json.dumps(graph))
    report = cook(run, package, "--graph", "graph.json", code=1)
    assert report["states"] == {"CookedFail": 2, "CookedSuccess": 2}
    assert not report["good"]


def test_a_command_gets_tokens_environment_and_parameters(run: Run, package: Path) -> None:
    command = 'test "$FARM" = comp && echo "$PDG_ITEM_NAME" > "__PDG_DIR__/__PDG_INDEX__"'
    Path("hip").mkdir()
    values = (
        "--items",
        "3",
        "--env",
        "FARM=comp",
        "--set",
        f"pdg_workingdir={Path('hip').absolute()}",
    )
    report = cook(run, package, *values, "--command", command)
    assert report["good"]
    assert sorted(path.read_text() for path in Path("hip").glob("[0-9]")) == [
        "step1_1\n",
        "step1_2\n",
        "step1_3\n",
    ]


def test_items_ask_for_a_shell(run: Run, here: Path) -> None:
    sub = {"index": 0, "command": "true"}
    graph = graph_of(a=[{"index": 0, "command": "true"}, {"index": 1, "batch": [sub]}])
    Path("graph.json").write_text(json.dumps(graph))
    text = "items = [work_item, *getattr(work_item, 'batchItems', [])]\n"
    text += "print(work_item.name, [one.shouldRunInShell for one in items])\n"
    write_tree(here / "farmq", {"scheduler.toml": manifest()})
    (here / "farmq/onschedule.py").write_text(f"{text}return pdg.scheduleResult.CookSucceeded\n")
    run("generate", "farmq", "-o", "houdini", "-q")
    shown = run("cook", "houdini", "--graph", "graph.json", "-v").stdout
    assert "a_1 [True]\n" in shown
    assert "a_2 [True, True]\n" in shown


def test_a_job_sets_attributes_and_outputs_from_its_own_process(run: Run, package: Path) -> None:
    job = Path("job.py")
    job.write_text(
        "import os, sys\n"
        "sys.path.insert(0, os.environ['PDG_SCRIPTDIR'])\n"
        "from pdgjson import WorkItem\n"
        "item = WorkItem.fromJobEnvironment()\n"
        "assert item.intAttribValue('frame') == item.index + 100\n"
        "path = os.environ['PDG_DIR'] + '/%d.exr' % item.index\n"
        "open(path, 'w').close()\n"
        "item.addOutputFile(path, 'file/image')\n"
    )
    command = f'"__PDG_PYTHON__" "{job.absolute()}"'
    items = [
        {
            "index": n,
            "command": command,
            "attributes": {"frame": n + 100},
            "expectedOutputs": [f"{n}.exr"],
        }
        for n in range(4)
    ]
    Path("graph.json").write_text(json.dumps(graph_of(render=items)))
    report = cook(run, package, "--graph", "graph.json")
    assert report["good"], report
    for number, item in enumerate(report["items"]):
        assert any(path.endswith(f"/{number}.exr") for path in item["outputs"]), item


def test_batches_cook_sub_item_by_sub_item(run: Run, package: Path) -> None:
    report = cook(run, package, "--items", "6", "--batch", "3")
    assert report["states"] == {"CookedSuccess": 2}
    batches = [item for item in report["items"] if "batch" not in item]
    for batch in batches:
        subs = [item for item in report["items"] if item.get("batch") == batch["id"]]
        assert len(subs) == 3
        ends = [item["ended"] for item in subs]
        assert ends == sorted(ends)
        assert all(item["worker"] == batch["worker"] for item in subs)


def test_all_reports_are_written(run: Run, package: Path) -> None:
    words = ["--scheduler", "localrunner", "--items", "4", "--depth", "2", *FAST]
    result = run("cook", str(package), *words, "-o", "report")
    names = sorted(path.name for path in Path("report").iterdir())
    assert names == [
        *("cook.json", "cook.xml", "graph.dot", "graph.svg", "timeline.html", "timeline.svg"),
        "trace.json",
    ]
    for name in names:
        assert str(Path("report", name)) in result.stderr
    assert Path("report/graph.dot").read_text().count("CookedSuccess") == 4
    for name in ("cook.xml", "graph.svg", "timeline.svg"):
        ET.fromstring(Path("report", name).read_text())


@pytest.mark.parametrize(
    ("form", "start"),
    [("junit", '<?xml version="1.0"'), ("dot", "digraph taskgraph {"), ("json", "{")],
)
def test_every_format_is_payload_and_keeps_the_exit_code(
    run: Run, package: Path, form: str, start: str
) -> None:
    words = ["cook", str(package), "--scheduler", "localrunner", "--items", "3", *FAST]
    for rate, code in (("0", 0), ("1", 1)):
        result = run(*words, "--fail-rate", rate, "--format", form, code=code)
        assert result.stdout.startswith(start)


def test_the_time_limit_cancels_through_the_scheduler(run: Run, package: Path) -> None:
    before = time.monotonic()
    job = f"sleep 600.{os.getpid()}"  # none of another run of this test
    words = ("--items", "4", "--command", job, "--timeout", "1.5")
    report = cook(run, package, *words, code=1)
    assert time.monotonic() - before < 600
    assert "the time limit was over before the cook had ended" in report["problems"]
    assert not any("outlived" in problem for problem in report["problems"])
    assert report["callbacks"]["onStopCook"]["calls"] >= 1
    assert job not in processes()


FIRST_WORD_ONLY = """import shlex
import subprocess

self.createJobDirsAndSerializeWorkItems(work_item)
if subprocess.call(shlex.split(work_item.command), shell=True) == 0:
    return pdg.scheduleResult.CookSucceeded
return pdg.scheduleResult.CookFailed
"""


@pytest.mark.parametrize(("command", "code"), [("sh -c 'exit 3'", 1), ("true", 0)])
def test_a_command_of_which_only_the_first_word_is_run_is_told(
    run: Run, here: Path, command: str, code: int
) -> None:
    run("new", "farm")
    (here / "farm" / "onschedule.py").write_text(FIRST_WORD_ONLY, encoding="utf-8")
    run("generate", "farm", "-o", "houdini")
    result = run("cook", "houdini", "--items", "1", "--command", command, code=code)
    assert ("only 'sh' was run of a command of 3 words" in result.stdout) == bool(code)


def test_ctrl_c_cancels_through_the_scheduler(package: Path, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("pysched-gen")
    job = f"sleep 601.{os.getpid()}"  # none of another run of this test
    words = ["cook", str(package), "--scheduler", "localrunner", "--command", job]
    cooking = subprocess.Popen(
        [program, *words, "--format", "json", *FAST],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while job not in processes():
        assert cooking.poll() is None
        time.sleep(0.05)
    os.killpg(cooking.pid, signal.SIGINT)
    out, _ = cooking.communicate(timeout=600)
    report = json.loads(out)
    assert cooking.returncode == 130
    assert report["problems"][-1] == "the cook was cancelled"
    assert set(report["states"]) == {"CookedCancel", "Uncooked"}
    assert job not in processes()


def processes() -> str:
    lines = [line for line in command_lines() if not line.endswith("json")]
    return "\n".join(lines).replace("--command sleep", "")


def command_lines() -> list[str]:
    if sys.platform != "linux":
        ps = ["ps", "-A", "-o", "args="]
        return subprocess.run(ps, capture_output=True, text=True, check=True).stdout.splitlines()
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended
            found.append(place.read_text(errors="replace").replace("\0", " ").rstrip())
    return found


def test_the_folder_of_the_cook_goes_or_is_kept(run: Run, package: Path) -> None:
    words = ["cook", str(package), "--scheduler", "localrunner", "--items", "1", *FAST]
    kept = run(*words, "--keep").stderr.split("$HIP of this cook: ")[1].strip()
    assert list(Path(kept).glob("pdgtemp/*/logs/step1_1.log"))
    assert "$HIP" not in run(*words).stderr
    shutil.rmtree(kept)


def test_of_a_log_that_is_gone_it_is_said_how_to_keep_it(run: Run, package: Path) -> None:
    words = ["cook", str(package), "--scheduler", "localrunner", "--items", "1", *FAST]
    words += ["--command", "false"]
    gone = run(*words, "-q", code=1)
    assert gone.stderr == ""
    assert "/logs/step1_1.log  (removed with its folder; --keep leaves it)\n" in gone.stdout
    kept = run(*words, "--keep", code=1)
    assert "/logs/step1_1.log\n" in kept.stdout
    shutil.rmtree(kept.stderr.split("$HIP of this cook: ")[1].strip())


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--scheduler", "farmq"], 2, "registers no scheduler farmq; it has localrunner"),
        (["--items", "2", "--graph", "g.json"], 2, "--items: these make a graph"),
        (["--items", "2", "--depth", "3"], 2, "--depth 3: more nodes than items"),
        (["--graph", "g.json"], 2, "g.json: cannot be read: No such file"),
        (["--scheduler", "localrunner", "--set", "x"], 2, "--set x: give it as NAME=VALUE"),
        (
            ["--scheduler", "localrunner", "--set", "nothing=1"],
            2,
            "--set nothing: localrunner has no such parameter; it has",
        ),
        (["--scheduler", "localrunner", "--env", "=x"], 2, "--env =x: give it as NAME=VALUE"),
        (["--python", "/no/python"], 2, "/no/python: cannot be run: No such file"),
        (["--fail-rate", "2"], 2, "--fail-rate"),
        (["-o", "file/report"], 2, "file is a file, so no folder of reports can be there"),
        (["--scheduler", "localrunner", "-j", "2"], 2, "-j 2: localrunner alone is cooked"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, package: Path, options: list[str], code: int, message: str
) -> None:
    Path("file").touch()
    assert message in run("cook", str(package), *options, code=code).stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_all_schedulers_of_a_package_cook_the_graph(run: Run, package: Path, jobs: str) -> None:
    words = ("cook", str(package), "--items", "3", "-j", jobs, *FAST)
    shown = run(*words, "-o", "out").stdout.splitlines()
    assert [line.split() for line in shown[-3:]] == [
        ["scheduler", "CookedSuccess", "seconds", "cook"],
        ["localrunner", "3", shown[-2].split()[2], "good"],
        ["plainscheduler", "3", shown[-1].split()[2], "good"],
    ]
    suites = ET.fromstring(Path("out/cook.xml").read_text())
    assert [suite.get("name") for suite in suites] == [
        "localrunner: step1",
        "localrunner: cook",
        "plainscheduler: step1",
        "plainscheduler: cook",
    ]
    merged = json.loads(Path("out/cook.json").read_text())
    assert merged["schema"] == "pysched-gen/cook-all"
    assert violations(merged, load_schema("cook-all")) == []
    for report in merged["reports"]:
        own = json.loads(Path(f"out/{report['scheduler']}/cook.json").read_text())
        assert own == report
        assert violations(own, load_schema("cook")) == []


def test_a_scheduler_that_cannot_be_made_does_not_stop_the_others(run: Run, here: Path) -> None:
    text = (
        "from pdg.scheduler import PyScheduler\n"
        "import pdg\n"
        "class {name}(PyScheduler):\n"
        "    def __init__(self, *arguments):\n"
        "        {init}\n"
        "        PyScheduler.__init__(self, *arguments)\n"
        "    def onSchedule(self, work_item):\n"
        "        return pdg.scheduleResult.CookSucceeded\n"
        "def registerTypes(registry):\n"
        "    registry.registerScheduler({name}, name='{name}')\n"
    )
    types = here / "pdg" / "types"
    types.mkdir(parents=True)
    (types / "bad.py").write_text(text.format(name="bad", init="raise ValueError('no farm')"))
    (types / "good.py").write_text(text.format(name="good", init="pass"))
    shown = run("cook", str(here), "--items", "1", code=1).stdout
    assert "no farm" in shown
    assert [line.split()[-1] for line in shown.splitlines()[-2:]] == ["BAD", "good"]


def test_a_folder_without_a_scheduler_is_nothing_to_read(run: Run, here: Path) -> None:
    assert "holds no pdg/types" in run("cook", str(here), code=3).stderr


def test_a_package_that_cannot_be_imported_says_why(run: Run, here: Path) -> None:
    types = here / "pdg" / "types"
    types.mkdir(parents=True)
    (types / "farmq.py").write_text("import farmq_client\n")
    assert "farmq_client" in run("cook", str(here), code=1).stderr
    report = run("cook", str(here), "--format", "json", "-o", "report", code=1)
    document = json.loads(report.stdout)
    assert violations(document, load_schema("cook")) == []
    assert (document["scheduler"], document["good"]) == ("", False)
    assert "farmq_client" in document["problems"][0]
    junit = ET.fromstring(Path("report/cook.xml").read_text("utf-8"))
    assert "farmq_client" in next(junit.iter("error")).attrib["message"]


LOCAL = """
import os, sys
sys.path.append(os.path.expandvars("$HFS/houdini/pdg/types/schedulers"))
from local import LocalScheduler
sys.path.pop()
class Locs(LocalScheduler):
{body}
def registerTypes(registry):
    registry.registerScheduler(Locs)
"""
STATIC = """
import pdg
from pdg.scheduler import PyScheduler
from pdg.staticcook import StaticCookMixin
class Stat(StaticCookMixin, PyScheduler):
    def onStartCook(self, static, cook_set):
        self.static_onStartCook()
        return static
    def onScheduleStatic(self, dependencies, dependents, ready_items):
        self.static_schedule(dependencies, dependents, ready_items)
    def onSchedule(self, work_item):
        return pdg.scheduleResult.CookSucceeded
    def onTick(self):
        self.static_tick()
        return pdg.tickResult.SchedulerReady
def registerTypes(registry):
    registry.registerScheduler(Stat)
"""


def types_package(here: Path, text: str) -> str:
    module = here / "houdini/pdg/types/x.py"
    module.parent.mkdir(parents=True)
    module.write_text(text)
    return str(here / "houdini")


@pytest.mark.parametrize("release", ["18.0", "22.0"])
def test_a_static_cook_goes_by_the_callback_for_it(run: Run, tmp_path: Path, release: str) -> None:
    package = types_package(tmp_path, STATIC)
    result = run("cook", package, "--items", "4", "--depth", "2", "--static", "--houdini", release)
    assert "4 of 4 items" in result.stdout


NO_STATIC = """    def onScheduleStatic(self, dependencies, dependents, ready_items):
        print("Counts:", len(dependencies), len(dependents), len(ready_items))
"""


@pytest.mark.parametrize("body", ["    pass", NO_STATIC])
def test_a_static_cook_that_nothing_schedules_is_not_waited_for(
    run: Run, tmp_path: Path, body: str
) -> None:
    package = types_package(tmp_path, LOCAL.format(body=body))
    said = run("cook", package, "--static", code=1).stdout
    assert "error: locs: its onScheduleStatic does nothing, so a static cook would wait for" in said


@pytest.mark.parametrize(
    ("command", "code", "states"),
    [("true", 0, {"CookedSuccess": 4}), ("false", 1, {"CookedFail": 4})],
)
def test_a_graph_is_submitted_and_its_job_cooks_it(
    run: Run, tmp_path: Path, command: str, code: int, states: dict[str, int]
) -> None:
    package = types_package(tmp_path, LOCAL.format(body="    pass"))
    words = ("--items", "4", "--submit", "--command", command, "--format", "json")
    result = run("cook", package, *words, code=code)
    assert json.loads(result.stdout)["states"] == states


BY_ADDRESS = """    def workItemResultServerAddr(self):
        host, port = LocalScheduler.workItemResultServerAddr(self).split(":")
        return "127.0.0.2:" + port
"""


def test_jobs_report_to_each_address_of_this_machine(run: Run, tmp_path: Path) -> None:
    package = types_package(tmp_path, LOCAL.format(body=BY_ADDRESS))
    job = Path("job.py")
    job.write_text(
        "import os, sys\n"
        "sys.path.insert(0, os.environ['PDG_SCRIPTDIR'])\n"
        "import pdgcmd\n"
        "pdgcmd.addOutputFile('made')\n"
    )
    command = f'"__PDG_PYTHON__" "{job.absolute()}"'
    words = ("--items", "1", "--command", command, "--format", "json", *FAST)
    (item,) = json.loads(run("cook", package, *words).stdout)["items"]
    assert item["outputs"] == ["made"]


DIES_SOON = "import subprocess; subprocess.Popen(['sleep', '1']); return 'file:/log', 1"
SUBMITS = "    def submitAsJob(self, graph_file, node_path):\n        {text}"


@pytest.mark.parametrize(
    ("text", "limit", "code", "said"),
    [
        ("return '', ''", 300, 0, "warning: submitAsJob submitted nothing"),
        ("return 'http://farm/1', 1", 8, 1, "error: the time for the submitted job is over, and"),
        (DIES_SOON, 300, 1, "error: no process is left of the job that submitAsJob"),
        ("return 3", 300, 1, "error: locs: submitAsJob returned 3, not the pair (status_uri, job_"),
        ("1 / 0", 300, 1, "error: locs: division by zero"),
    ],
)
def test_what_a_scheduler_submits_is_told(
    run: Run, tmp_path: Path, text: str, *, limit: int, code: int, said: str
) -> None:
    package = types_package(tmp_path, LOCAL.format(body=SUBMITS.format(text=text)))
    words = ("--items", "2", "--submit", "--timeout", str(limit))
    result = run("cook", package, *words, code=code)
    assert said in result.stdout


ELSEWHERE = """    def submitAsJob(self, graph_file, node_path):
        import json, subprocess, sys
        told = {"reached": True, "items": [{"name": "step1_1", "state": "CookedSuccess"}]}
        late = "import time, sys; time.sleep(2); open(sys.argv[1], 'w').write(sys.argv[2])"
        words = [sys.executable, "-c", late, self.workingDir(True) + "/untitled.hip.outcome.json"]
        subprocess.run(["setsid", "--fork", *words, json.dumps(told)])
        return "http://farm/1", 1
"""


def test_a_job_that_runs_elsewhere_is_waited_for(run: Run, tmp_path: Path) -> None:
    package = types_package(tmp_path, LOCAL.format(body=ELSEWHERE))
    words = ("--items", "1", "--submit", "--timeout", "600", "--format", "json")
    assert json.loads(run("cook", package, *words).stdout)["states"] == {"CookedSuccess": 1}


def test_a_job_that_does_not_end_is_waited_for_as_long_as_it_may(run: Run, tmp_path: Path) -> None:
    package = types_package(tmp_path, LOCAL.format(body="    pass"))
    words = ("--items", "1", "--submit", "--command", "sleep 60", "--timeout", "1")
    result = run("cook", package, *words, code=1)
    assert "error: the time for the submitted job is over" in result.stdout
