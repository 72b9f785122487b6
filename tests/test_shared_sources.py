"""Whatever the number of processes, check and generate say and write the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from trees import manifest, read_tree, write_tree

from pysched_gen import parallel_map

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

GOOD = {"onschedule.py": "return pdg.scheduleResult.Succeeded\n"}
WRONG = {"onschedule.py": "x = frobnicate\nreturn pdg.scheduleResult.Succeeded\n"}


@pytest.fixture(autouse=True)
def two_processes_for_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel_map, "_ITEMS_PER_PROCESS", 1)


def dump() -> str:
    """Return a dump of two nodes, one of which no release is known of."""
    text = "return pdg.scheduleResult.Succeeded\n"
    nodes = [
        {
            "path": f"/tasks/{name}",
            "name": name,
            "type": "pythonscheduler",
            "category": "Top",
            "callbacks": [{"parm": "onschedule", "text": text, "default": False}],
            "parameters": [],
        }
        for name in ("one", "two")
    ]
    return json.dumps(
        {"schema": "pysched-gen/node-dump", "version": 1, "houdini": "20.5", "nodes": nodes}
    )


SOURCES: dict[str, dict[str, str]] = {
    "clean": {"a": "good", "b": "good", "c": "good"},
    "found": {"a": "good", "b": "wrong", "c": "wrong"},
    "one name": {"a": "good", "b": "good", "same": "a"},
    "broken": {"a": "good", "b": "no toml", "c": "bad key", "d": "no code"},
    "nothing": {"a": "no code", "b": "bad key"},
    "files": {"a": "good", "dump.json": "dump", "notes.txt": "text", "face.ds": "ds"},
    "no source": {"notes.txt": "text", "other.txt": "text"},
}


def lay_out(top: Path, kinds: dict[str, str]) -> None:
    for name, kind in kinds.items():
        shown = {"good": name, "wrong": name}.get(kind, kind)
        text = manifest(name=shown if kind in {"good", "wrong", "a"} else name)
        texts = {"dump": dump(), "text": "hello\n", "ds": 'group {\n    name "std"\n}\n'}
        if kind in texts:
            write_tree(top, {name: texts[kind]})
            continue
        text += {"no toml": "[[[\n", "bad key": 'nothing = "x"\n'}.get(kind, "")
        body = {"wrong": WRONG, "no code": {"onnothing.py": "1\n"}}.get(kind, GOOD)
        write_tree(top / name, {"scheduler.toml": text, **body})


@pytest.mark.parametrize("command", ["check", "generate"])
@pytest.mark.parametrize("case", SOURCES)
def test_two_processes_say_and_write_what_one_does(
    run: Run, here: Path, command: str, case: str
) -> None:
    lay_out(here / "s", SOURCES[case])
    (here / "pysched.toml").write_text('sources = ["s/*"]\n')
    told = []
    for jobs in ("1", "2"):
        output = ["-o", f"out{jobs}"] if command == "generate" else []
        code = CODES[case][command]
        result = run(command, "-v", "-j", jobs, *output, code=code)
        lines = [line for line in result.stderr.splitlines() if not line.startswith("took ")]
        written = read_tree(here / f"out{jobs}") if (here / f"out{jobs}").exists() else {}
        told.append((result.stdout.replace(f"out{jobs}", "out"), lines, written))
    assert told[0] == told[1]


CODES = {
    "clean": {"check": 0, "generate": 0},
    "found": {"check": 1, "generate": 1},
    "one name": {"check": 0, "generate": 2},
    "broken": {"check": 2, "generate": 2},
    "nothing": {"check": 2, "generate": 2},
    "files": {"check": 0, "generate": 0},
    "no source": {"check": 0, "generate": 0},
}
