"""Stories of a cook with the local scheduler, one function each, run in a child process.

    scenarios.py PACKAGE FOLDER NAME...

plays the stories, each in a process of its own that imports the scheduler generated into PACKAGE
and has a folder below FOLDER, and prints what each saw and wrote to standard error as JSON. Kept
to Python 3.7, which is that of Houdini 19.0.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from cooking import Cook, load, module_of, picked, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    Facts = dict[str, Any]

WORK = "työ dir 日"
AT_ONCE = 2  # most of a story is waiting
SLEEP = "sleep 300 & echo $! > child; echo up; wait"
STUBBORN = "trap '' TERM; echo up; while :; do sleep 1; done"
SHOW_ENVIRONMENT = (
    '"__PDG_PYTHON__" -c "import json, os; print(json.dumps(dict(os.environ), sort_keys=True))"'
)


def is_up(cook: Cook, number: int) -> None:
    wait_for(lambda: "up" in cook.log(number))


def is_gone(cook: Cook) -> bool:
    wait_for(lambda: not cook.living_groups())
    return True


def ends(cook: Cook) -> list[tuple[str, int]]:
    return sorted(report for report in cook.reports() if report[0] != "StartCook")


def many_items(cook: Cook) -> Facts:
    cook.start()
    cook.run([cook.item(n, f"echo item {n}") for n in range(20)])
    return {
        "started": len(cook.reports("StartCook")),
        "succeeded": sorted(number for _, number in cook.reports("Succeeded")),
        "all reports": len(cook.reports()),
        "durations": all(0 < duration < 30 for duration in cook.durations()),
        "results": sorted(set(cook.schedule_results) - {"FullDeferred"}),
    }


def failing_item(cook: Cook) -> Facts:
    cook.start()
    cook.run([cook.item(1, "echo about to fail; exit 3")])
    for _ in range(3):
        cook.tick()
    log = cook.log(1)
    return {
        "reports": cook.reports(),
        "log": [part in log for part in ("about to fail", "exit code 3")],
    }


def cancelled_cook(cook: Cook) -> Facts:
    # Nobody ends a stubborn job in this story: onStopCook must not wait for it.
    module_of(cook.type).KILL_GRACE = 3600.0
    cook.start(maxjobs=4)
    for number, command in ((1, SLEEP), (2, STUBBORN), (3, "exit 0")):
        cook.schedule(cook.item(number, command))
    is_up(cook, 1)
    is_up(cook, 2)
    wait_for(lambda: cook.tick() and 3 in cook.ended())
    answers = [cook.scheduler.onStopCook(True) for _ in range(2)]
    wait_for(lambda: len(cook.living_groups()) == 1)
    return {"answers": answers, "ended": ends(cook), "tick after": cook.tick()}


def stubborn_job(cook: Cook) -> Facts:
    module_of(cook.type).KILL_GRACE = 0.2
    cook.start()
    cook.schedule(cook.item(1, STUBBORN))
    is_up(cook, 1)
    cook.scheduler.onStopCook(True)
    return {"ended": ends(cook), "gone": is_gone(cook)}


def cancelled_items(cook: Cook) -> Facts:
    """What onCancelWorkItems would do where the package needs Houdini 21.0."""
    cook.start()
    for number in (1, 2):
        cook.schedule(cook.item(number, SLEEP))
        is_up(cook, number)
    cook.scheduler._cancel_jobs([1, 7])
    wait_for(lambda: len(cook.living_groups()) == 1)
    cook.tick()
    return {"ended": ends(cook)}


def over_time(cook: Cook) -> Facts:
    cook.start(timelimit=0.3)
    cook.run(
        [
            cook.item(1, SLEEP),
            cook.item(2, "sleep 0.6", overrides={"timelimit": 20.0}),
            cook.item(3, "sleep 0.6", overrides={"timelimit": 0.0}),
        ]
    )
    return {
        "ended": ends(cook),
        "log": "the time limit is 0.3 s" in cook.log(1),
        "gone": is_gone(cook),
    }


def second_cook(cook: Cook) -> Facts:
    cook.start()
    cook.schedule(cook.item(1, SLEEP))
    is_up(cook, 1)
    # A cook may end without being cancelled although jobs run.
    cook.scheduler.onStopCook(False)
    left = len(cook.living_groups())
    address = cook.scheduler.workItemResultServerAddr()
    cook.scheduler.onStartCook(False, [])
    gone = is_gone(cook)
    before = len(cook.reports())
    cook.run([cook.item(2, "exit 0")])
    return {
        "left by the first": left,
        "gone when the second starts": gone,
        "reports of the second": cook.reports()[before:],
        "same server": cook.scheduler.workItemResultServerAddr() == address,
    }


def early_ticks(cook: Cook) -> Facts:
    cook.create()
    cook.tick()
    cook.scheduler.onStartCook(False, [])
    cook.tick()
    return {"ticks": cook.tick_results, "reports": cook.reports()}


def full_machine(cook: Cook) -> Facts:
    (cook.folder / "running").mkdir()
    command = "touch running/$PDG_ITEM_ID; ls running | wc -l >> seen; {}; rm running/$PDG_ITEM_ID"
    both = "[ -e up.$((1 - PDG_ITEM_ID)) ] && [ -e tick.SchedulerBusy ]"
    meet = f"touch up.$PDG_ITEM_ID; until {both}; do sleep 0.05; done"
    cook.start(maxjobs=2)
    cook.run([cook.item(n, command.format(meet if n < 2 else "sleep 0.2")) for n in range(6)])
    # The fields may hold anything an expression gives.
    cook.scheduler["localrunner_maxjobs"] = -1
    return {
        "at once": max(int(line) for line in (cook.folder / "seen").read_text().split()),
        "succeeded": len(cook.reports("Succeeded")),
        "schedule": sorted(set(cook.schedule_results)),
        "tick": sorted(set(cook.tick_results)),
        "negative": cook.tick(),
    }


def log_file(cook: Cook) -> Facts:
    cook.start()
    cook.run([cook.item(1, "echo out; echo err >&2")])
    uri = cook.scheduler.getLogURI(cook.items[1])
    text = Path(unquote(urlsplit(uri).path)).read_text()
    return {
        "scheme": uri[:8],
        "plain": uri.isascii() and " " not in uri,
        "text": text,
        "status": cook.scheduler.getStatusURI(cook.items[1]),
        "never ran": cook.scheduler.getLogURI(cook.item(2, "exit 0")),
    }


def windows_log_uri(cook: Cook) -> Facts:
    file_uri = module_of(cook.type).file_uri
    paths = ["C:/logs/a b.log", "C:/logs/\u00fc.log", "//host/share/a b.log"]
    return {path: file_uri(PureWindowsPath(path)) for path in paths}


def environment(cook: Cook) -> Facts:
    os.environ["FROM_SESSION"] = "session"
    cook.start(env="SHOT=a1 TITLE='two words' WIN=C:\\x", envunset="UNWANTED ABSENT")
    item = cook.item(
        5,
        SHOW_ENVIRONMENT,
        index=12,
        environment={"FROM_ITEM": 7, "UNWANTED": "x", "SHOT": "overridden"},
    )
    bare = cook.item(6, SHOW_ENVIRONMENT, overrides={"inheritlocalenv": 0})
    cook.run([item, bare])
    values, bare_values = (json.loads(cook.log(number)) for number in (5, 6))
    names = ["FROM_SESSION", "FROM_ITEM", "UNWANTED", "SHOT", "TITLE", "WIN"]
    pdg_names = [name for name in values if name.startswith("PDG_")]
    where = {
        "PDG_DIR": cook.scheduler.workingDir(False),
        "PDG_TEMP": cook.scheduler.tempDir(False),
        "PDG_SHARED_TEMP": cook.scheduler.tempDir(False),
        "PDG_SCRIPTDIR": cook.scheduler.scriptDir(False),
        "PDG_RESULT_SERVER": cook.scheduler.workItemResultServerAddr(),
    }
    return {
        "user": picked(values, names),
        "item": picked(values, [name for name in pdg_names if name not in where]),
        "where": picked(values, list(where)) == where,
        "bare": picked(bare_values, ["FROM_SESSION", "PDG_ITEM_ID"]),
        "bare has a path": bare_values["PATH"] == os.environ["PATH"],
    }


def wrong_parameter(cook: Cook) -> Facts:
    cook.start(env="A=1 oops")
    cook.schedule(cook.item(1, "exit 0"))
    cook.schedule(cook.item(2, "exit 0", overrides={"env": "'"}))
    return {
        "results": cook.schedule_results,
        "reports": cook.reports(),
        "errors": cook.session.errors,
    }


def cannot_start(cook: Cook) -> Facts:
    cook.create()
    (cook.folder / "file").write_text("")
    cook.scheduler["pdg_workingdir"] = str(cook.folder / "file")
    cook.scheduler.onStartCook(False, [])
    cook.schedule(cook.item(1, "exit 0"))
    return {
        "results": cook.schedule_results,
        "reports": cook.reports(),
        "errors": len(cook.session.errors),
        "tick": cook.tick(),
    }


def lost_log(cook: Cook) -> Facts:
    """The temporary directory is removed while a job runs."""
    cook.start()
    item = cook.item(1, "echo up; sleep 0.3; exit 1")
    cook.schedule(item)
    is_up(cook, 1)
    logs = Path(cook.scheduler.tempDir(True), "logs")
    for path in logs.iterdir():
        path.unlink()
    logs.rmdir()
    cook.run([])
    wait_for(lambda: cook.tick() and cook.ended())
    return {"reports": cook.reports()}


def quoting(cook: Cook) -> Facts:
    cook.start()
    cook.run([cook.item(1, """printf '%s|' "a  b" 'c"d' $((1 + 1)) \\$HOME "$PDG_ITEM_NAME" """)])
    return {"log": cook.log(1)}


def no_command(cook: Cook) -> Facts:
    cook.start()
    return {"result": cook.schedule(cook.item(1, "")), "reports": cook.reports()}


def shared_server(cook: Cook) -> Facts:
    cook.start()
    servers = {name: subprocess.Popen(["/bin/sleep", "300"]) for name in ("ended", "left", "dead")}
    servers["dead"].kill()
    servers["dead"].wait()
    for name, server in servers.items():
        cook.scheduler.onSharedServerStarted({"name": name, "pid": server.pid, "port": 1})
    cook.scheduler.onSharedServerStarted({"name": "foreign", "pid": 0})
    names = ("ended", "dead", "foreign", "unknown")
    answers = {name: cook.scheduler.endSharedServer(name) for name in names}
    by_name = servers["ended"].wait(600) == -signal.SIGTERM
    still = servers["left"].poll() is None
    cook.scheduler.onStopCook(False)
    return {
        "answers": answers,
        "ended by name": by_name,
        "other untouched": still,
        "ended with the cook": servers["left"].wait(600) == -signal.SIGTERM,
        "known": cook.scheduler.getSharedServers(),
    }


def submit_as_job(cook: Cook) -> Facts:
    cook.start()
    try:
        cook.scheduler.submitAsJob("scene.hip", "/tasks/topnet1")
    except RuntimeError as error:
        return {"message": str(error)}
    return {"message": ""}


def same_item_again(cook: Cook) -> Facts:
    cook.start()
    cook.schedule(cook.item(1, SLEEP))
    is_up(cook, 1)
    first = cook.living_groups()
    cook.run([cook.item(1, "exit 0")])
    return {
        "first": [len(first), len(cook.living_groups())],
        "succeeded": cook.reports("Succeeded"),
    }


def stopped_scheduler(cook: Cook) -> Facts:
    cook.start()
    for number, command in ((1, SLEEP), (2, STUBBORN)):
        cook.schedule(cook.item(number, command))
        is_up(cook, number)
    cook.scheduler._cancel_jobs([2])
    answers = [cook.scheduler.onStop() for _ in range(2)]
    return {
        "answers": answers,
        "living": cook.living_groups(),
        "server": cook.scheduler.isCallbackServerRunning(),
    }


def low_priority(cook: Cook) -> Facts:
    nice = '"__PDG_PYTHON__" -c "import os; print(os.nice(0))"'
    cook.start()
    low = cook.item(1, nice, overrides={"priority": 1})
    cook.run([low, cook.item(2, nice)])
    own = os.nice(0)
    return {"nicer": int(cook.log(1)) > own, "as we are": int(cook.log(2)) == own}


def two_nodes(cook: Cook) -> Facts:
    cook.start()
    cook.schedule(cook.item(1, SLEEP))
    is_up(cook, 1)
    other = Cook(cook.type, cook.folder).start(maxjobs=1)
    other.scheduler.onStopCook(True)
    return {
        "tick": other.tick(),
        "reports": [cook.reports(), other.reports()],
        "living": len(cook.living_groups()),
    }


def applications(cook: Cook) -> Facts:
    cook.start()
    item = cook.item(1, "exit 0")
    names = ("python", "hython", "sh", "no-such-program")
    found = {name: cook.scheduler.applicationBin(name, item) for name in names}
    return {
        "python": found["python"] == sys.executable,
        "hython": found["hython"],
        "sh": Path(found["sh"]).is_absolute(),
        "other": found["no-such-program"],
    }


def transferred_file(cook: Cook) -> Facts:
    cook.start()
    (cook.folder / "a").write_text("")
    return {name: cook.scheduler.onTransferFile(str(cook.folder / name)) for name in "ab"}


def play(name: str, package: Path, folder: Path) -> None:
    story: Callable[[Cook], Facts] = globals()[name]
    cook = Cook(load(package, "localrunner"), folder)
    try:
        facts = story(cook)
    finally:
        if cook.scheduler is not None:
            cook.scheduler.onStop()
    answer = json.dumps({**facts, "left running": cook.living_groups()})
    (folder.parent / "answer.json").write_text(answer)


def start(name: str, package: Path, folder: Path) -> int:
    """Return the id of a copy of this process, whose modules are loaded already."""
    process = os.fork()
    if process == 0:
        own = folder / name
        (own / WORK).mkdir(parents=True)
        errors = os.open(str(own / "stderr"), os.O_WRONLY | os.O_CREAT)
        os.dup2(errors, 2)
        os.close(errors)
        play(name, package, own / WORK)
        sys.exit()  # what Python finds unclosed at its end is in stderr
    return process


def main(package: str, folder: str, *names: str) -> None:
    told: dict[str, Any] = {}
    waiting = list(names)
    running: set[int] = set()
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            running.add(start(waiting.pop(0), Path(package), Path(folder)))
        running.remove(os.wait()[0])
    for name in names:
        answer = Path(folder, name, "answer.json")
        facts = json.loads(answer.read_text()) if answer.exists() else None
        told[name] = [facts, Path(folder, name, "stderr").read_text()]
    print(json.dumps(told))  # noqa: T201 - the answer


if __name__ == "__main__":
    main(*sys.argv[1:])
