"""A cook says why an item failed, and where its time went."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from trees import write_tree

if TYPE_CHECKING:
    from click.testing import Result
    from conftest import Run

TICK = "return pdg.tickResult.SchedulerReady\n"
FAST = ("--set", "pdg_tickperiod=0.05")


@pytest.fixture
def package(run: Run) -> str:
    run("new", "farmq", "--from", "local", code=0)
    run("generate", "farmq", "-o", "houdini", "-q")
    return "houdini"


def graph(**item: Any) -> str:
    items = [{"index": 0, "command": "true", **item}]
    nodes = [{"name": "step", "items": items}]
    facts = {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes}
    Path("graph.json").write_text(json.dumps(facts))
    return "graph.json"


def failed(run: Run, package: str, *options: str) -> Result:
    return run("cook", package, *FAST, *options, code=1)


LICENCE = "echo licence server down >&2; exit 7"


def test_the_terminal_shows_exit_code_and_log(run: Run, package: str) -> None:
    lines = failed(run, package, "--items", "1", "--command", LICENCE).stdout.splitlines()
    assert lines[2:4] == ["step1_1: CookedFail: exit code 7", "    licence server down"]
    gone = r"  \(removed with its folder; --keep leaves it\)"
    assert any(re.fullmatch(rf"    log: file:///.*/step1_1\.log{gone}", line) for line in lines)


def test_json_has_all_that_is_known(run: Run, package: str) -> None:
    result = failed(run, package, "--items", "1", "--command", LICENCE, "--format", "json")
    (item,) = json.loads(result.stdout)["items"]
    assert (item["exitCode"], item["logTail"][0]) == (7, "licence server down")
    assert item["log"].startswith("file:///")
    assert 0 <= item["jobSeconds"] < item["ended"]


def test_junit_has_a_failure_with_a_body(run: Run, package: str) -> None:
    result = failed(run, package, "--items", "1", "--command", LICENCE, "--format", "junit")
    failure = ET.fromstring(result.stdout).find(".//failure")
    assert failure is not None
    assert failure.get("message") == "CookedFail: exit code 7"
    assert "licence server down" in (failure.text or "")
    assert "its process ended with exit code 7" in (failure.text or "")


def test_the_page_has_the_cause(run: Run, package: str) -> None:
    failed(run, package, "--items", "1", "--command", LICENCE, "-o", "report")
    page = Path("report/timeline.html").read_text(encoding="utf-8")
    assert "licence server down" in page
    assert "its process ended with exit code 7" in page


def test_a_report_that_came_too_late_does_not_hide_why(run: Run) -> None:
    texts: dict[str, str | bytes] = {
        "scheduler.toml": 'schema = 1\n[scheduler]\nname = "farmq"\nlabel = "Farm"\n',
        "init.py": "self.ids = []\n",
        "onschedule.py": "self.ids.append(work_item.id)\nraise ValueError('queue is full')\n",
        "ontick.py": "for number in self.ids:\n    self.workItemSucceeded(number, -1, 0.0)\n"
        "return pdg.tickResult.SchedulerReady\n",
    }
    write_tree(Path("farmq"), texts)
    run("generate", "farmq", "-o", "houdini", "-q")
    graph = {
        "schema": "pysched-gen/graph",
        "version": 1,
        "nodes": [
            {"name": "a", "items": [{"index": 0, "command": "true"}]},
            {"name": "b", "scheduler": "localscheduler", "items": [
                {"index": 0, "command": "sleep 0.3"}
            ]},
        ],
    }  # fmt: skip
    Path("graph.json").write_text(json.dumps(graph))
    result = failed(run, "houdini", "--graph", "graph.json", "-o", "report")
    assert "a_1: CookedFail: onSchedule raised ValueError: queue is full" in result.stdout
    item, _ = json.loads(Path("report/cook.json").read_text())["items"]
    assert "late or double: succeeded" in item["notes"]


def test_expected_outputs_that_an_item_did_without_are_warned_of(run: Run, package: str) -> None:
    words = ("cook", package, *FAST, "--graph", graph(expectedOutputs=["frame.1.exr"]))
    said = run(*words).stdout
    assert re.search(r"warning: step_1 succeeded without its expected output /.*/frame.1.exr", said)


def test_failed_items_that_block_the_cook_are_not_waited_for(run: Run, package: str) -> None:
    words = ("--items", "2", "--depth", "2", "--fail-rate", "1")
    said = failed(run, package, *words, "--set", "pdg_waitforfailures=1").stdout
    assert "error: items that failed block the cook until somebody retries them" in said
    assert "--set pdg_waitforfailures=0\n" in said
    assert "time limit" not in said


def test_a_signal_has_its_name(run: Run, package: str) -> None:
    words = ("--graph", graph(command="sh -c 'kill -9 $PPID'"))
    assert "step_1: CookedFail: killed by SIGKILL" in failed(run, package, *words).stdout


def test_expected_outputs_that_are_missing_are_named(run: Run, package: str) -> None:
    words = ("--graph", graph(command="exit 1", expectedOutputs=["frame.1.exr"]))
    line = failed(run, package, *words).stdout.splitlines()[2]
    assert line.startswith("step_1: CookedFail: exit code 1, not there: /")
    assert line.endswith("/frame.1.exr")


def test_of_a_batch_the_item_that_failed_is_named(run: Run, package: str) -> None:
    subs = [{"index": n, "command": "exit 3" if n == 1 else "true"} for n in range(3)]
    result = failed(run, package, "--graph", graph(command="", batch=subs))
    assert "step_1: CookedFail: exit code 3" in result.stdout
    assert "step_3: CookedFail" in result.stdout
    assert "step_2: CookedFail" not in result.stdout


def test_what_failed_by_itself_comes_before_what_waited_for_it(run: Run, package: str) -> None:
    nodes = [
        {"name": "a", "items": [{"index": n, "command": f"exit {n}"} for n in (0, 4)]},
        {"name": "b", "items": [{"index": 0, "command": "true", "dependsOn": ["a:4"]}]},
    ]
    facts = {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes}
    Path("graph.json").write_text(json.dumps(facts))
    lines = failed(run, package, "--graph", "graph.json").stdout.splitlines()
    named = [line for line in lines if "CookedFail:" in line]
    assert named == ["a_2: CookedFail: exit code 4", "b_3: CookedFail: a_2 did not cook"]


def test_an_item_has_one_name_in_all_reports(run: Run, package: str) -> None:
    words = ("--items", "4", "--depth", "2", "--fail-rate", "0", "-o", "report")
    run("cook", package, *FAST, *words)
    names = {"step1_1", "step1_2", "step2_3", "step2_4"}
    for name in ("cook.json", "cook.xml", "trace.json", "timeline.html", "graph.dot", "graph.svg"):
        text = Path("report", name).read_text(encoding="utf-8")
        assert set(re.findall(r"step[12][_:]\d", text)) == names, name


def test_that_the_tick_period_limits_is_told(run: Run, package: str) -> None:
    result = run("cook", package, "--items", "3", "--set", "pdg_tickperiod=2")
    assert "limited by the tick period of 2 s: jobs ran for 0." in result.stdout
    header, row = result.stdout.splitlines()[:2]
    assert header.split("  ")[-2:] == ["mean run", "mean job"]
    assert float(row.split()[-2]) < float(row.split()[-4])


def test_long_jobs_are_not_limited_by_ticks(run: Run, package: str) -> None:
    result = run("cook", package, "--items", "1", *FAST, "--command", "sleep 4")
    assert "limited by" not in result.stdout


def test_prints_and_times_of_callbacks_come_with_v(run: Run, package: str) -> None:
    write_tree(Path("farmq"), {"onstart.py": "print('farm says hello')\nreturn True\n"})
    run("generate", "farmq", "-o", "houdini", "-q")
    plain = run("cook", package, "--items", "1", *FAST).stdout
    told = run("cook", package, "--items", "1", *FAST, "-v").stdout
    assert "    farm says hello" in told
    assert re.search(r" s in callbacks: .*onSchedule \d+\.\d\d s in 1 call", told)
    assert "farm says hello" not in plain


def test_a_cook_that_a_callback_cancels_points_to_what_was_printed(run: Run, package: str) -> None:
    body = "print('no licence')\nreturn pdg.tickResult.SchedulerCancelCook\n"
    write_tree(Path("farmq"), {"ontick.py": body})
    run("generate", "farmq", "-o", "houdini", "-q")
    words = ("cook", package, "--items", "1", *FAST, "--command", "sleep 9")
    assert re.search(r"jobs printed \d+ lines?; -v shows them\n", run(*words, code=1).stdout)
    told = run(*words, "-v", code=1).stdout
    assert "    no licence\n" in told
    assert "-v shows them" not in told


def test_warnings_that_differ_in_numbers_are_told_once(run: Run, package: str) -> None:
    body = "self.workItemSucceeded(work_item.id, -1, -0.5 - work_item.id)\n"
    body += "return pdg.scheduleResult.Succeeded\n"
    write_tree(Path("farmq"), {"onschedule.py": body, "ontick.py": TICK})
    run("generate", "farmq", "-o", "houdini", "-q")
    told = run("cook", package, "--items", "3", *FAST).stdout
    assert told.count("warning: ") == 1
    assert "warning: cook time of -1.5 s reported (and 2 more like it)\n" in told


@pytest.mark.parametrize("name", ["onStartCook", "onSchedule", "onTick"])
def test_a_hang_names_the_callback_and_its_stack(run: Run, package: str, name: str) -> None:
    body = "def poll():\n    import time\n    time.sleep(6)\npoll()\nraise ValueError\n"
    write_tree(Path("farmq"), {f"{name.lower()}.py": body})
    run("generate", "farmq", "-o", "houdini", "-q", code=0)
    result = failed(run, package, "--items", "1", "--timeout", "2")
    assert f"the time for this cook is over, it is cancelled; the scheduler was in {name} (" in (
        result.stdout
    )
    place = rf"farmq\.py['\"], line \d+, farmq/{name.lower()}\.py:3, by {name} > poll\)"
    assert re.search(place, result.stdout)


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("onstartcook.py", "x = 1\nint('x')\nreturn True\n", 2),
        ("onstartcook.py", "x = 1\n\n# why\nif x:\n  y = (x,\n    int('x'))\nreturn x\n", 5),
        ("onStart.py", "int('x'); return True\n", 1),
        ("header.py", 'def helper():\n    "a"\n\n    return int("x")\n', 4),
        ("methods.py", "def helper(self):\n\n\n    return int('x')\n", 4),
        ("init.py", "self.a = 1\nself.b = int('x')\n", 2),
    ],
)
def test_an_error_has_its_place_in_the_snippet(run: Run, file: str, text: str, line: int) -> None:
    calls = {"header.py": "helper()\nreturn True\n", "methods.py": "self.helper()\nreturn True\n"}
    manifest = 'schema = 1\n[scheduler]\nname = "farmq"\nlabel = "Farm"\n'
    files: dict[str, str | bytes] = {"scheduler.toml": manifest, file: text}
    if file in calls:
        files["onstartcook.py"] = calls[file]
    write_tree(Path("farmq"), files)
    run("generate", "farmq", "-o", "houdini", "-q")
    result = run("cook", "houdini", "--items", "1", code=1)
    assert f"farmq/{file}:{line}" in result.stdout + result.stderr


@pytest.mark.parametrize("folder", ["it's here", 'a "b"', "two  words"])
def test_a_place_is_found_below_a_folder_of_any_name(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (here / folder).mkdir()
    monkeypatch.chdir(here / folder)
    manifest = 'schema = 1\n[scheduler]\nname = "farmq"\nlabel = "Farm"\n'
    write_tree(Path("farmq"), {"scheduler.toml": manifest, "init.py": "self.b = int('x')\n"})
    run("generate", "farmq", "-o", "houdini", "-q")
    result = run("cook", "houdini", "--items", "1", code=1)
    assert "farmq/init.py:1" in result.stdout + result.stderr
