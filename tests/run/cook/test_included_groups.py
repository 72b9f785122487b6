"""Included groups of parameters reach the jobs of a scheduler whose texts know nothing of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from trees import write_tree

if TYPE_CHECKING:
    from conftest import Run

ON_SCHEDULE = """
import os
import subprocess

self.createJobDirsAndSerializeWorkItems(work_item)
command = self.expandCommandTokens(work_item.command, work_item)
environment = dict(os.environ, PDG_DIR=self.workingDir(False), PDG_TEMP=self.tempDir(False))
if subprocess.call({command}, env=environment) == 0:
    return pdg.scheduleResult.CookSucceeded
return pdg.scheduleResult.CookFailed
"""
BY_SHELL, BY_WORDS = "command, shell=True", "__import__('shlex').split(command)"
ON_START_COOK = """
folder = self["pdg_workingdir"].evaluateString()
self.setWorkingDir(folder, folder)
return True
"""
MANIFEST = """schema = 1
[scheduler]
name = "farm"
callback_server = "none"
houdini = "{houdini}"
base = "{base}"
include = {groups}
"""
GROUPS = (
    *("task-environment", "temp-directory", "path-mapping", "rpc-server", "submit-as-job"),
    "job-scripts",
)


def generate(
    run: Run, *groups: str, call: str = BY_SHELL, houdini: str = "20.5", **texts: str
) -> None:
    manifest = MANIFEST.format(houdini=houdini, base="PyScheduler", groups=json.dumps(groups))
    files: dict[str, str | bytes] = {
        "farm/scheduler.toml": manifest,
        "farm/onschedule.py": ON_SCHEDULE.format(command=call),
        "farm/onstartcook.py": ON_START_COOK,
    }
    files.update({f"farm/{name}.py": text for name, text in texts.items()})
    write_tree(Path(), files)
    run("generate", "farm", "-o", "out", "-q")


def environment_of_job(
    run: Run,
    *options: str,
    item: dict[str, Any] | None = None,
    **keys: Any,
) -> dict[str, str]:
    """Cook one item and return the variables that its job printed."""
    Path("hip").mkdir(exist_ok=True)
    Path("hip/said").unlink(missing_ok=True)
    command = 'env -0 > "$PDG_DIR/said"; pwd > "$PDG_DIR/where"'
    entry = {"index": 0, "command": f"sh -c '{command}'", **(item or {})}
    graph = {
        "schema": "pysched-gen/graph",
        "version": 1,
        "nodes": [{"name": "a", "items": [entry], **keys}],
    }
    Path("graph.json").write_text(json.dumps(graph))
    folder = Path("hip").absolute()
    words = ("--graph", "graph.json", "--set", f"pdg_workingdir={folder}", *options)
    run("cook", "out", *words)
    pairs = Path("hip/said").read_text().rstrip("\0").split("\0")
    return dict(pair.split("=", 1) for pair in pairs)


def settings(*pairs: str) -> tuple[str, ...]:
    return tuple(word for pair in pairs for word in ("--set", pair))


# Settings that stand beside each other, and what a job of one cook with them all finds.
SETTINGS: dict[tuple[str, ...], tuple[str, str | None]] = {
    ("farm_envmulti=1", "farm_envname1=SHOT", "farm_envvalue1=it's 3"): ("SHOT", "it's 3"),
    ("farm_envunset=GONE, OTHER",): ("GONE", None),
    ("farm_usehoudinimaxthreads=1", "farm_houdinimaxthreads=3"): ("HOUDINI_MAXTHREADS", "3"),
    ("farm_env_file=FILE",): ("FROM_FILE", "x y"),
    ("pdg_rpcmaxerrors=9",): ("PDG_RPC_MAX_ERRORS", "9"),
    ("pdg_rpctimeout=8",): ("PDG_RPC_TIMEOUT", "8"),
    ("pdg_rpcretries=7",): ("PDG_RPC_RETRIES", "7"),
    ("pdg_rpcbackoff=6",): ("PDG_RPC_MAX_BACKOFF", "6"),
    ("pdg_rpcbatch=0.5",): ("PDG_BATCH_POLL_DELAY", "0.5"),
    ("pdg_rpcrelease=0",): ("PDG_RELEASE_SLOT_ON_POLL", "0"),
    ("pdg_rpcignoreerrors=2",): ("PDG_RPC_IGNORE_ERRORS", "1"),
    ("pdg_usemapzone=1", "pdg_mapzone=WIN"): ("PDG_PATHMAP_ZONE", "WIN"),
    ("farm_preshell=echo hi > pre",): ("FILE pre", "hi\n"),
    ("farm_postshell=pwd > post",): ("FILE post", "HIP\n"),
    ("farm_prepy=open('first', 'w').write('py')",): ("FILE first", "py"),
    ("farm_postpy=import os; open('last', 'w').write(os.getcwd())",): ("FILE last", "HIP"),
    ("tempdirappendpid=0",): ("PDG_TEMP", "HIP/pdgtemp"),
}
TEMPORARY = {("tempdirmenu=1", "tempdircustom=TMP", "tempdirappendpid=0"): ("PDG_TEMP", "TMP")}


def found_by_job(found: dict[str, str], name: str) -> str | None:
    """Give a variable of a job, or the file that it wrote, as `FILE name`."""
    if name.startswith("FILE "):
        return Path("hip", name[5:]).read_text()
    return found.get(name)


@pytest.mark.parametrize("call", [BY_SHELL, BY_WORDS])
@pytest.mark.parametrize("cases", [SETTINGS, TEMPORARY], ids=["all", "temporary"])
def test_what_a_scheduler_sets_reaches_the_job(
    run: Run, here: Path, call: str, cases: dict[tuple[str, ...], tuple[str, str | None]]
) -> None:
    write_tree(here, {"job.env": "# of the show\nFROM_FILE=x y\n"})
    given = [one for words in cases for one in words]
    for word, place in (("FILE", "job.env"), ("TMP", "temp")):
        given = [one.replace(f"={word}", f"={here / place}") for one in given]
    generate(run, *GROUPS, call=call)
    found = environment_of_job(run, *settings(*given), "--env", "GONE=1")
    told = {name: found_by_job(found, name) for name, _ in cases.values()}
    places = {"TMP": str(here / "temp"), "HIP": str(here / "hip")}
    for word, path in places.items():
        told = {name: value and value.replace(path, word) for name, value in told.items()}
    assert told == dict(cases.values())


# Parameters of a node with their values, and what one job that has them all finds.
OF_NODES: dict[tuple[tuple[str, str | int], ...], tuple[str, str | None]] = {
    (("farm_envmulti", 1), ("farm_envname1", "SHOT"), ("farm_envvalue1", "s2")): ("SHOT", "s2"),
    (("farm_envunset", "GONE"),): ("GONE", None),
    (("farm_usehoudinimaxthreads", 1), ("farm_houdinimaxthreads", "7")): (
        "HOUDINI_MAXTHREADS",
        "7",
    ),
    (("farm_inheritlocalenv", "1"),): ("STAYS", "1"),
    (("farm_preshell", "echo 7 > pre"),): ("FILE pre", "7\n"),
    (("farm_postshell", "echo 8 > post"),): ("FILE post", "8\n"),
    (("farm_prepy", "open('first', 'w').write('9')"),): ("FILE first", "9"),
    (("farm_postpy", "open('last', 'w').write('10')"),): ("FILE last", "10"),
}
VALUES = re.compile(r"^(?:s2|GONE|7|1)$|(?<=echo )\d|(?<=\(')\d+(?='\))")


@pytest.mark.parametrize("by", ["node", "item"])
def test_what_a_node_or_item_says_reaches_its_jobs(run: Run, by: str) -> None:
    attributes: dict[str, str] = {}

    def of_item(value: re.Match[str]) -> str:
        name = f"value{len(attributes)}"
        attributes[name] = value[0]
        return f"`@{name}`"

    parms = dict(pair for pairs in OF_NODES for pair in pairs)
    if by == "item":
        for name, text in parms.items():
            if isinstance(text, str) and name != "farm_envname1":
                parms[name], count = VALUES.subn(of_item, text)
                assert count == 1
    generate(run, *GROUPS)
    words = ("--env", "GONE=1", "--env", "STAYS=1")
    found = environment_of_job(run, *words, item={"attributes": attributes}, parms=parms)
    assert {name: found_by_job(found, name) for name, _ in OF_NODES.values()} == dict(
        OF_NODES.values()
    )


def test_what_is_a_scheduler_s_alone_a_node_does_not_change(run: Run, here: Path) -> None:
    # Of these groups the schedulers that Houdini ships have no "Job Parms".
    generate(run, *GROUPS)
    parms = {
        "pdg_usemapzone": 1,
        "pdg_mapzone": "WIN",
        "pdg_rpcmaxerrors": 9,
        "tempdirmenu": 1,
        "tempdircustom": "/nowhere",
        "submitjobverbosity": 2,
    }
    found = environment_of_job(run, parms=parms)
    assert "PDG_PATHMAP_ZONE" not in found
    assert "PDG_RPC_MAX_ERRORS" not in found
    assert found["PDG_TEMP"].startswith(f"{here}/hip/pdgtemp/")


def test_a_value_of_the_scheduler_can_be_that_of_the_item(run: Run) -> None:
    generate(run, "path-mapping", "rpc-server")
    item = {"attributes": {"zone": "WIN", "most": 9}}
    words = settings("pdg_usemapzone=1", "pdg_mapzone=`@zone`", "pdg_rpcmaxerrors=`@most`")
    found = environment_of_job(run, *words, item=item)
    assert (found["PDG_PATHMAP_ZONE"], found["PDG_RPC_MAX_ERRORS"]) == ("WIN", "9")


def test_the_path_map_of_the_session_reaches_the_job(run: Run) -> None:
    generate(run, "path-mapping")
    rules = '{"paths": [{"/mnt/a": {"zone": "*", "path": "/b"}}]}'
    words = ("--env", f"PDG_PATHMAP={rules}")
    assert "/mnt/a" in environment_of_job(run, *words)["PDG_PATHMAP"]


def test_what_is_not_set_changes_nothing_but_where_the_job_starts(run: Run, here: Path) -> None:
    generate(run)
    plain = environment_of_job(run)
    generate(run, *GROUPS)
    found = environment_of_job(run)
    of_run = {"_", "PWD", "OLDPWD", "PDG_TEMP", "SHLVL"}
    changing = {name for name, value in plain.items() if "pysched-gen-cook-" in value}
    names = (set(plain) | set(found)) - of_run - changing
    assert {n: found.get(n) for n in names} == {n: plain.get(n) for n in names}
    assert Path("hip/where").read_text() == f"{here / 'hip'}\n"  # "Set Working Directory" is on
    environment_of_job(run, "--set", "farm_setworkingdir=0")
    assert Path("hip/where").read_text() != f"{here / 'hip'}\n"


@pytest.mark.parametrize("script", ["preshell=exit 4", "prepy=raise SystemExit(4)"])
def test_a_job_whose_first_script_fails_is_not_run(run: Run, script: str) -> None:
    generate(run, "job-scripts")
    words = ("--set", f"farm_{script}", "--command", "touch ran")
    assert "CookedFail" in run("cook", "out", "--items", "1", *words, code=1).stdout


def test_the_exit_code_of_a_job_is_that_of_its_command_not_of_what_follows(run: Run) -> None:
    generate(run, "job-scripts")
    words = ("--set", "farm_postshell=true", "--command", "sh -c 'exit 5'")
    assert "exit code 5" in run("cook", "out", "--items", "1", *words, code=1).stdout


SUBMITS = """
command = self.expandCommandTokens('hython topcook.py --hip "%s"' % graph_file, None)
open("said", "w").write(command)
return "", ""
"""


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ((), '--hip "untitled.hip"'),
        (("submitjobverbosity=2",), "--verbosity 2"),
        (("usesubmitjobnode=1", "submitjobnode=/obj/topnet1/x"), '--toppath "/obj/topnet1/x"'),
        (("submitjobfile=1",), '--taskgraphout "farm.json"'),
    ],
)
def test_submit_options_reach_the_command_of_the_submitted_job(
    run: Run, here: Path, given: tuple[str, ...], end: str
) -> None:
    text = SUBMITS.replace('"said"', repr(str(here / "said")))
    generate(run, "submit-as-job", submitasjob=text)
    run("cook", "out", "--items", "1", "--submit", *settings(*given))
    assert (here / "said").read_text().endswith(end)


@pytest.mark.parametrize(
    ("groups", "texts", "found"),
    [
        (("task-environment",), {}, []),
        (("working-directory", "job-limits"), {}, []),
        (("message-queue",), {}, ["mqusage", "no code can be brought that does"]),
        (("submit-as-job",), {}, ["submitjobname", "there is no submitAsJob that could heed"]),
        (
            ("task-environment",),
            {"methods": "def expandCommandTokens(self, command, item=None):\n    return command\n"},
            ["envmulti", "methods.py defines expandCommandTokens itself"],
        ),
        (
            ("rpc-server",),
            {"onschedule": "return pdg.scheduleResult.CookSucceeded\n"},
            ["pdg_rpcmaxerrors", "no text takes the command of a job from expandCommandTokens"],
        ),
    ],
)
def test_what_nothing_reads_of_a_group_is_a_finding(
    run: Run, groups: tuple[str, ...], texts: dict[str, str], found: list[str]
) -> None:
    generate(run, *groups, **texts)
    told = run("check", "farm").output
    assert ("PSG211" in told) == bool(found)
    for words in found:
        assert words in told


@pytest.mark.parametrize("call", ["resolveEnvParams", "resolveBaseEnvironment"])
def test_what_a_text_does_by_itself_is_not_done_again(run: Run, call: str) -> None:
    given = {"resolveEnvParams": "item", "resolveBaseEnvironment": "item.node, item"}[call]
    methods = f"def environment(self, item):\n    return self.{call}('farm', {given})\n"
    generate(run, "task-environment", methods=methods)
    module = Path("out/pdg/types/farm/farm.py").read_text()
    brought = {"resolveEnvParams": "envmulti", "resolveBaseEnvironment": "inheritlocalenv"}[call]
    code = module.partition("def expandCommandTokens")[2]
    assert f'"{brought}"' not in code
    assert "usehoudinimaxthreads" in code


def test_a_package_with_brought_code_can_be_extracted_and_generated_again(run: Run) -> None:
    generate(run, *GROUPS)
    run("extract", "out/pdg/types/farm/farm.py", "-o", "again")
    run("generate", "again", "-o", "out2", "-q")
    text = Path("out2/pdg/types/farm/farm.py").read_text()
    assert text.count("def expandCommandTokens") == 1


@pytest.mark.parametrize("houdini", ["17.5", "18.5", "22.0"])
def test_brought_code_is_python_of_its_release(run: Run, houdini: str) -> None:
    generate(run, *GROUPS, houdini=houdini)
    found = environment_of_job(
        run, *settings("farm_envmulti=1", "farm_envname1=A", "farm_envvalue1=b")
    )
    assert found["A"] == "b"
