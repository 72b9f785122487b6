"""A run that is killed, or fails, at each of the system calls that change something.

`strace` stops it at exactly that call. What is on disk changes by such calls only, so these are all
the states that a kill can leave.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from outputs import content, make, package, plan, run, tree

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.output.files import Package

FOLDER = "pdg/types/farmq"
CALLS = (
    *("mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "unlink"),
    *("unlinkat", "rmdir", "fchmod", "fchown", "utimensat", "fsync", "openat", "write"),
)
WRITER = """
import sys
from pathlib import Path
sys.path[:0] = {path!r}
from outputs import package, run
from pysched_gen.errors import PyschedError
try:
    run(Path({root!r}), {package}, prune=True)
except PyschedError as error:
    sys.exit(str(error))
"""
SCENES: dict[str, tuple[tuple[Package, ...], str]] = {
    "create": ((), "package()"),
    "update": ((package(),), 'package(text="two")'),
    "other layout": ((package(),), 'package(layout="module")'),
    "another owner": ((package("other"),), "package()"),
}
ERRORS = ["ENOSPC", "EIO", "EPERM", "EINTR"]


def visible(root: Path) -> dict[str, str | bytes]:
    """Give all but the lock and private folders."""
    found = content(root)
    return {path: found[path] for path in found if not path.startswith(".pysched-gen.tmp.")}


def strace(root: Path, wanted: str, *options: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("strace")
    if program is None:
        message = "strace is not installed"
        if os.environ.get("PYSCHED_GEN_REQUIRE_ENGINES"):
            pytest.fail(message)
        pytest.skip(message)
    code = WRITER.format(path=sys.path, root=str(root), package=wanted)
    command = [program, "-qq", *options, sys.executable, "-B", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def changing_calls(root: Path, wanted: str) -> list[tuple[str, int]]:
    """Give name and number of each call of a whole run that changes something."""
    log = root.parent / "calls"
    names = ",".join(f"?{name}" for name in CALLS)
    assert strace(root, wanted, "-o", str(log), "-e", f"trace={names}").returncode == 0
    seen: dict[str, int] = {}
    found = []
    for line in log.read_text().splitlines():
        name = re.split(r"\W", line, maxsplit=1)[0]
        seen[name] = seen.get(name, 0) + 1
        if name != "openat" or "O_CREAT" in line:
            found.append((name, seen[name]))
    return found


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("how", ["KILL", *ERRORS])
def test_a_run_stopped_at_any_call_leaves_whole_packages_and_the_next_completes_it(
    tmp_path: Path, scene: str, how: str
) -> None:
    old, wanted = SCENES[scene]
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    run(before, *old)
    if old:
        make(before, {f"{FOLDER}/data.txt": "mine"})
    shutil.copytree(before, after)
    calls = changing_calls(after, wanted)
    assert len(calls) > 20
    # A part of the calls in the suite, all of them in a long run.
    step = 4 if how == "KILL" else 12
    for name, number in calls[:: step if os.environ.get("PYSCHED_GEN_LONG") is None else 1]:
        root = tmp_path / f"{name}-{number}"
        shutil.copytree(before, root)
        what = "signal=KILL" if how == "KILL" else f"error={how}"
        rule = f"inject={name}:{what}:when={number}"
        done = strace(root, wanted, "-o", os.devnull, "-e", f"trace={name}", "-e", rule)
        assert "Traceback" not in done.stderr, rule
        found = tree(root, FOLDER)
        assert found in (tree(before, FOLDER), tree(after, FOLDER)), rule
        package_now = eval(wanted)  # noqa: S307 - one of SCENES
        # Neither state looks like a hand edit, whatever is wanted next.
        assert plan(root, package_now, prune=True).conflicts == (), rule
        assert plan(root, package(text="three"), prune=True).conflicts == (), rule
        run(root, package_now, prune=True)
        # A private folder that git ignores may be left, of which the run speaks.
        assert visible(root) == visible(after), rule
        shutil.rmtree(root)
