"""The stand-in's local scheduler: slots, logs, failures, retries, time limits, cancelling."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pytest
from interpreters import require_python
from playing import play

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "CookedSuccess"
# Tells how many jobs run while this one does.
COUNT = "touch run.$PDG_ITEM_ID; sleep 0.5; set -- run.*; echo $#; rm run.$PDG_ITEM_ID"
# The first two wait for each other.
MEET = "touch up.$PDG_ITEM_ID; until [ -e up.1 ] && [ -e up.2 ]; do sleep 0.05; done"
COUNT_TWO = COUNT.replace("sleep 0.5", MEET)

STORIES: dict[str, tuple[str, dict[str, Any]]] = {
    "environment, tokens and log": (
        """
        scheduler(local_envmulti=1, local_envname1="SHOW", local_envvalue1="dune b",
                  local_envunset="GONE")
        os.environ["GONE"] = "still"
        os.environ["KEPT"] = "kept"
        node("work", ['echo "$SHOW|$GONE|$KEPT|$FROM_ITEM|$PDG_INDEX4|__PDG_ITEM_NAME__"; pwd; '
                      'echo err >&2; ls "__PDG_TEMP__"'], environment={"FROM_ITEM": "x y"})
        states = cook()
        uri = items()[0].logURI
        log = log_of(items()[0]).split("\\n")
        tell(states=list(states.values()), scheme=uri[:8], plain=uri.isascii() and " " not in uri,
             line=log[0], pwd=log[1] == folder, rest=log[2:-1], status=items()[0].statusURI)
        """,
        {
            "states": [GOOD],
            "scheme": "file:///",
            "plain": True,
            "line": "dune b||kept|x y|0000|work_1",
            "pwd": True,
            "rest": ["err", "data", "logs", "scripts"],
            "status": "",
        },
    ),
    "variables that nodes override": (
        """
        scheduler(local_envmulti=1, local_envname1="SHOW", local_envvalue1="dune")
        node("a", ['echo "$SHOW|$SHOT|$HOUDINI_MAXTHREADS"'])
        node("b", ['echo "$SHOW|$SHOT|$HOUDINI_MAXTHREADS"'],
             parms={"local_envmulti": 2, "local_envname1": "SHOW", "local_envvalue1": "alien",
                    "local_envname2": "SHOT", "local_envvalue2": "`@pdg_name`",
                    "local_usehoudinimaxthreads": 1, "local_houdinimaxthreads": 3})
        tell(states=list(cook().values()), logs=[log_of(item) for item in items()])
        """,
        {"states": [GOOD, GOOD], "logs": ["dune||\n", "alien|b_2|3\n"]},
    ),
    "slots": (
        f"""
        scheduler(maxprocsmenu=1, maxprocs=2)
        node("work", ["{COUNT_TWO}"] * 4)
        states = cook()
        tell(states=sorted(set(states.values())), most=max(int(log_of(item)) for item in items()))
        """,
        {"states": [GOOD], "most": 2},
    ),
    "an item may take all slots": (
        f"""
        scheduler(maxprocsmenu=1, maxprocs=3)
        node("work", ["{COUNT}"] * 3, parms={{"local_single": 1}})
        states = cook()
        tell(states=sorted(set(states.values())), most=max(int(log_of(item)) for item in items()))
        """,
        {"states": [GOOD], "most": 1},
    ),
    "failing": (
        """
        scheduler()
        node("work", ["exit 3", "true", "no-such-program"])
        states = list(cook().values())
        tell(states=states, ends=[e["new"] for e in found("state", name="work_1")][-2:])
        """,
        {
            "states": ["CookedFail", GOOD, "CookedFail"],
            "ends": ["Cooking", "CookedFail"],
        },
    ),
    "retrying": (
        """
        scheduler(local_echandleby=2, local_maximumretries=2)
        node("work", ["echo x >> tries.a; [ $(wc -l < tries.a) = 3 ]", "echo x >> tries.b; exit 1"])
        tell(states=list(cook().values()), tries=[text_of("tries.a"), text_of("tries.b")])
        """,
        {"states": [GOOD, "CookedFail"], "tries": ["x\n" * 3, "x\n" * 3]},
    ),
    "failures that are warnings, or nothing": (
        """
        scheduler()
        node("warn", ["exit 4"], parms={"local_echandleby": 1})
        node("ignore", ["exit 4"], parms={"local_echandleby": 3})
        node("other", ["exit 4", "exit 7"], parms={"local_echandleall": 0, "local_eccustomcode": 7})
        tell(states=list(cook().values()), warnings=session.warnings)
        """,
        {
            "states": [GOOD, GOOD, "CookedFail", "CookedFail"],
            "warnings": ["warn_1 failed with exit code 4"],
        },
    ),
    "one exit code, and what is made of it": (
        """
        scheduler(local_echandleall=0, local_eccustomcode=5, local_maximumretries=2)
        for choice in range(4):
            node("mode%d" % choice, ["echo x >> ran%d; exit 5" % choice, "exit 3"],
                 parms={"local_echandleby": choice})
        tell(states=list(cook().values()), warnings=session.warnings, ran=text_of("ran2"))
        """,
        {
            "states": [
                *("CookedFail", "CookedFail", GOOD, "CookedFail"),
                *("CookedFail", "CookedFail", GOOD, "CookedFail"),
            ],
            "warnings": ["mode1_3 failed with exit code 5"],
            "ran": "x\nx\nx\n",
        },
    ),
    "slots by the number of cores": (
        """
        os.cpu_count = lambda: 8
        farm = scheduler(maxprocsmenu=1)
        def slots(number):
            farm["maxprocs"] = number
            return farm._slot_count()
        tell(slots=[slots(number) for number in (-1, -4, -7, -8, -9, 0, 1, 12)])
        """,
        {"slots": [7, 4, 1, 1, 1, 1, 1, 12]},
    ),
    "a hook before each item": (
        """
        import sys
        sys.path.append(os.path.expandvars("$HFS/houdini/pdg/types/schedulers"))
        from local import LocalScheduler
        class Hooked(LocalScheduler):
            def onPreSubmitItem(self, work_item, job_env, item_command):
                job_env["HOOK"] = work_item.name
                return None if work_item.index else item_command + " > seen; echo $HOOK >> seen"
        define(Hooked)
        node("a", ["echo one", "true"])
        tell(states=list(cook().values()), seen=text_of("seen"))
        """,
        {"states": [GOOD, GOOD], "seen": "one\na_1\n"},
    ),
    "time limit": (
        """
        scheduler(local_enabletimeout=1, local_maxtime=0.3, maxprocsmenu=1, maxprocs=3)
        node("a", ["sleep 60 & sleep 60; wait"])
        node("b", ["sleep 60"], parms={"local_handletimeout": 1})
        node("c", ["sleep 0.6"], parms={"local_enabletimeout": 0})
        tell(states=list(cook().values()))
        """,
        {"states": ["CookedFail", GOOD, GOOD]},
    ),
    "no command": (
        """
        scheduler()
        node("work", [""])
        tell(states=list(cook().values()))
        """,
        {"states": [GOOD]},
    ),
    "results that jobs print": (
        """
        scheduler(socketcallbacks=0)
        node("work", ['echo "PDG_RESULT: $PDG_ITEM_ID;-1;/out/a.exr;file/image;5"; '
                      'echo $PDG_DISABLE_RPC'])
        tell(states=list(cook().values()),
             files=[(f.path, f.tag, f.hash) for f in items()[0].outputFiles])
        """,
        {"states": [GOOD], "files": [["/out/a.exr", "file/image", 5]]},
    ),
    "a second cook": (
        """
        scheduler()
        node("work", ["true", "exit 1"])
        first = list(cook().values())
        for item in items():
            item.node.dirty()
        tell(first=first, second=list(cook().values()), late=len(found("late")))
        """,
        {"first": [GOOD, "CookedFail"], "second": [GOOD, "CookedFail"], "late": 0},
    ),
    "temporary directories": (
        """
        farm = scheduler(tempdirmenu=2, tempdircustom="$HIP/own", tempdirappendpid=0,
                         pdg_deletetempdir=2)
        node("work", ["cat own/data/work_1.json* > copy"])
        tell(states=list(cook().values()), temp=farm.tempDir(True) == folder + "/own",
             copied=os.path.getsize("copy") > 100, kept=os.path.exists(farm.tempDir(True)))
        """,
        {"states": [GOOD], "temp": True, "copied": True, "kept": False},
    ),
    "programs": (
        """
        farm = scheduler(hythonbin=1, hythonbincustomuniversal="/opt/hython")
        farm.setWorkingDir(folder, folder)
        tell(hython=farm.expandCommandTokens("__PDG_HYTHON__"),
             python=os.path.exists(farm.expandCommandTokens("__PDG_PYTHON__")),
             other=farm.applicationBin("mplay", None))
        """,
        {"hython": "/opt/hython", "python": True, "other": "mplay"},
    ),
    "cancelling": (
        """
        import threading
        scheduler(maxprocsmenu=1, maxprocs=2)
        node("work", ["trap '' TERM; touch up.$PDG_ITEM_ID; sleep 300 & wait; sleep 300"] * 3)
        def cancel():
            while not (os.path.exists("up.1") and os.path.exists("up.2")):
                threading.Event().wait(0.02)
            session.cancel()
        threading.Thread(target=cancel).start()
        tell(states=list(cook().values()))
        """,
        {"states": ["CookedCancel"] * 3},
    ),
    "a job that waits lends its slots": (
        """
        scheduler(maxprocsmenu=1, maxprocs=1)
        wait = "while [ ! -e second ]; do sleep 0.05; done"
        with open("lend.py", "w") as file:
            file.write("import os, xmlrpc.client as x\\n"
                       "server = x.ServerProxy('http://' + os.environ['PDG_RESULT_SERVER'])\\n"
                       "server.release_job_slots(int(os.environ['PDG_ITEM_ID']), '')\\n")
        node("work", ["__PDG_PYTHON__ lend.py; " + wait, "touch second"])
        tell(states=list(cook().values()))
        """,
        {"states": [GOOD, GOOD]},
    ),
    "a report that raises": (
        """
        import sys
        sys.path.insert(0, os.environ["HFS"] + "/houdini/pdg/types/schedulers")
        from local import LocalScheduler
        class Odd(LocalScheduler):
            def workItemSucceeded(self, id, index, cook_duration, jobid=""):
                if id == 1:
                    raise ValueError("no table")
                LocalScheduler.workItemSucceeded(self, id, index, cook_duration)
        define(Odd, maxprocsmenu=1, maxprocs=1)
        node("work", ["true"] * 3)
        tell(states=list(cook().values()), errors=session.errors)
        """,
        {
            "states": ["CookedFail", GOOD, GOOD],
            "errors": ["work_1 could not be run: no table"],
        },
    ),
    "a batch": (
        """
        scheduler()
        graph([{"name": "work", "items": [{"index": 0, "command": "echo whole > ran",
                "batch": [{"index": 0}, {"index": 1}]}]}])
        tell(states=sorted(cook().values()), ran=text_of("ran"))
        """,
        {"states": [GOOD] * 3, "ran": "whole\n"},
    ),
    "shared servers": (
        """
        import subprocess
        farm = scheduler()
        server = subprocess.Popen(["sleep", "300"])
        farm.onSharedServerStarted({"name": "s", "pid": server.pid, "port": 1})
        tell(ended=farm.endSharedServer("s"), code=server.wait(600), left=farm.getSharedServers(),
             again=farm.endSharedServer("s"))
        """,
        {"ended": True, "code": -15, "again": True},
    ),
}


@pytest.mark.parametrize("name", list(STORIES))
def test_local_scheduler(name: str, tmp_path: Path) -> None:
    story, wanted = STORIES[name]
    told = play(f"import os\nos.chdir(folder)\n{textwrap.dedent(story)}", tmp_path / "työ dir 日")
    assert {key: told[key] for key in wanted} == wanted
    assert told["left"] == []


@pytest.mark.parametrize("release", ["18.0", "19.0", "20.0", "21.0"])
def test_local_scheduler_in_older_releases(release: str, tmp_path: Path) -> None:
    story = """
    scheduler(maxprocsmenu=1, maxprocs=4)
    node("work", ["echo $PDG_ITEM_NAME", "exit 1"])
    tell(states=sorted(cook().values()))
    """
    told = play(story, tmp_path / "hip", release=release, python=require_python((3, 7)))
    assert told == {"states": ["CookedFail", GOOD], "left": []}
