"""`pysched-gen watch`, as a process: it follows what is saved, and Ctrl-C ends it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from trees import manifest, write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

GOOD = "return pdg.scheduleResult.Succeeded\n"


class Watching:
    """The process, and what it says."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "pysched_gen", "watch", *arguments, "--interval", "0.1"],
            cwd=folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def turn(self, *words: str) -> None:
        """Wait for a turn that says `words`; one before may have seen what was not saved yet."""
        said = ""
        while not all(word in said for word in words):
            said = ""
            while "watching" not in said:
                said += self._lines.get(timeout=600)

    def rest(self) -> str:
        self.process.wait(600)
        said = ""
        while "interrupted" not in said:
            said += self._lines.get(timeout=600)
        return said

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


@pytest.fixture
def watching(here: Path) -> Iterator[Watching]:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": GOOD})
    found = Watching(here, "farmq", "-o", "houdini", "--preview", "pages")
    yield found
    found.end()


def test_a_save_is_checked_generated_and_drawn(here: Path, watching: Watching) -> None:
    module = here / "houdini/pdg/types/farmq/farmq.py"
    page = here / "pages/farmq-preview.html"
    watching.turn("new      houdini/pdg/types/farmq/farmq.py")
    assert "farmq_queue" not in page.read_text("utf-8")
    first = module.read_text("utf-8")

    write_tree(here / "farmq", {"onschedule.py": "frobnicate()\n" + GOOD})
    watching.turn("farmq/onschedule.py:1:1: error[PSG111 ", "nothing was written")
    assert module.read_text("utf-8") == first

    queue_parameter = '[[parameters]]\nname = "farmq_queue"\ntype = "string"\n'
    mended = {"onschedule.py": f'self["farmq_queue"].evaluateString()\n{GOOD}'}
    mended["scheduler.toml"] = manifest(queue_parameter)
    write_tree(here / "farmq", dict(mended))
    watching.turn("updated  houdini/pdg/types/farmq/farmq.py")
    assert "farmq_queue" in module.read_text("utf-8")
    assert "farmq_queue" in page.read_text("utf-8")

    (here / "farmq/scheduler.toml").unlink()
    watching.turn("error:")
    write_tree(here / "farmq", {"scheduler.toml": manifest(queue_parameter)})
    watching.turn("1 package up to date")

    watching.process.send_signal(signal.SIGINT)
    assert watching.rest() == "interrupted; nothing half-written is left\n"
    assert watching.process.returncode == 130


def test_a_project_says_what_is_written(run: Run, here: Path) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": GOOD})
    (here / "pysched.toml").write_text(
        'sources = ["farmq"]\noutput = "houdini"\nhoudini = "21.0"\nlayout = "module"\n'
        "asset = true\nhoudini-package = true\n"
    )
    run("generate", "-q")
    watching = Watching(here)
    watching.turn("houdini: 1 package up to date")
    watching.end()
    run("generate", "--check")


def test_standard_input_cannot_be_watched(run: Run) -> None:
    assert "cannot be watched" in run("watch", "-", "-o", "out", code=2, stdin=b"").stderr
