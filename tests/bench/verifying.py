"""Measures `verify`: all scenarios with a shipped scheduler, against the bare processes they need.

What the scenarios cannot do without is a Python for each, which has the stand-in, and the processes
of jobs, about three a scenario. The peer starts as many of both, as many at a time, and waits for
nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.run.verify.catalog import scenarios
from pysched_gen.run.verify.run import default_jobs
from pysched_gen.standin import HFS, SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["VerifyError", "rows"]

Line = tuple[str, float, str, float | None, float | None]

SNIPPETS = Path(__file__).parents[2] / "snippets" / "local"
TOOL = Path(sys.executable).parent / "pysched-gen"
SECONDS = 10.0  # that all scenarios may take on two processors
_PROCESSES = 3
_IMPORT = "import sys; sys.path.insert(0, sys.argv[1]); import pdgstandin.playing"


class VerifyError(Exception):
    """A scenario failed, or the package could not be made."""


def rows() -> Iterator[Line]:
    """Give the lines of the table: both sides take turns, after one of each that is not counted."""
    with tempfile.TemporaryDirectory(prefix="pysched-gen-bench-") as name:
        package = Path(name, "houdini")
        _run([TOOL, "generate", SNIPPETS, "-o", package, "--houdini", "22.0"])
        verify: list[str | Path] = [TOOL, "verify", package]
        times = [(_timed(lambda: _run(verify)), _timed(lambda: _bare(name))) for _ in range(4)]
        ours, bare = (sorted(side)[1] for side in zip(*times[1:], strict=True))
    what = f"verify, {len(scenarios())} scenarios of snippets/local"
    yield f"{what}, against as many bare Pythons with three processes each", ours, "s", bare, None
    yield f"{what}, against {SECONDS:g} s", ours, "s", SECONDS, 1.0


def _bare(folder: str) -> None:
    """Start a Python that imports the stand-in for each scenario, and the processes of jobs."""
    environment = {**os.environ, "HFS": str(HFS), "PDG_STANDIN_HOUDINI": "22.0"}

    def start(_number: int) -> None:
        cache = f"pycache_prefix={folder}/cache"
        command = [sys.executable, "-I", "-X", cache, "-c", _IMPORT, str(SITE)]
        subprocess.run(command, env=environment, check=True)
        for _ in range(_PROCESSES):
            subprocess.run(["/bin/sh", "-c", "true"], check=True)

    with ThreadPoolExecutor(default_jobs()) as pool:
        for _ in pool.map(start, range(len(scenarios()))):
            pass


def _run(command: list[str | Path]) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if done.returncode:
        raise VerifyError(f"{command} ended with {done.returncode}: {done.stdout.decode()}")


def _timed(action: Callable[[], None]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
