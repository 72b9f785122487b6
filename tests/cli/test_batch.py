from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from trees import ROOT, read_tree

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 18  # two processes and more than one portion for each of them
pytestmark = pytest.mark.xdist_group("batch")
TOOL = [sys.executable, "-m", "pysched_gen"]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch")
    for number in range(COUNT):
        copy = folder / f"s{number:02}"
        shutil.copytree(ROOT / "snippets/local", copy)
        manifest = copy / "scheduler.toml"
        text = manifest.read_text(encoding="utf-8")
        name = f'name = "runner{number}"'
        manifest.write_text(text.replace('name = "localrunner"', name, 1), encoding="utf-8")
    return folder


def sources(batch: Path) -> list[str]:
    return [str(path) for path in sorted(batch.iterdir())]


def test_many_at_once_are_the_same_as_one_by_one(batch: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [*TOOL, "generate", *sources(batch), "-o", str(tmp_path / "all")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
    assert len(run.stdout.splitlines()) == 3 * COUNT
    first = sources(batch)[0]
    subprocess.run([*TOOL, "generate", first, "-o", str(tmp_path / "one"), "-q"], check=True)
    package = "pdg/types/runner0"
    assert read_tree(tmp_path / "all" / package) == read_tree(tmp_path / "one" / package)


def test_findings_come_in_the_order_of_the_sources(batch: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(batch, broken)
    for path in broken.iterdir():
        (path / "onstart.py").write_text("return nothing\n")
    run = subprocess.run(
        [*TOOL, "check", *sources(broken)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    places = [line.split(":")[0] for line in run.stdout.splitlines() if "undefined-name" in line]
    assert places == [f"{source}/onstart.py" for source in sources(broken)]


@pytest.mark.parametrize("delay", [0.1, 0.6, 1.2])
def test_an_interrupt_leaves_nothing_half_written(
    batch: Path, tmp_path: Path, delay: float
) -> None:
    # What the interpreter itself says of an interruption while it starts is not ours to test.
    program = "print('started', flush=True); from pysched_gen.__main__ import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "generate", *sources(batch), "-o", tmp_path / "out", "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=600)
    assert process.returncode in {130, -signal.SIGINT}
    assert not (tmp_path / "out").exists()
    if process.returncode == 130:
        assert errors.lstrip("\n") == "interrupted; nothing half-written is left\n"


def test_processes_of_a_run_that_is_killed_end() -> None:
    program = (
        "import functools, os, sys\n"
        "from pysched_gen.parallel_map import spread\n"
        "answers = spread(functools.partial(os.write, 1), [b'.'] * 16, jobs=2)\n"
        "next(answers)\n"
        "os.write(1, b'started\\n')\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().endswith("started\n")
        process.kill()
        # They hold its output open for as long as they live.
        process.communicate(timeout=600)
