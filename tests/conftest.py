"""Gives tests a runner of the command line, the stand-in's `pdg`, and hypothesis its time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from interpreters import REQUIRE_ENGINES, find_python
from trees import SHARED

import pysched_gen
from pysched_gen.cli import main
from pysched_gen.standin import HFS, JOB, SITE

PACKAGE = Path(pysched_gen.__file__).parent
STARTERS = Path(__file__).parent / "starters"
# Folders whose tests start processes, and wait for them.
STARTING = {
    Path(__file__).parent / name for name in ("output", "road", "run", "snippets", "standin")
}
Run = Callable[..., Result]

pytest_plugins = ["job_processes", "leftovers", "pysched_gen.testing"]
collect_ignore = ["data"]  # among it a repository with tests of its own

# Each test does its work anew; those of the cache say so.
os.environ["PYSCHED_GEN_NO_CACHE"] = "1"

# What a shell starts in its background ignores Ctrl-C, and so does all that it starts itself.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# For tests of what needs no process of its own; the tool itself never imports it.
sys.path.insert(0, str(SITE))

# A loaded machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
if not os.environ.get("CI"):
    settings.load_profile("patient")


def pytest_xdist_auto_num_workers() -> int:
    """Return two workers more than there are cores: many tests wait for an engine or a limit."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the groups, which wait for engines, over tests that compute; the largest come first.

    Side by side they would leave the processor idle, and the last of them would run alone. So would
    tests that start processes, which are mixed with those that do not. A test on an engine gets a
    second try: daemons that are not ours are killed in it, beside three other workers. What failed
    at first is shown at the end.
    """
    groups: dict[str, list[pytest.Item]] = {}
    starting: list[pytest.Item] = []
    computing: list[pytest.Item] = []
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        if mark is not None:
            groups.setdefault(mark.args[0], []).append(item)
        else:
            (starting if STARTING & set(item.path.parents) else computing).append(item)
        if mark is not None and STARTERS in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))
    # One group starts at once, and all before the last quarter of the others.
    ordered = sorted(groups.values(), key=len, reverse=True)
    slots = len(ordered) * 4 // 3 + 1
    items.clear()
    for slot in range(slots):
        items += ordered[slot] if slot < len(ordered) else ()
        for others in (starting, computing):
            items += others[len(others) * slot // slots : len(others) * (slot + 1) // slots]


def pytest_sessionstart() -> None:
    """Refuse to pass over the tests that read ../shared, where nothing may be passed over."""
    if os.environ.get(REQUIRE_ENGINES) == "1" and not SHARED.is_dir():
        raise pytest.UsageError(f"../shared is absent, and {REQUIRE_ENGINES}=1")


def pytest_configure(config: pytest.Config) -> None:
    """Compile once what children run, of which some, or all, are told to write no bytecode."""
    if hasattr(config, "workerinput"):
        return
    stand_in = [SITE, JOB, HFS]
    folders = {(3, 7): stand_in, (3, 13): stand_in, sys.version_info[:2]: [PACKAGE]}
    running = []
    for version, places in folders.items():
        python = find_python(version)
        if python is not None:
            command = [python, "-m", "compileall", "-q", *map(str, places)]
            nowhere = subprocess.DEVNULL
            running.append(subprocess.Popen(command, stdout=nowhere, stderr=nowhere))
    for one in running:
        one.wait()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show how a test failed that passed at its second try; nobody would look for it else."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.write_sep("=", f"failed at its first try: {report.nodeid}")
        report.toterminal(terminalreporter._tw)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(here: Path) -> Run:
    """Give a function that runs the tool in `here` and asserts its exit code."""
    del here

    def run(*arguments: str, code: int = 0, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(main, list(arguments), input=stdin, prog_name="pysched-gen")
        assert "Traceback" not in result.output
        assert "internal error:" not in result.output
        assert result.exit_code == code, result.output
        return result

    return run
