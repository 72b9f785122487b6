"""Packages that attack: `verify` and `cook` end in time, say what happened, and leave nothing.

The suite plays some with one of the two commands, PYSCHED_GEN_LONG=1 all with both.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from trees import ROOT, read_tree

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LONG = os.environ.get("PYSCHED_GEN_LONG") == "1"
TABLE = tomllib.loads(Path(__file__).with_name("hostile_packages.toml").read_text("utf-8"))
COMMANDS = {
    "verify": ("verify", "houdini", "--scenario", "item-succeeds", "--timeout", "3"),
    "cook": ("cook", "houdini", "--items", "2", "--timeout", "3", "-o", "report"),
}
# In the suite: messages of 9 MiB are more than a line of events may have.
SOME = (*list(TABLE)[:10], "says-much-in-an-exception", "callback-says-much")
ROWS = [
    (name, command)
    for number, name in enumerate(TABLE)
    for at, command in enumerate(COMMANDS)
    if LONG or (name in SOME and number % len(COMMANDS) == at)
]
EVENTS = 'int(__import__("sys").argv[__import__("sys").argv.index("--events-fd") + 1])'
MODULE = "houdini/pdg/types/localrunner/localrunner.py"
# Controls, but for the line ends and tabs of reports; marks that turn text round.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def package(here: Path, attack: dict[str, str]) -> None:
    shutil.copytree(ROOT / "tests/golden/local", here / "houdini")
    module = here / MODULE
    text = module.read_text()
    head, start, rest = text.partition("    def onSchedule(self, work_item: pdg.WorkItem) -> ")
    signature, line_end, body = rest.partition("\n")
    callback = textwrap.indent(attack.get("schedule", "").strip("\n"), " " * 8)
    load = attack.get("load", "").replace("EVENTS", EVENTS)
    module.write_text(f"{head}{start}{signature}{line_end}{callback}\n{body}\n{load}\n")
    compile(module.read_text(), str(module), "exec")


def processes_with(mark: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().decode(errors="replace"))
        except OSError:  # noqa: PERF203 - it has ended, or is another user's
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
@pytest.mark.parametrize(("name", "command"), ROWS, ids=["-".join(row) for row in ROWS])
def test_a_hostile_package_does_no_harm(tmp_path: Path, name: str, command: str) -> None:
    package(tmp_path, TABLE[name])
    before = read_tree(tmp_path / "houdini")
    temporary = tmp_path / "it's a tmp"
    temporary.mkdir()
    mark = f"PSG_MARK={tmp_path}"
    done = subprocess.run(
        [sys.executable, "-m", "pysched_gen", *COMMANDS[command]],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(temporary), "PSG_MARK": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=240,  # it has a limit of its own; this ends a test that fails
    )
    said = (done.stdout + done.stderr).decode()
    assert done.returncode in (0, 1, 2), said
    assert "internal error" not in said
    assert "pysched_gen/cli" not in said  # as a traceback of ours would
    assert not CONTROLS.search(said)
    assert len(said) < 100_000
    assert processes_with(mark) == []
    assert list(temporary.iterdir()) == []
    assert read_tree(tmp_path / "houdini") == before
    if (tmp_path / "report").is_dir():
        reports = read_tree(tmp_path / "report")
        assert len(reports) == 7
        ET.fromstring(reports["cook.xml"])
        for text in reports.values():
            assert not CONTROLS.search(text.decode())
            assert len(text) < 1_000_000
