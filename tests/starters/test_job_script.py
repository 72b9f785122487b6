"""The shell script that starters make of an item, ended in the ways that farms end jobs."""

from __future__ import annotations

import contextlib
import os
import runpy
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from daemons import lives, wait_for
from trees import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PART = runpy.run_path(str(ROOT / "templates/starter-parts/job-script/header.py"))


@pytest.mark.parametrize("has_group", [True, False])
def test_the_end_of_a_job_reaches_its_command_at_once(tmp_path: Path, *, has_group: bool) -> None:
    # One takes the signal; the other, which the farm's group is for, ignores it.
    other = "(trap '' TERM; exec sleep 600) & echo $! >other; " if has_group else ""
    taking = "trap 'echo told >told; exit' TERM; echo $$ >taking; while :; do sleep 0.1; done"
    script = tmp_path / "job.sh"
    log, code = str(tmp_path / "log"), str(tmp_path / "exit")
    script.write_text(PART["job_script"](other + taking, {}, [], str(tmp_path), log, code))
    job = subprocess.Popen(["/bin/sh", script], start_new_session=has_group)
    wait_for(lambda: (tmp_path / "taking").exists() and (tmp_path / "taking").read_text())
    # To the shell of the job alone, as by a farm that knows no groups.
    job.send_signal(signal.SIGTERM)
    wait_for((tmp_path / "told").exists)
    assert job.wait(600) in (-signal.SIGKILL, 128 + signal.SIGTERM)
    pids = [int((tmp_path / name).read_text()) for name in ("taking", "other")[: 1 + has_group]]
    wait_for(lambda: not any(lives(pid) for pid in pids))
    assert not (tmp_path / "exit").exists()


@pytest.mark.parametrize("is_ended", [True, False])
def test_what_a_command_leaves_behind_ends_with_its_job(tmp_path: Path, *, is_ended: bool) -> None:
    # Slurm signals the youngest process first, and forgets what has lost its parents.
    command = "(trap '' TERM; exec sleep 600) & echo $! >other; echo $$ >taking; wait"
    script = tmp_path / "job.sh"
    log, code = str(tmp_path / "log"), str(tmp_path / "exit")
    script.write_text(PART["job_script"](command, {}, [], str(tmp_path), log, code))
    job = subprocess.Popen(["/bin/sh", script], start_new_session=True)
    wait_for(lambda: (tmp_path / "taking").exists() and (tmp_path / "taking").read_text())
    taking, other = (int((tmp_path / name).read_text()) for name in ("taking", "other"))
    try:
        os.kill(taking, signal.SIGTERM)
        wait_for(lambda: not lives(taking))
        if is_ended:
            job.send_signal(signal.SIGTERM)
        assert job.wait(600) == (-signal.SIGKILL if is_ended else 143)
        assert (tmp_path / "exit").exists() != is_ended
        assert lives(other) != is_ended
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(other, signal.SIGKILL)


@pytest.mark.parametrize(("left", "code"), [("0\n", 0), ("7\n", 3), ("", 3), (None, 3)])
def test_only_a_job_that_has_ended_well_does_not_run_again(
    tmp_path: Path, left: str | None, code: int
) -> None:
    ended = tmp_path / "it's $ended"
    if left is not None:
        ended.write_text(left)
    script = tmp_path / "job.sh"
    text = PART["job_script"](
        "touch ran; exit 3", {}, [], str(tmp_path), str(tmp_path / "log"), str(ended)
    )
    script.write_text(text)
    assert subprocess.run(["/bin/sh", script], check=False).returncode == code
    assert (tmp_path / "ran").exists() == (code != 0)
    assert ended.read_text() == f"{code}\n"
    assert (tmp_path / "log").read_text() == ""
