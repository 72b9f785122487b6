"""The jobs of workers in Python: how they end, and that they end with their worker."""

from __future__ import annotations

import contextlib
import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from daemons import lives, wait_for
from trees import ROOT, write_tree

# A worker has its watcher until it ends.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

MODULE = ROOT / "templates/starter-parts/watched-jobs/farm/watched_jobs.py"
WORKER = """
import watched_jobs

watched_jobs.WATCHER = "open('watched', 'w')\\n" + watched_jobs.WATCHER
jobs = watched_jobs.WatchedJobs()
with jobs.run("./ended.sh") as process:
    jobs.wait(process, 0)
with jobs.run("./job.sh") as process:
    jobs.wait(process, 0)
"""


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(one) for task in tasks for one in (task / "children").read_text().split()]


@pytest.mark.parametrize("is_stubborn", [False, True])
def test_jobs_end_with_a_worker_that_is_killed_with_its_children(
    tmp_path: Path, *, is_stubborn: bool
) -> None:
    command = (
        f"{'trap : TERM; ' * is_stubborn}echo $$ >new; mv new began; while :; do sleep 9; done"
    )
    texts = {"worker.py": WORKER, "watched_jobs.py": MODULE.read_text("utf-8")}
    write_tree(
        tmp_path,
        {
            **texts,
            "ended.sh": "[ ! -e watched ] || touch early\n",
            "job.sh": f"sh -c '{command}'; :\n",
        },
    )
    worker = subprocess.Popen([sys.executable, "worker.py"], cwd=tmp_path)
    wait_for((tmp_path / "began").exists)
    (job,) = children(worker.pid)
    assert job != int((tmp_path / "began").read_text())
    for pid in (job, worker.pid):
        os.kill(pid, signal.SIGKILL)
    worker.wait()
    assert (tmp_path / "early").exists()
    wait_for(lambda: not lives(int((tmp_path / "began").read_text())))


def test_a_job_ends_with_a_worker_that_is_killed_as_it_begins(tmp_path: Path) -> None:
    texts = {"worker.py": WORKER, "watched_jobs.py": MODULE.read_text("utf-8")}
    job = "echo $$ >began; kill -9 $PPID; while :; do sleep 9; done\n"
    write_tree(tmp_path, {**texts, "ended.sh": job})
    subprocess.run([sys.executable, "worker.py"], cwd=tmp_path, check=False)
    wait_for(lambda: not lives(int((tmp_path / "began").read_text())))


@pytest.mark.parametrize(
    ("command", "seconds", "told"),
    [
        ("exit 3", 0, (3, "")),
        ("kill -9 $$", 0, (137, "")),
        ("exec sleep 600", 1, (143, "it ran longer than its time limit")),
        ('[ "$HOME/$MORE/$OTHER" = "home/more/" ]', 0, (0, "")),
    ],
)
def test_what_became_of_a_job(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    seconds: int,
    told: tuple[int, str],
) -> None:
    for name in ("HOME", "MORE", "OTHER"):
        monkeypatch.setenv(name, name.lower())
    script = tmp_path / "job.sh"
    script.write_text(f"{command}\n")
    jobs = runpy.run_path(str(MODULE))["WatchedJobs"]()
    with jobs.run(str(script), "MORE") as process:
        found = jobs.wait(process, seconds)
    assert (found["code"], found["reason"]) == told


def test_what_a_job_has_started_ends_with_it_when_it_is_killed(tmp_path: Path) -> None:
    # An engine may kill the children of a worker before the worker, which goes on for a moment.
    (tmp_path / "job.sh").write_text("trap : TERM\nsh -c 'while :; do sleep 9; done' &\nwait\n")
    jobs = runpy.run_path(str(MODULE))["WatchedJobs"]()
    with jobs.run(str(tmp_path / "job.sh")) as process:
        wait_for(lambda: children(process.pid))
        (left,) = children(process.pid)
        process.kill()
        process.wait()
    wait_for(lambda: not lives(left), 60)


def test_a_job_that_nobody_waits_for_is_told_to_end(tmp_path: Path) -> None:
    (tmp_path / "job.sh").write_text("exec sleep 600\n")
    jobs = runpy.run_path(str(MODULE))["WatchedJobs"]()
    with contextlib.suppress(InterruptedError), jobs.run(str(tmp_path / "job.sh")) as process:
        raise InterruptedError
    assert process.wait() == -signal.SIGTERM
